"""Designs on plants whose runs are arithmetic: responses follow formulas of the factors that are known exactly."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from dbetwin.runs.kept import Known
from dbetwin.study.running.task import Task
from dbetwin.study.study import Study, study
from tests.study.effects.ishigami import A, B

M1, M2, M3 = (f"{name}.time_min.mean_min" for name in ("m1", "m2", "m3"))
PLACES = "buffers.b1.capacity_parts"
CLOCK = "rules.failure_clock"
HEAD = """
study: lines
kind: design
base: textbook/three_machines
days: 1
warmup_days: 0
responses: [good_parts_per_hour]
"""
WRITTEN = {M1: 1.0, M2: 1.0, M3: 1.0, PLACES: 0, CLOCK: "processing"}


def set_to(task: Task) -> dict[str, Any]:
    return WRITTEN | {each.field: each.value for each in task.scenario.settings}


def told(good: float) -> Known:
    return {"figures": {"good_parts_per_hour": good, "wip_parts": 3.0}, "output": [1.0] * 100}


def noise(task: Task, own: bool = False) -> float:
    """Of the future alone, which all plants share; or of the plant in it."""
    key = int(task.scenario.key, 16) % 2**32 if own else 0
    return float(np.random.default_rng([task.seed, task.replication, key]).normal())


def linear(task: Task) -> Known:
    """10 per minute of the first machine, -4 of the second, nothing of the third; 3 for the first two together."""
    one, two, *_ = (set_to(task)[name] for name in (M1, M2, M3))
    return told(50 + 10 * one - 4 * two + 3 * one * two + 5 * noise(task) + 0.1 * noise(task, own=True))


def forbidden(task: Task) -> Known:
    """The same, but both machines slow is a plant that cannot work."""
    values = set_to(task)
    return {"infeasible": "too slow together"} if values[M1] > 2.5 and values[M2] > 2.5 else linear(task)


def ishigami(task: Task) -> Known:
    """With the three times less 5 minutes as its factors, from -pi to pi."""
    x, y, z = (set_to(task)[name] - 5 for name in (M1, M2, M3))
    return told(math.sin(x) + A * math.sin(y) ** 2 + B * z**4 * math.sin(x))


def asked(folder: Path, text: str) -> Path:
    path = folder / "ask.yaml"
    path.write_text(HEAD + text)
    return path


def made(folder: Path, text: str, measure: Callable[[Task], Known] = linear, **more: Any) -> Study:
    return study(asked(folder, text), folder / more.pop("out", "out"), measure=measure, **more)


def by(found: Study, table: str, key: str) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in found.tables[table].to_dict("records")}
