"""Plants whose runs are arithmetic: good parts follow a formula, the noise is that of the future they meet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from dbetwin.runs.kept import Known
from dbetwin.study.running.task import Task

BASE = 50.0
FILE = """
study: lines
kind: scenarios
base: textbook/two_machines
days: 2
replications: 6
responses: [good_parts_per_hour, rolled_throughput_yield]
scenarios:
  faster: {m1.machines: 2}
  fastest: {m1.machines: 3}
  named: {m1.power_kW: 3}
"""


def machines(task: Task) -> int:
    return next((int(each.value) for each in task.scenario.settings if each.field == "m1.machines"), 1)


def noise(task: Task, key: int = 0) -> float:
    """Of the future alone with key 0: all plants share it."""
    return float(np.random.default_rng([task.seed, task.replication, key]).normal())


def arithmetic(task: Task) -> Known:
    """10 % more for each machine more, and a little noise of its own; four cannot work, of five a run breaks."""
    if machines(task) == 4:
        return {"infeasible": "no floor for four"}
    if machines(task) == 5 and task.replication == 2:
        return {"failed": "ZeroDivisionError: division by zero"}
    extra = 0.1 * BASE * (machines(task) - 1)
    own = 0.2 * noise(task, machines(task)) if machines(task) > 1 else 0.0
    figures = {"good_parts_per_hour": BASE + extra + 2 * noise(task) + own, "rolled_throughput_yield": 0.9}
    return {"figures": figures, "output": [1.0 + 0.1 * noise(task, 100 + slot) for slot in range(100)]}


def written(folder: Path, text: str = FILE, **more: Any) -> Path:
    """A file of scenarios, with more lines at its end."""
    file = folder / "lines.yaml"
    file.write_text(text + "".join(f"{key}: {value}\n" for key, value in more.items()))
    return file
