"""How the points of an experiment are chosen: what each method takes, how many points it makes, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dbetwin.errors import InputError
from dbetwin.study.designs import factorial, filling, fractional, morris, one_at_a_time, saltelli
from dbetwin.study.designs.design import Design
from dbetwin.study.experiment.asked import Asked, Method
from dbetwin.study.experiment.factor import Factor
from dbetwin.study.question import Question

TAKES: Mapping[str, tuple[str, ...]] = {
    "full_factorial": ("levels",),
    "fractional_factorial": ("resolution",),
    "latin_hypercube": ("points",),
    "sobol_sequence": ("points",),
    "sobol_indices": ("base_points",),
    "morris": ("trajectories", "levels"),
    "tornado": (),
}
"""What a method is told; the first may have no default."""
NEEDED = {"points": "64", "base_points": "64"}
"""What has no default, and a usual value."""
RESOLUTION, TRAJECTORIES, LEVELS = 4, 10, 2
FIELDS = {"base": "base_points"}
"""Where a study says otherwise what a design calls so."""


@dataclass(frozen=True)
class Plan:
    """All that decides where the points of a design stand."""

    method: Method
    levels: tuple[int, ...]
    """Of each factor, for a full factorial."""
    count: int
    """Points, base points, trajectories, levels of the grid or resolution, whatever the method takes."""
    grid: int
    seed: int

    @property
    def factors(self) -> int:
        """Number of factors."""
        return len(self.levels)

    @property
    def size(self) -> int:
        """Number of points, told before they are made."""
        match self.method:
            case "full_factorial":
                return factorial.size(self.levels)
            case "sobol_indices":
                return saltelli.size(self.factors, self.count)
            case "morris":
                return morris.size(self.factors, self.count)
            case "tornado":
                return one_at_a_time.size(self.factors)
            case "fractional_factorial":
                return self.design().size
        return self.count

    def design(self) -> Design:
        """The points.

        Raises
        ------
        InputError
            There is no such design, or a library is not installed.
        """
        return _design(self)


def plan_of(asked: Asked, factors: Sequence[Factor]) -> Plan:
    """The plan that a study asks for; what it leaves open is as usual."""
    levels = asked.levels or LEVELS
    each = tuple(len(one.values) if one.listed else min(levels, len(one.values) or levels) for one in factors)
    count = {
        "fractional_factorial": asked.resolution or RESOLUTION,
        "sobol_indices": asked.base_points or 0,
        "morris": asked.trajectories or TRAJECTORIES,
    }.get(asked.method, asked.points or 0)
    return Plan(asked.method, each, count, asked.levels or morris.LEVELS, asked.seed)


@lru_cache(maxsize=4)
def _design(plan: Plan) -> Design:
    return MADE[plan.method](plan)


MADE: Mapping[str, Callable[[Plan], Design]] = {
    "full_factorial": lambda plan: factorial.factorial(plan.levels),
    "fractional_factorial": lambda plan: fractional.fractional(plan.factors, plan.count),
    "latin_hypercube": lambda plan: filling.latin_hypercube(plan.factors, plan.count, plan.seed),
    "sobol_sequence": lambda plan: filling.sobol(plan.factors, plan.count, plan.seed),
    "sobol_indices": lambda plan: saltelli.saltelli(plan.factors, plan.count, plan.seed),
    "morris": lambda plan: morris.morris(plan.factors, plan.count, plan.seed, plan.grid),
    "tornado": lambda plan: one_at_a_time.one_at_a_time([0.5] * plan.factors),  # the plant as it stands, wherever
}
"""Method to its design."""


def located(error: InputError, question: Question[Asked]) -> InputError:
    """What a design refuses, with the file and line where it was asked for."""
    found = [
        question.document.problem(FIELDS.get(each.field, each.field) or "method", each.what, each.got, each.remedy)
        for each in error.problems
    ]
    return InputError(*found)
