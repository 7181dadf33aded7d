"""Tables of solutions that are too slow for every cell, and how they are read; ``make tables`` solves them anew."""

from __future__ import annotations

from dbetwin.interface.tables.surrogate import Axis, Surrogate

__all__ = ["Axis", "Surrogate"]
