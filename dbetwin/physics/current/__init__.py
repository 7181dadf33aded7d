"""Where current flows: the two lines, of ions and of electrons, that porous electrodes are."""
