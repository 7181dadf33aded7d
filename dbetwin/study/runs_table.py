"""The runs of a study as a table: what each told of the responses, or why it told nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dbetwin.columns.studies.runs import RUNS
from dbetwin.runs.kept import Known
from dbetwin.study.responses import Response
from dbetwin.study.running.task import Task


def runs_table(tasks: Sequence[Task], known: Sequence[Known], responses: Sequence[Response]) -> pd.DataFrame:
    """One row per run and response, in the order of the tasks."""
    rows = [
        (task.scenario.name, task.seed, task.replication, each.name, each.unit, each.of(found), why_not(found))
        for task, found in zip(tasks, known, strict=True)
        for each in responses
    ]
    return pd.DataFrame(rows, columns=list(RUNS))


def why_not(known: Known) -> str:
    """Why a plant cannot be run, or what broke in a run; empty for one that ran."""
    if "failed" in known:
        return f"failed: {known['failed']}"
    return f"infeasible: {known['infeasible']}" if "infeasible" in known else ""


def failures(tasks: Sequence[Task], known: Sequence[Known]) -> tuple[str, ...]:
    """A sentence for each run that broke: its scenario and seed, so that it can be made again."""
    return tuple(
        f"{task.scenario.name}, seed {task.seed}, replication {task.replication} failed: {found['failed']}"
        for task, found in zip(tasks, known, strict=True)
        if "failed" in found
    )
