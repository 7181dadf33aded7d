"""What each limit, and each level that a plant has to hold, costs in yield and keeps out of what is sold."""
