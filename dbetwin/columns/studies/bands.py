"""Columns of ``bands.parquet``: what varies by chance, over what is not known, and from cell to cell, apart."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

BANDS = Table(
    "bands",
    [
        Column("scenario", "-", "plant", "@", "text"),
        Column("response", "-", "key figure", "@", "text"),
        Column("unit", "-", "its unit", "@", "text"),
        Column("mean", "unit", "its mean over the futures, everything as written", "0.0000"),
        Column("chance_half_width", "unit", "of the interval of that mean", "0.0000"),
        Column("ignorance_p5", "unit", "5 % of the worlds lie below: one draw of all that is not known", "0.0000"),
        Column("ignorance_p50", "unit", "half of the worlds lie below", "0.0000"),
        Column("ignorance_p95", "unit", "95 % of the worlds lie below", "0.0000"),
        Column("cells_p5", "unit", "5 % of the cells of a plant lie below, about the mean as written", "0.0000"),
        Column("cells_p95", "unit", "95 % of the cells of a plant lie below", "0.0000"),
        Column("worlds", "-", "worlds in which the plant works and has the figure", "0", "integer"),
    ],
)
