"""Columns of ``quantiles.parquet``: one row per plant, response and quantile."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

QUANTILES = Table(
    "quantiles",
    [
        Column("scenario", "-", "plant", "@", "text"),
        Column("response", "-", "key figure", "@", "text"),
        Column("unit", "-", "its unit", "@", "text"),
        Column("quantile", "-", "share of the replications that lie below", "0.000"),
        Column("replications", "-", "runs", "0", "integer"),
        Column("value", "unit", "the quantile over the replications", "#,##0.000"),
        Column("low", "unit", "lower end of its interval (bootstrap); empty where there is none", "#,##0.000"),
        Column("high", "unit", "upper end", "#,##0.000"),
        Column("why_not", "-", "why there is no interval", "@", "text"),
    ],
)
