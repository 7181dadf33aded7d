"""Lithium metal: how it flows under stress, and what stripping leaves of its contact."""
