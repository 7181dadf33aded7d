"""Columns of ``tallies.parquet``: sums and histograms over every cell that was finished in the window.

One row per (column, group, bin). Beside the bins of the histogram three rows of bookkeeping: the count, the sum
and the sum of squares of the finite values. What became of the cells stands under the column name ``fate``.
"""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

UNDER, OVER = -1, 400
"""Bins of what fell below the lowest and above the highest edge; 0 to 399 lie between."""
TOTAL, SQUARES, COUNT = -2, -3, -4
"""Rows that hold the sum, the sum of squares (both in ``total``) and the number of finite values."""

TALLIES = Table(
    "tallies",
    [
        Column("column", "-", "column of the cells table; fate for what became of the cells", "@", "text"),
        Column(
            "group",
            "-",
            "all finished cells or the good ones; for fate: fate|cause|station|bad|true cause",
            "@",
            "text",
        ),
        Column("bin", "-", "bin of the histogram; -1 under, 400 over, -2 sum, -3 squares, -4 count", "0", "integer"),
        Column("low", "unit", "lower edge of the bin", "0.0000"),
        Column("high", "unit", "upper edge of the bin", "0.0000"),
        Column("count", "cells", "cells in the bin", "#,##0", "integer"),
        Column("total", "unit", "sum of the values (bin -2) or of their squares (bin -3)", "0.0000"),
    ],
)
