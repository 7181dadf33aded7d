"""Columns of ``worth.parquet``: which unknown settles most of a decision."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

WORTH = Table(
    "worth",
    [
        Column("decision", "-", "plants that are weighed, and what is better", "@", "text"),
        Column("response", "-", "key figure that decides", "@", "text"),
        Column("unit", "-", "its unit", "@", "text"),
        Column("field", "-", "value of the layout that is not known", "@", "text"),
        Column("worth", "unit", "expected gain if it is known before the decision (EVPPI)", "0.0000"),
        Column("share_of_decision", "-", "of the gain if everything were known (EVPPI / EVPI)", "0.000"),
        Column("share_low", "-", "low end of the share's interval", "0.000"),
        Column("share_high", "-", "high end of the share's interval", "0.000"),
        Column("told_apart", "-", "the share is more than chance makes of the largest of all", "@", "flag"),
    ],
)
