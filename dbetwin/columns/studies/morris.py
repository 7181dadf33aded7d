"""Columns of ``morris.parquet``: a screening of many factors; one row per response and factor."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

MORRIS = Table(
    "morris",
    [
        Column("response", "-", "key figure", "@", "text"),
        Column("factor", "-", "field that is varied", "@", "text"),
        Column("mu", "unit", "mean change of the response over the whole range of the factor", "0.000"),
        Column("mu_star", "unit", "mean size of this change", "0.000"),
        Column("mu_star_half_width", "unit", "half width of its interval", "0.000"),
        Column("sigma", "unit", "standard deviation of the change over where the others stand", "0.000"),
        Column("negligible", "-", "does not matter beside the largest, or is not more than chance", "0", "flag"),
    ],
)
