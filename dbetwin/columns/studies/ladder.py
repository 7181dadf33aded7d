"""Columns of ``ladder.parquet``: a sequence of investments to a target; one row per step and response."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

LADDER = Table(
    "ladder",
    [
        Column("step", "-", "investments made by then; 0 is the base", "0", "integer"),
        Column("investment", "-", "what is added in this step", "@", "text"),
        Column("field", "-", "field that is set", "@", "text"),
        Column("was", "unit", "its value before", "0.###"),
        Column("now", "unit", "its value after", "0.###"),
        Column("response", "-", "key figure", "@", "text"),
        Column("unit", "-", "its unit", "@", "text"),
        Column("mean", "unit", "mean of the response with all investments up to here", "0.0"),
        Column("half_width", "unit", "half width of its interval", "0.0"),
        Column("gain", "unit", "mean paired change by this step", "0.0"),
        Column("bottleneck", "-", "what limits the plant now, in most of the replications", "@", "text"),
        Column("reached", "-", "the target lies below the interval", "0", "flag"),
    ],
)
