"""Columns of ``trials.parquet``: what a search asked for, and what it was told."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

TRIALS = Table(
    "trials",
    [
        Column("trial", "-", "number of the plant in the order in which it was asked for", "0", "integer"),
        Column("batch", "-", "plants of a batch were asked for before any of them was known", "0", "integer"),
        Column("name", "-", "field that was set, or key figure that was looked at", "@", "text"),
        Column("value", "unit", "its value, of a key figure the mean of the replications; empty for a word", "0.0000"),
        Column("word", "-", "what a field was set to where it is no number", "@", "text"),
        Column("role", "-", "setting, objective or constraint", "@", "text"),
        Column("feasible", "-", "the plant runs and keeps all limits on the mean of its replications", "@", "flag"),
        Column("why_not", "-", "which limit it misses, or why it cannot be run", "@", "text"),
    ],
)
