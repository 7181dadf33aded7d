"""What an analysis hands back, and how it takes the values of a study."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dbetwin.errors import InputError, Problem

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Effects:
    """What the factors do to one response."""

    table: pd.DataFrame
    cautions: tuple[str, ...] = ()
    """What a reader of the table has to know."""


def replicated(values: Floats, points: int) -> Floats:
    """Values as an array of shape (points, replications), one response.

    Raises
    ------
    ValueError
        There are not as many rows as points, or no replication.
    """
    table = np.asarray(values, dtype=np.float64)
    table = table[:, None] if table.ndim == 1 else table
    if table.ndim != 2 or len(table) != points or not table.shape[1]:  # noqa: PLR2004 - a table
        raise ValueError(f"values have a row for each of {points} points and a column for each replication")
    return table


def known_rows(values: Floats) -> NDArray[np.bool_]:
    """Rows that are known in all replications; what could not be run is no number."""
    known: NDArray[np.bool_] = np.asarray(np.isfinite(values).all(axis=1))
    return known


def left_out(known: NDArray[np.bool_]) -> tuple[str, ...]:
    """The caution that points are missing."""
    missing = int((~known).sum())
    text = f"{missing} of {len(known)} points could not be run and are left out; the others weigh unevenly"
    return (text,) if missing else ()


def not_told(what: str, remedy: str) -> InputError:
    """Why effects cannot be told from what was run."""
    return InputError(Problem("", "", what, remedy=remedy))
