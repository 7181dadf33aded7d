"""Columns of ``draws.parquet``: the worlds in which the plants were run."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

DRAWS = Table(
    "draws",
    [
        Column("draw", "-", "number of the world, the same for every scenario", "0", "integer"),
        Column("field", "-", "value of the layout that is not known", "@", "text"),
        Column("value", "unit", "what it is in that world, in the unit of its name", "0.0000"),
    ],
)
