"""Wet electrodes from slurry to dried coating: the wet film, its drying, the binder that moves with the solvent."""
