"""What follows for a planner, in sentences."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pandas as pd

from dbetwin.study.ignorance.bands import Band
from dbetwin.study.ignorance.unknowns import Unknown
from dbetwin.study.ignorance.worlds import Outcomes
from dbetwin.study.ignorance.worth import Worth
from dbetwin.study.responses import Response
from dbetwin.study.runs_table import why_not
from dbetwin.wording import listed

LED_BY = 3
"""Unknowns that a sentence names."""
NUMBERS = re.compile(r"\d[\d.e+-]*")
"""In reasons, which are the same reason whatever the numbers."""


def of_band(band: Band, worlds: int) -> str:
    """How far a response is moved by what is not known, and by what varies."""
    unit = f" {band.response.unit}" if band.response.unit else ""
    low, middle, high = band.ignorance
    told = (
        f"{band.scenario}, {band.response.name}: {_number(band.mean)}{unit} as written (chance "
        f"+-{_number(band.chance_half_width)}); what is not known moves it from {_number(low)} to {_number(high)} "
        f"(90 % of {band.worlds} worlds, {_number(middle)} in the middle)"
    )
    if math.isfinite(band.cells[0]):
        below, above = band.mean - band.cells[0], band.cells[1] - band.mean
        told += f", and from cell to cell it varies by -{_number(below)} to +{_number(above)} (90 % of the cells)"
    return told


def of_shares(table: pd.DataFrame, response: Response) -> str:
    """Which unknowns make the band of a response so wide."""
    rows = table[(table["response"] == response.name) & table["told_apart"]]
    if rows.empty:
        return f"{response.name}: no single unknown is told apart from chance"
    named = ", ".join(
        f"{row['field']} {row['share']:.0%} ({_percent(row['share_low'], row['share_high'])})"
        for row in rows.head(LED_BY).to_dict("records")
    )
    more = rows.iloc[LED_BY:]
    others = f", {len(more)} others together {more['share'].sum():.0%}" if len(more) else ""
    return f"{response.name} of the base is unknown for the most part because of {named}{others}"


def of_decision(  # noqa: PLR0913 - plants, by what they are weighed, and in how many worlds
    found: Worth, names: Sequence[str], response: Response, larger_is_better: bool, worlds: int
) -> Iterator[str]:
    """Which plant is best, in how many worlds, and what knowing would be worth."""
    unit = f" {response.unit}" if response.unit else ""
    sign = 1.0 if larger_is_better else -1.0
    means = ", ".join(f"{name} {_number(sign * mean)}" for name, mean in zip(names, found.means, strict=True))
    best = f"{found.best_in[found.best]:.0%}"
    yield (
        f"{names[found.best]} is best on average over {worlds} worlds by {response.name} ({means}{unit}), "
        f"and in {best} of them"
    )
    if not found.all_known > 0.0 or math.isnan(found.chance):
        yield f"nothing that is not known could change that: {names[found.best]} is best in all of them"
        return
    yield f"to know everything before deciding would gain {_number(found.all_known)}{unit} on average"
    yield _worth_measuring(found)


def _worth_measuring(found: Worth) -> str:
    rows = found.table[found.table["told_apart"]].to_dict("records")
    if not rows:
        return (
            "no single unknown is told apart from chance, which makes up to "
            f"{found.chance:.0%} of the decision: draw more worlds"
        )
    first, *more = rows
    reach = _percent(first["share_low"], first["share_high"])
    share = f"{first['share_of_decision']:.0%}"
    told = f"most worth measuring: {first['field']}, which settles {share} of the decision ({reach})"
    if more:
        named = [
            f"{row['field']} {row['share_of_decision']:.0%} ({_percent(row['share_low'], row['share_high'])})"
            for row in more[: LED_BY - 1]
        ]
        told += f"; then {', '.join(named)}"
    others = len(found.table) - len(rows)
    return told + f"; of {others} others none settles so much that it is told apart from chance, {found.chance:.0%}"


def of_turning(unknown: Unknown, at: float, names: Sequence[str], more: int) -> str:
    """Where one plant overtakes the other."""
    unit = f" {unknown.unit}" if unknown.unit else ""
    return (
        f"{names[more]} is better where {unknown.name} is above about {at:.2g}{unit}, {names[1 - more]} below; "
        f"it is written as {unknown.value:g} and assumed between {unknown.low:g} and {unknown.high:g}"
    )


def of_failing(worlds: Outcomes) -> Iterator[str]:
    """In how many worlds plants do not work, and why most often."""
    count = len(worlds.known) // (len(worlds.names) * worlds.repeats)
    together: dict[str, list[str]] = {}
    for place, name in enumerate(worlds.names):
        reasons = [why for world in range(count) if (why := _why(worlds, world, place))]
        if reasons:
            alike = Counter(NUMBERS.sub("#", why) for why in reasons)
            ((pattern, times),) = alike.most_common(1)
            why = next(each for each in reasons if NUMBERS.sub("#", each) == pattern)
            share = f"{len(reasons)} of {count} worlds ({len(reasons) / count:.0%})"
            together.setdefault(f"{share}; most often, in {times} of them: {why}", []).append(name)
    for told, names in together.items():
        yield f"{listed(names)} {'do' if len(names) > 1 else 'does'} not work in {told}"


def _why(worlds: Outcomes, world: int, place: int) -> str:
    start = (world * len(worlds.names) + place) * worlds.repeats
    told = (why_not(known) for known in worlds.known[start : start + worlds.repeats])
    return next(filter(None, told), "")


def of_assumptions(unknowns: Sequence[Unknown], shape: str, fixed: Sequence[str], cells: int) -> Iterator[str]:
    """What the bands rest on."""
    mode = " with the written value as the mode" if shape == "triangular" else ""
    yield (
        f"{len(unknowns)} unknowns are drawn independently of each other, {shape} between their ends{mode}, "
        "logarithmic where the ends are more than a decade apart: ranges and shape are assumed"
    )
    yield "all worlds meet the same futures, so chance widens no band; limits follow the nominal cell of each world"
    yield "shares are of single unknowns: what two settle only together is in none"
    if fixed:
        yield f"set by a scenario, so drawn nowhere: {listed(fixed)}"
    if cells:
        yield (
            f"{cells} cells are drawn in place of each run: nothing waits longer than nominally, so films that grow "
            "over weekends and rejects that follow are not in it"
        )


def _percent(low: float, high: float) -> str:
    return f"{100 * low:.0f} to {100 * high:.0f} %"


def _number(value: float) -> str:
    """Four figures, plainly written."""
    if not math.isfinite(value):
        return "unknown"
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.4g}"  # noqa: PLR2004 - of four figures
