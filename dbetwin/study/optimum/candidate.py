"""What is left of the best plants of a search under futures that it never saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from dbetwin.study.optimum.aims import Aims, Verdict
from dbetwin.study.optimum.front import compromise, dominated, ranks, spread
from dbetwin.study.optimum.tried import Samples, Tried, known_by_plant, samples_of
from dbetwin.study.question import Question
from dbetwin.study.running.running import Running
from dbetwin.study.scenario.scenario import Scenario
from dbetwin.study.statistics.comparing import Comparison, compared
from dbetwin.study.statistics.interval import Interval, interval
from dbetwin.study.statistics.many import level_of_each


@dataclass(frozen=True)
class Candidate:
    """One of the best plants that the search found, or the plant as it is written, in fresh futures."""

    number: int
    """0 is the plant as written."""
    trial: int
    """Of the search; -1 where the search never came there."""
    scenario: Scenario
    searched: Mapping[str, float]
    """What the search took each response for."""
    samples: Samples
    """Empty where a fresh run has no figures."""
    why_not: str
    verdicts: tuple[Verdict, ...] = ()
    """Of each limit."""
    differences: Mapping[str, Comparison] = field(default_factory=dict)
    """From the plant as written, by response, in the same fresh futures."""
    dominated: bool = False
    recommended: bool = False

    @property
    def ran(self) -> bool:
        return bool(self.samples)

    @property
    def feasible(self) -> bool:
        """It ran, and keeps all limits on average."""
        return self.ran and "missed" not in self.verdicts

    @property
    def assured(self) -> bool:
        """It keeps all limits with the whole of their intervals."""
        return self.ran and set(self.verdicts) <= {"kept"}

    def knows(self, response: str) -> bool:
        """Every fresh run tells of the response."""
        return response in self.samples and bool(np.isfinite(self.samples[response]).all())

    def mean(self, response: str, level: float) -> Interval:
        """A response, and how surely it is known."""
        return interval(self.samples[response], level)


def shortlist(tried: Sequence[Tried], aims: Aims, most: int, base: Scenario) -> list[Tried]:
    """The plants that are worth more futures: the Pareto front, then what lies next to it, well spread.

    The first objective's best come first; the plant as written is none of them, as it is looked at in any case.
    """
    fit = [each for each in tried if each.feasible]
    losses = np.array([aims.losses(each.means) for each in fit]).reshape(len(fit), len(aims.objectives))
    written = {place for place, each in enumerate(fit) if each.scenario.key == base.key}
    chosen = set(spread(losses, most + len(written)))
    if not written <= chosen:  # bettered by all that are chosen, so that it takes no place
        chosen = set(spread(losses, most))
    return sorted((fit[place] for place in chosen - written), key=lambda each: aims.losses(each.means))


def front_size(tried: Sequence[Tried], aims: Aims) -> int:
    """How many of the plants tried no other betters, as far as the search could see."""
    fit = [aims.losses(each.means) for each in tried if each.feasible]
    return int((ranks(np.array(fit)) == 0).sum()) if fit else 0


def in_fresh_futures(
    question: Question[Any], aims: Aims, best: Sequence[Tried], written: Tried | None, running: Running
) -> list[Candidate]:
    """The plant as written and the best that were found, all in the same futures, none of which the search has seen."""
    asked = question.asked
    plants = [question.base, *(each.scenario for each in best)]
    known = known_by_plant(question, plants, running, asked.fresh_replications, fresh_seed(asked))
    found = []
    for number, (plant, each, trial) in enumerate(zip(plants, known, [written, *best], strict=True)):
        samples, reason = samples_of(each, aims.responses, question.responses)
        searched = trial.means if trial is not None else {}
        found.append(Candidate(number, trial.number if trial is not None else -1, plant, searched, samples, reason))
    return judged(found, aims, asked.level)


def fresh_seed(asked: Any) -> int:
    """Seed of the futures in which the best are looked at again."""
    return int(asked.seed + 1 if asked.fresh_seed is None else asked.fresh_seed)


def judged(candidates: Sequence[Candidate], aims: Aims, level: float) -> list[Candidate]:
    """Which keep the limits, which another one betters, how far each is from the plant as written, which is best.

    Parameters
    ----------
    candidates : sequence of Candidate
        The plant as written first.
    aims : Aims
        What is wanted.
    level : float
        Confidence of each interval by itself; those of the differences hold together for all candidates and
        objectives (Bonferroni), so that they also hold for the one that is picked for its difference.

    Returns
    -------
    list of Candidate
        In the same order.

    Notes
    -----
    Of the candidates that keep the limits and that none betters, on fresh means, the one nearest to the best of
    everything is recommended (:func:`~dbetwin.study.optimum.front.compromise`); if any keeps all limits with the whole
    of their intervals, only such are looked at. The plant as written may better a candidate, and is never recommended.
    """
    found = [replace(each, verdicts=_verdicts(each, aims, level)) for each in candidates]
    base, others = found[0], found[1:]
    each_level = level_of_each(level, len(others) * len(aims.objectives))
    found = [base, *(replace(each, differences=_differences(base, each, each_level)) for each in others)]
    fit = [each for each in found if each.feasible]
    worse = dominated(_losses(fit, aims))
    beaten = {each.number for each, flag in zip(fit, worse, strict=True) if flag}
    standing = [each for each in fit if each.number not in beaten and each.number]
    standing = [each for each in standing if each.assured] or standing
    best = standing[compromise(_losses(standing, aims))].number if standing else -1
    return [replace(each, dominated=each.number in beaten, recommended=each.number == best) for each in found]


def _losses(candidates: Sequence[Candidate], aims: Aims) -> Any:
    losses = [
        aims.losses({name: float(np.mean(values)) for name, values in each.samples.items()}) for each in candidates
    ]
    return np.array(losses).reshape(len(losses), len(aims.objectives))


def _verdicts(candidate: Candidate, aims: Aims, level: float) -> tuple[Verdict, ...]:
    if not candidate.ran:
        return ()
    return tuple(each.verdict(candidate.mean(each.response.name, level)) for each in aims.bounds)


def _differences(base: Candidate, other: Candidate, level: float) -> dict[str, Comparison]:
    known = [name for name in other.samples if base.knows(name) and other.knows(name)]
    return {name: compared(base.samples[name], other.samples[name], level) for name in known}
