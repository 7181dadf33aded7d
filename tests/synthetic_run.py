"""A small run folder made by arithmetic, so that outcome and report can be tested without a simulation.

Five stations, one machine each: powder (kg) -> film (m) -> stack (cells) -> form (cells) -> test (cells). One tray a
day; the tray of day d is 100 + d cells and leaves the test a day later, so that stock changes over the window.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

DAYS, WARMUP = 5, 2
DAY_MIN = 1440.0
MASS_KG = {"kg": 1.0, "m": 0.03, "cells": 0.15}
PER_CELL = {"kg": 2.0, "m": 0.1, "cells": 1.0}
"""Cells that one unit is enough for."""
PRODUCT = {
    "anode": "silicon",
    "separator": "composite",
    "double_cathodes": 10,
    "cathode_length_mm": 100.0,
    "cathode_width_mm": 150.0,
    "anode_overhang_mm": 1.0,
    "cathode_areal_capacity_mAh_cm2": 3.5,
    "cathode_mass_fractions": {"nmc811": 0.70, "llzo": 0.20, "catholyte_polymer": 0.07, "carbon": 0.02, "ptfe": 0.01},
    "cathode_porosity": 0.05,
    "n_to_p": 1.1,
    "anode_mass_fractions": {"silicon_carbon": 0.70, "anode_polymer": 0.25, "carbon": 0.03, "ptfe": 0.02},
    "anode_porosity": 0.05,
    "silicon_soc_target": 0.85,
    "lithium_thickness_um": 0.0,
    "separator_thickness_um": 25.0,
    "aluminium_um": 10.0,
    "copper_um": 6.0,
    "first_cycle_retention": 0.93,
    "laminate_um": 113.0,
    "laminate_density_g_cm3": 1.8,
    "clearance_mm": 10.0,
    "terminal_height_mm": 20.0,
    "terminal_width_mm": 50.0,
    "terminal_thickness_mm": 0.5,
    "extra_mass_g": 0.0,
}
OPERATING_POINT = {"c_rate": 1 / 3, "temperature_C": 25.0, "stack_pressure_MPa": 5.0, "stack_pressure_cv": 0.08}
NOMINAL = {
    "cell_asr_ohm_cm2": 158.0,
    "nominal_capacity_Ah": 9.8,
    "capacity_Ah": 9.6,
    "energy_Wh": 31.4,
    "cathode_utilisation": 0.99,
    "specific_energy_Wh_kg": 217.0,
}
STATIONS = (("powder", "kg"), ("film", "m"), ("stack", "cells"), ("form", "cells"), ("test", "cells"))
STATES_MIN = {
    "powder": (600.0, 60.0, 1640.0, 0.0, 100.0),
    "film": (1900.0, 100.0, 150.0, 150.0, 100.0),
    "stack": (1500.0, 0.0, 800.0, 50.0, 50.0),
    "form": (6500.0, 100.0, 600.0, 0.0, 0.0),
    "test": (400.0, 0.0, 2000.0, 0.0, 0.0),
}


@dataclass(frozen=True)
class FolderRun:
    """What outcome and report need of a run."""

    folder: Path
    info: dict[str, Any] = field(default_factory=dict)

    def table(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.folder / f"{name}.parquet")


def tray(day: int) -> int:
    """Cells stacked on a day that survive the stacker."""
    return 100 + day


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
        flows.append(
            (
                name,
                unit,
                made[name],
                good,
                lost[name],
                0.0,
                taken_kg,
                made[name] * kg - taken_kg,
                good * kg,
                lost[name] * kg,
                0.0,
                PER_CELL[unit],
            )
        )
        expired = 50.0 if names[name] == "film_roll" else 0.0
        low, high = stock[name]
        out = made[name] * used[name]
        into = out + expired + high - low
        kg = MASS_KG[before_unit]
        buffers.append(
            (
                names[name],
                before,
                name,
                before_unit,
                1000.0,
                into,
                out,
                expired,
                low,
                high,
                (low + high) / 2,
                2.0,
                into * kg,
                out * kg,
                expired * kg,
                low * kg,
                high * kg,
            )
        )
        before, before_unit = name, unit
    finished = made["test"] - lost["test"]
    kg = finished * MASS_KG["cells"]
    buffers.append(
        (
            "warehouse",
            "test",
            "warehouse",
            "cells",
            np.nan,
            finished,
            finished,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            kg,
            kg,
            0.0,
            0.0,
            0.0,
        )
    )
    flow_columns = (
        "station unit made good lost stock_change mass_in_kg mass_added_kg mass_good_kg mass_lost_kg "
        "mass_stock_change_kg cells_per_unit"
    )
    buffer_columns = (
        "buffer from_station to_station unit capacity amount_in amount_out amount_expired level_start level_end "
        "level_mean lots_mean mass_in_kg mass_out_kg mass_expired_kg mass_start_kg mass_end_kg"
    )
    return pd.DataFrame(flows, columns=flow_columns.split()), pd.DataFrame(buffers, columns=buffer_columns.split())


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
                visits.append(
                    (
                        lot,
                        name,
                        0,
                        100.0,
                        95.0,
                        noon + start - 5,
                        noon + start,
                        noon + end,
                        noon + end,
                        starved,
                        0.0,
                        0.0,
                    )
                )
    columns = (
        "lot station machine amount_in amount_out arrive_min start_min end_min leave_min starved_min blocked_min "
        "down_min"
    )
    lot_columns = ["lot", "station", "unit", "amount", "mass_kg", "made_min", "parents"]
    return pd.DataFrame(lots, columns=lot_columns), pd.DataFrame(visits, columns=columns.split())


def machines() -> pd.DataFrame:
    window = DAYS * DAY_MIN
    rows = []
    for name, minutes in STATES_MIN.items():
        rows.append((name, 0, *minutes, window - sum(minutes), 0.95 * minutes[0], DAYS, 2))
    columns = "processing_min setup_min starved_min blocked_min down_min off_shift_min ideal_min lots stops"
    return pd.DataFrame(rows, columns=["station", "machine", *columns.split()])


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
            "good_energy_kWh": [0.0315 * cells for cells in share],
            "wip_lots": [4] * DAYS,
            "wip_cells": [tray(WARMUP + day) for day in range(DAYS)],
        }
    )


def information(**changed: Any) -> dict[str, Any]:
    stations = [
        {
            "name": name,
            "kind": name,
            "title": name.capitalize(),
            "model": "physics" if name == "film" else "time only",
            "machines": 1,
            "unit": unit,
            "ideal_per_hour": 10.0,
            "ideal_cells_per_day": 120.0,
            "power_kW": 10.0,
            "staff_per_shift": 1.0,
            "attended": name != "form",
            "handling_loss_pct": 2.0,
        }
        for name, unit in STATIONS
    ]
    assumptions = [
        {
            "field": "stations.film.speed_m_per_min",
            "value": 8.0,
            "unit": "m/min",
            "source": "VDMA 2023",
            "assumed": False,
            "low": None,
            "high": None,
            "note": "",
            "overridden": True,
        },
        {
            "field": "stations.stack.machines",
            "value": 1,
            "unit": "-",
            "source": "",
            "assumed": True,
            "low": 1,
            "high": 4,
            "note": "count arithmetic",
            "overridden": False,
        },
        {
            "field": "stations.film.behaviour",
            "value": "web",
            "unit": "-",
            "source": "",
            "assumed": True,
            "low": None,
            "high": None,
            "note": "",
            "overridden": False,
        },
    ]
    return {
        "plant": "synthetic",
        "title": "A plant made by arithmetic",
        "layout_hash": "0" * 16,
        "seed": 1,
        "replication": 0,
        "version": "0.0",
        "days": DAYS,
        "start": "steady",
        "warmup_days": WARMUP,
        "working_days": DAYS,
        "start_date": "2026-01-05",
        "status": "complete",
        "simulated_until_day": DAYS,
        "wall_time_s": 0.1,
        "warnings": [],
        "overrides": [{"field": "stations.film.speed_m_per_min", "value": 8.0, "was": 6.0}],
        "nominal": NOMINAL,
        "assumptions": assumptions,
        "room": {"dew_point_C": -40.0, "area_m2": 10.0, "energy_kWh_per_m2_d": 6.8},
        "stations": stations,
        "limits": {"resistance_ratio_max": 1.1, "capacity_ratio_min": None},
        "product": PRODUCT,
        "operating_point": OPERATING_POINT,
        "bottleneck_expected": "form",
        **changed,
    }


def write_run(folder: Path, **changed: Any) -> FolderRun:
    """Write the run; keyword arguments change entries of run.json, or whole tables when they are DataFrames."""
    folder.mkdir(parents=True, exist_ok=True)
    flows, buffers = flows_and_buffers()
    lots, visits = lots_and_visits()
    tables = {
        "flows": flows,
        "buffers": buffers,
        "lots": lots,
        "visits": visits,
        "losses": losses(),
        "machines": machines(),
        "days": days(),
        "tallies": tallies(),
    }
    info = {name: value for name, value in changed.items() if not isinstance(value, pd.DataFrame)}
    tables |= {name: value for name, value in changed.items() if isinstance(value, pd.DataFrame)}
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)
    written = information(**info)
    (folder / "run.json").write_text(json.dumps(written))
    return FolderRun(folder, written)
