"""A run that was written: its facts and its tables."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dbetwin.errors import Problem, RunError, reason
from dbetwin.runs.folder import INFO

if TYPE_CHECKING:
    import pandas as pd

Where = list[tuple[str, str, object]]
"""Conditions on columns that all have to hold, such as ``[("fate", "==", "good")]``."""
NEEDED = ("plant", "seed", "days", "status", "simulated_until_day", "stations")
"""What every reader of a run asks of its facts."""
ESSENTIAL = {
    "cells": ("cell_key", "cell_index", "fate"),
    "lots": ("lot", "station", "made_min", "parents"),
}
"""Of tables whose columns depend on the plant, those that every run has."""


@dataclass(frozen=True)
class Run:
    """A run folder, open for reading.

    ``info`` is its ``run.json``: plant, seed, version, status, nominal cell, assumptions. ``table`` reads one
    of its tables; units and meanings of the columns are declared in ``dbetwin.columns``.
    """

    folder: Path
    info: Mapping[str, Any]

    def table(self, name: str, columns: Sequence[str] | None = None, where: Where | None = None) -> pd.DataFrame:
        """A table of the run, e.g. ``cells``, ``lots``, ``visits``, ``machines``, ``flows``, ``losses``.

        Of a large table one can ask for some ``columns`` only, and for the rows ``where`` they are as said.

        Raises
        ------
        RunError
            The run left no such table.
        """
        import pandas as pd

        whole = self.folder / f"{name}.parquet"
        if whole.is_file():
            return _read(whole, columns, where)
        # of a table that was very long, or of a run that was killed: then as far as run.json says that it came
        parts = sorted((whole if whole.is_dir() else self.folder / "parts").glob(f"{name}-*.parquet"))
        parts = parts[: self.info.get("parts", {}).get(name)]
        if not parts:
            raise RunError(f"{self.folder}: {self._without(name)}")
        return pd.concat([_read(part, columns, where) for part in parts], ignore_index=True)

    def _without(self, name: str) -> str:
        from dbetwin.columns import TABLES

        if self.info["status"] == "running":
            return f"the run is still going on, or was killed; {self._closed_parts()}"
        known = ", ".join(sorted(path.stem for path in self.folder.glob("*.parquet")))
        told = f"there is no table {name!r} in this run; it has {known or 'none'}"
        return f"{told}; it was not written by this version of dbetwin, run the plant again" if name in TABLES else told

    def _closed_parts(self) -> str:
        """What a run that has not ended holds already, and what only its end brings."""
        day, first = float(self.info["simulated_until_day"]), float(self.info.get("warmup_days", 0))
        names = [name for name, count in self.info.get("parts", {}).items() if count]
        if not names:
            return "it has not written anything yet; run it again"
        measured = f"{max(day - first, 0.0):g} of {float(self.info['days']):g} measured days"
        return (
            f"there is {', '.join(names)} up to day {day:g} ({measured}), "
            "which dbetwin trace and Run.table read; all other tables, and so the key figures and the report, are "
            "written when a run ends or is told to stop (Ctrl-C); run it again"
        )


def _read(path: Path, columns: Sequence[str] | None, where: Where | None) -> pd.DataFrame:
    """A table as it is declared: a file that was cut short or that lacks a column is told, not traced."""
    import pandas as pd
    from pyarrow.parquet import read_schema

    from dbetwin.columns import TABLES

    try:
        present = set(read_schema(path).names)
        wanted = None if columns is None else [name for name in columns if name in present]
        table = pd.read_parquet(path, columns=wanted, filters=where)
    except (OSError, ValueError) as error:  # what pyarrow raises for a broken file are ValueErrors and OSErrors
        raise RunError(f"{path}: cannot be read ({str(error).splitlines()[0]}); run the plant again") from None
    declared = TABLES.get(path.stem.partition("-")[0])
    missing = [column for column in ESSENTIAL.get(declared.name, declared) if column not in present] if declared else []
    if missing:
        raise RunError(f"{path}: has no column {', '.join(missing)}; it was not written by this version of dbetwin")
    return table


def open_run(folder: str | Path) -> Run:
    """Open a run folder.

    Raises
    ------
    RunError
        The folder does not exist or holds no readable ``run.json``.
    """
    path = Path(folder)
    try:
        info = json.loads((path / INFO).read_text())
    except (OSError, ValueError) as error:
        raise RunError(_refused(path, reason(error))) from None
    if not isinstance(info, dict):
        raise RunError(_refused(path, "it does not hold the facts of a run"))
    missing = [name for name in NEEDED if name not in info]
    if missing:
        raise RunError(_refused(path, f"it does not say {', '.join(missing)}"))
    return Run(path, info)


def _refused(path: Path, why: str) -> str:
    return str(Problem(str(path), "", f"is not a run folder ({INFO}: {why})", "", "give a folder that a run left"))
