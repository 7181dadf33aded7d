"""Columns of ``scenarios.parquet``: one row per plant and response, with its difference from the base."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

SCENARIOS = Table(
    "scenarios",
    [
        Column("scenario", "-", "plant; the base stands first", "@", "text"),
        Column("title", "-", "one line for people", "@", "text"),
        Column("changes", "-", "what it has otherwise than the base: field = value (was x)", "@", "text"),
        Column("status", "-", "ran, infeasible (it cannot work in all of its futures) or failed", "@", "text"),
        Column("why_not", "-", "why it cannot work, or what broke; empty where every run came to its end", "@", "text"),
        Column("replications", "-", "runs that the mean is of", "0", "integer"),
        Column("response", "-", "key figure", "@", "text"),
        Column("unit", "-", "its unit", "@", "text"),
        Column("mean", "unit", "mean over the replications", "#,##0.000"),
        Column("half_width", "unit", "half width of the mean's interval, by itself", "#,##0.000"),
        Column("difference", "unit", "mean difference from the base, in pairs that met the same future", "#,##0.000"),
        Column("difference_low", "unit", "lower end; all differences of the table hold together", "#,##0.000"),
        Column("difference_high", "unit", "upper end", "#,##0.000"),
        Column("difference_pct", "%", "difference in percent of the base", "0.00"),
        Column("difference_pct_low", "%", "lower end (Fieller); empty where there is no bound", "0.00"),
        Column("difference_pct_high", "%", "upper end", "0.00"),
        Column("p_value", "-", "chance of such a difference between equal plants (paired t test, by itself)", "0.0000"),
        Column("p_adjusted", "-", "the same among all comparisons of the table (Holm)", "0.0000"),
        Column("verdict", "-", "more, less or not different; empty for the base and a single replication", "@", "text"),
        Column(
            "variance_ratio",
            "-",
            "variance of the difference over that from independent seeds; below 1 the shared random numbers pay",
            "0.000",
        ),
    ],
)
