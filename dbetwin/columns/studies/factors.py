"""Columns of ``factors.parquet``: what a design varies; one row per factor."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

FACTORS = Table(
    "factors",
    [
        Column("factor", "-", "field that is varied", "@", "text"),
        Column("unit", "-", "its unit", "@", "text"),
        Column("written", "unit", "its value in the plant as it stands; empty where it is no number", "0.###"),
        Column("low", "unit", "low end of its range; empty for words", "0.###"),
        Column("high", "unit", "high end of its range; empty for words", "0.###"),
        Column("levels", "-", "values that are taken, where they are but a few", "@", "text"),
    ],
)
