"""Columns of ``tornado.parquet``: each factor alone at both ends; one row per response and factor."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

TORNADO = Table(
    "tornado",
    [
        Column("response", "-", "key figure", "@", "text"),
        Column("unit", "-", "its unit", "@", "text"),
        Column("factor", "-", "field that is varied", "@", "text"),
        Column("low", "unit", "its low end; empty for words", "0.###"),
        Column("written", "unit", "its value in the plant as it stands; empty for words", "0.###"),
        Column("high", "unit", "its high end; empty for words", "0.###"),
        Column("at_low", "unit", "the response at the low end, of words at the first", "0.000"),
        Column("at_high", "unit", "the response at the high end, of words at the last", "0.000"),
        Column("at_low_half_width", "unit", "of its paired difference from the plant as it stands", "0.000"),
        Column("at_high_half_width", "unit", "of its paired difference from the plant as it stands", "0.000"),
        Column("swing", "unit", "distance between the lowest and the highest of both ends and the plant", "0.000"),
        Column("told_apart", "-", "one of the differences is more than chance", "0", "flag"),
    ],
)
