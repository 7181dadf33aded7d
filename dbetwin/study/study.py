"""A study from its file to its folder: read, make the runs, say what follows, write the tables.

The folder holds ``study.yaml`` (what was asked), ``runs.jsonl`` (each run as soon as it is known), ``study.json``
(what was found, in words) and one Parquet file a table. A study that was interrupted, however, goes on from its runs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dbetwin import __version__
from dbetwin.columns.studies import STUDIES
from dbetwin.errors import InputError, Problem, RunError, reason
from dbetwin.runs.folder import write_json
from dbetwin.runs.kept import KeptRuns
from dbetwin.runs.parquet import write
from dbetwin.study.findings import Findings
from dbetwin.study.kinds import kind
from dbetwin.study.question import Question
from dbetwin.study.running.measured import known_of_run
from dbetwin.study.running.running import Measure, Running, Told, untold
from dbetwin.study.written import read_study

FACTS, KEPT = "study.json", "runs.jsonl"


@dataclass(frozen=True)
class Study:
    """A study that was made: its folder, its facts, and its tables."""

    folder: Path
    facts: Mapping[str, Any]
    """Name, kind, plants, seed, version, answers and cautions."""
    tables: Mapping[str, pd.DataFrame]


def study(  # noqa: PLR0913 - where from, where to, and how
    path: str | Path,
    out: str | Path | None = None,
    *,
    executor: Executor | None = None,
    at_once: int = 1,
    told: Told = untold,
    measure: Measure = known_of_run,
) -> Study:
    """Make a study.

    Parameters
    ----------
    path : path
        The file that asks: ``STUDY.yaml``.
    out : path, optional
        Folder for what is found; ``studies/<name>`` if left out. Runs that are known there are not made again.
    executor : concurrent.futures.Executor, optional
        Where runs are made, ``at_once`` of them; empty: here, one after another. The tables do not depend on it.
    told : callable
        Hears of every run: how many are known, and how many are wanted as far as is known by now.
    measure : callable
        What is known of a run, if not the key figures of a simulation.

    Returns
    -------
    Study
        What was found.

    Raises
    ------
    InputError
        The file asks for what cannot be had, or the folder is of another study.
    """
    question = read_study(path)
    folder = Path(out) if out is not None else Path("studies") / question.asked.study
    return make(question, folder, executor=executor, at_once=at_once, told=told, measure=measure)


def make(  # noqa: PLR0913 - what, where to, and how
    question: Question[Any],
    folder: Path,
    *,
    executor: Executor | None = None,
    at_once: int = 1,
    told: Told = untold,
    measure: Measure = known_of_run,
) -> Study:
    """Make a study whose question is read, or put together by a program; as :func:`study`."""
    facts = facts_of(question)
    open_folder(folder, facts)
    running = Running(KeptRuns(folder / KEPT), measure, executor, at_once, told)
    found = kind(question.asked.kind).answer(question, running)
    return leave(folder, facts, found)


def facts_of(question: Question[Any]) -> dict[str, Any]:
    """What a reader has to know of a study before its answers."""
    asked = question.asked.model_dump(mode="json", exclude_defaults=True)
    return {
        "study": question.asked.study,
        "kind": question.asked.kind,
        "title": question.asked.title,
        "version": __version__,
        "asked": asked,
        "plants": {each.name: each.title for each in question.scenarios.all},
        "hash": _hash(question),
        "days": question.asked.days,
        "seed": question.asked.seed,
        "replications": question.asked.replications,
        "warmup_days": question.warmup_days,
    }


def _hash(question: Question[Any]) -> str:
    told = [question.asked.model_dump(mode="json"), [[each.name, each.key] for each in question.scenarios.all]]
    return hashlib.blake2b(json.dumps(told, sort_keys=True, default=str).encode(), digest_size=8).hexdigest()


def open_folder(folder: Path, facts: Mapping[str, Any]) -> None:
    """Make the folder of a study, or go on in one of the same name.

    Raises
    ------
    InputError
        Something else stands there, or it cannot be written.
    """
    if folder.exists():
        try:
            there = json.loads((folder / FACTS).read_text()).get("study")
        except (OSError, ValueError, AttributeError):
            there = None
        if there != facts["study"]:
            what = f"is the study {there!r}" if there else "exists and is no study, so nothing is written there"
            raise InputError(Problem("--out", "", what, str(folder), "give another --out"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_json(folder / FACTS, {**facts, "status": "running"})
    except OSError as error:
        what = f"cannot be written: {reason(error)}"
        raise InputError(Problem("--out", "", what, str(folder), "give another --out")) from None


def leave(folder: Path, facts: Mapping[str, Any], found: Findings) -> Study:
    """Write what was found; the tables of an older study of this name give way."""
    for name, table in found.tables.items():
        columns = {column: table[column].tolist() for column in STUDIES[name]}
        partial = folder / f".{name}.part"
        write(partial, STUDIES[name], columns)
        partial.replace(folder / f"{name}.parquet")
    for old in folder.glob("*.parquet"):
        if old.stem not in found.tables:
            old.unlink()
    told = {"answers": list(found.answers), "cautions": list(found.cautions), "ended": found.ended}
    complete = {**facts, "status": "complete", "tables": list(found.tables), **told}
    write_json(folder / FACTS, complete)
    return Study(folder, complete, found.tables)


def open_study(folder: str | Path) -> Study:
    """Open the folder of a study.

    Raises
    ------
    RunError
        It holds none, or one that has not come to its end.
    """
    path = Path(folder)
    try:
        facts = json.loads((path / FACTS).read_text())
        status = facts["status"]
    except (OSError, ValueError, KeyError, TypeError):
        raise RunError(f"{path}: is not the folder of a study; give one that dbetwin study left") from None
    if status != "complete":
        raise RunError(f"{path}: the study has not come to its end; give its command again, and it goes on")
    return Study(path, facts, {name: pd.read_parquet(path / f"{name}.parquet") for name in facts["tables"]})
