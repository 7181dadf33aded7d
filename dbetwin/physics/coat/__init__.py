"""Coats on particles: how they grow, how much they cover, how evenly they lie."""
