"""Columns of ``gains.parquet``: what each thing that can be added to a plant gains; one row per lever and response."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

GAINS = Table(
    "gains",
    [
        Column("station", "-", "station or buffer", "@", "text"),
        Column("lever", "-", "what the gain is of", "@", "text"),
        Column("field", "-", "field that is set", "@", "text"),
        Column("was", "unit", "its value in the base", "0.###"),
        Column("now", "unit", "its value in the runs", "0.###"),
        Column("response", "-", "key figure", "@", "text"),
        Column("unit", "-", "its unit", "@", "text"),
        Column("gain", "unit", "mean paired change of the response for one unit of the lever", "0.000"),
        Column("half_width", "unit", "half width of its interval; infinite of one replication", "0.000"),
        Column("gain_pct", "%", "the gain in percent of the base", "0.00"),
        Column("replications", "-", "futures that it rests on", "0", "integer"),
        Column("told_apart", "-", "more than chance, of all levers tried together (Holm)", "0", "flag"),
        Column("why_not", "-", "why the plant cannot be run so", "@", "text"),
    ],
)
