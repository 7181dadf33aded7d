"""Key figures of cells that are drawn from a plant and not run: the same names, populations and definitions.

A sample has no clock: it knows no throughput, no lead time, no station's yield, and nothing of what waits too long.
Cells of a batch or roll that is scrapped whole are left out, as a run never makes them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dbetwin.columns.causes import TRUE_CAUSES
from dbetwin.columns.components import LIMITING
from dbetwin.errors import StalledError
from dbetwin.outcome.confusion import confusion_matrix, escapes_by_cause_ppm, named_cells, overkill_by_cause_pct
from dbetwin.outcome.grading import cause_shares, escapes_ppm, good_rejected_pct, overkill_pct
from dbetwin.outcome.kpis import TARGET_WH_KG
from dbetwin.outcome.validity import OF_ALL_CELLS, OF_GOOD_CELLS
from dbetwin.plant import Plant
from dbetwin.plant.sample import JUDGE, PASSED, Sample
from dbetwin.study.responses import Response

Rows = NDArray[np.bool_]
SHARES = (
    "cell_yield", "rolled_throughput_yield", "escapes_ppm", "overkill_pct", "good_rejected_pct", "causes",
    "escapes_by_true_cause_ppm", "overkill_by_graded_cause_pct", "confusion", "limiting_components",
    "share_above_400_Wh_kg",
)  # fmt: skip
TOLD = (*OF_ALL_CELLS, *OF_GOOD_CELLS, *SHARES)
"""Key figures that drawn cells tell."""
PERCENTILES = {"p5": 5, "p50": 50, "p95": 95}


def untold_by_cells(responses: Iterable[Response]) -> list[Response]:
    """Responses that take a clock, so that only a run tells them."""
    return [each for each in responses if each.figure.partition(".")[0] not in TOLD]


def kpis_of_sample(found: Sample) -> dict[str, Any]:
    """Key figures of drawn cells, as :func:`dbetwin.outcome.kpis.measure` has them of a run.

    Parameters
    ----------
    found : Sample
        Cells of a plant, judged.

    Returns
    -------
    dict
        Key figures by name, those of ``TOLD`` that the cells have.

    Raises
    ------
    StalledError
        No cell came to formation.

    Notes
    -----
    ``cell_yield`` is the share of the cells that pass every inspection, times what each station that hands on cells
    leaves after its mean handling loss: the losses are drawn independently of the cells, so the product is the
    expected one. Breakdowns that scrap a lot, losses that drift, and what expires are not in it.
    ``rolled_throughput_yield`` is the share of all cells that pass and of which no batch or roll is scrapped, times
    what handling and cutting off leave at every station: it falls with a limit that is tightened, wherever it stands.

    What waits, waits as long as nominally. On the pilot, against 28 days of a run: energy, capacity and cathode agree
    within chance; the film on the separator grows over weekends of a run, so the anode's resistance is 8 % less here
    and scatters a third as much, and ``cell_yield`` is 0.01 larger; cells that are rejected though good are 0.2 % in
    place of 1.5 %, nearly all of those for resistance.

    Figures of all cells are of those that came to formation. Of a cell that is taken off before it, a run knows less
    of what is truly wrong; drawn cells are all judged to the end.
    """
    formed = _formed(found)
    if not formed.any():
        raise StalledError(f"no cell is formed: {_ended(found)}")
    cells, made = found.finished.columns, found.made
    passed = found.passed & made
    yields = float(passed.sum() / made.sum()), float(passed.mean())
    table = _fates(found, made)
    matrix = confusion_matrix(table)
    specific = cells["specific_energy_Wh_kg"][passed]
    return {
        **{name: _stats(cells[name][formed]) for name in OF_ALL_CELLS if name in cells},
        **{name: _stats(cells[name][passed]) for name in OF_GOOD_CELLS if name in cells},
        "share_above_400_Wh_kg": float((specific > TARGET_WH_KG).mean()) if len(specific) else None,
        "cell_yield": yields[0] * _handled(found.plant, found.plant.cell_stations),
        "rolled_throughput_yield": yields[1]
        * _handled(found.plant, found.plant.stations)
        * math.prod(found.trimmed.values()),
        "escapes_ppm": escapes_ppm(table),
        "overkill_pct": overkill_pct(table),
        "good_rejected_pct": good_rejected_pct(table),
        "causes": cause_shares(table, "rejected"),
        "escapes_by_true_cause_ppm": escapes_by_cause_ppm(matrix),
        "overkill_by_graded_cause_pct": overkill_by_cause_pct(matrix),
        "confusion": named_cells(matrix),
        "limiting_components": _limiting(cells["limiting_component"][passed]) if "limiting_component" in cells else {},
    }


def _formed(found: Sample) -> Rows:
    """Cells that no inspection took off before formation."""
    before: set[str] = set()
    for name in found.plant.stations:
        module = found.plant.module(name)
        if module.KIND == JUDGE:
            break
        before.update(getattr(module, "REJECTS", ()))
    return np.asarray(~np.isin(found.causes, sorted(before)) & found.made)


def _ended(found: Sample) -> str:
    """What ends most cells before formation, of which none is left."""
    scrapped = [] if found.scrapped is None else [cause for cause in found.scrapped.tolist() if cause != PASSED]
    if scrapped:
        return f"what they are made of is scrapped, most of it for {Counter(scrapped).most_common(1)[0][0]}"
    return f"all are rejected before, most of them for {Counter(found.causes.tolist()).most_common(1)[0][0]}"


def _stats(values: NDArray[np.float64]) -> dict[str, float | None]:
    """Mean and percentiles of what is known; nothing where nothing is."""
    known = values[np.isfinite(values)]
    if not len(known):
        return dict.fromkeys(("mean", *PERCENTILES))
    ends = np.percentile(known, list(PERCENTILES.values()))
    return {"mean": float(known.mean()), **dict(zip(PERCENTILES, map(float, ends), strict=True))}


def _handled(plant: Plant, stations: Iterable[str]) -> float:
    """Share that handling leaves over these stations."""
    return math.prod(1.0 - plant.stations[name].handling_loss_pct / 100 for name in stations)


def _fates(found: Sample, made: Rows) -> pd.DataFrame:
    """Cells by what they were graded and what is true, as the tallies of a run count them."""
    truth = np.asarray(TRUE_CAUSES, dtype=object)[found.finished["true_cause"].astype(int)]
    bad = (~found.good).astype(int)
    cells = pd.DataFrame({"cause": found.causes.astype(object), "bad": bad, "truth": truth})[made]
    table = cells.groupby(["cause", "bad", "truth"], sort=True).size().rename("cells").reset_index()
    table.insert(0, "fate", np.where(table["cause"] == PASSED, "good", "rejected"))
    return table.sort_values("cells", ascending=False, kind="stable", ignore_index=True)


def _limiting(codes: NDArray[np.float64]) -> Mapping[str, float]:
    """Share of the cells by the component that limits them, the largest first."""
    known = codes[np.isfinite(codes)].astype(int)
    counts = np.bincount(known, minlength=len(LIMITING)) / max(len(known), 1)
    shares = {name: float(share) for name, share in zip(LIMITING, counts, strict=True) if share}
    return dict(sorted(shares.items(), key=lambda item: -item[1]))
