"""A continuous web in sections with accumulators between them, as a fluid: levels move in straight lines.

A section that fails stands; those after it run on from the accumulator in front of them until that is empty, those
before it run on into theirs until it is full. Nothing happens between two such moments, so each is one step,
however many metres pass.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from dbetwin.line.failures import FailureClock
from dbetwin.randomness import Streams
from dbetwin.stations.contract import Section

NEARLY = 1e-9
Spell = tuple[str, float]
"""What the end of the web did, and for how many minutes: processing or down."""


class Fluid:
    """The sections of one machine, their failures, and how full the accumulators between them are."""

    def __init__(self, station: str, number: int, sections: Sequence[Section], streams: Streams) -> None:
        self.sections = tuple(sections)
        self.failures = [
            [
                FailureClock(station, number, each.model_copy(update={"name": f"{section.name} {each.name}"}), streams)
                for each in section.breakdowns
            ]
            for section in sections
        ]
        self.levels_m = [0.0 for _ in sections[1:]]
        self.down_min = [0.0 for _ in sections]
        """Minutes of repair that each section still needs; 0 for one that can run."""

    @property
    def fastest(self) -> list[float]:
        """Highest speed of each section over the nominal one, which the end of the web keeps."""
        speeds = [
            0.0 if down > 0 else each.speed_factor for each, down in zip(self.sections, self.down_min, strict=True)
        ]
        return [*speeds[:-1], min(speeds[-1], 1.0)]

    def rates(self) -> list[float]:
        """Speeds over the nominal one: no section takes from an empty accumulator, or fills a full one, for long."""
        rates, before = self.fastest, None
        while rates != before:  # who is slowed may slow others, up the web and down
            before = list(rates)
            for place, level in enumerate(self.levels_m):
                if level <= NEARLY:
                    rates[place + 1] = min(rates[place + 1], rates[place])
                if level >= self.sections[place].accumulator_m - NEARLY:
                    rates[place] = min(rates[place], rates[place + 1])
        return rates

    def run(self, minutes: float, m_per_min: float) -> list[Spell]:
        """Run until the end of the web has made what takes so many minutes at the nominal speed."""
        spells: list[Spell] = []
        left = minutes
        while left > NEARLY:
            rates = self.rates()
            step = min(self._next_change(rates, m_per_min), left / rates[-1] if rates[-1] > 0 else math.inf)
            self._pass(step, rates, m_per_min)
            left -= step * rates[-1]
            state = "processing" if rates[-1] > 0 else "down"
            if spells and spells[-1][0] == state:
                spells[-1] = (state, spells[-1][1] + step)
            elif step > 0:
                spells.append((state, step))
            self._break_down()
        return spells

    def _next_change(self, rates: Sequence[float], m_per_min: float) -> float:
        """Minutes until a section fails or is repaired, or an accumulator is empty or full."""
        soonest = math.inf
        for place, rate in enumerate(rates):
            if self.down_min[place] > 0:
                soonest = min(soonest, self.down_min[place])
            elif rate > 0:
                share = rate / self.sections[place].speed_factor
                soonest = min([soonest, *(clock.left / share for clock in self.failures[place])])
        for place, level in enumerate(self.levels_m):
            slope = (rates[place] - rates[place + 1]) * m_per_min
            if slope > 0:
                soonest = min(soonest, max(self.sections[place].accumulator_m - level, 0.0) / slope)
            elif slope < 0:
                soonest = min(soonest, level / -slope)
        return soonest

    def _pass(self, minutes: float, rates: Sequence[float], m_per_min: float) -> None:
        for place, rate in enumerate(rates):
            if self.down_min[place] > 0:
                rest = self.down_min[place] - minutes
                self.down_min[place] = rest if rest > NEARLY else 0.0
            # wear goes with the metres: a section at half its speed fails half as often
            for clock in self.failures[place]:
                clock.run(minutes * rate / self.sections[place].speed_factor)
        for place, level in enumerate(self.levels_m):
            moved = level + (rates[place] - rates[place + 1]) * m_per_min * minutes
            most = self.sections[place].accumulator_m
            self.levels_m[place] = 0.0 if moved < NEARLY else most if moved > most - NEARLY else moved

    def _break_down(self) -> None:
        for place, clocks in enumerate(self.failures):
            for clock in clocks:
                if clock.left <= NEARLY and self.down_min[place] == 0.0:
                    self.down_min[place] = clock.repair_min()
