"""What every sheet gets to write itself: the account of the run, its key figures, and the pages of the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dbetwin.columns.column import Column
from dbetwin.columns.kpis import KPIS
from dbetwin.outcome.account import Account
from dbetwin.outcome.histogram import Histogram
from dbetwin.report.page import Page, Range, Shown
from dbetwin.report.styles import Styles


@dataclass
class Book:
    """A workbook while it is being written."""

    account: Account
    figures: Mapping[str, Any]
    """Key figures; empty when the run finished nothing."""
    stalled: str
    """Why there are no key figures; empty when there are."""
    workbook: Any
    styles: Styles
    pages: dict[str, Page] = field(default_factory=dict)
    ranges: dict[str, Range] = field(default_factory=dict)
    """Tables that other sheets refer to, by name."""

    @property
    def info(self) -> Mapping[str, Any]:
        """What run.json says."""
        return self.account.info

    def titles(self) -> dict[str, str]:
        """What the layout calls each station."""
        return {str(station["name"]): str(station.get("title") or station["name"]) for station in self.account.stations}


def headed(column: Column) -> str:
    """Heading of a declared column, its unit in brackets."""
    words = column.name.replace("_", " ")
    return words if column.unit in ("-", "unit") else f"{words} ({column.unit})"


def kpi(name: str) -> Column:
    """Declaration of a key figure."""
    return KPIS[name]


def percentiles(histogram: Histogram, number_format: str) -> list[Shown]:
    """The 5 %, 50 % and 95 % points; where only the end of the counted range is known, with a > or < before it."""
    shown = []
    for part in (0.05, 0.50, 0.95):
        side = histogram.beyond(part)
        shown.append(Shown(histogram.percentile(part), f'"{side} "{number_format}' if side else number_format))
    return shown


def share(part: float | None) -> str:
    """A share in words of a planner."""
    return "-" if part is None else f"{part:.1%}"
