"""Plants that the search asks for, tried in batches of a fixed size: nothing depends on which run ends first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dbetwin.runs.kept import Known
from dbetwin.study.optimum.aims import Aims
from dbetwin.study.optimum.search import Proposal, Search
from dbetwin.study.optimum.setting import Setting
from dbetwin.study.question import Question
from dbetwin.study.responses import Response
from dbetwin.study.running.running import Running
from dbetwin.study.runs_table import why_not
from dbetwin.study.scenario.scenario import Scenario

Samples = Mapping[str, tuple[float, ...]]
"""Response to its value in each replication."""


@dataclass(frozen=True)
class Tried:
    """A plant that the search asked for, and what it was told."""

    number: int
    batch: int
    scenario: Scenario
    values: tuple[Any, ...]
    """Of each setting."""
    means: Mapping[str, float]
    """Of every response that is aimed at; empty where they are not known."""
    excess: float
    """How far it misses all limits together, each in multiples of itself; 0 where it keeps them."""
    why_not: str

    @property
    def feasible(self) -> bool:
        """It ran, and keeps all limits on the mean of its replications."""
        return not self.why_not


def tried_plants(
    question: Question[Any], settings: Sequence[Setting], aims: Aims, running: Running
) -> tuple[list[Tried], bool]:
    """Try plants until the budget is used up or none is left; and whether the plant as written is the first of them."""
    asked = question.asked
    search = Search(settings, len(aims.objectives), sampler=asked.sampler, seed=asked.seed, budget=asked.trials)
    begun = search.begin_with([each.written for each in settings])
    found: list[Tried] = []
    batch = 0
    while proposals := search.ask(min(asked.batch, asked.trials - len(found))):
        plants = [plant_with(question.base, settings, each.values, len(found) + n) for n, each in enumerate(proposals)]
        known = known_by_plant(question, plants, running)
        for proposal, plant, each in zip(proposals, plants, known, strict=True):
            found.append(
                _told(search, proposal, aims, each, Tried(len(found), batch, plant, proposal.values, {}, 0, ""))
            )
        batch += 1
    return found, begun


def plant_with(base: Scenario, settings: Sequence[Setting], values: Sequence[Any], number: int) -> Scenario:
    """The plant with these values; what is as it was written is not set anew, so that known runs are found again."""
    changed = [each.given(value) for each, value in zip(settings, values, strict=True) if value != each.written]
    return base.with_settings(changed, name=f"trial_{number}")


def known_by_plant(
    question: Question[Any],
    plants: Sequence[Scenario],
    running: Running,
    replications: int = 0,
    seed: int | None = None,
) -> list[list[Known]]:
    """What is known of each plant in each replication."""
    numbers = range(replications or question.asked.replications)
    tasks = [question.task(plant, number, seed) for number in numbers for plant in plants]
    known = running.known(tasks)
    return [known[place :: len(plants)] for place in range(len(plants))]


def samples_of(
    known: Sequence[Known], needed: Sequence[Response], also: Sequence[Response] = ()
) -> tuple[Samples, str]:
    """The responses of a plant in each replication; without those that are needed, why there are none.

    Responses that are not needed may be unknown.
    """
    if reason := next(filter(None, map(why_not, known)), ""):
        return {}, reason
    samples = {each.name: tuple(each.of(one) for one in known) for each in (*needed, *also)}
    for each in needed:
        if unknown := sum(map(math.isnan, samples[each.name])):
            return {}, f"{each.name} is not known in {unknown} of {len(known)} replications"
    return samples, ""


def _told(search: Search, proposal: Proposal, aims: Aims, known: Sequence[Known], tried: Tried) -> Tried:
    """Tell the search of a plant, and write down what it was told."""
    samples, reason = samples_of(known, aims.responses)
    if reason:
        if any("failed" in each for each in known):
            search.tell_unknown(proposal)
        else:
            search.tell_impossible(proposal)
        return _with(tried, {}, math.inf, reason)
    means = {name: math.fsum(values) / len(values) for name, values in samples.items()}
    excesses = aims.excesses(means)
    search.tell(proposal, aims.losses(means), excesses)
    missed = [
        f"{bound.told()} is missed: {means[bound.response.name]:.6g}"
        for bound, excess in zip(aims.bounds, excesses, strict=True)
        if excess
    ]
    return _with(tried, means, math.fsum(excesses), "; ".join(missed))


def _with(tried: Tried, means: Mapping[str, float], excess: float, why: str) -> Tried:
    return Tried(tried.number, tried.batch, tried.scenario, tried.values, means, excess, why)
