"""What limits cost, in sentences for a planner."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from dbetwin.study.comparison.wording import noun, span
from dbetwin.study.responses import Response
from dbetwin.study.tolerance.moved import Cost, Judgement, Moved

FEW = 5
"""Limits whose tightening is told, the dearest first."""


def sentences(found: Sequence[Cost], judged: Judgement, level: float) -> Iterator[str]:
    """Which limit costs most, which could be loosened for nothing, which is worth tightening, which does nothing."""
    known = [each for each in found if each.changes]
    limits = [each for each in known if each.limit.is_inspection]
    looser, tighter = ([each for each in limits if each.way == way] for way in ("looser", "tighter"))
    yield from _dearest(looser, judged)
    yield from _for_nothing(looser, judged)
    yield from _dearest_tightened(tighter, judged)
    yield from _worth_tightening(tighter, judged)
    yield from _idle(limits, judged)
    for each in known:
        if not each.limit.is_inspection:
            yield f"{_moved(each)} {told(each, judged)}."
    for each in found:
        if each.why_not:
            yield f"{_moved(each)} nothing is known: {each.why_not}."
    if known:
        count = next(iter(known[0].changes.values())).difference.replications
        yield (
            f"Ranges are {100 * level:g} % intervals of {count} paired replications, each by itself; what a cell has "
            "to be in truth stays as it is written."
        )


def cautions(base: Moved, judged: Judgement) -> Iterator[str]:
    """Escapes are few: how few to be sure of them."""
    values = [value for value in base.samples(judged.escapes) if math.isfinite(value)]
    if len(values) < len(base.known) or 0.0 in values:
        yield (
            "In some replications no cell escapes at the limits as written: changes of escapes are coarse there, more "
            "cells or days make them finer."
        )


def _dearest(looser: Sequence[Cost], judged: Judgement) -> Iterator[str]:
    gain = [each for each in looser if each.rises(judged.throughput)]
    if not gain:
        yield "No limit of inspection is told to cost any yield within its range."
        return
    first, *others = gain
    yield f"{first.limit.field} costs most: from {_ends(first)} {told(first, judged)}."
    for each in others:
        yield f"{_moved(each)} {told(each, judged)}."


def _dearest_tightened(tighter: Sequence[Cost], judged: Judgement) -> Iterator[str]:
    """What the plant would pay for a limit that does not let so much pass."""
    pays = [each for each in tighter if each.falls(judged.throughput)]
    for place, each in enumerate(pays[:FEW]):
        how = "Tightened," if place else "Tightened, the dearest is"
        yield f"{how} {_moved(each)} {told(each, judged)}."


def _for_nothing(looser: Sequence[Cost], judged: Judgement) -> Iterator[str]:
    free = [
        each
        for each in looser
        if each.rises(judged.throughput) and not each.rises(judged.escapes) and not _worse(each, judged)
    ]
    if free:
        yield (
            f"Loosened for more yield without a loss that is told from chance: {_listed(free)}; neither escapes nor "
            f"{noun(judged.quality)} get worse by more than chance."
        )
    elif any(each.rises(judged.throughput) for each in looser):
        yield f"No limit brings yield when it is loosened without more escapes or a worse {noun(judged.quality)}."


def _worse(cost: Cost, judged: Judgement) -> bool:
    """Of resistance less is better, of energy and capacity more."""
    return cost.falls(judged.quality) or (cost.rises(judged.quality) and "ohm" in judged.quality.unit)


def _worth_tightening(tighter: Sequence[Cost], judged: Judgement) -> Iterator[str]:
    removes = [each for each in tighter if each.falls(judged.escapes)]
    if not removes:
        if tighter:
            yield "No limit of inspection is told to remove escapes when it is tightened within its range."
        return
    free = [each for each in removes if not each.falls(judged.throughput)]
    for each in free:
        yield f"Worth tightening at no cost in yield that is told from chance: {_moved(each)} {told(each, judged)}."
    paid = sorted((each for each in removes if each not in free), key=lambda each: -each.per_point(judged))
    for place, each in enumerate(paid):
        how = "Worth most when tightened" if not place else "Next"
        per = each.per_point(judged)
        yield f"{how}: {_moved(each)} {told(each, judged)}: {per:,.0f} ppm of escapes for each point of yield."


def _idle(limits: Sequence[Cost], judged: Judgement) -> Iterator[str]:
    """Limits that nothing came near, at either end."""
    moving = {each.limit.field for each in limits if not all(one.untouched for one in each.changes.values())}
    idle = list(dict.fromkeys(each.limit.field for each in limits if each.limit.field not in moving))
    if idle:
        what = "do" if len(idle) > 1 else "does"
        yield f"{', '.join(idle)} {what} nothing anywhere in the range: no cell, batch or roll comes near."


def told(cost: Cost, judged: Judgement) -> str:
    """What changes, by how much."""
    return ", ".join(
        [
            _change(cost, judged.throughput, "the yield of the whole line", 1 / 0.01, "points"),
            _change(cost, judged.escapes, "escapes", 1.0, "ppm"),
            _change(cost, judged.overkill, "overkill", 1.0, "points"),
            _change(cost, judged.quality, noun(judged.quality), 1.0, judged.quality.unit),
        ]
    )


def _change(cost: Cost, response: Response, name: str, scale: float, unit: str) -> str:
    found = cost.change(response)
    are = "are" if name.endswith("s") else "is"
    if found is None:
        return f"{name} {are} not known"
    mean, half = scale * found.difference.mean, scale * found.difference.half_width
    if math.isinf(half):
        return f"{name} by {mean:+.3g} {unit} in a single replication".replace("  ", " ")
    if found.untouched:
        return f"{name} {'stay' if are == 'are' else 'stays'} the same"
    if not found.told_apart:
        return f"{name} {are} not different ({span(mean - half, mean + half, '+')} {unit})".replace(" )", ")")
    near, far = sorted((abs(mean - half), abs(mean + half)))
    verb = ("rise" if mean > 0 else "fall") + ("" if are == "are" else "s")
    return f"{name} {verb} by {span(near, far)} {unit}".rstrip()


def _ends(cost: Cost) -> str:
    return f"{cost.limit.written:g} to {cost.to:g} {cost.limit.unit}".rstrip()


def _moved(cost: Cost) -> str:
    return f"{cost.limit.field} from {_ends(cost)} ({cost.way}):"


def _listed(found: Sequence[Cost]) -> str:
    return ", ".join(f"{each.limit.field} to {each.to:g} {each.limit.unit}".rstrip() for each in found)
