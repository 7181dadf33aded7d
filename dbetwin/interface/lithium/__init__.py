"""Lithium against garnet: voids, cracks, leaks, and the critical current they leave."""
