"""Columns of ``sobol_indices.parquet``: shares of the variance; one row per response and factor."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

SOBOL_INDICES = Table(
    "sobol_indices",
    [
        Column("response", "-", "key figure", "@", "text"),
        Column("factor", "-", "field that is varied", "@", "text"),
        Column("first", "-", "share of the variance that the factor makes alone", "0.000"),
        Column("first_low", "-", "lower end of its interval", "0.000"),
        Column("first_high", "-", "upper end", "0.000"),
        Column("total", "-", "share that it makes alone and with others; empty where the points do not tell", "0.000"),
        Column("total_low", "-", "lower end of its interval", "0.000"),
        Column("total_high", "-", "upper end", "0.000"),
    ],
)
