"""Columns of ``tolerance_costs.parquet``: what moving a limit from where it stands gains and gives away."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

TOLERANCE_COSTS = Table(
    "tolerance_costs",
    [
        Column("limit", "-", "field that is moved", "@", "text"),
        Column("way", "-", "looser or tighter; of a level that has no such side higher or lower", "@", "text"),
        Column("from", "unit", "its value as written", "0.####"),
        Column("to", "unit", "the last value of the range on that side", "0.####"),
        Column("yield_change", "-", "of the yield of the whole line, mean of the pairs", "0.0000"),
        Column("yield_half_width", "-", "of the interval of that change alone", "0.0000"),
        Column("escapes_change_ppm", "ppm", "of bad cells among those that pass", "0"),
        Column("escapes_half_width_ppm", "ppm", "of the interval of that change alone", "0"),
        Column("overkill_change_pct", "%", "of good cells among those that are rejected, in points", "0.00"),
        Column("overkill_half_width_pct", "%", "of the interval of that change alone", "0.00"),
        Column("quality_response", "-", "key figure that stands for quality", "@", "text"),
        Column("quality_change", "unit", "its mean change, in its own unit", "0.000"),
        Column("quality_half_width", "unit", "of the interval of that change alone", "0.000"),
        Column("escapes_per_point_ppm", "ppm", "escapes gained or shed for one point of yield", "0"),
        Column("rank", "-", "1 where the yield changes most", "0", "integer"),
        Column("why_not", "-", "why nothing is known of it", "@", "text"),
    ],
)
