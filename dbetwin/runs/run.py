"""A run that was written: its facts and its tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dbetwin.errors import Problem, RunError
from dbetwin.runs.folder import INFO

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Run:
    """A run folder, open for reading.

    ``info`` is its ``run.json``: plant, seed, version, status, nominal cell, assumptions. ``table`` reads one
    of its tables; units and meanings of the columns are declared in ``dbetwin.columns``.
    """

    folder: Path
    info: Mapping[str, Any]

    def table(self, name: str) -> pd.DataFrame:
        """A table of the run, e.g. ``cells``, ``lots``, ``visits``, ``machines``, ``flows``, ``losses``.

        Raises
        ------
        RunError
            The run left no such table.
        """
        import pandas as pd

        whole = self.folder / f"{name}.parquet"
        if whole.is_file():
            return pd.read_parquet(whole)
        parts = sorted((self.folder / "parts").glob(f"{name}-*.parquet"))
        if not parts:
            known = ", ".join(sorted(path.stem for path in self.folder.glob("*.parquet")))
            raise RunError(f"{self.folder}: there is no table {name!r} in this run; it has {known or 'none'}")
        return pd.concat([pd.read_parquet(part) for part in parts], ignore_index=True)


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
        problem = Problem(str(path), "", f"is not a run folder ({INFO}: {error})", "", "give a folder that a run left")
        raise RunError(str(problem)) from None
    return Run(path, info)
