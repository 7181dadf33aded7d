"""Columns of ``warm_up.parquet``: one row per plant."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

WARM_UP = Table(
    "warm_up",
    [
        Column("scenario", "-", "plant", "@", "text"),
        Column("warmup_days", "d", "days before the measured ones, the same for all plants", "0"),
        Column("cut_days", "d", "measured days that MSER-5 would leave out, whether they matter or not", "0.00"),
        Column("settled", "-", "it was checked, and replications do not agree on a start to leave out", "0", "flag"),
        Column("sentence", "-", "the same in words", "@", "text"),
    ],
)
