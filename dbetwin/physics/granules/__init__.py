"""Granules that meet: which of them stick, and what becomes of their sizes."""
