"""Silicon against garnet: swelling, pressure, transport, cracks, and what of its capacity is left."""
