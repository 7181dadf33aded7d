"""The shortest sequence of investments to a target that can be found by climbing, and how short one could be at best.

From step to step the investment that gains most is made; where none gains by itself (two stations limit the plant
alike), the one at the station of the least capacity. When the target is reached, whatever can be left out again is
left out. Climbing proves nothing; the flow-graph arithmetic does: no plant delivers more than its slowest station
could if nothing ever stopped it, so the machines that are missing for that are needed whatever else is done.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dbetwin.columns.studies.ladder import LADDER
from dbetwin.errors import InfeasibleError
from dbetwin.plant.capacity import ideal_capacity
from dbetwin.plant.overrides import Given
from dbetwin.plant.plant import Plant
from dbetwin.runs.kept import Known
from dbetwin.study.question import Asked, Question
from dbetwin.study.responses import Response
from dbetwin.study.running.running import Running
from dbetwin.study.runs_table import why_not
from dbetwin.study.scenario.change import given
from dbetwin.study.scenario.scenario import Scenario
from dbetwin.study.statistics.interval import Interval, interval, paired

Runs = tuple[Known, ...]
DAYS_PER_WEEK = 7


@dataclass(frozen=True)
class Investment:
    """Something that may be added, more than once."""

    name: str
    field: str
    change: object
    """As a scenario writes it: ``{more: 1}``."""
    where: str

    def added_to(self, scenario: Scenario) -> tuple[Scenario, Given, Given]:
        """The plant with one of it more, what is set, and what it was before."""
        now = given(scenario.document, scenario.settings, self.field, self.change, self.where)
        was = given(scenario.document, scenario.settings, self.field, {"more": 0}, self.where)
        return scenario.with_settings([now], name=f"{scenario.name} + {self.name}"), now, was


@dataclass(frozen=True)
class Step:
    """A plant on the way, its runs, and what was added last."""

    scenario: Scenario
    runs: Runs
    investment: Investment | None = None
    was: float = math.nan
    now: float = math.nan

    def of(self, response: Response, level: float) -> Interval | None:
        """The response; nothing where the plant cannot be run."""
        values = [response.of(known) for known in self.runs]
        return interval(values, level) if all(map(math.isfinite, values)) else None

    def gain(self, before: Step, response: Response, level: float) -> float:
        """Mean change from another plant; less than nothing where this one cannot be run."""
        if any(map(why_not, self.runs)):
            return -math.inf
        return _change(before, self, response, level).mean

    @property
    def bottleneck(self) -> str:
        """What limits the plant in most of its replications."""
        found = Counter(str(known["texts"]["bottleneck"]) for known in self.runs if known.get("texts"))
        return found.most_common(1)[0][0] if found else ""


@dataclass(frozen=True)
class Climb:
    """A way to the target, or as far as it led."""

    steps: tuple[Step, ...]
    """The base first."""
    target: float
    reached: bool
    least: int
    """Machines that are missing by arithmetic, whatever else is done; 0 where that tells nothing."""


@dataclass(frozen=True)
class Goal:
    """How far to climb, and how wide to look."""

    target: float
    investments: tuple[Investment, ...]
    breadth: int
    most: int


def climb(question: Question[Asked], goal: Goal, running: Running) -> Climb:
    """Climb from the base to the target, then leave out what is not needed.

    Parameters
    ----------
    question : Question
        Its first response is what is climbed.
    goal : Goal
        Target in the unit of that response; the ``breadth`` investments at the scarcest stations are tried at each
        step, others than machines always; it ends after ``most`` steps.
    running : Running
        Where runs are made.

    Returns
    -------
    Climb
        The steps, the base first; ``reached`` is whether the whole interval of the last lies above the target.
    """
    climbing = _Climbing(question, goal, running)
    steps = climbing.up()
    reached = climbing.reaches(steps[-1])
    if reached:
        steps = climbing.without_the_needless(steps)
    return Climb(tuple(steps), goal.target, reached, _least(question, goal.target))


def _least(question: Question[Asked], target: float) -> int:
    """Machines that are missing by arithmetic, where it can be held against the target: cells a day of whole weeks."""
    plant = question.base.plant()
    whole_weeks = question.asked.days % DAYS_PER_WEEK == 0 or plant.calendar.is_always_on
    counted = question.responses[0].name == "good_cells_per_day"
    return missing_machines(plant, target) if counted and whole_weeks else 0


def missing_machines(plant: Plant, good_cells_per_day: float) -> int:
    """Machines without which the plant cannot deliver so much: its stations' ideal capacities fall short of it.

    Nothing is lost and nothing ever stops in this count, so no plant does better.
    """
    per_working_day = good_cells_per_day * DAYS_PER_WEEK / len(plant.calendar.working_days)
    found = 0
    for each in ideal_capacity(plant).values():
        needed = math.ceil(per_working_day / (each.cells_per_working_day / each.machines) - 1e-9)
        found += max(needed - each.machines, 0)
    return found


class _Climbing:
    """Plants on the way, each run once."""

    def __init__(self, question: Question[Asked], goal: Goal, running: Running) -> None:
        self.question, self.goal, self._running = question, goal, running
        self._response, self._level = question.responses[0], question.asked.level

    def up(self) -> list[Step]:
        steps = [self._run([Step(self.question.base, ())])[0]]
        while len(steps) <= self.goal.most and not self.reaches(steps[-1]):
            tried = self._run(self._candidates(steps[-1].scenario))
            if not tried:
                break
            best = max(tried, key=lambda each: each.gain(steps[-1], self._response, self._level))
            # the first stands at the scarcest station: where nothing gains by itself, it has to be made anyway
            steps.append(best if self._gains(best, steps[-1]) else tried[0])
        return steps

    def without_the_needless(self, steps: list[Step]) -> list[Step]:
        """The same way, each step in turn left out where the target is reached without it."""
        for place in range(len(steps) - 2, 0, -1):
            shorter = [*steps[:place], *steps[place + 1 :]]
            again = self._replayed([each.investment for each in shorter[1:] if each.investment is not None])
            if again and self.reaches(again[-1]):
                steps = again
        return steps

    def _replayed(self, investments: Sequence[Investment]) -> list[Step]:
        steps = [Step(self.question.base, ())]
        for each in investments:
            steps.append(_added(steps[-1].scenario, each))
        return self._run(steps)

    def _candidates(self, scenario: Scenario) -> list[Step]:
        """Machines at the scarcest stations, the scarcest first; then what the planner named besides."""
        plant = scenario.plant()
        could = {name: each.cells_net_per_working_day for name, each in ideal_capacity(plant).items()}
        scarce = sorted(could, key=could.__getitem__)
        machines = {each.field: each for each in self.goal.investments}
        first = [machines[f"{name}.machines"] for name in scarce if f"{name}.machines" in machines]
        others = [each for each in self.goal.investments if each not in first]
        found = []
        for each in (*first[: self.goal.breadth], *others):
            try:
                step = _added(scenario, each)
                step.scenario.plant()
            except InfeasibleError:
                continue
            found.append(step)
        return found

    def _run(self, steps: Sequence[Step]) -> list[Step]:
        plants = [each.scenario for each in steps]
        known = self._running.known(self.question.tasks(plants))
        return [
            Step(each.scenario, tuple(known[place :: len(plants)]), each.investment, each.was, each.now)
            for place, each in enumerate(steps)
        ]

    def reaches(self, step: Step) -> bool:
        """The whole interval of the response lies above the target."""
        found = step.of(self._response, self._level)
        return found is not None and found.low >= self.goal.target

    def _gains(self, step: Step, before: Step) -> bool:
        if any(map(why_not, step.runs)):
            return False
        return _change(before, step, self._response, self._level).low > 0


def _change(before: Step, after: Step, response: Response, level: float) -> Interval:
    """Paired change of a response from one plant to the next."""
    first, second = ([response.of(known) for known in each.runs] for each in (before, after))
    return paired(first, second, level)


def _added(scenario: Scenario, investment: Investment) -> Step:
    plant, now, was = investment.added_to(scenario)
    return Step(plant, (), investment, float(was.value), float(now.value))


def ladder_table(found: Climb, responses: Sequence[Response], level: float) -> pd.DataFrame:
    """Rows of the table ``ladder``; a step reaches the target by the first response."""
    rows = []
    for number, step in enumerate(found.steps):
        before = found.steps[number - 1] if number else None
        for response in responses:
            known = step.of(response, level)
            if known is None:
                continue
            gain = step.gain(before, response, level) if before is not None else math.nan
            name, field = (step.investment.name, step.investment.field) if step.investment else ("as written", "")
            size = (known.mean, known.half_width, gain)
            unit = (response.name, response.unit)
            first = step.of(responses[0], level)
            reached = first is not None and first.low >= found.target
            rows.append((number, name, field, step.was, step.now, *unit, *size, step.bottleneck, reached))
    return pd.DataFrame(rows, columns=list(LADDER))
