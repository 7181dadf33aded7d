"""The number by which the lots of the next stations remember the lot they come from."""

from __future__ import annotations

from dbetwin.stations.contract import Material


def lot_id(lot: Material) -> float:
    """Upper 53 bits of the lot's key: a whole number that a float column holds exactly."""
    return float(lot.key >> 11)
