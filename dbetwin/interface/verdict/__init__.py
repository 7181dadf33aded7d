"""What it all comes to for a cell: one index, failure, life."""
