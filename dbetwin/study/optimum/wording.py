"""What a search found, in sentences for a planner."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from dbetwin.study.comparison.changes import changes
from dbetwin.study.comparison.wording import noun, span
from dbetwin.study.optimum.aims import Aims
from dbetwin.study.optimum.candidate import Candidate
from dbetwin.study.optimum.tried import Tried
from dbetwin.study.responses import Response
from dbetwin.study.statistics.interval import Interval
from dbetwin.wording import counted


def answers(tried: Sequence[Tried], candidates: Sequence[Candidate], aims: Aims, level: float) -> Iterator[str]:
    """Which plant is recommended and by how much it is better, what the others are, and what did not hold."""
    if not any(each.feasible for each in tried):
        yield _nothing(tried)
        return
    base, others = candidates[0], candidates[1:]
    best = next((each for each in others if each.recommended), None)
    if best is None:
        yield (
            f"Of {counted(len(tried), 'plant')} tried, the best {len(others)} were looked at in fresh futures: none of "
            "them keeps all limits there and is not bettered by the plant as written."
        )
    else:
        yield from _recommended(base, best, aims, level, len(tried), sum(_stands(each) for each in others))
    for each in others:
        if _stands(each) and not each.recommended:
            yield f"Candidate {each.number} ({changes(each.scenario, base.scenario)}): {_in_short(base, each, aims)}."
    yield from _fallen(others, aims, level)


def _stands(candidate: Candidate) -> bool:
    return candidate.feasible and not candidate.dominated


def _nothing(tried: Sequence[Tried]) -> str:
    """Nobody keeps the limits: who comes nearest."""
    told = f"None of {counted(len(tried), 'plant')} tried keeps all limits."
    ran = [each for each in tried if math.isfinite(each.excess)]
    if not ran:
        return f"{told} None of them runs: {tried[0].why_not}."
    near = min(ran, key=lambda each: each.excess)
    set_to = "; ".join(f"{each.field} = {each.value}" for each in near.scenario.settings) or "the plant as written"
    return f"{told} Trial {near.number} ({set_to}) comes nearest: {near.why_not}."


def _recommended(  # noqa: PLR0913 - what the sentence says
    base: Candidate, best: Candidate, aims: Aims, level: float, tried: int, standing: int
) -> Iterator[str]:
    told = f"candidate {best.number} ({changes(best.scenario, base.scenario)})"
    yield f"Of {counted(tried, 'plant')} tried, {told} is recommended: {_in_short(base, best, aims)}."
    if standing > 1:
        yield (
            f"None of {standing} candidates betters another in everything; candidate {best.number} gives up least "
            "where it gives up most, each objective between the worst and the best of them."
        )
    for bound, verdict in zip(aims.bounds, best.verdicts, strict=True):
        known = in_short(bound.response, best.mean(bound.response.name, level))
        surely = "keeps" if verdict == "kept" else "keeps on average, but not surely,"
        yield f"Candidate {best.number} {surely} {bound.told()}: {known}."
    yield from _promised(base, best, aims)


def _in_short(base: Candidate, other: Candidate, aims: Aims) -> str:
    """Each objective beside that of the plant as written; by itself where that has none."""
    if not base.ran:
        means = ((each.response, float(np.mean(other.samples[each.response.name]))) for each in aims.objectives)
        return "; ".join(f"{noun(response)} {mean:,.5g} {response.unit}".rstrip() for response, mean in means)
    return "; ".join(_beside(each.response, other) for each in aims.objectives)


def _beside(response: Response, other: Candidate) -> str:
    found = other.differences[response.name]
    low, high, name = found.difference.low, found.difference.high, noun(response)
    if found.untouched:
        return f"{name} is the same"
    if not found.told_apart:
        return (
            f"{name} is not told apart from the plant as written ({span(low, high, '+')} {response.unit}".rstrip() + ")"
        )
    near, far = sorted((abs(low), abs(high)))
    share = ""
    if found.relative is not None and found.relative.bounded:
        least, most = sorted((abs(found.relative.low), abs(found.relative.high)))
        share = f" ({span(least, most)} %)"
    return f"{name} is {span(near, far)} {response.unit}".rstrip() + f"{share} {'higher' if low > 0 else 'lower'}"


def _promised(base: Candidate, best: Candidate, aims: Aims) -> Iterator[str]:
    """What the search saw of the gain, beside what is left of it."""
    if not (base.searched and base.ran):
        return
    told = []
    for each in aims.objectives:
        name = each.response.name
        seen = best.searched[name] - base.searched[name]
        left = best.differences[name].difference.mean
        told.append(f"{noun(each.response)} {seen:+,.3g}, then {left:+,.3g} {each.response.unit}".rstrip())
    yield f"What the search saw of the difference, and what fresh futures leave of it: {'; '.join(told)}."


def in_short(response: Response, known: Interval) -> str:
    """``0.751 ± 0.004``, with the unit."""
    if known.half_width == 0 or not math.isfinite(known.half_width):
        return f"{known.mean:,.5g} {response.unit}".rstrip()
    decimals = max(1 - math.floor(math.log10(known.half_width)), 0)
    return f"{known.mean:,.{decimals}f} ± {known.half_width:,.{decimals}f} {response.unit}".rstrip()


def _fallen(others: Sequence[Candidate], aims: Aims, level: float) -> Iterator[str]:
    """Candidates of which fresh futures left nothing."""
    for each in others:
        if not each.ran:
            yield f"Candidate {each.number} does not hold in fresh futures: {each.why_not}."
        elif not each.feasible:
            missed = [
                f"{bound.told()} is missed ({in_short(bound.response, each.mean(bound.response.name, level))})"
                for bound, verdict in zip(aims.bounds, each.verdicts, strict=True)
                if verdict == "missed"
            ]
            yield f"Candidate {each.number} does not hold in fresh futures: {'; '.join(missed)}."
    if beaten := [str(each.number) for each in others if each.feasible and each.dominated]:
        many = len(beaten) > 1
        yield (
            f"Candidate{'s' * many} {', '.join(beaten)} {'are' if many else 'is'} bettered in everything, by another "
            "one or the plant as written."
        )
