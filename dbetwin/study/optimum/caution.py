"""What limits the answer of a search."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from dbetwin.study.comparison.wording import noun
from dbetwin.study.optimum.aims import Aim, Aims
from dbetwin.study.optimum.candidate import Candidate, front_size
from dbetwin.study.optimum.setting import Setting
from dbetwin.study.optimum.tried import Tried
from dbetwin.study.statistics.interval import interval
from dbetwin.wording import counted


def of_search(tried: Sequence[Tried], settings: Sequence[Setting], replications: int, begun: bool) -> Iterator[str]:
    """How much of what there is was looked at, how closely, and from where."""
    counts = [each.count for each in settings]
    known = [each for each in counts if each is not None]
    total = math.prod(known) if len(known) == len(counts) else math.inf
    of = "" if math.isinf(total) else f" of the {total:,} that the settings allow"
    if len(tried) == total:
        yield f"All {total:,} plants that the settings allow were tried."
    else:
        yield (
            f"The search is a heuristic: {counted(len(tried), 'plant')}{of} {'was' if len(tried) == 1 else 'were'} "
            "tried, and that no other is better is not proved."
        )
    if replications == 1:
        yield "The search saw a single future of each plant: what it passed over may have been unlucky in that one."
    if not begun:
        yield "The plant as written lies outside what may be set, so the search did not begin with it."
    if idle := [each for each in tried if not math.isfinite(each.excess)]:
        told = f"Trial {idle[0].number}: {idle[0].why_not}"
        yield f"{counted(len(idle), 'plant')} of {len(tried)} told nothing: they cannot work, or broke. {told}."


def of_candidates(
    tried: Sequence[Tried], candidates: Sequence[Candidate], settings: Sequence[Setting], aims: Aims, level: float
) -> Iterator[str]:
    """What was left out, how much of the search was luck, and where the best may lie beyond."""
    others = [each for each in candidates if each.number]
    if (front := front_size(tried, aims)) > len(others):
        yield f"Of {front} plants that no other betters in the search, {len(others)} were looked at in fresh futures."
    for aim in aims.objectives:
        yield from _luck(candidates, aim, level)
    best = next((each for each in others if each.recommended), None)
    if best is None:
        return
    if not best.assured:
        yield f"Candidate {best.number} keeps its limits on average only; give more fresh_replications, or some room."
    set_to = {each.field: each.value for each in best.scenario.settings}
    at_end = [
        f"{each.field} = {set_to[each.field]}"
        for each in settings
        if each.ordered and each.field in set_to and set_to[each.field] in each.ends
    ]
    if at_end:
        told = f"candidate {best.number} stands at an end of it: {'; '.join(at_end)}"
        yield f"The best may lie beyond what may be set, as {told}."


def _luck(candidates: Sequence[Candidate], aim: Aim, level: float) -> Iterator[str]:
    """By how much the search took the candidates for better than fresh futures do; nothing where that may be none."""
    name = aim.response.name
    base = candidates[0]
    common = base.searched[name] - float(np.mean(base.samples[name])) if base.searched and base.ran else 0.0
    luck = [
        aim.sign * (float(np.mean(each.samples[name])) - each.searched[name] + common)
        for each in candidates[1:]
        if each.ran
    ]
    if len(luck) > 1 and interval(luck, level).low > 0:
        unit = f"{aim.response.unit} " if aim.response.unit else ""
        way = "more" if aim.sign < 0 else "less"
        beside = ", beside the plant as written," if common else ""
        yield (
            f"Of {noun(aim.response)} the search saw{beside} {float(np.mean(luck)):.3g} {unit}{way} than is left in "
            "fresh futures, on average over the candidates: it picks what was lucky."
        )
