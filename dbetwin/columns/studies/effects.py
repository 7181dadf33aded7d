"""Columns of ``effects.parquet``: what factors do to responses; one row per response and effect."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

EFFECTS = Table(
    "effects",
    [
        Column("response", "-", "key figure", "@", "text"),
        Column("unit", "-", "its unit", "@", "text"),
        Column("term", "-", "factor; a x b of two together; of many levels also the best over the worst", "@", "text"),
        Column("effect", "unit", "change of the response from the low to the high end of the factor", "0.000"),
        Column("half_width", "unit", "half width of its interval; empty where there is none", "0.000"),
        Column("told_apart", "-", "more than chance, by its own interval", "0", "flag"),
        Column("aliases", "-", "effects that these points cannot tell from it, with their sign", "@", "text"),
    ],
)
