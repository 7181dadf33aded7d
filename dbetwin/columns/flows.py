"""Columns of ``flows.parquet``: what went through each station in the measured window, in pieces and in mass."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

FLOWS = Table(
    "flows",
    [
        Column("station", "-", "station", "@", "text"),
        Column("unit", "-", "unit of what leaves the station", "@", "text"),
        Column("made", "unit", "amount made, scrap included", "#,##0.00"),
        Column("good", "unit", "amount handed on", "#,##0.00"),
        Column("lost", "unit", "amount scrapped, all causes", "#,##0.00"),
        Column("sent_back", "unit", "amount sent back to be done again", "#,##0.00"),
        Column("stock_change", "unit", "made but not yet handed on: end of window less start", "#,##0.00"),
        Column("mass_in_kg", "kg", "mass taken through the ports", "#,##0.0000"),
        Column("mass_added_kg", "kg", "mass added at the station, less what evaporates there", "#,##0.0000"),
        Column("mass_good_kg", "kg", "mass handed on", "#,##0.0000"),
        Column("mass_lost_kg", "kg", "mass scrapped, expired input included", "#,##0.0000"),
        Column("mass_sent_back_kg", "kg", "mass sent back", "#,##0.0000"),
        Column("mass_stock_change_kg", "kg", "mass on the machines: end of window less start", "#,##0.0000"),
        Column("cells_per_unit", "cells", "cells that one unit is enough for, without scrap", "0.0000"),
    ],
)
