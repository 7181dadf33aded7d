"""Columns of ``surrogate.parquet``: maps of responses over two factors, by a formula and not simulated."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

SURROGATE = Table(
    "surrogate",
    [
        Column("response", "-", "key figure", "@", "text"),
        Column("x_factor", "-", "factor to the right", "@", "text"),
        Column("y_factor", "-", "factor upwards", "@", "text"),
        Column("x", "unit", "value of the one", "0.###"),
        Column("y", "unit", "value of the other", "0.###"),
        Column("value", "unit", "the response by the surrogate; empty outside the points that were run", "0.000"),
        Column("rmse", "unit", "root mean square of the surrogate's error at points left out", "0.000"),
    ],
)
