"""Runs that are already made, by the plant that they are of: replications with the same seed and number are pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from dbetwin.errors import InputError, Problem, StalledError
from dbetwin.outcome.kpis import measure
from dbetwin.plant import Plant
from dbetwin.runs.kept import Known
from dbetwin.runs.run import Run
from dbetwin.study.comparison.changes import MOST_TOLD
from dbetwin.study.comparison.matrix import Matrix, compare_scenarios
from dbetwin.study.comparison.replicated import Future, Replicated
from dbetwin.study.comparison.two_runs import settings_of
from dbetwin.study.responses import responses
from dbetwin.study.running.measured import in_one_line, numbers_of

SAME_FOR_ALL = ("version", "days", "start", "warmup_days", "status")
"""Facts in which runs that are compared should be alike."""


@dataclass(frozen=True)
class Group:
    """Runs of one plant."""

    name: str
    runs: tuple[Run, ...]

    @property
    def hash(self) -> Any:
        return self.runs[0].info.get("layout_hash")


def compare_runs(runs: Sequence[Run], names: Sequence[str] = (), level: float = 0.95) -> tuple[Matrix, list[str]]:
    """Compare runs that are already made; those of the same layout are replications of one plant.

    Parameters
    ----------
    runs : sequence of Run
        The plant of the first one is the base.
    names : sequence of str
        Responses; those of every plant of its kind where none is given.
    level : float
        Confidence of the intervals.

    Returns
    -------
    tuple
        The comparison, and what else differs between the runs, in sentences.

    Raises
    ------
    InputError
        There is no such response, or the same future of a plant was given twice.
    """
    groups = _groups(runs)
    info = runs[0].info
    stations = {str(each["name"]): None for each in info["stations"]}
    like = cast(Plant, SimpleNamespace(is_plain=info.get("product") is None, stations=stations))
    looked_at = responses(names, like, "--response")
    plants = [
        Replicated(group.name, str(group.runs[0].info.get("title", "")), _changes(group, groups[0]), _known(group))
        for group in groups
    ]
    return compare_scenarios(plants, looked_at, level), list(_unlike(runs))


def _groups(runs: Sequence[Run]) -> list[Group]:
    """Runs by layout, in the order in which they are given, each group with a name of its own."""
    found: dict[Any, list[Run]] = {}
    for run in runs:
        found.setdefault(run.info.get("layout_hash"), []).append(run)
    plants = [str(group[0].info["plant"]) for group in found.values()]
    return [
        Group(plant if plants.count(plant) == 1 else group[0].folder.resolve().name, tuple(group))
        for plant, group in zip(plants, found.values(), strict=True)
    ]


def _known(group: Group) -> dict[Future, Known]:
    found: dict[Future, Known] = {}
    for run in group.runs:
        future = int(run.info["seed"]), int(run.info.get("replication", 0))
        if future in found:
            what = f"is the run of {group.name} with seed {future[0]} and replication {future[1]} once more"
            raise InputError(Problem(str(run.folder), "", what, remedy="give each future of a plant once"))
        found[future] = _of_run(run)
    return found


def _of_run(run: Run) -> Known:
    try:
        return {"figures": numbers_of(measure(run))}
    except StalledError as error:
        return {"infeasible": in_one_line(str(error))}


def _changes(group: Group, base: Group) -> str:
    if group is base:
        return ""
    before, after = settings_of(base.runs[0]), settings_of(group.runs[0])
    changed = [name for name in {**after, **before} if before.get(name) != after.get(name)]
    if len(changed) > MOST_TOLD:
        return f"another plant, {group.runs[0].info['plant']}: {len(changed)} settings differ"
    return "; ".join(f"{name} = {after.get(name, 'none')} (was {before.get(name, 'none')})" for name in changed)


def _unlike(runs: Sequence[Run]) -> Iterator[str]:
    """In what the runs differ beside their plants and their random numbers."""
    first: Mapping[str, Any] = runs[0].info
    for run in runs[1:]:
        differ = [name for name in SAME_FOR_ALL if run.info.get(name) != first.get(name)]
        told = ", ".join(f"{name} {run.info.get(name)} against {first.get(name)}" for name in differ)
        if told:
            yield f"{run.folder} is unlike {runs[0].folder}: {told}."
