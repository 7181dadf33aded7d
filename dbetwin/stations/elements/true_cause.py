"""What is truly wrong with a cell, written down where it arises; no inspection reads it.

A failure is found as a truth value, a missed specification as a relative excess over its limit. What was written down
before stays (see :mod:`dbetwin.columns.causes` for the order).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from dbetwin.columns.causes import CODES, TRUE_CAUSES
from dbetwin.stations.elements.inspection import by_largest_excess

Floats = NDArray[np.float64]


def with_truth(
    known: Mapping[str, Floats], failed: Mapping[str, Floats], excess: Mapping[str, Floats] | None = None
) -> dict[str, Floats]:
    """Columns ``true_cause`` and ``bad`` after what a station did.

    ``failed`` says by cause which rows failed (above 0), ``excess`` by specification how far the truth misses it.
    """
    rows = len(next(iter(failed.values())))
    # a cell that comes from elsewhere may not have been judged yet
    cause = np.nan_to_num(known["true_cause"]) if "true_cause" in known else np.zeros(rows)
    found: dict[str, NDArray[np.bool_]] = {name: np.asarray(value) > 0.0 for name, value in failed.items()}
    if excess:
        found |= by_largest_excess(excess)
    for name in (each for each in TRUE_CAUSES if each in found and found[each].any()):
        cause = np.where(found[name] & (cause == 0.0), CODES[name], cause)
    return {"true_cause": cause, "bad": (cause > 0.0).astype(np.float64)}
