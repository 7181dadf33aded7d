"""What is known of one run: its key figures by name, or why there are none."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dbetwin.errors import DbetwinError, InfeasibleError, Problem, StalledError, reason
from dbetwin.outcome.account import Account, take_account
from dbetwin.outcome.kpis import measure
from dbetwin.plant import Plant
from dbetwin.plant.nominal import with_nominal
from dbetwin.plant.sample import sample
from dbetwin.runs import simulate
from dbetwin.runs.kept import Known
from dbetwin.runs.run import Run
from dbetwin.study.running import shares
from dbetwin.study.running.drawn import kpis_of_sample
from dbetwin.study.running.output import output_in_slots
from dbetwin.study.running.task import Task

TEXTS = ("bottleneck",)
"""Key figures that are words."""


def known_of_run(task: Task) -> Known:
    """Run the plant and keep nothing of the run but its key figures; or the reason why there are none.

    A task of cells is not run: they are drawn, and what they tell goes by the same names.

    Returns
    -------
    mapping
        ``figures`` (numbers by name, parts of nested ones as ``name.part``), ``texts``, ``warnings`` and ``output``
        (good pieces in equal stretches of the measured window's manned time), and ``shares`` (of the good cells, above
        values of their energy); or ``infeasible``: why the plant cannot work; or ``failed``: what broke.
    """
    try:
        plant = task.scenario.plant()
        if task.cells:
            return known_of_sample(plant, task)
        with tempfile.TemporaryDirectory(prefix="dbetwin-") as folder:
            return known_of_account(take_account(_run(plant, task, Path(folder) / "run")), plant)
    except DbetwinError as error:
        return {"infeasible": in_one_line(str(error))}
    except Exception as error:  # noqa: BLE001 - whatever breaks in one run, the others go on
        return {"failed": f"{type(error).__name__}: {in_one_line(reason(error))}"}


def known_of_sample(plant: Plant, task: Task) -> Known:
    """Key figures of cells that are drawn from a plant; there is no output over time.

    Raises
    ------
    InfeasibleError
        The nominal cell delivers nothing, so no limit can be held against it.
    """
    plant = with_nominal(plant)
    nominal = plant.design.nominal
    if nominal is not None and not nominal.columns.get("capacity_Ah", 1.0) > 0.0:
        raise InfeasibleError(Problem(plant.path, "", "the nominal cell delivers nothing: no limit holds against it"))
    found = sample(plant, task.cells, task.seed, task.replication)
    good = {name: values[found.passed] for name, values in found.finished.columns.items() if name in shares.OF}
    figures = numbers_of(kpis_of_sample(found))
    return {"figures": figures, "texts": {}, "warnings": [], "output": [], "shares": shares.of_values(good)}


def _run(plant: Plant, task: Task, out: Path) -> Run:
    chosen = {"replication": task.replication, "warmup": task.warmup_days}
    return simulate(plant, task.days, task.seed, out=out, cells="none", **chosen)  # type: ignore[arg-type]


def known_of_account(account: Account, plant: Plant) -> Known:
    """Key figures of a run that was made."""
    try:
        kpis = measure(account)
    except StalledError as error:
        return {"infeasible": worst_loss(account) or in_one_line(str(error))}
    return {
        "figures": numbers_of(kpis),
        "texts": {name: kpis[name] for name in TEXTS if kpis.get(name)},
        "warnings": kpis["validity_warnings"],
        "output": output_in_slots(account, plant.calendar),
        "shares": shares.of_histograms(account.histograms),
    }


def numbers_of(kpis: Mapping[str, Any]) -> dict[str, float]:
    """The numbers among key figures; parts of nested ones as ``name.part``, what is unknown left out.

    Examples
    --------
    >>> numbers_of({"good_cells": 3, "capacity_Ah": {"mean": 9.5}, "bottleneck": "press", "balances_ok": True})
    {'good_cells': 3.0, 'capacity_Ah.mean': 9.5}
    """
    found: dict[str, float] = {}
    for name, value in kpis.items():
        if isinstance(value, Mapping):
            found |= {f"{name}.{part}": number for part, number in numbers_of(value).items()}
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found[name] = float(value)
    return found


def worst_loss(account: Account) -> str:
    """What stopped a line that finished nothing, if it lost anything at all."""
    losses = account.tables["losses"].to_dict("records")
    if not losses:
        return ""
    worst = max(losses, key=lambda row: float(row["cell_equivalents"]))
    return f"hardly a cell is finished; most is lost at {worst['station']}: {worst['cause']} ({worst['kind']})"


def in_one_line(text: str) -> str:
    """The first line, and how many there are besides."""
    first, *others = text.splitlines() or [""]
    return f"{first} (and {len(others)} more)" if others else first
