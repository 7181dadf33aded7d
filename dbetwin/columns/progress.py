"""Columns of ``progress.parquet``: pieces between their start and the warehouse in the measured window, one row."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

PROGRESS = Table(
    "progress",
    [
        Column("unit", "-", "cells from stacking on, or parts from their delivery on", "@", "text"),
        Column("amount_in", "unit", "pieces begun, inside the window", "#,##0"),
        Column("amount_out", "unit", "pieces that reached the warehouse or were lost, inside the window", "#,##0"),
        Column("level_start", "unit", "pieces under way when the window opened", "#,##0"),
        Column("level_end", "unit", "pieces under way when it closed, counted one by one", "#,##0"),
        Column("level_mean", "unit", "time-averaged number of pieces under way", "#,##0.0"),
        Column("sojourn", "unit min", "minutes under way inside the window, over all of them", "#,##0"),
    ],
)
