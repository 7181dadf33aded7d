"""Cells that were judged, to be graded again: drawn for the purpose, or those of a finished run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dbetwin.cells import Cells
from dbetwin.errors import InputError, Problem
from dbetwin.plant import load_plant
from dbetwin.plant.nominal import with_nominal
from dbetwin.plant.plant import Plant
from dbetwin.plant.sample import sample
from dbetwin.stations.elements.inspection import readings_of

if TYPE_CHECKING:
    from dbetwin.runs import Run

Rows = NDArray[np.bool_]
Test = tuple[str, str]
"""Station and cause."""
KEY_BITS = 11
"""Of a magazine's key that the table of cells leaves out."""


@dataclass(frozen=True)
class Judged:
    """Cells with truth and readings, and the plant that judged them; a reading that was not taken is NaN."""

    plant: Plant
    cells: Cells
    group: NDArray[np.intp]
    """Number of the group of cells that are alike: a drawn magazine, or the cathode roll of a run."""
    origin: str
    """Where the cells come from, for people."""
    seed: int
    """Of the noise of instruments that they were not read with."""

    @property
    def good(self) -> Rows:
        """Cells that are good in truth, as far as it is known."""
        return ~(self.cells["bad"] > 0.0)


def drawn_cells(plant: Plant, cells: int, seed: int) -> Judged:
    """Cells drawn without running the plant; nothing is taken off on the way, so every test sees every cell."""
    found = sample(plant, cells, seed)
    group = np.unique(found.finished.key, return_inverse=True)[1]
    return Judged(found.plant, found.finished, group, f"{len(group):,} cells drawn, seed {seed}", seed)


def cells_of_run(run: Run) -> Judged:
    """The cells of a run that inspections passed or rejected; what a rejected one would have shown later is not known.

    Raises
    ------
    InputError
        The plant is not what it was, or the run kept no such cells.
    """
    info = run.info
    overrides = [f"{each['field']}={each['value']}" for each in info.get("overrides", ())]
    plant = load_plant(str(info.get("layout") or info["plant"]), overrides)
    if plant.layout_hash != info.get("layout_hash"):
        raise InputError(Problem(str(run.folder), "", "its layout has changed since", "", "run the plant again"))
    table = run.table("cells", where=[("fate", "in", ["good", "rejected"])])
    if table.empty or "true_cause" not in table or table["true_cause"].isna().all():
        what = "kept no cells with their true causes"
        raise InputError(Problem(str(run.folder), "", what, "", "run the plant again, with all columns of the cells"))
    names = [name for name in table.columns if table[name].dtype.kind == "f"]
    columns = {name: table[name].to_numpy(np.float64) for name in names if table[name].notna().any()}
    key = table["cell_key"].to_numpy().astype(np.uint64) << np.uint64(KEY_BITS)
    cells = Cells(key, table["cell_index"].to_numpy(np.int64), columns)
    group = np.unique(table["cathode_roll"].to_numpy(), return_inverse=True)[1]
    origin = f"{len(cells):,} judged cells of {run.folder}"
    return Judged(with_nominal(plant), cells, group, origin, int(info["seed"]))


def graded_again(judged: Judged) -> dict[Test, Rows]:
    """Who lies beyond which limit, judged by the readings alone; one that was not taken rejects nobody."""
    readings, plant = readings_of(judged.cells), judged.plant
    found: dict[Test, Rows] = {}
    for name in plant.cell_stations:
        judge = getattr(plant.module(name), "judge", None)
        if judge is not None:
            excess = judge(plant.stations[name], readings, plant.design)
            found |= {(name, cause): np.asarray(value > 0.0) for cause, value in excess.items()}
    return found
