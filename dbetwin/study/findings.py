"""What a study found: tidy tables, sentences that answer its question, and what to be careful about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Findings:
    """The outcome of a study; the same for the same question, however its runs were made."""

    tables: Mapping[str, pd.DataFrame]
    """By name, in reading order; every column is declared in ``dbetwin.columns.studies``."""
    answers: tuple[str, ...]
    """For a planner: one sentence each, with intervals."""
    cautions: tuple[str, ...] = ()
    """What limits the answers: runs that failed, a warm-up that was short, a guarantee that does not hold."""
    ended: str = field(default="")
    """Why the study stopped before all that was asked for was known; empty where it did not."""
