"""Columns of ``pareto.parquet``: the best plants of a search in futures that it never saw."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

PARETO = Table(
    "pareto",
    [
        Column("candidate", "-", "number of the plant; 0 is the plant as written", "0", "integer"),
        Column("trial", "-", "its number in the search; -1 where the search never came there", "0", "integer"),
        Column("changes", "-", "what is set otherwise than it is written", "@", "text"),
        Column("response", "-", "key figure", "@", "text"),
        Column("unit", "-", "its unit", "@", "text"),
        Column("value", "unit", "its mean in fresh futures", "0.0000"),
        Column("half_width", "unit", "of the interval of this mean alone", "0.0000"),
        Column("searched_value", "unit", "what the search took it for; better than the truth by luck", "0.0000"),
        Column("difference", "unit", "from the plant as written, in the same futures", "0.0000"),
        Column("difference_half_width", "unit", "so wide that all candidates' hold together", "0.0000"),
        Column("feasible", "-", "the plant runs and keeps all limits on average", "@", "flag"),
        Column("assured", "-", "it keeps all limits with the whole of their intervals", "@", "flag"),
        Column("dominated", "-", "another one equals or betters it in every objective", "@", "flag"),
        Column("recommended", "-", "the one that is named in the answer", "@", "flag"),
        Column("why_not", "-", "why it has no figures", "@", "text"),
    ],
)
