"""A comparison at equal output in words: what each plant takes, what differs, and what of the claims holds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from dbetwin.plant.sizing import Sizing
from dbetwin.study.comparison.matrix import ALIKE, Matrix, verdict
from dbetwin.study.comparison.replicated import Replicated
from dbetwin.study.comparison.wording import noun, span
from dbetwin.study.responses import Response
from dbetwin.study.route.claims import SHARE, HeldAgainst, claims, residual_pct
from dbetwin.study.route.figures import MAKING, WET_COATING, YEARLY
from dbetwin.study.statistics.interval import Estimate, Interval
from dbetwin.study.statistics.many import Judged

MISSED = 0.02
"""Share of the target by which an interval may leave it out before that is told."""
ROUNDING = 1e-6
NAMES = {
    YEARLY.name: "good energy a year",
    MAKING.name: "electricity from mixing to calendering",
    WET_COATING.name: "share of wet coaters in the electricity",
    "solvent_kg_per_kWh.nmp": "NMP per kWh",
    "solvent_kg_per_kWh.ethanol": "ethanol per kWh",
    "cell_asr_ohm_cm2": "cell ASR",
}
"""Where the name of a figure does not say it well."""


def answers(found: Matrix, sizing: Mapping[str, Sizing], held: HeldAgainst, output: float) -> Iterator[str]:
    """What a planner asks first: machines, output, differences, claims."""
    yield f"At equal output: all plants are sized for {output:g} GWh of good cells a year."
    for plant in found.plants:
        yield _sized(found, plant, sizing[plant.name], output)
    for plant in found.plants[1:]:
        if plant.status == found.base.status == "ran":
            yield _beside(found, plant)
    if found.judged:
        yield (
            f"Differences are in percent of {found.base.name} where nothing else is said; all {len(found.judged)} "
            f"intervals hold together with {100 * found.level:g} % confidence."
        )
    yield from _claimed(held)


def _sized(found: Matrix, plant: Replicated, sizing: Sizing, output: float) -> str:
    if plant.status != "ran":
        return f"{plant.name} {'cannot work' if plant.status == 'infeasible' else 'told nothing'}: {plant.why_not}."
    written = sum(each.machines for each in sizing.stations.values())
    needed = sum(each.needed for each in sizing.stations.values())
    line = f"{plant.name}: {needed} machines in place of {written}"
    mean = found.mean(plant, YEARLY)
    if mean is None:
        return f"{line}; no run tells what it delivers."
    return f"{line}; it delivers {delivered(mean)} GWh a year, {_of_target(mean, output)} % of what it is sized for."


def delivered(mean: Interval) -> str:
    """The yearly output with its interval."""
    return span(mean.low, mean.high) if math.isfinite(mean.half_width) else f"{mean.mean:.3g}"


def _of_target(mean: Interval, output: float) -> str:
    if not math.isfinite(mean.half_width):
        return f"{100 * mean.mean / output:.0f}"
    return span(100 * mean.low / output, 100 * mean.high / output)


def _beside(found: Matrix, plant: Replicated) -> str:
    """What a plant takes more or less of than the first; what chance may have made, by name only."""
    there = [(each, one) for each in found.responses if (one := found.judged.get((plant.name, each.name)))]
    same = [_noun(each) for each, one in there if one.comparison.untouched]
    apart = [f"{_noun(each)} {_difference(each, one)}" for each, one in there if verdict(one) not in ("", ALIKE)]
    named = [*same, *(_noun(each) for each, one in there if verdict(one) not in ("", ALIKE))]
    alike = [name for each, _ in there if (name := _noun(each)) not in named]
    clauses = [", ".join(apart) or "nothing is told apart"]
    clauses += [f"not told apart: {', '.join(alike)}"] if alike else []
    clauses += [f"the same: {', '.join(same)}"] if same else []
    return f"{plant.name} against {found.base.name}: {'; '.join(clauses)}."


def _noun(response: Response) -> str:
    return NAMES.get(response.name) or noun(response)


def _difference(response: Response, one: Judged) -> str:
    relative, difference = one.comparison.relative, one.comparison.difference
    if relative is not None and relative.bounded:
        return f"{told(relative.low, relative.high)} %"
    unit = "points" if response.unit == "%" else response.unit
    return f"{told(difference.low, difference.high)} {unit}".rstrip()


def told(low: float, high: float, sign: str = "+") -> str:
    """A range; one number where nothing but rounding lies between its ends.

    Examples
    --------
    >>> told(6.1234, 8.3456), told(-28.968442, -28.96844200001)
    ('+6.1 to +8.3', '-28.97')
    """
    middle = (low + high) / 2
    if high - low <= ROUNDING * abs(middle):
        return f"{middle:{sign}.4g}"
    return span(low, high, sign)


def missed(found: Matrix, output: float) -> Iterator[str]:
    """A sentence for each plant whose interval leaves out its target by more than can be let pass."""
    for plant in found.plants:
        mean = found.mean(plant, YEARLY)
        if mean is None or not math.isfinite(mean.half_width):
            continue
        off = max(mean.low - output, output - mean.high)
        if off > MISSED * output:
            way = "more" if mean.mean > output else "less"
            yield (
                f"{plant.name} delivers {delivered(mean)} GWh a year, at least {100 * off / output:.2g} % {way} than "
                "it is sized for: what is counted by plant (machines, staff) is not quite at equal output."
            )


def _claimed(held: HeldAgainst) -> Iterator[str]:
    if held.why_not:
        yield f"Published claims: {held.why_not}."
        return
    for claim in claims():
        ours = held.percent.get(claim.quantity)
        if ours is None or claim.published is None:
            continue
        low, high = claim.published
        sign = "" if claim.direction == SHARE else "+"
        published = f"{low:{sign}g}" if low == high else f"{low:{sign}g} to {high:{sign}g}"
        yield (
            f"{claim.claim[0].upper()}{claim.claim[1:]}: {published} % ({claim.who}); here {_range(ours, sign)} "
            f"({claim.quantity}), residual {residual_pct(claim, ours):+.3g} points."
        )


def _range(ours: Estimate, sign: str) -> str:
    return f"{told(ours.low, ours.high, sign)} %" if ours.bounded else f"{ours.value:{sign}.3g} % (no bound)"
