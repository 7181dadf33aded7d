"""What a quantity of a station is called and measured in, for tables and charts of it alone."""

from __future__ import annotations

from dbetwin.columns import TABLES
from dbetwin.columns.column import Column
from dbetwin.units import unit_of

ABOVE_A_CHART = 48
"""Letters that fit there."""


def heading(name: str) -> str:
    """Its name, and what the dictionary of columns says of it."""
    found = _declared(name)
    short = found.meaning if found and len(found.meaning) <= ABOVE_A_CHART else ""
    return f"{name}<br><sup>{short}</sup>" if short else name


def unit_shown(name: str) -> str:
    """Its unit as declared, or as its name ends; nothing where it has none."""
    found = _declared(name)
    unit = found.unit if found else unit_of(name)
    return "" if unit == "-" else unit


def _declared(name: str) -> Column | None:
    return next((TABLES[table][name] for table in ("lots", "cells") if name in TABLES[table]), None)
