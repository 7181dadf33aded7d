"""Columns of ``points.parquet``: the plants of a design; one row per point and factor."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

POINTS = Table(
    "points",
    [
        Column("point", "-", "number of the point; its runs are of the scenario point_<number>", "0", "integer"),
        Column("factor", "-", "field that is varied", "@", "text"),
        Column("value", "unit", "its value; empty for a word", "0.###"),
        Column("word", "-", "its value where it is no number", "@", "text"),
    ],
)
