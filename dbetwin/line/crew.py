"""Crews: people with skills and shifts whom machines share; who asks first is served first."""

from __future__ import annotations

from collections import deque

from dbetwin.line.clock import Actor, Clock
from dbetwin.line.hours import Hours
from dbetwin.line.window import Window


class Crew:
    """So many people. Whoever has them keeps them until the task is done, over nights as well."""

    def __init__(self, clock: Clock, name: str, people: int, hours: Hours, window: Window) -> None:
        self.clock = clock
        self.name, self.people, self.hours = name, people, hours
        self.free = people
        self.busy_min = 0.0
        """Person-minutes in the window during which people of the crew were given out."""
        self._window, self._since = window, 0.0
        self.asking: deque[tuple[Actor, int]] = deque()

    @property
    def waiting(self) -> list[Actor]:
        """Who asks for people, in order."""
        return [actor for actor, _ in self.asking]

    def ask(self, actor: Actor, people: int) -> bool:
        """Give out people at once, or note who asks; that one is called when it has them."""
        if not self.asking and self.free >= people:
            self.turn(-people)
            return True
        self.asking.append((actor, people))
        return False

    def give_back(self, people: int) -> None:
        """Take people back; who waits for them gets them."""
        self.turn(people)
        while self.asking and self.asking[0][1] <= self.free:
            actor, wanted = self.asking.popleft()
            self.turn(-wanted)
            actor.call()

    def turn(self, freed: int, now: float | None = None) -> None:
        """Change how many are free; the time since the last change is booked."""
        now = self.clock.now if now is None else now
        low, high = self._window.clip(self._since, now)
        self.busy_min += (self.people - self.free) * self.hours.on_minutes(low, high)
        self._since = now
        self.free += freed
