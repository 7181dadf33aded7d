"""What a known answer is made of: a line, a figure of it, and the reference it has to meet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Relation = Literal["is", "is exactly", "is below", "is above", "is always below"]


@dataclass(frozen=True)
class Line:
    """A line to be run: a layout with values set, for how long, and how often."""

    layout: str
    settings: tuple[str, ...] = ()
    minutes: float = 20_000.0
    warmup_min: float = 1_000.0
    replications: int = 20
    with_tables: bool = False
    """Run as ``dbetwin run`` does, all tables written; from empty, for the measured minutes alone."""

    by_lots: bool = False
    """Run by the general line, which moves lots and runs the plants that make cells, instead of the fast path."""

    def shortened(self, share: float) -> Line:
        """The same line with a share of the measured minutes; the warm-up stays, since bias does not shrink."""
        return replace(self, minutes=self.minutes * share)


@dataclass(frozen=True)
class Web:
    """Two equal sections of a continuous web at 1 m/min with an accumulator between them."""

    accumulator_m: float
    mtbf_min: float
    mttr_min: float
    minutes: float = 20_000.0
    """Of running at full speed; repairs come on top."""
    warmup_min: float = 1_000.0
    replications: int = 20

    layout = "two sections of a web"

    @property
    def settings(self) -> tuple[str, ...]:
        """What is set, as for a line."""
        return tuple(f"{name}={getattr(self, name):g}" for name in ("accumulator_m", "mtbf_min", "mttr_min"))

    def shortened(self, share: float) -> Web:
        """The same web with a share of the measured minutes."""
        return replace(self, minutes=self.minutes * share)


@dataclass(frozen=True)
class Check:
    """One comparison: a figure of a line, or its difference from that of a line it is paired with."""

    line: Line | Web
    figure: str
    reference: float
    relation: Relation = "is"
    label: str = ""
    """What tells it from the other checks of its case."""
    less: Line | Web | None = None
    """The figure of this line is taken off, replication by replication, on the same random numbers."""


@dataclass(frozen=True)
class Case:
    """A known answer; its number is that of the list of reference cases in the documentation of the project."""

    number: int
    title: str
    checks: tuple[Check, ...]

    def shortened(self, share: float) -> Case:
        """The same case on shorter runs: wider intervals at the same level."""
        return replace(
            self,
            checks=tuple(
                replace(each, line=each.line.shortened(share), less=each.less and each.less.shortened(share))
                for each in self.checks
            ),
        )
