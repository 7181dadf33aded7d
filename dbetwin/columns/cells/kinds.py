"""How columns that often occur are declared."""

from __future__ import annotations

from dbetwin.columns.column import Column


def flag(name: str, meaning: str, core: bool = False) -> Column:
    """A truth value that is also tallied, so that its sum is a number of cells."""
    return Column(name, "-", meaning, "0", "float", -0.5, 1.5, core)


def share(name: str, meaning: str, core: bool = False) -> Column:
    """A part of a whole."""
    return Column(name, "-", meaning, "0.000", "float", 0.0, 1.0001, core)


def chance(name: str, meaning: str) -> Column:
    """A probability, often a small one."""
    return Column(name, "-", f"probability that {meaning}", "0.00E+00", "float", 0.0, 1.0001)


def asr(name: str, meaning: str, high: float = 200.0, core: bool = False) -> Column:
    """An area-specific resistance."""
    return Column(name, "ohm cm2", meaning, "0.0", "float", 0.0, high, core)


def lineage(name: str, meaning: str, core: bool = False) -> Column:
    """The id of something that a cell was made of or in."""
    return Column(name, "-", f"id of {meaning}", "0", "integer", core=core)
