"""How a cell is laid out: electrodes, stack, pouch, energy; pure, vectorised over rows of cells."""
