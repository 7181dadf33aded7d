"""Designed experiments: factors over their ranges, and what they do to the responses."""
