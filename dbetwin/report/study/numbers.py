"""How many digits are shown: as the key figure is declared, and as many more as its interval is narrow."""

from __future__ import annotations

import math
from collections.abc import Iterable

from dbetwin.columns.kpis import KPIS
from dbetwin.report.page import Shown

UNDECLARED = "#,##0.00"
MOST_DECIMALS = 6
SIGNIFICANT = 4
"""Digits of a number of which only itself is known."""


def format_of(response: str, sizes: Iterable[float] = ()) -> str:
    """Number format of a key figure; with as many decimals as two digits of a typical one of ``sizes`` need."""
    column = KPIS.get(response.partition(".")[0])
    base = column.number_format if column else UNDECLARED
    whole, _, decimals = base.partition(".")
    known = sorted(abs(float(size)) for size in sizes if math.isfinite(size) and abs(size) > 0)
    needed = 1 - math.floor(math.log10(known[len(known) // 2])) if known else 0
    count = min(max(len(decimals), needed), max(MOST_DECIMALS, len(decimals)))
    return f"{whole}.{'0' * count}" if count else whole


def signed(number_format: str) -> str:
    """The same with the sign of a difference."""
    return f"+{number_format};-{number_format};{number_format}"


def plain(value: object) -> Shown | str:
    """A setting as somebody would write it: a number with four digits, a word as it is."""
    if isinstance(value, str):
        return value
    number = float(value)  # type: ignore[arg-type]
    if not math.isfinite(number):
        return ""
    if number == round(number):
        return Shown(number, "#,##0")
    count = min(max(SIGNIFICANT - 1 - math.floor(math.log10(abs(number))), 0), 2 * MOST_DECIMALS)
    return Shown(number, f"0.{'0' * _needed(number, count)}") if count else Shown(number, "#,##0")


def _needed(number: float, most: int) -> int:
    """Decimals without the zeros at the end."""
    return len(f"{number:.{most}f}".rstrip("0").partition(".")[2]) or 1
