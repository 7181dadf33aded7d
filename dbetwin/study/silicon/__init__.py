"""What keeps silicon from its full charge, cause by cause."""
