"""Comparisons in words: ``A makes 6.1 to 8.3 % more good cells per day; its yield is not different``."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from dbetwin.study.comparison.matrix import ALIKE, Matrix, verdict
from dbetwin.study.comparison.replicated import Replicated
from dbetwin.study.responses import PER_STATION, Response
from dbetwin.study.statistics.interval import Interval
from dbetwin.study.statistics.many import Judged
from dbetwin.units import suffix_of

MADE = "good_"
"""Beginning of key figures that a plant makes more or less of."""
COUNTED = "cells parts"
"""What is fewer, not less."""
SHARE = re.compile("yield|share|fraction|utilisation|oee|causes|limiting")
"""In names of pure numbers between 0 and 1: their differences are told in points."""
NAMES = {
    "cell_yield": "yield",
    "good_energy_kWh_per_day": "good energy per day",
    "electricity_kWh_per_kWh": "electricity per kWh",
    "electrode_electricity_kWh_per_kWh": "electricity of the electrodes per kWh",
}
"""Where the name of a key figure does not say it well."""
MOST_DECIMALS = 6


def noun(response: Response) -> str:
    """A key figure as a planner says it.

    Examples
    --------
    >>> noun(Response("specific_energy_Wh_kg.p5", "specific_energy_Wh_kg.p5", "Wh/kg", "", ""))
    'specific energy (p5)'
    """
    head, _, part = response.name.partition(".")
    if head.endswith(PER_STATION):
        return f"{head.removesuffix(PER_STATION).replace('_', ' ')} at {part}"
    words = NAMES.get(head) or head.removesuffix(suffix_of(head) or "").replace("_", " ")
    return f"{words} ({part})" if part and part != "mean" else words


def span(low: float, high: float, sign: str = "") -> str:
    """Two numbers with as many digits as two digits of their distance need; one where there is none.

    Examples
    --------
    >>> span(6.1234, 8.3456), span(-0.012, 0.034, "+"), span(10.0, 10.0)
    ('6.1 to 8.3', '-0.012 to +0.034', '10')
    """
    width = high - low
    if width <= 0:
        return f"{low:{sign}.4g}"
    decimals = _decimals(width)
    return f"{low:{sign},.{decimals}f} to {high:{sign},.{decimals}f}"


def _with_width(mean: Interval) -> str:
    if not 0 < mean.half_width < math.inf:
        return f"{mean.mean:,.4g}"
    return f"{mean.mean:,.{_decimals(mean.half_width)}f} ± {mean.half_width:.{_decimals(mean.half_width)}f}"


def _decimals(width: float) -> int:
    """As many as two digits of a width need."""
    return min(max(1 - math.floor(math.log10(width)), 0), MOST_DECIMALS)


def sentences(found: Matrix) -> Iterator[str]:
    """One for each plant beside the base, and what they all rest on."""
    base = found.base
    if base.status != "ran":
        yield f"{_not_run(base)} So there is nothing to compare with."
    if len(found.plants) == 1 or base.status != "ran":
        yield from (_alone(found, plant) for plant in found.plants if plant.status == "ran")
    for plant in found.plants[1:]:
        if plant.status != "ran":
            yield _not_run(plant)
        elif base.status == "ran":
            yield _beside(found, plant)
    if found.judged:
        yield _how_surely(found)


def _not_run(plant: Replicated) -> str:
    return f"{plant.name} {'cannot work' if plant.status == 'infeasible' else 'told nothing'}: {plant.why_not}."


def _alone(found: Matrix, plant: Replicated) -> str:
    told = []
    for response in found.responses:
        mean = found.mean(plant, response)
        if mean is not None:
            told.append(f"{noun(response)} {_with_width(mean)} {response.unit}".rstrip())
    return f"{plant.name}: {'; '.join(told) or 'no run tells of what was asked'}."


def _beside(found: Matrix, plant: Replicated) -> str:
    """What a plant does otherwise than the base, what it does alike, and what it leaves alone."""
    there = [(each, one) for each in found.responses if (one := found.judged.get((plant.name, each.name)))]
    if not there:
        return f"{plant.name}: no seed and replication of both tells of what was asked, so nothing is compared."
    same = [noun(response) for response, one in there if one.comparison.untouched]
    differ = [(response, one) for response, one in there if not one.comparison.untouched]
    apart = [(response, one) for response, one in differ if verdict(one) != ALIKE]
    makes = [_made(response, one) for response, one in apart if response.name.startswith(MADE)]
    moved = [_moved(response, one) for response, one in apart if not response.name.startswith(MADE)]
    open_ = [f"{noun(response)} ({_range(response, one)})" for response, one in differ if verdict(one) == ALIKE]
    clauses = [*makes, *moved]
    if open_:
        clauses.append(f"its {_listed(open_)} {'are' if len(open_) > 1 else 'is'} not different")
    if same:
        clauses.append(f"its {_listed(same)} {'stay' if len(same) > 1 else 'stays'} the same")
    single = all(one.comparison.difference.replications == 1 for _, one in there)
    last = ", in a single replication, which leaves chance unknown" if single else ""
    return f"{plant.name}{' ' if makes else ': '}{'; '.join(clauses)}{last}."


def _made(response: Response, one: Judged) -> str:
    amount, more = _amount(response, one)
    less = "fewer" if any(word in response.name for word in COUNTED.split()) else "less"
    return f"makes {amount} {'more' if more else less} {noun(response)}"


def _moved(response: Response, one: Judged) -> str:
    amount, more = _amount(response, one)
    return f"its {noun(response)} is {amount} {'higher' if more else 'lower'}"


def _amount(response: Response, one: Judged) -> tuple[str, bool]:
    """How large a difference is, without its sign; and whether there is more."""
    low, high, unit = _ends(response, one)
    more = low + high > 0
    near, far = sorted((abs(low), abs(high)))
    return f"{span(near, far)} {unit}".rstrip(), more


def _range(response: Response, one: Judged) -> str:
    low, high, unit = _ends(response, one)
    return f"{span(low, high, '+')} {unit}".rstrip()


def _ends(response: Response, one: Judged) -> tuple[float, float, str]:
    """Ends of the difference in percent of the base, in points of a share, or in the unit of the response."""
    difference, relative = one.comparison.difference, one.comparison.relative
    single = math.isinf(difference.half_width)
    if response.unit in ("", "%") and (response.unit or SHARE.search(response.name)):
        scale = 1.0 if response.unit else 100.0
        ends = (difference.mean, difference.mean) if single else (difference.low, difference.high)
        return scale * ends[0], scale * ends[1], "percentage points"
    if relative is not None and (single or relative.bounded):
        return (relative.value, relative.value, "%") if single else (relative.low, relative.high, "%")
    ends = (difference.mean, difference.mean) if single else (difference.low, difference.high)
    return *ends, response.unit


def _how_surely(found: Matrix) -> str:
    counts = sorted({one.comparison.difference.replications for one in found.judged.values()})
    runs = f"{counts[0]}" if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"
    many = f"all {len(found.judged)} of them together" if len(found.judged) > 1 else "the only one"
    if counts[-1] == 1:
        return f"Differences from {found.base.name} in one replication each: more of them tell what is chance."
    return (
        f"Differences from {found.base.name} hold with {100 * found.level:g} % confidence, {many}, over {runs} "
        "replications that share their random numbers."
    )


def cautions(found: Matrix) -> Iterator[str]:
    """What limits the comparisons: runs that are missing, and random numbers that were shared in vain."""
    for plant in found.plants:
        if plant.status == "infeasible" and any("figures" in known for known in plant.known.values()):
            yield f"{plant.name} {plant.why_not}. The other replications would flatter it, so it is not compared."
    vain = [
        f"{scenario} ({response}: {one.comparison.variance_ratio.value:.2g})"
        for (scenario, response), one in found.judged.items()
        if one.comparison.variance_ratio is not None and one.comparison.variance_ratio.value >= 1
    ]
    if vain:
        yield (
            f"Sharing random numbers saved nothing for {_listed(vain)}: the difference varies as much as with "
            "independent seeds, or more (ratio of the variances in brackets)."
        )


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
