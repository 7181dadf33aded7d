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
