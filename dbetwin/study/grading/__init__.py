"""What the tests make of cells that are good or bad, and what one more instrument would change."""
