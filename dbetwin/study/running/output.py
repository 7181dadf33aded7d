"""Good output along the measured window, in equal stretches of the time in which shifts are on."""

from __future__ import annotations

import numpy as np

from dbetwin.outcome.account import Account
from dbetwin.plant.calendar import Calendar

SLOTS = 100
"""Stretches of a window: enough for MSER-5, which takes fifty or more."""


def output_in_slots(account: Account, calendar: Calendar, slots: int = SLOTS) -> list[float]:
    """Good pieces that reached the warehouse in each stretch.

    Parameters
    ----------
    account : Account
        Tables of a run.
    calendar : Calendar
        Of the plant. What comes while nobody is there counts for the next stretch in which somebody is.
    slots : int
        How many stretches of equal manned time the window is cut into.

    Returns
    -------
    list of float
        Pieces, one number for each stretch; empty where no shift was on.
    """
    low, high = account.window_min
    manned = calendar.on_minutes(low, high)
    if manned <= 0:
        return []
    finishing = account.finishing()
    passed = np.array([calendar.on_minutes(low, minute) for minute in finishing["leave_min"]], dtype=float)
    place = np.minimum((passed / manned * slots).astype(int), slots - 1)
    return [float(n) for n in np.bincount(place, finishing["amount_out"].to_numpy(dtype=float), minlength=slots)]
