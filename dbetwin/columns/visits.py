"""Columns of ``visits.parquet``: one row per visit of a lot to a station, those of the warm-up too."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

VISITS = Table(
    "visits",
    [
        Column("lot", "-", "lot made or passed on by the visit", "0", "integer"),
        Column("station", "-", "station", "@", "text"),
        Column("machine", "-", "number of the machine", "0", "integer"),
        Column("amount_in", "unit", "amount the visit worked on", "#,##0.00"),
        Column("amount_out", "unit", "amount handed on", "#,##0.00"),
        Column("arrive_min", "min", "when its (first) input stood at the station, from the start of the run", "0.0"),
        Column("start_min", "min", "when the work began", "0.0"),
        Column("end_min", "min", "when the work ended", "0.0"),
        Column("leave_min", "min", "when the lot reached the next buffer", "0.0"),
        Column("starved_min", "min", "shift time the machine waited for input for it", "0.0"),
        Column("blocked_min", "min", "shift time it waited for a place in the next buffer", "0.0"),
        Column("down_min", "min", "shift time it waited for repair", "0.0"),
    ],
)
