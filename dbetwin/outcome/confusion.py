"""True cause against graded cause: what passed that should not have, and what was rejected for nothing."""

from __future__ import annotations

import pandas as pd

from dbetwin.columns.causes import GOOD, TRUE_CAUSES, UNKNOWN

PASSED, HANDLING = "passed", "lost in handling"
PPM = 1e6


def graded_as(fates: pd.DataFrame) -> pd.Series:
    """What the line made of each kind of cell.

    Parameters
    ----------
    fates : DataFrame
        As from :func:`dbetwin.outcome.grading.fates`.

    Returns
    -------
    Series of str
        ``passed``; the cause for which an inspection or a clock took it off; ``lost in handling`` for what nobody
        judged.

    Examples
    --------
    >>> graded_as(pd.DataFrame({"fate": ["good", "rejected", "handling"], "cause": ["", "resistance", "x"]})).tolist()
    ['passed', 'resistance', 'lost in handling']
    """
    graded = fates["cause"].astype(object).where(fates["fate"] != "good", PASSED)
    return graded.where(fates["fate"] != "handling", HANDLING)


def confusion_matrix(fates: pd.DataFrame) -> pd.DataFrame:
    """Cells by what truly is wrong with them and by what they were graded.

    Parameters
    ----------
    fates : DataFrame
        As from :func:`dbetwin.outcome.grading.fates`.

    Returns
    -------
    DataFrame
        Cells; a row for each true cause that occurred, ``good`` first and always there; a column for each grade,
        ``passed`` first, then the graded causes, the commonest first, ``lost in handling`` last.

    Notes
    -----
    Every finished cell counts once. What ends before formation is as true as is known by then: a cell that is lost in
    handling or leaks at the hi-pot test has no resistance yet.

    Examples
    --------
    >>> rows = [("good", "", "good", 97), ("rejected", "leak", "hole", 2), ("good", "", "hole", 1)]
    >>> confusion_matrix(pd.DataFrame(rows, columns=["fate", "cause", "truth", "cells"])).loc["hole"].to_dict()
    {'passed': 1, 'leak': 2}
    """
    graded = fates.assign(grade=graded_as(fates))
    table = graded.pivot_table(index="truth", columns="grade", values="cells", aggfunc="sum", fill_value=0)
    table = table.reindex(index=[GOOD, *(each for each in (*TRUE_CAUSES[1:], UNKNOWN) if each in table.index)])
    causes = table.drop(columns=[PASSED, HANDLING], errors="ignore").sum().sort_values(ascending=False, kind="stable")
    last = [HANDLING] if HANDLING in table.columns else []
    return table.reindex(columns=[PASSED, *causes.index, *last]).fillna(0).astype(int)


def named_cells(matrix: pd.DataFrame) -> dict[str, int]:
    """The matrix as key figures hold it.

    Parameters
    ----------
    matrix : DataFrame
        As from :func:`confusion_matrix`.

    Returns
    -------
    dict
        ``true cause -> grade`` to cells; pairs without a cell are left out.

    Examples
    --------
    >>> named_cells(pd.DataFrame({"passed": [97, 0], "leak": [0, 2]}, index=["good", "hole"]))
    {'good -> passed': 97, 'hole -> leak': 2}
    """
    return {
        f"{truth} -> {grade}": int(cells)
        for truth, row in zip(matrix.index, matrix.to_numpy().tolist(), strict=True)
        for grade, cells in zip(matrix.columns, row, strict=True)
        if cells
    }


def escapes_by_cause_ppm(matrix: pd.DataFrame) -> dict[str, float]:
    """Bad cells among those that passed, by what is wrong with them.

    Parameters
    ----------
    matrix : DataFrame
        As from :func:`confusion_matrix`.

    Returns
    -------
    dict
        True cause to parts per million of the passed cells, most first; their sum is that of all escapes. Causes
        of which no cell passed are left out.

    Examples
    --------
    >>> escapes_by_cause_ppm(pd.DataFrame({"passed": [999_998, 2], "leak": [0, 2]}, index=["good", "hole"]))
    {'hole': 2.0}
    """
    passed = matrix[PASSED]
    bad = passed.drop(GOOD)
    found = bad[bad > 0].sort_values(ascending=False, kind="stable")
    return {str(truth): PPM * float(cells) / float(passed.sum()) for truth, cells in found.items()}


def overkill_by_cause_pct(matrix: pd.DataFrame) -> dict[str, float]:
    """Good cells among those that were taken off, by the cause they were graded with.

    Parameters
    ----------
    matrix : DataFrame
        As from :func:`confusion_matrix`.

    Returns
    -------
    dict
        Graded cause to percent of the cells so graded that are good, most first; causes without a good cell are
        left out.

    Examples
    --------
    >>> overkill_by_cause_pct(pd.DataFrame({"passed": [9, 0], "leak": [1, 3]}, index=["good", "hole"]))
    {'leak': 25.0}
    """
    good = matrix.index == GOOD
    shares = {
        str(cause): 100 * float(matrix[cause][good].sum()) / float(matrix[cause].sum())
        for cause in matrix.columns.drop([PASSED, HANDLING], errors="ignore")
    }
    return dict(sorted(((cause, share) for cause, share in shares.items() if share), key=lambda each: -each[1]))
