"""Columns of ``losses.parquet``: what was lost in the measured window, by place, cause and origin."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

LOSSES = Table(
    "losses",
    [
        Column("station", "-", "station, or buffer for what expired waiting", "@", "text"),
        Column("cause", "-", "why it was lost", "@", "text"),
        Column("kind", "-", "handling (drawn), quality (a limit was missed) or expiry (waited too long)", "@", "text"),
        Column("unit", "-", "unit of the amount", "@", "text"),
        Column("amount", "unit", "amount lost", "#,##0.00"),
        Column("mass_kg", "kg", "mass lost", "#,##0.000"),
        Column("cell_equivalents", "cells", "cells that the lost amount was enough for", "#,##0.0"),
    ],
)
