"""The scenario matrix for the terminal: a table for each response, a line for each plant."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

HEADINGS = ("plant", "mean", "difference", "in percent", "p, all together", "variance ratio", "verdict")
MOST_DECIMALS = 6


def responses_of(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Names and units of the responses, in their order."""
    found = {str(row["response"]): str(row["unit"]) for row in table.to_dict("records")}
    return list(found.items())


def rows(table: pd.DataFrame, response: str) -> Iterator[tuple[str, ...]]:
    """Lines under ``HEADINGS``, the base first."""
    for row in table[table["response"] == response].to_dict("records"):
        if row["status"] != "ran" and not row["replications"]:
            yield str(row["scenario"]), str(row["status"]), "", "", "", "", ""
            continue
        if not math.isfinite(row["mean"]):  # a figure that plants of this sort do not tell
            yield str(row["scenario"]), "", "", "", "", "", ""
            continue
        digits = _decimals(row["half_width"], row["mean"])
        yield (
            str(row["scenario"]), f"{row['mean']:,.{digits}f}{_width(row['half_width'], digits)}",
            _ends(row, "difference", digits), _ends(row, "difference_pct", 2),
            _number(row["p_adjusted"], ".4f"), _number(row["variance_ratio"], ".3f"),
            str(row["verdict"]) if row["status"] == "ran" else str(row["status"]),
        )  # fmt: skip


def _decimals(width: float, mean: float) -> int:
    """Two digits of the half width; of a mean without one four digits of itself."""
    if math.isfinite(width) and width > 0:
        return min(max(1 - math.floor(math.log10(width)), 0), MOST_DECIMALS)
    return min(max(3 - math.floor(math.log10(abs(mean))), 0), MOST_DECIMALS) if mean else 0


def _width(width: float, digits: int) -> str:
    return f" ± {width:.{digits}f}" if math.isfinite(width) else ""


def _ends(row: dict[Any, Any], name: str, digits: int) -> str:
    middle, low, high = row[name], row[f"{name}_low"], row[f"{name}_high"]
    if not math.isfinite(middle):
        return ""
    if not (math.isfinite(low) and math.isfinite(high)):
        return f"{middle:+,.{digits}f}"
    return f"{middle:+,.{digits}f} ({low:+,.{digits}f} to {high:+,.{digits}f})"


def _number(value: float, how: str) -> str:
    return format(value, how) if math.isfinite(value) else ""
