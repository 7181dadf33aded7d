"""Columns of ``selection.parquet``: one row per plant that ran for the best."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

SELECTION = Table(
    "selection",
    [
        Column("scenario", "-", "plant", "@", "text"),
        Column("response", "-", "key figure by which the best is told", "@", "text"),
        Column("zone", "unit", "lead below which it does not matter which is picked", "#,##0.000"),
        Column("replications", "-", "runs that counted", "0", "integer"),
        Column("mean", "unit", "mean over them; empty where a run failed", "#,##0.000"),
        Column("eliminated_after", "-", "replications after which it was ruled out; empty where it was not", "0"),
        Column("best", "-", "the one that was picked", "0", "flag"),
        Column("guaranteed", "-", "the chance promised of having picked the best holds", "0", "flag"),
    ],
)
