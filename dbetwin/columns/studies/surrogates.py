"""Columns of ``surrogates.parquet``: formulas in place of the plant; one row per response."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

SURROGATES = Table(
    "surrogates",
    [
        Column("response", "-", "key figure", "@", "text"),
        Column("kind", "-", "formula that was fitted", "@", "text"),
        Column("points", "-", "points that it was fitted to", "0", "integer"),
        Column("q2", "-", "share of the variance that it foretells at points left out (cross-validation)", "0.000"),
        Column("rmse", "unit", "root mean square of its error at points left out", "0.000"),
        Column("trusted", "-", "it foretells enough to be read", "0", "flag"),
    ],
)
