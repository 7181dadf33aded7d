"""Columns of ``machines.parquet``: how each machine spent the measured window; the states add up to it."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

MEANINGS = {
    "processing": "time processing",
    "setup": "time in set-up",
    "upkeep": "time in planned maintenance",
    "no_crew": "time waiting for people",
    "starved": "time waiting for input",
    "blocked": "time waiting for a place in the next buffer",
    "down": "time in repair, and stops inside lots",
    "off_shift": "time in which nobody was there",
}
STATES = tuple(MEANINGS)

MACHINES = Table(
    "machines",
    [
        Column("station", "-", "station the machine belongs to", "@", "text"),
        Column("machine", "-", "number of the machine in its station", "0", "integer"),
        *(Column(f"{state}_min", "min", meaning, "#,##0.0") for state, meaning in MEANINGS.items()),
        Column("ideal_min", "min", "time that the work done in the window would take at the nominal pace", "#,##0.0"),
        Column("lots", "-", "lots finished", "0", "integer"),
        Column("stops", "-", "breakdowns and stops inside lots", "0", "integer"),
    ],
)
