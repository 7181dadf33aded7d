"""What the machines of the made-up plant did: lots that passed, minutes by state, days."""

from __future__ import annotations

import pandas as pd

from dbetwin.columns.machines import STATES
from tests.synthetic.cells import finished_cells
from tests.synthetic.plant import DAY_MIN, DAYS, WARMUP, tray

STATES_MIN = {  # processing, set-up, upkeep, waiting for people, starved, blocked, down
    "powder": (600.0, 60.0, 40.0, 0.0, 1600.0, 0.0, 100.0),
    "film": (1900.0, 100.0, 0.0, 30.0, 120.0, 150.0, 100.0),
    "stack": (1500.0, 0.0, 0.0, 0.0, 800.0, 50.0, 50.0),
    "form": (6500.0, 100.0, 0.0, 0.0, 600.0, 0.0, 0.0),
    "test": (400.0, 0.0, 0.0, 0.0, 2000.0, 0.0, 0.0),
}


def lots_and_visits() -> tuple[pd.DataFrame, pd.DataFrame]:
    lots, visits = [], []
    for day in range(WARMUP + DAYS):
        noon = day * DAY_MIN
        number = 10 * day + 1
        lots += [
            (number, "powder", "kg", 59.0, 59.0, noon + 120.0, ""),
            (number + 1, "film", "m", 1140.0, 34.2, noon + 420.0, f"{number}:59"),
            (number + 2, "stack", "cells", float(tray(day)), 15.0, noon + 840.0, f"{number + 1}:1000"),
        ]
        steps = (
            ("powder", number, 60, 120),
            ("film", number + 1, 120, 420),
            ("stack", number + 2, 480, 840),
            ("form", number + 2, 850, 2200),
            ("test", number + 2, 2220, 2300),
        )
        for name, lot, start, end in steps:
            if WARMUP * DAY_MIN <= noon + end < (WARMUP + DAYS) * DAY_MIN:
                starved = 5.0 if name in ("powder", "test", "stack") else 0.0
                moments = (noon + start - 5, noon + start, noon + end, noon + end)
                visits.append((lot, name, 0, 100.0, 95.0, *moments, starved, 0.0, 0.0))
    columns = (
        "lot station machine amount_in amount_out arrive_min start_min end_min leave_min starved_min blocked_min "
        "down_min"
    )
    lot_columns = ["lot", "station", "unit", "amount", "mass_kg", "made_min", "parents"]
    return pd.DataFrame(lots, columns=lot_columns), pd.DataFrame(visits, columns=columns.split())


PLACES = {
    "powder": ("silo", "hopper"), "film": ("hopper", "film_roll"), "stack": ("film_roll", "tray"),
    "form": ("tray", "rack"), "test": ("rack", "warehouse"),
}  # fmt: skip
"""Buffers before and behind each station."""


def periods() -> pd.DataFrame:
    """Each day begins with the wait for input and ends with that for a place, which goes on over night."""
    rows = []
    for name, minutes in STATES_MIN.items():
        starved, blocked = (minutes[place] / DAYS for place in (4, 5))
        shift_end = DAY_MIN if name == "form" else 480.0
        for day in range(WARMUP, WARMUP + DAYS):
            noon = day * DAY_MIN
            active_end = noon + (shift_end - blocked if blocked else DAY_MIN)
            rows += [
                (name, 0, "starved", PLACES[name][0], noon, noon + starved),
                (name, 0, "active", "", noon + starved, active_end),
                (name, 0, "blocked", PLACES[name][1], active_end, noon + DAY_MIN),
            ]
    table = pd.DataFrame(rows, columns=["station", "machine", "state", "place", "start_min", "end_min"])
    return table[table["end_min"] > table["start_min"]]


def machines() -> pd.DataFrame:
    window = DAYS * DAY_MIN
    rows = []
    for name, minutes in STATES_MIN.items():
        rows.append((name, 0, *minutes, window - sum(minutes), 0.95 * minutes[0], DAYS, 2))
    columns = ["station", "machine", *(f"{state}_min" for state in STATES), "ideal_min", "lots", "stops"]
    return pd.DataFrame(rows, columns=columns)


def days() -> pd.DataFrame:
    good = sum(count for name, count in finished_cells().items() if name.startswith("good"))
    rejected = sum(count for name, count in finished_cells().items() if name.startswith("rejected"))
    share = [good // DAYS] * (DAYS - 1)
    share.append(good - sum(share))
    return pd.DataFrame(
        {
            "day": range(DAYS),
            "date": [f"2026-01-{7 + day:02d}" for day in range(DAYS)],
            "working": [True] * DAYS,
            "started_cells": [tray(WARMUP + day) + 5 for day in range(DAYS)],
            "good_cells": share,
            "rejected_cells": [rejected // DAYS] * DAYS,
            "good_parts": [0] * DAYS,
            "good_energy_kWh": [0.0315 * cells for cells in share],
            "wip_lots": [4] * DAYS,
            "wip_cells": [tray(WARMUP + day) for day in range(DAYS)],
            "wip_parts": [0] * DAYS,
        }
    )
