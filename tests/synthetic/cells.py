"""What became of the cells of the made-up plant, and the tallies over them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tests.synthetic.plant import DAYS, WARMUP, tray

COLUMNS = {  # name: (mean, relative sd, low, high)
    "anode_contact_fraction": (0.62, 0.05, 0.0, 1.0),
    "cathode_contact_fraction": (0.80, 0.04, 0.0, 1.0),
    "cell_asr_ohm_cm2": (160.0, 0.05, 0.0, 1000.0),
    "measured_resistance_ohm_cm2": (160.0, 0.06, 0.0, 1000.0),
    "anode_asr_ohm_cm2": (25.0, 0.06, 0.0, 500.0),
    "cathode_asr_ohm_cm2": (125.0, 0.05, 0.0, 500.0),
    "separator_asr_ohm_cm2": (8.3, 0.03, 0.0, 100.0),
    "quality_index": (70.0, 0.05, 0.0, 100.01),
    "capacity_Ah": (9.5, 0.01, 0.0, 20.0),
    "energy_Wh": (31.5, 0.012, 0.0, 80.0),
    "specific_energy_Wh_kg": (216.0, 0.012, 0.0, 600.0),
    "nominal_specific_energy_Wh_kg": (231.0, 0.008, 0.0, 600.0),
    "energy_density_Wh_L": (530.0, 0.012, 0.0, 1500.0),
}


def finished_cells() -> dict[str, int]:
    """Cells of the window by fate|cause|station|bad: trays of day 1 to 5 enter form and test on day 2 to 6."""
    trays = sum(tray(day) for day in range(WARMUP - 1, WARMUP + DAYS - 1))
    lost = {
        "rejected|self_discharge|form|1": 8,
        "rejected|self_discharge|form|0": 2,
        "rejected|resistance|test|1": 15,
        "rejected|resistance|test|0": 10,
        "rejected|capacity|test|1": 5,
        "handling|handling|stack|0": 25,
        "handling|handling|test|0": 5,
    }
    good = trays - sum(lost.values()) + 25  # what the stacker breaks never was in a tray
    return {**lost, "good|||0": good - 3, "good|||1": 3}


def tally(column: str, group: str, values: np.ndarray, low: float, high: float) -> list[tuple[Any, ...]]:
    edges = np.linspace(low, high, 401)
    counts, _ = np.histogram(values, edges)
    under, over = int((values < low).sum()), int((values > high).sum())
    rows: list[tuple[Any, ...]] = [
        (column, group, -1, -np.inf, low, under, 0.0),
        (column, group, 400, high, np.inf, over, 0.0),
        (column, group, -2, 0.0, 0.0, 0, float(values.sum())),
        (column, group, -3, 0.0, 0.0, 0, float((values**2).sum())),
        (column, group, -4, 0.0, 0.0, len(values), 0.0),
    ]
    filled = np.flatnonzero(counts)
    return rows + [(column, group, int(b), edges[b], edges[b + 1], int(counts[b]), 0.0) for b in filled]


def tallies() -> pd.DataFrame:
    rng = np.random.default_rng(1)
    fates = finished_cells()
    all_cells = sum(fates.values())
    good = sum(count for name, count in fates.items() if name.startswith("good"))
    rows: list[tuple[Any, ...]] = []
    for name, (mean, spread, low, high) in COLUMNS.items():
        values = mean * (1 + spread * rng.standard_normal(all_cells))
        rows += tally(name, "all", values, low, high) + tally(name, "good", np.sort(values)[:good], low, high)
    codes = np.array([7.0] * (good - 20) + [0.0] * 20)
    rows += tally("limiting_component", "good", codes, -0.5, 7.5)
    rows += tally("outside_press", "all", np.array([1.0] * 4 + [0.0] * (all_cells - 4)), -0.5, 1.5)
    rows += [("fate", name, 0, 0.0, 0.0, count, 0.0) for name, count in fates.items()]
    return pd.DataFrame(rows, columns=["column", "group", "bin", "low", "high", "count", "total"])


def cell_rows() -> pd.DataFrame:
    """Rows of a few cells: two rolls of each of three batches, four magazines of a roll, five cells of a magazine."""
    from dbetwin.outcome.variance_by_origin import ORIGINS, QUALITIES

    rng = np.random.default_rng(2)
    number = np.arange(120)
    made = {"coating_batch": number // 40, "cathode_roll": number // 20, "cell_key": number // 5}
    groups = {name: made.get(name, number // 15) + 1000 for name in ORIGINS}
    values = {name: COLUMNS[name][0] * (1 + COLUMNS[name][1] * rng.standard_normal(120)) for name in COLUMNS}
    fate = np.where(number % 10 == 3, "rejected", "good")
    return pd.DataFrame(
        {
            **groups, "cell_index": number % 5, "fate": fate, "cause": np.where(fate == "good", "", "resistance"),
            "station": np.where(fate == "good", "", "test"),
            **{name: values.get(name, np.full(120, np.nan)) for name in QUALITIES},
        }
    )  # fmt: skip
