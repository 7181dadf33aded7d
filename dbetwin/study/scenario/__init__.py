"""What is asked: a plant by a name of its own, written as named changes to a base; and values that move."""
