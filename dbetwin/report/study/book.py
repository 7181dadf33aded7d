"""What every sheet of a study gets to write itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dbetwin.report.page import Page, Range
from dbetwin.report.styles import Styles

if TYPE_CHECKING:
    import pandas as pd

    from dbetwin.study.study import Study

LEVEL = 0.95
"""Confidence of intervals where the study does not say another."""


@dataclass
class StudyBook:
    """The workbook of a study while it is being written."""

    study: Study
    workbook: Any
    styles: Styles
    pages: dict[str, Page] = field(default_factory=dict)
    differences: dict[str, Range] = field(default_factory=dict)
    """Tables of differences by response, which another sheet draws."""

    def table(self, name: str) -> pd.DataFrame:
        """A table of the study."""
        return self.study.tables[name]

    @property
    def level(self) -> str:
        """Confidence of the intervals, in words."""
        return level_of(self.study)


def level_of(study: Study) -> str:
    """Confidence of the intervals of a study, in words."""
    return f"{100 * float(study.facts.get('asked', {}).get('level', LEVEL)):g} %"


def by_response(table: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each response and its rows, in the order in which they come."""
    for name in dict.fromkeys(table["response"]):
        yield str(name), table[table["response"] == name]
