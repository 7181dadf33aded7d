"""Columns of ``periods.parquet``: unbroken stretches in which a machine was active, or waited at one place."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

ACTIVE, STARVED, BLOCKED = "active", "starved", "blocked"

PERIODS = Table(
    "periods",
    [
        Column("station", "-", "station", "@", "text"),
        Column("machine", "-", "number of the machine in its station", "0", "integer"),
        Column(
            "state",
            "-",
            "active (processing, set-up, upkeep, waiting for people, down, nights between them), starved or blocked",
            "@",
            "text",
        ),
        Column(
            "place",
            "-",
            "buffer that was empty or full; nothing for active, and where the plan or a coming break allowed no start",
            "@",
            "text",
        ),
        Column("start_min", "min", "when it began, from the start of the run", "0.0"),
        Column("end_min", "min", "when it ended", "0.0"),
    ],
)
