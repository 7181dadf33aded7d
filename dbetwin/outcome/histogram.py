"""What the tallies know of one column: count, mean, spread and percentiles, without any row of a cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from dbetwin.columns.tallies import COUNT, OVER, SQUARES, TOTAL, UNDER

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Histogram:
    """Distribution of one column over one group of cells.

    Parameters
    ----------
    count : int
        Cells with a finite value.
    total, squares : float
        Sum of the values and of their squares, in the column's unit.
    low, high : array, shape (bins,)
        Edges of each bin, ascending.
    cells : array, shape (bins,)
        Cells in each bin.
    under, over : float
        Cells below and above the counted range.
    floor, ceiling : float, optional
        Ends of the counted range, known where cells lie beyond them; else the ends of the bins that were filled.
    """

    count: int
    total: float
    squares: float
    low: Floats
    high: Floats
    cells: Floats
    under: float = 0.0
    over: float = 0.0
    floor: float | None = None
    ceiling: float | None = None

    @property
    def bounds(self) -> tuple[float, float]:
        """Ends of the counted range, as far as they are known."""
        low = float(self.low[0]) if self.floor is None else self.floor
        return low, float(self.high[-1]) if self.ceiling is None else self.ceiling

    @property
    def mean(self) -> float:
        """Mean, from the exact sum."""
        return self.total / self.count

    @property
    def sd(self) -> float:
        """Standard deviation, from the exact sums."""
        return float(np.sqrt(max(self.squares / self.count - self.mean**2, 0.0)))

    @property
    def coarse(self) -> bool:
        """The spread is smaller than a bin, so that the bins say less than the exact sums."""
        return not (self.under or self.over) and self.sd < float(self.high[0] - self.low[0])

    @property
    def outside(self) -> float:
        """Share of the cells that fell outside the declared range of the histogram."""
        return (self.under + self.over) / self.count

    def beyond(self, share: float) -> str:
        """``>`` or ``<`` where the percentile lies beyond the counted range, so that only its end is known."""
        target = share * (self.under + float(self.cells.sum()) + self.over)
        if self.under and target <= self.under:
            return "<"
        return ">" if self.over and target >= self.under + float(self.cells.sum()) else ""

    def percentile(self, share: float) -> float:
        """Value below which ``share`` (0 to 1) of the cells lie, linear inside a bin; the edge outside the range.

        Where the bins are coarse: of the normal distribution with the exact mean and standard deviation.
        """
        if self.coarse:
            filled = np.flatnonzero(self.cells)
            first, last = (int(filled[0]), int(filled[-1])) if len(filled) else (0, -1)
            return float(np.clip(self.mean + self.sd * ndtri(share), self.low[first], self.high[last]))
        ends = np.concatenate([[self.under], self.under + np.cumsum(self.cells)])
        target = share * (ends[-1] + self.over)
        if target <= ends[0]:
            return self.bounds[0]
        if target >= ends[-1]:
            filled = np.flatnonzero(self.cells)
            return self.bounds[1] if self.over or not len(filled) else float(self.high[filled[-1]])
        bin_ = int(np.searchsorted(ends, target, side="left")) - 1
        inside = (target - ends[bin_]) / self.cells[bin_]
        return float(self.low[bin_] + inside * (self.high[bin_] - self.low[bin_]))

    def share_above(self, value: float) -> float:
        """Share of the cells (0 to 1) above ``value``, linear inside a bin; what is over the range counts.

        Where the bins are coarse: of the normal distribution with the exact mean and standard deviation.
        """
        if self.coarse:
            return float(ndtr((self.mean - value) / self.sd)) if self.sd else float(self.mean > value)
        part = np.clip((self.high - value) / (self.high - self.low), 0.0, 1.0)
        below_range = self.under if value < self.low[0] else 0.0
        return (float(np.sum(part * self.cells)) + self.over + below_range) / self.count

    def cells_below(self, value: float) -> float:
        """Cells below ``value``, linear inside a bin; what lies under the range counts from its lower end on."""
        part = np.clip((value - self.low) / (self.high - self.low), 0.0, 1.0)
        return float(np.sum(part * self.cells)) + (self.under if value >= self.low[0] else 0.0)

    def coarse_edges(self, bins: int = 24) -> Floats:
        """Edges of at most so many equal bins, each of whole fine bins, over the middle 99.8 % of the cells."""
        width = float(self.high[0] - self.low[0])
        first = round((self.percentile(0.001) - self.low[0]) / width - 0.5)
        last = round((self.percentile(0.999) - self.low[0]) / width + 0.5)
        last = max(last, first + 1)
        step = max(-(-(last - first) // bins), 1)
        return np.asarray(self.low[0] + width * np.arange(first, last + step, step))

    def stats(self) -> dict[str, float]:
        """``{mean, p5, p50, p95}``, as the key figures give them."""
        return {
            "mean": self.mean,
            "p5": self.percentile(0.05),
            "p50": self.percentile(0.50),
            "p95": self.percentile(0.95),
        }


def histograms(tallies: pd.DataFrame) -> dict[tuple[str, str], Histogram]:
    """Histograms of all tallied columns.

    Parameters
    ----------
    tallies : DataFrame
        Rows of ``tallies.parquet``.

    Returns
    -------
    dict
        Histogram by (column, group), where group is ``all`` or ``good``; columns without a finite value are left out.

    Notes
    -----
    Mean and standard deviation are exact (kept sums); a percentile is off by at most one bin width. Where all cells
    lie within about a bin, percentiles are those of the normal distribution with the exact mean and spread: assumed.

    Examples
    --------
    >>> rows = [("x", "all", 0, 0.0, 1.0, 3, 0.0), ("x", "all", 9, 9.0, 10.0, 1, 0.0),
    ...         ("x", "all", -2, 0, 0, 0, 11.2), ("x", "all", -3, 0, 0, 0, 91.0), ("x", "all", -4, 0, 0, 4, 0.0)]
    >>> frame = pd.DataFrame(rows, columns=["column", "group", "bin", "low", "high", "count", "total"])
    >>> x = histograms(frame)["x", "all"]
    >>> round(x.mean, 3), round(x.percentile(0.5), 3), x.share_above(1.0)
    (2.8, 0.667, 0.25)
    """
    found: dict[tuple[str, str], Histogram] = {}
    rows = tallies[tallies["column"] != "fate"]
    for (column, group), part in rows.groupby(["column", "group"], sort=False):
        histogram = _histogram(part)
        if histogram is not None:
            found[str(column), str(group)] = histogram
    return found


def _histogram(part: pd.DataFrame) -> Histogram | None:
    number = part["bin"].to_numpy()
    count, total = part["count"].to_numpy(dtype=float), part["total"].to_numpy(dtype=float)
    finite = int(count[number == COUNT].sum())
    inside = (number >= 0) & (number < OVER)
    if not finite:
        return None
    low, high = (part[name].to_numpy(dtype=float) for name in ("low", "high"))
    floor, ceiling = _end(high[(number == UNDER) & (count > 0)]), _end(low[(number == OVER) & (count > 0)])
    order = np.argsort(number[inside])
    bins = low[inside][order], high[inside][order], count[inside][order]
    if not inside.any():
        bins = _empty_bin(ceiling if floor is None else floor)
    return Histogram(
        finite,
        float(total[number == TOTAL].sum()),
        float(total[number == SQUARES].sum()),
        *bins,
        float(count[number == UNDER].sum()),
        float(count[number == OVER].sum()),
        floor,
        ceiling,
    )


def _empty_bin(end: float | None) -> tuple[Floats, Floats, Floats]:
    """Where every cell lies beyond the counted range: one narrow bin without a cell at its end."""
    at = end or 0.0
    return np.array([at]), np.array([at + 1e-3 * max(abs(at), 1.0)]), np.zeros(1)


def _end(edges: Floats) -> float | None:
    return float(edges[0]) if len(edges) else None
