"""Which of many factors matter at all, told from a few trajectories."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from dbetwin.study.designs.design import keyed
from dbetwin.study.designs.morris import LEVELS, problem
from dbetwin.study.effects.effects import Effects, Floats, known_rows, not_told, replicated
from dbetwin.study.extras import library

COLUMNS = ("factor", "mu", "mu_star", "mu_star_half_width", "sigma", "noise", "negligible", "trajectories")
RESAMPLES = 1000
NEGLIGIBLE = 0.05
"""Of the largest mu star: a factor whose interval ends below does not matter beside it (assumed)."""


def morris_effects(
    points: Floats, values: Floats, names: Sequence[str], seed: int, levels: int = LEVELS, level: float = 0.95
) -> Effects:
    """Elementary effects of factors from Morris trajectories.

    Parameters
    ----------
    points : array, shape (trajectories * (k + 1), k)
        Of :func:`dbetwin.study.designs.morris.morris`.
    values : array, shape (n,) or (n, replications)
        Response at each point, one unit; no number (NaN) where a point could not be run, and its trajectory is left
        out.
    names : sequence of str
        Of the k factors.
    seed : int
        Seed of the study.
    levels : int
        Levels of the grid of the design.
    level : float
        Confidence, between 0 and 1.

    Returns
    -------
    Effects
        A row for each factor, the largest ``mu_star`` first. In the unit of the response over the whole range of the
        factor: ``mu`` (mean of the elementary effects), ``mu_star`` (mean of their sizes) with
        ``mu_star_half_width``, ``sigma`` (their standard deviation: large where the factor acts along a curve or with
        others) and ``noise`` (``mu_star`` of a factor without effect, from the replications; unknown with one).
        ``negligible``: the interval of ``mu_star`` ends below 5 % of the largest, or ``mu_star`` does not exceed the
        noise.

    Raises
    ------
    InputError
        Fewer than two trajectories could be run whole, or SALib is not installed.

    Notes
    -----
    An elementary effect is the change of the response along the step of one factor over the step [1]_; mu star is
    due to [2]_. Replications are averaged first. The half width comes from 1000 resamples of the trajectories. The
    noise is the mu star of what each replication differs from the mean by, over ``sqrt(replications - 1)``: that is
    what their mean still scatters.

    References
    ----------
    .. [1] M. D. Morris, Technometrics 33 (1991) 161, 10.1080/00401706.1991.10484804.
    .. [2] F. Campolongo, J. Cariboni, A. Saltelli, Environ. Model. Softw. 22 (2007) 1509,
       10.1016/j.envsoft.2006.10.004.

    Examples
    --------
    >>> from dbetwin.study.designs.morris import morris
    >>> points = morris(factors=3, trajectories=4, seed=1).points
    >>> found = morris_effects(points, points @ np.array([1.0, -5.0, 0.0]), ["a", "b", "c"], seed=1).table
    >>> found[["factor", "mu_star", "negligible"]].round(9).to_numpy().tolist()
    [['b', 5.0, False], ['a', 1.0, False], ['c', 0.0, True]]
    """
    table = replicated(values, len(points))
    points, table, cautions = _whole_trajectories(np.asarray(points, dtype=np.float64), table, len(names))
    mean = table.mean(axis=1)

    def told(response: Floats, resamples: int) -> dict[str, Floats]:
        # SALib takes the generator from these bits as it is; of a generator it would spawn another
        bits = keyed(seed, "morris effects").bit_generator
        found = library("SALib.analyze.morris").analyze(
            problem(len(names)),
            points,
            response,
            num_resamples=resamples,
            conf_level=level,
            num_levels=levels,
            seed=bits,
        )
        return {name: np.asarray(found[name], dtype=np.float64) for name in ("mu", "mu_star", "sigma", "mu_star_conf")}

    effects = told(mean, RESAMPLES)
    count = table.shape[1]
    noise = np.full(len(names), math.nan)
    if count > 1:
        apart = [told(table[:, each] - mean, 2)["mu_star"] for each in range(count)]
        noise = np.mean(apart, axis=0) / math.sqrt(count - 1)
    high = effects["mu_star"] + effects["mu_star_conf"]
    negligible = (high <= NEGLIGIBLE * effects["mu_star"].max()) | (effects["mu_star"] <= noise)
    columns = [
        list(names), effects["mu"], effects["mu_star"], effects["mu_star_conf"], effects["sigma"], noise, negligible,
        [len(points) // (len(names) + 1)] * len(names),
    ]  # fmt: skip
    found = pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))
    return Effects(found.sort_values("mu_star", ascending=False, kind="stable").reset_index(drop=True), cautions)


def _whole_trajectories(points: Floats, values: Floats, factors: int) -> tuple[Floats, Floats, tuple[str, ...]]:
    """The trajectories that could be run from end to end."""
    length = factors + 1
    if len(points) % length:
        raise ValueError(f"{len(points)} points are no trajectories of {factors} factors")
    whole = np.asarray(known_rows(values).reshape(-1, length).all(axis=1))
    if whole.sum() < 2:  # noqa: PLR2004 - how an effect scatters takes two
        what = f"{int(whole.sum())} of {len(whole)} trajectories could be run from end to end"
        raise not_told(what, "narrow the ranges, or ask for more trajectories")
    rows = np.repeat(whole, length)
    caution = f"{int((~whole).sum())} of {len(whole)} trajectories met a point that could not be run and are left out"
    return points[rows], values[rows], () if whole.all() else (caution,)
