"""What an inspection sees, and what it rejects: noisy measurements against limits, never the truth itself.

Readings are the columns whose names begin with ``measured_``. A judge is handed them and nothing else, so that it
cannot look at what is true.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.design import Design
from dbetwin.celldesign.faces import standard_normal
from dbetwin.cells import Cells

Floats = NDArray[np.float64]
Readings = Mapping[str, Floats]
"""Columns that an instrument wrote."""
Judge = Callable[[Any, Readings, Design], Mapping[str, Floats]]
"""Tells by cause, of a station's settings and readings, how far each cell lies beyond the limit."""
READING = "measured_"


def measured(truth: Floats, uniform: Floats, noise_cv: float) -> Floats:
    """Measurement of a true value: normal relative noise from the cell's own uniform number."""
    return np.asarray(truth * (1.0 + noise_cv * standard_normal(uniform)))


def above(value: Floats, limit: float | None) -> Floats:
    """Relative excess over an upper limit; at most 0 where it is met, and everywhere for an open limit."""
    return np.zeros_like(value) if limit is None else np.asarray(value / limit - 1.0)


def below(value: Floats, limit: float | None) -> Floats:
    """Relative shortfall under a lower limit; at most 0 where it is met, and everywhere for an open limit."""
    return np.zeros_like(value) if limit is None else np.asarray(1.0 - value / limit)


def by_largest_excess(excess: Mapping[str, Floats]) -> dict[str, NDArray[np.bool_]]:
    """Rows to reject by cause: the violated limit with the largest relative excess names the cause."""
    largest = reduce(np.maximum, excess.values())
    rejected, unnamed = {}, largest > 0.0
    for cause, value in excess.items():
        rejected[cause] = unnamed & (value == largest)
        unnamed = unnamed & ~rejected[cause]
    return rejected


def rejected_by(judge: Judge, settings: Any, cells: Cells, design: Design) -> dict[str, NDArray[np.bool_]]:
    """Rows to reject by cause, judged by their readings alone; nobody is before there is a nominal cell."""
    if design.nominal is None:
        return {}
    return by_largest_excess(judge(settings, readings_of(cells), design))


def readings_of(cells: Cells) -> Readings:
    """What the instruments wrote of some cells, and nothing else."""
    return {name: values for name, values in cells.columns.items() if name.startswith(READING)}
