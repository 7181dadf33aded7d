"""Columns of ``unknowns.parquet``: what is not known, and what it does to each response of the plant as written."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

UNKNOWNS = Table(
    "unknowns",
    [
        Column("field", "-", "value of the layout, the first of those that are one unknown", "@", "text"),
        Column("unit", "-", "its unit", "@", "text"),
        Column("written", "unit", "as it is written", "0.0000"),
        Column("low", "unit", "low end of the range in which it is assumed", "0.0000"),
        Column("high", "unit", "high end of that range", "0.0000"),
        Column("drawn", "-", "distribution between the ends, which is assumed", "@", "text"),
        Column("note", "-", "what is said of it", "@", "text"),
        Column("response", "-", "key figure of the base", "@", "text"),
        Column("share", "-", "share of the variance over the worlds that goes if it is known", "0.000"),
        Column("share_low", "-", "low end of the share's interval", "0.000"),
        Column("share_high", "-", "high end of the share's interval", "0.000"),
        Column("told_apart", "-", "the share is more than chance makes of the largest of all", "@", "flag"),
    ],
)
