"""Quantiles of a response over the replications of each plant: how bad a bad week is."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from dbetwin.columns.studies.quantiles import QUANTILES
from dbetwin.study.comparison.matrix import Matrix
from dbetwin.study.statistics.bootstrap import quantile_interval


def quantiles_table(found: Matrix, quantiles: Sequence[float], seed: int) -> pd.DataFrame:
    """As ``quantiles`` of a study: each quantile of each response, with its bootstrap interval.

    Parameters
    ----------
    found : Matrix
        Plants and responses.
    quantiles : sequence of float
        Shares between 0 and 1.
    seed : int
        Of the study, for the resampling.
    """
    rows = []
    for plant in found.plants:
        for response in found.responses:
            values = list(plant.values(response).values())
            for share in quantiles:
                if not values:
                    rows.append((plant.name, response.name, response.unit, share, 0, *3 * [math.nan], "no run"))
                    continue
                one = quantile_interval(values, share, seed=seed, level=found.level)
                ends = [end if math.isfinite(end) else math.nan for end in (one.low, one.high)]
                rows.append(
                    (plant.name, response.name, response.unit, share, len(values), one.value, *ends, one.reason)
                )
    return pd.DataFrame(rows, columns=list(QUANTILES))
