"""A plant and what became of it in each future that it met."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dbetwin.runs.kept import Known
from dbetwin.study.responses import Response
from dbetwin.study.running.task import Task

Future = tuple[int, int]
"""Seed and replication: plants that meet the same future share its random numbers."""
Status = Literal["ran", "infeasible", "failed"]


@dataclass(frozen=True)
class Replicated:
    """A plant and what is known of each of its runs, whoever made them."""

    name: str
    title: str
    changes: str
    """In words, what the base has otherwise."""
    known: Mapping[Future, Known]

    @property
    def status(self) -> Status:
        """``ran``; ``infeasible`` if it cannot work in any one of its futures; ``failed`` if every run broke."""
        if any("infeasible" in found for found in self.known.values()):
            return "infeasible"
        return "ran" if any("figures" in found for found in self.known.values()) else "failed"

    @property
    def why_not(self) -> str:
        """Why it cannot work, or what broke; empty where every run came to its end."""
        for word, told in (("infeasible", "cannot work"), ("failed", "failed")):
            reasons = [str(found[word]) for found in self.known.values() if word in found]
            if reasons and len(reasons) == len(self.known):
                return reasons[0]
            if reasons:
                return f"{told} in {len(reasons)} of {len(self.known)} replications: {reasons[0]}"
        return ""

    def values(self, response: Response) -> dict[Future, float]:
        """The response in each future in which it has one."""
        found = {future: response.of(known) for future, known in self.known.items()}
        return {future: value for future, value in found.items() if math.isfinite(value)}


def pairs(base: Replicated, other: Replicated, response: Response) -> tuple[list[float], list[float]]:
    """A response of two plants in the futures that both met, in order of seed and replication."""
    before, after = base.values(response), other.values(response)
    both = sorted(before.keys() & after.keys())
    return [before[future] for future in both], [after[future] for future in both]


def only(known: Known, responses: Sequence[Response]) -> Known:
    """Of what is known of a run what a comparison needs: little enough to hold that of thousands of runs."""
    if "figures" not in known:
        return known
    return {"figures": {each.figure: each.of(known) for each in responses}}


def known_by_future(tasks: Sequence[Task], known: Sequence[Known], name: str) -> dict[Future, Known]:
    """What is known of the runs of one scenario."""
    return {
        (task.seed, task.replication): found
        for task, found in zip(tasks, known, strict=True)
        if task.scenario.name == name
    }
