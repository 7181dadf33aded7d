"""Columns of ``tolerances.parquet``: what a plant does as one limit, or one level of its process, is moved."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

TOLERANCES = Table(
    "tolerances",
    [
        Column("limit", "-", "field that is moved, everything else as written", "@", "text"),
        Column("unit", "-", "its unit", "@", "text"),
        Column("written", "unit", "its value in the plant", "0.####"),
        Column("value", "unit", "its value in the runs", "0.####"),
        Column("response", "-", "key figure", "@", "text"),
        Column("response_unit", "-", "its unit", "@", "text"),
        Column("mean", "response_unit", "over the replications, in which all values meet the same futures", "0.0000"),
        Column("half_width", "response_unit", "of its interval; infinite of one replication", "0.0000"),
        Column("why_not", "-", "why the plant cannot be run so", "@", "text"),
    ],
)
