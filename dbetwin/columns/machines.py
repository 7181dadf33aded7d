"""Columns of ``machines.parquet``: how each machine spent the measured window; the states add up to it."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

STATES = ("processing", "setup", "starved", "blocked", "down", "off_shift")

MACHINES = Table(
    "machines",
    [
        Column("station", "-", "station the machine belongs to", "@", "text"),
        Column("machine", "-", "number of the machine in its station", "0", "integer"),
        *(Column(f"{state}_min", "min", f"time {state.replace('_', ' ')}", "#,##0.0") for state in STATES),
        Column("ideal_min", "min", "time the made amount would take at the nominal pace", "#,##0.0"),
        Column("lots", "-", "lots finished", "0", "integer"),
        Column("stops", "-", "breakdowns and stops inside lots", "0", "integer"),
    ],
)
