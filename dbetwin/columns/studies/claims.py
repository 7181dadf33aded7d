"""Columns of ``claims.parquet``: one row per published claim."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

CLAIMS = Table(
    "claims",
    [
        Column("claim", "-", "what is claimed of dry electrodes, against wet ones", "@", "text"),
        Column("who", "-", "who says so", "@", "text"),
        Column("source", "-", "where, and how well it is known", "@", "text"),
        Column("published_low_pct", "%", "published, low end; empty where it is no percentage", "0.0"),
        Column("published_high_pct", "%", "published, high end", "0.0"),
        Column("ours_pct", "%", "of these plants, the nearest quantity; the note says which", "0.0"),
        Column("ours_low_pct", "%", "low end of its interval; those of all claims hold together", "0.0"),
        Column("ours_high_pct", "%", "high end of it", "0.0"),
        Column("residual_pct", "%", "ours less the middle of what is published", "0.0"),
        Column("comparable", "-", "these plants tell of it", "0", "flag"),
        Column("note", "-", "what it is held against, or why it cannot be compared", "@", "text"),
    ],
)
