"""Columns of ``crews.parquet``: how busy the people of each crew were in the measured window; no row without crews."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

CREWS = Table(
    "crews",
    [
        Column("crew", "-", "crew", "@", "text"),
        Column("people", "-", "people who are there at the same time", "0", "integer"),
        Column("manned_min", "min", "person-minutes of the crew's shifts in the window", "#,##0.0"),
        Column("busy_min", "min", "of these, person-minutes during which people were given out to a task", "#,##0.0"),
    ],
)
