"""Columns of ``runs.parquet`` of a study: one row per run and response."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

RUNS = Table(
    "runs",
    [
        Column("scenario", "-", "plant that was run", "@", "text"),
        Column("seed", "-", "seed of its random numbers", "0", "integer"),
        Column("replication", "-", "number of the future; all plants share its random numbers", "0", "integer"),
        Column("response", "-", "key figure", "@", "text"),
        Column("unit", "-", "its unit", "@", "text"),
        Column("value", "unit", "its value; empty where the run has none", "0.0000"),
        Column("why_not", "-", "why the plant cannot be run, or what broke; empty where it ran", "@", "text"),
    ],
)
