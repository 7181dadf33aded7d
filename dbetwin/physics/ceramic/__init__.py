"""Garnet in the furnace."""
