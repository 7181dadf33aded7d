"""Columns of ``outside.parquet``: lots that a station made in the window with a model outside its range."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

OUTSIDE = Table(
    "outside",
    [
        Column("station", "-", "station that used the model", "@", "text"),
        Column("model", "-", "which model left its range, and in which way", "@", "text"),
        Column("lots", "lots", "lots concerned", "#,##0", "integer"),
        Column("of", "lots", "lots that the station finished", "#,##0", "integer"),
    ],
)
