"""Columns of ``route.parquet``: one row per plant and figure, all plants sized for the same output."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

ROUTE = Table(
    "route",
    [
        Column("scenario", "-", "plant; the first is what the others are compared with", "@", "text"),
        Column("figure", "-", "what is looked at, by its name", "@", "text"),
        Column("unit", "-", "of the figure; empty where it has none", "@", "text"),
        Column("mean", "unit", "mean over the replications; empty where no run told of it", "#,##0.000"),
        Column("half_width", "unit", "half width of the interval of that mean; empty of one replication", "#,##0.000"),
        Column("difference_pct", "%", "paired, in percent of the first plant; empty where that is zero", "0.0"),
        Column("difference_pct_low", "%", "low end of its interval; all intervals hold together", "0.0"),
        Column("difference_pct_high", "%", "high end of it", "0.0"),
    ],
)
