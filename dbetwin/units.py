"""Unit suffixes of field names, and the one place where texts with units become numbers."""

from __future__ import annotations

SUFFIXES: dict[str, str] = {}
"""Field-name suffix to pint unit; the longest matching suffix wins. (filled in by the reader work package)"""


def suffix_of(name: str) -> str | None:
    """The unit suffix that ends a field name, or None for a pure number or text."""
    raise NotImplementedError


def convert(text: str, name: str) -> float:
    """The number of ``text`` ("0.06 mm") in the unit that ends the field name (``gap_um``)."""
    raise NotImplementedError
