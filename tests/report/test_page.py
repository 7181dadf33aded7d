"""Widths and headings of a sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.report.page import Range, shown_width


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [(1234567.891, "#,##0.00", "1,234,567.89"), (0.4567, "0.0%", "45.7%"), (-3.0, "0.0", "-3.0"), (12, "0", "12"),
     ("two words", "@", "two words"), (1e-9, "0.0E+00", "1.0E-09")],
)  # fmt: skip
def test_a_column_is_at_least_as_wide_as_what_it_shows(value: object, number_format: str, text: str) -> None:
    assert len(text) <= shown_width(value, number_format) <= len(text) + 3


@given(st.floats(-1e12, 1e12), st.integers(0, 6))
def test_any_number_fits(value: float, decimals: int) -> None:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    assert shown_width(value, pattern) >= len(f"{value:,.{decimals}f}")


def test_references_are_absolute_and_name_the_sheet() -> None:
    placed = Range("Yield ladder", 5, 9)
    assert placed.column(2) == "'Yield ladder'!$C$6:$C$10"
    assert placed.cell(0, 1) == "'Yield ladder'!$B$6"
    assert placed.rows == 5
