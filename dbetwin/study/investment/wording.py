"""Gains and ladders in sentences."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from dbetwin.study.comparison.wording import noun, span
from dbetwin.study.investment.ladder import Climb
from dbetwin.study.responses import Response

FEW = 3
"""Levers of each kind that are told."""


def of_gains(table: pd.DataFrame, response: Response) -> Iterator[str]:
    """What pays, kind by kind; and that nothing does, where that is so."""
    rows = table[table["response"] == response.name]
    what = noun(response)
    for lever, of_kind in rows.groupby(rows["lever"].str.replace(r" \(.*", "", regex=True), sort=False):
        apart = of_kind[of_kind["told_apart"] & (of_kind["gain"] > 0)]
        if apart.empty:
            yield f"{lever}: no station or buffer is told from no gain in {what} ({len(of_kind)} tried)."
            continue
        best = apart.sort_values("gain", ascending=False).head(FEW).to_dict("records")
        told = [f"{row['station']} {_gain(row, response)}" for row in best]
        yield f"{lever}: {'; '.join(told)} ({len(apart)} of {len(of_kind)} tried are told from no gain)."


def _gain(row: Mapping[Hashable, Any], response: Response) -> str:
    gain, half = float(row["gain"]), float(row["half_width"])
    return f"{span(gain - half, gain + half, '+')} {response.unit}".rstrip()


def of_ladder(found: Climb, response: Response, level: float) -> Iterator[str]:
    """How many investments lead to the target, which, and whether fewer could."""
    last = found.steps[-1]
    known = last.of(response, level)
    reach = "" if known is None else f" ({span(known.low, known.high)} {response.unit})"
    steps = [f"{each.investment.field} {each.was:g} -> {each.now:g}" for each in found.steps[1:] if each.investment]
    way = ", then ".join(steps) or "no investment"
    target = f"{found.target:,.4g} {response.unit}".rstrip()
    if not found.reached:
        yield f"{target} of {noun(response)} was not reached: {way} lead to no more{reach}."
        return
    yield f"{len(steps)} investments reach {target} of {noun(response)}{reach}: {way}."
    if not found.least:
        return
    if found.least == len(steps):
        yield "No shorter sequence of machines does: by flow-graph arithmetic so many are missing."
    else:
        yield (
            f"By flow-graph arithmetic no sequence of fewer than {found.least} machines does; none of the steps found "
            "can be left out, but that no other, shorter way exists is not proved."
        )
