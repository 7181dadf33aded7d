"""The separator: its resistance, its grain boundaries, its strength and its holes."""
