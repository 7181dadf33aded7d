"""Plants side by side: what differs, how surely, which is best; two runs, many runs, and runs yet to be made."""
