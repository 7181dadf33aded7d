"""What the factors of a study do to its responses, told from the values at the points of a design."""
