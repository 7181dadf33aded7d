"""What instruments can see of the interfaces."""
