"""Failures by the calendar: they come whether the machine works or waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dbetwin.line.clock import Actor
from dbetwin.line.failures import FailureClock

if TYPE_CHECKING:
    from dbetwin.line.worker import Worker


class Breaker(Actor):
    """One failure class of one machine that runs by the calendar."""

    def __init__(self, machine: Worker, failures: FailureClock) -> None:
        super().__init__(machine.clock, f"{machine.name}, {failures.breakdown.name}")
        self.machine, self.failures = machine, failures
        self.repair_min = 0.0
        self.live()

    def live(self) -> None:
        """Wait for the end of this life."""
        self.at(self.clock.now + self.failures.left, "fail")

    @property
    def age(self) -> float:
        """Minutes since the last repair; the clock of the class knows those before this life was drawn anew."""
        lived = self.failures.left - (self.until - self.clock.now)
        return self.failures.age + max(lived, 0.0) if self.step == "fail" else 0.0

    def fail(self) -> None:
        """The machine fails; the repair begins when somebody is there for it."""
        self.repair_min = self.failures.repair_min()
        self.machine.break_down(self.failures.breakdown)
        hands = self.machine.settings.crew.get("repair")
        if hands is not None and not self.machine.post.crews[hands.crew].ask(self, hands.people):
            self.stand("repair")
            return
        self.repair()

    def repair(self) -> None:
        """Those who repair are there."""
        hours = self.machine.hours_of("repair")
        self.at(hours.after(self.clock.now, self.repair_min), "mend")

    def mend(self) -> None:
        """The repair is over."""
        hands = self.machine.settings.crew.get("repair")
        if hands is not None:
            self.machine.post.crews[hands.crew].give_back(hands.people)
        self.machine.is_mended()
        self.live()
