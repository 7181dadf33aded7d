"""What went through the stations of the made-up plant, what was lost there, and what stands in between."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.synthetic.cells import finished_cells
from tests.synthetic.plant import DAY_MIN, DAYS, MASS_KG, PER_CELL, STATIONS, WARMUP, tray


def losses() -> pd.DataFrame:
    rows = [
        ("powder", "handling", "handling", "kg", 5.0),
        ("film", "start-up", "handling", "m", 200.0),
        ("film", "loading", "quality", "m", 100.0),
        ("film_roll", "shelf life", "expiry", "m", 50.0),
    ]
    for name, count in finished_cells().items():
        fate, cause, station, _ = name.split("|")
        if fate != "good":
            rows.append((station, cause, "quality" if fate == "rejected" else fate, "cells", float(count)))
    table = pd.DataFrame(rows, columns=["station", "cause", "kind", "unit", "amount"])
    table = table.groupby(["station", "cause", "kind", "unit"], as_index=False, sort=False)["amount"].sum()
    table["mass_kg"] = table["amount"] * table["unit"].map(MASS_KG)
    table["cell_equivalents"] = table["amount"] * table["unit"].map(PER_CELL)
    return table


def flows_and_buffers() -> tuple[pd.DataFrame, pd.DataFrame]:
    lost = losses().groupby("station")["amount"].sum()
    stacked = sum(tray(day) for day in range(WARMUP, WARMUP + DAYS))
    formed = sum(tray(day) for day in range(WARMUP - 1, WARMUP + DAYS - 1))
    made = {
        "stack": stacked + lost["stack"],
        "form": formed,
        "test": formed - lost["form"],
        "film": 6000.0,
        "powder": 300.0,
    }
    flows, buffers = [], []
    stock = {
        "film": (20.0, 20.0 + 295.0 - 6000.0 * 0.04),
        "stack": (500.0, 500.0 + 5700.0 - 50.0 - made["stack"] * 10.0),
    }
    stock |= {
        "form": (float(tray(WARMUP - 1)), float(tray(WARMUP + DAYS - 1))),
        "test": (0.0, 0.0),
        "powder": (0.0, 0.0),
    }
    used = {"powder": 1.0, "film": 0.04, "stack": 10.0, "form": 1.0, "test": 1.0}
    names = {"powder": "silo", "film": "hopper", "stack": "film_roll", "form": "tray", "test": "rack"}
    before, before_unit = "supplier", "kg"
    for name, unit in STATIONS:
        taken_kg = made[name] * used[name] * MASS_KG[before_unit]
        good = made[name] - lost[name]
        kg = MASS_KG[unit]
        flows.append((
            name, unit, made[name], good, lost[name], 0.0, 0.0, taken_kg, made[name] * kg - taken_kg, good * kg,
            lost[name] * kg, 0.0, 0.0, PER_CELL[unit],
        ))  # fmt: skip
        expired = 50.0 if names[name] == "film_roll" else 0.0
        low, high = stock[name]
        out = made[name] * used[name]
        into = out + expired + high - low
        kg = MASS_KG[before_unit]
        buffers.append((
            names[name], before, name, before_unit, 1000.0, into, out, expired, low, high, (low + high) / 2,
            (low + high) / 2 * DAYS * DAY_MIN, 2.0,
            into * kg, out * kg, expired * kg, low * kg, high * kg,
        ))  # fmt: skip
        before, before_unit = name, unit
    finished = made["test"] - lost["test"]
    kg = finished * MASS_KG["cells"]
    buffers.append((
        "warehouse", "test", "warehouse", "cells", np.nan, finished, finished, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, kg, kg,
        0.0, 0.0, 0.0,
    ))  # fmt: skip
    flow_columns = (
        "station unit made good lost sent_back stock_change mass_in_kg mass_added_kg mass_good_kg mass_lost_kg "
        "mass_sent_back_kg mass_stock_change_kg cells_per_unit"
    )
    buffer_columns = (
        "buffer from_station to_station unit capacity amount_in amount_out amount_expired level_start level_end "
        "level_mean sojourn lots_mean mass_in_kg mass_out_kg mass_expired_kg mass_start_kg mass_end_kg"
    )
    table = pd.DataFrame(buffers, columns=buffer_columns.split()).assign(amount_back=0.0, mass_back_kg=0.0)
    return pd.DataFrame(flows, columns=flow_columns.split()), table


def progress() -> pd.DataFrame:
    """Cells from the stacker on: one tray is under way over night."""
    lost = losses().groupby("station")["amount"].sum()
    first, last = float(tray(WARMUP - 1)), float(tray(WARMUP + DAYS - 1))
    made = sum(tray(day) for day in range(WARMUP, WARMUP + DAYS)) + lost["stack"]
    mean = (first + last) / 2
    row = ("cells", made, made + first - last, first, last, mean, mean * DAYS * DAY_MIN)
    columns = ["unit", "amount_in", "amount_out", "level_start", "level_end", "level_mean", "sojourn"]
    return pd.DataFrame([row], columns=columns)
