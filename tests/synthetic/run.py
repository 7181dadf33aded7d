"""The run folder of the made-up plant, so that outcome and report can be tested without a simulation."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from tests.synthetic.cells import cell_rows, tallies
from tests.synthetic.flows import flows_and_buffers, losses, progress
from tests.synthetic.machines import days, lots_and_visits, machines, periods
from tests.synthetic.plant import information


@dataclass(frozen=True)
class FolderRun:
    """What outcome and report need of a run."""

    folder: Path
    info: dict[str, Any] = field(default_factory=dict)

    def table(self, name: str, columns: list[str] | None = None, where: Any = None) -> pd.DataFrame:
        return pd.read_parquet(self.folder / f"{name}.parquet", columns=columns, filters=where)


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
        "periods": periods(),
        "losses": losses(),
        "outside": pd.DataFrame({"station": ["coater"], "model": ["granules too fine"], "lots": [3], "of": [12]}),
        "progress": progress(),
        "machines": machines(),
        "days": days(),
        "crews": pd.DataFrame({"crew": ["fitters"], "people": [2], "manned_min": [9600.0], "busy_min": [2400.0]}),
        "tallies": tallies(),
        "cells": cell_rows(),
    }
    info = {name: value for name, value in changed.items() if not isinstance(value, pd.DataFrame)}
    tables |= {name: value for name, value in changed.items() if isinstance(value, pd.DataFrame)}
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)
    written = information(**info)
    (folder / "run.json").write_text(json.dumps(written))
    return FolderRun(folder, written)
