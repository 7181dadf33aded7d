"""Where current flows: the spots that it crowds into, and the lines that porous electrodes are."""
