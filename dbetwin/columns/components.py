"""The parts of a cell that its quality index is made of; the code of a component is its place here."""

from __future__ import annotations

COMPONENTS = (
    "anode contact",
    "anode resistance",
    "critical current",
    "grain boundary",
    "strength",
    "silicon",
    "cathode contact",
    "cathode resistance",
)

NONE_WORSE = len(COMPONENTS)
"""Code of a cell of which no component is worse than the nominal cell's."""
LIMITING = (*COMPONENTS, "none is worse than nominal")
"""What can limit a cell; the code is the place here."""
