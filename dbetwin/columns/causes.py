"""What can truly be wrong with a cell; the code of a cause is its place here.

The order is that of precedence. What made a cell bad earlier on the line stays its cause, whatever is added later; of
what is settled at one station the failure named first here counts, and a missed specification only where nothing
failed. Of several missed specifications the one with the largest relative excess is the cause.
"""

from __future__ import annotations

GOOD = "good"
AIR, EDGE, HOLE = "lithium too long in air", "uncovered edge", "hole"
CERAMIC, OPEN, DELAMINATION, FILAMENT, PLATING = (
    "broken ceramic", "open contact", "delamination", "filament", "plating",
)  # fmt: skip
CAPACITY, RESISTANCE, ENERGY = "capacity", "resistance", "energy"

FAILURES = (AIR, EDGE, HOLE, CERAMIC, OPEN, DELAMINATION, FILAMENT, PLATING)
"""A cell has failed or it has not: there is no limit that it misses by so much."""
MISSED = (CAPACITY, RESISTANCE, ENERGY)
"""Specifications that a cell misses by some relative excess."""
TRUE_CAUSES = (GOOD, *FAILURES, *MISSED)
CODES = {name: float(code) for code, name in enumerate(TRUE_CAUSES)}

UNKNOWN = "unknown"
"""Of a bad cell of which nobody wrote down what is wrong with it."""
