"""Columns of ``buffers.parquet``: how each buffer fared in the measured window."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

BETWEEN = ", "
"""Between the names of several stations that fill one buffer."""

BUFFERS = Table(
    "buffers",
    [
        Column("buffer", "-", "buffer", "@", "text"),
        Column("from_station", "-", "stations that fill it; supplier for what is bought in", "@", "text"),
        Column("to_station", "-", "station that empties it; warehouse for finished cells", "@", "text"),
        Column("unit", "-", "unit of the amounts", "@", "text"),
        Column("capacity", "unit", "most it holds; empty for no bound", "#,##0"),
        Column("amount_in", "unit", "amount put in, inside the window", "#,##0.00"),
        Column("amount_out", "unit", "amount taken out, inside the window", "#,##0.00"),
        Column("amount_back", "unit", "of what was put in, sent back by a later station", "#,##0.00"),
        Column("amount_expired", "unit", "amount scrapped because it waited too long", "#,##0.00"),
        Column("level_start", "unit", "level at the start of the window", "#,##0.00"),
        Column("level_end", "unit", "level at the end of the window", "#,##0.00"),
        Column("level_mean", "unit", "time-averaged level", "#,##0.00"),
        Column("sojourn", "unit min", "amount x minutes in it inside the window, over all that was in it", "#,##0"),
        Column("lots_mean", "lots", "time-averaged number of lots", "0.00"),
        Column("mass_in_kg", "kg", "mass put in", "#,##0.0000"),
        Column("mass_back_kg", "kg", "mass sent back into it", "#,##0.0000"),
        Column("mass_out_kg", "kg", "mass taken out", "#,##0.0000"),
        Column("mass_expired_kg", "kg", "mass expired", "#,##0.0000"),
        Column("mass_start_kg", "kg", "mass in it at the start of the window", "#,##0.0000"),
        Column("mass_end_kg", "kg", "mass in it at the end of the window", "#,##0.0000"),
    ],
)
