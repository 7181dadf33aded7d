"""What is not known, kept apart from what is chosen and from what scatters: how far it moves the answers."""
