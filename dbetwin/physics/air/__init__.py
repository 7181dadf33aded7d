"""Air and the water in it."""
