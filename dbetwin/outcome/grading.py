"""What the inspections decided and what was true: escapes, overkill, causes."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dbetwin.columns.causes import GOOD, UNKNOWN
from dbetwin.columns.components import LIMITING
from dbetwin.outcome.histogram import Histogram

Floats = NDArray[np.float64]

OLDER_PARTS = 4
"""Parts of the key of a fate before the true cause came to it."""


def fates(tallies: pd.DataFrame) -> pd.DataFrame:
    """What became of every cell finished in the window.

    Parameters
    ----------
    tallies : DataFrame
        Rows of ``tallies.parquet``.

    Returns
    -------
    DataFrame
        ``fate`` (good, rejected, handling, expiry), ``cause``, ``station``, ``bad`` (truth: 0 or 1), ``truth`` (what
        truly is wrong; ``unknown`` of bad cells in a run that did not write it down), ``cells``.

    Examples
    --------
    >>> tallies = pd.DataFrame({"column": ["fate"], "group": ["rejected|leak|hipot|1|hole"], "count": [7]})
    >>> fate, cause, station, _, truth, cells = fates(tallies).iloc[0]
    >>> fate, cause, station, truth, int(cells)
    ('rejected', 'leak', 'hipot', 'hole', 7)
    """
    rows = tallies[tallies["column"] == "fate"]
    parts = [_parts(str(group)) for group in rows["group"]]
    table = pd.DataFrame(parts, columns=["fate", "cause", "station", "bad", "truth"], dtype=object)
    table["bad"] = table["bad"].astype(float).astype(int)
    table["cells"] = rows["count"].to_numpy(dtype=int)
    return table.sort_values("cells", ascending=False, kind="stable", ignore_index=True)


def _parts(group: str) -> list[str]:
    """Parts of a key; older runs did not write the true cause."""
    parts = group.split("|")
    return parts if len(parts) > OLDER_PARTS else [*parts, GOOD if parts[-1] == "0" else UNKNOWN]


def escapes_ppm(table: pd.DataFrame) -> float | None:
    """Cells that are bad in truth among those that passed every inspection.

    Parameters
    ----------
    table : DataFrame
        As from :func:`fates`.

    Returns
    -------
    float or None
        Parts per million of the passed cells; None if none passed.

    Notes
    -----
    Definition: 1e6 x bad / passed.

    Examples
    --------
    >>> escapes_ppm(pd.DataFrame({"fate": ["good", "good"], "bad": [0, 1], "cells": [999, 1]}))
    1000.0
    """
    share = _share(table[table["fate"] == "good"], bad=1)
    return None if share is None else 1e6 * share


def overkill_pct(table: pd.DataFrame) -> float | None:
    """Cells that are good in truth among those that an inspection rejected.

    Parameters
    ----------
    table : DataFrame
        As from :func:`fates`.

    Returns
    -------
    float or None
        Percent of the rejected cells; None if none was rejected.

    Notes
    -----
    Definition: 100 x good / rejected, of the cells that an inspection rejected.

    Examples
    --------
    >>> overkill_pct(pd.DataFrame({"fate": ["rejected", "rejected"], "bad": [0, 1], "cells": [1, 3]}))
    25.0
    """
    share = _share(table[table["fate"] == "rejected"], bad=0)
    return None if share is None else 100 * share


def good_rejected_pct(table: pd.DataFrame) -> float | None:
    """Cells that an inspection rejected among all that are good in truth.

    Parameters
    ----------
    table : DataFrame
        As from :func:`fates`.

    Returns
    -------
    float or None
        Percent of the cells that are good in truth, of those that passed or were rejected; None if there is none.

    Notes
    -----
    Definition: 100 x rejected / (rejected + passed), of the good cells: what the inspections cost a good cell. Overkill
    has the same cells above the line and the rejected ones below it, so that it is large where little is rejected.

    Examples
    --------
    >>> good_rejected_pct(pd.DataFrame({"fate": ["rejected", "good", "good"], "bad": [0, 0, 1], "cells": [1, 9, 5]}))
    10.0
    """
    judged = table[(table["bad"] == 0) & table["fate"].isin(("good", "rejected"))]
    cells = int(judged["cells"].sum())
    return 100 * float(judged.loc[judged["fate"] == "rejected", "cells"].sum()) / cells if cells else None


def _share(rows: pd.DataFrame, bad: int) -> float | None:
    cells = int(rows["cells"].sum())
    return float(rows.loc[rows["bad"] == bad, "cells"].sum()) / cells if cells else None


def cause_shares(table: pd.DataFrame, fate: str) -> dict[str, float]:
    """Causes among the cells of one fate.

    Parameters
    ----------
    table : DataFrame
        As from :func:`fates`.
    fate : str
        ``rejected``: the violated limit with the largest relative excess; ``handling``: how it was lost.

    Returns
    -------
    dict
        Share of the cells of that fate (0 to 1) by cause, largest first.

    Examples
    --------
    >>> table = pd.DataFrame({"fate": ["rejected"] * 2, "cause": ["leak", "capacity"], "cells": [1, 3]})
    >>> cause_shares(table, "rejected")
    {'capacity': 0.75, 'leak': 0.25}
    """
    rows = table[table["fate"] == fate]
    cells = int(rows["cells"].sum())
    if not cells:
        return {}
    shares = rows.groupby("cause")["cells"].sum().sort_values(ascending=False, kind="stable") / cells
    return {str(cause): float(share) for cause, share in shares.items()}


def component_shares(limiting: Histogram) -> dict[str, float]:
    """Which component of the interface costs most against the nominal cell.

    Parameters
    ----------
    limiting : Histogram
        Tallies of ``limiting_component``: codes of :mod:`dbetwin.columns.components`.

    Returns
    -------
    dict
        Share of the cells (0 to 1) by component, largest first; components that limit no cell are left out.

    Notes
    -----
    Definition: argmax of w_k ln(q_k,nominal / q_k), found per cell by the quality index.

    Examples
    --------
    >>> codes = Histogram(4, 13.0, 61.0, np.array([0.5, 5.5]), np.array([1.5, 6.5]), np.array([1.0, 3.0]))
    >>> component_shares(codes)
    {'cathode contact': 0.75, 'anode resistance': 0.25}
    """
    cells = {
        name: limiting.cells_below(code + 0.5) - limiting.cells_below(code - 0.5) for code, name in enumerate(LIMITING)
    }
    shares = {name: count / limiting.count for name, count in cells.items() if round(count) > 0}
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def limit_curve(measured: Histogram, nominal: float, ratios: Floats, *, upper: bool = True) -> pd.DataFrame:
    """Share of the cells that one limit would reject, against where the limit stands.

    Parameters
    ----------
    measured : Histogram
        Measured values of all finished cells that were measured.
    nominal : float
        Value of the nominal cell, in the unit of the histogram; 1 for what is measured as a ratio (-).
    ratios : array, shape (n,)
        Limits in multiples of the nominal (-).
    upper : bool
        Whether values above the limit are rejected, else those below.

    Returns
    -------
    DataFrame
        ``limit_ratio`` (-), ``limit`` (the histogram's unit), ``rejected_share`` (0 to 1, by this limit alone).

    Notes
    -----
    Share of the tallied histogram beyond the limit; derived, exact to one bin width of the histogram.

    Examples
    --------
    >>> low = np.arange(4.0)
    >>> even = Histogram(4, 8.0, 21.0, low, low + 1, np.ones(4))
    >>> limit_curve(even, 1.0, np.array([1.0, 2.0]))["rejected_share"].tolist()
    [0.75, 0.5]
    """
    above = np.array([measured.share_above(float(ratio) * nominal) for ratio in ratios])
    return pd.DataFrame(
        {"limit_ratio": ratios, "limit": ratios * nominal, "rejected_share": above if upper else 1.0 - above}
    )
