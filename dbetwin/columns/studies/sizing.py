"""Columns of ``sizing.parquet``: one row per plant and station."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

SIZING = Table(
    "sizing",
    [
        Column("scenario", "-", "plant", "@", "text"),
        Column("station", "-", "station, in flow order", "@", "text"),
        Column("machines_written", "-", "as the layout has them", "#,##0", "integer"),
        Column("machines_sized", "-", "for the output that all plants are sized for", "#,##0", "integer"),
        Column("busy_share", "-", "by arithmetic, of these machines' time, losses and stops made good", "0.000"),
    ],
)
