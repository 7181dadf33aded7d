"""Charged grain boundaries: what the field beside a core does to the ions that carry the current."""
