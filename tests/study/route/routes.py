"""Plants of a route study that follow a formula in place of runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from dbetwin.runs.kept import Known
from dbetwin.study.running.task import Task

FILE = """study: routes
kind: route
plants: [giga, wet_baseline, giga_no_coating]
good_GWh_per_year: 10
days: 7
replications: 5
"""
YEAR_D = 360
"""Working days of the plants' year."""
MAKING = {"giga": 6.0, "wet_baseline": 10.0, "giga_no_coating": 6.0}
"""kWh of the electrode lines per delivered kWh, given to their film makers or coaters alone."""
PLACE = {"giga": "film_cathode", "wet_baseline": "coating_cathode", "giga_no_coating": "film_cathode"}
ALL = 50.0
"""kWh of the whole plant per delivered kWh, electrodes apart."""


def written(folder: Path, text: str = FILE) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "routes.yaml"
    path.write_text(text)
    return path


def arithmetic(task: Task, delivered: float = 10.1) -> Known:
    """A run of a week, six days of it worked; the future moves all plants alike by some 0.1 %."""
    name = task.scenario.name
    future = 1 + 1e-3 * float(np.random.default_rng(task.replication).normal())
    per_day = delivered * future * 1e6 / YEAR_D * 6 / 7
    machines = sum(each.machines for each in task.scenario.plant().stations.values())
    figures: dict[str, Any] = {
        "measured_days": 7.0, "working_days": 6.0, "good_energy_kWh_per_day": per_day,
        "good_cells_per_day": per_day / 0.2, "cell_yield": 0.93 * future, "machines": float(machines),
        "electricity_kWh": 7 * per_day * (ALL + MAKING[name]), "electricity_kWh_per_kWh": ALL + MAKING[name] * future,
        f"electricity_per_station_kWh.{PLACE[name]}": 7 * per_day * MAKING[name] * future,
        "electricity_per_station_kWh.press": 7 * per_day, "solvent_kg_per_kWh.ethanol": 0.2,
    }  # fmt: skip
    if name == "wet_baseline":
        figures["solvent_kg_per_kWh.nmp"] = 1.5 * future
    return {"figures": figures, "texts": {}, "warnings": [], "output": [], "shares": {}}
