"""Formulas that are fitted to the runs of a design, and maps that are drawn by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dbetwin.columns.studies.surrogate import SURROGATE
from dbetwin.columns.studies.surrogates import SURROGATES
from dbetwin.errors import InputError
from dbetwin.study.designs.design import Floats, keyed
from dbetwin.study.effects.surrogate import STEPS, Surrogate, surrogate, surrogate_map
from dbetwin.study.experiment.asked import Map
from dbetwin.study.experiment.points import Points
from dbetwin.study.responses import Response

MOST_FITTED = 1000
"""Points above which a fit takes minutes and gains nothing."""


@dataclass(frozen=True)
class Fitted:
    """The surrogate of one response, or why there is none."""

    response: Response
    surrogate: Surrogate | None
    why_not: str = ""


def fitted(points: Points, values: Floats, response: Response, seed: int) -> Fitted:
    """Fit a surrogate to one response, over numbers as they are and not the places of their list."""
    chosen = np.arange(len(values))
    if len(values) > MOST_FITTED:
        chosen = np.sort(keyed(seed, "points of a surrogate").permutation(len(values))[:MOST_FITTED])
    columns = list(zip(*points.values, strict=True))
    places = np.stack([one.places_of(column) for one, column in zip(points.factors, columns, strict=True)], axis=1)
    try:
        return Fitted(response, surrogate(places[chosen], values[chosen], seed))
    except InputError as error:
        return Fitted(response, None, "; ".join(each.what for each in error.problems))


def surrogates_table(found: Sequence[Fitted]) -> pd.DataFrame:
    """One row per response that has a surrogate."""
    rows = [
        (each.response.name, one.kind, len(one.points), one.q2, one.cv_rmse, one.trusted)
        for each in found
        if (one := each.surrogate) is not None
    ]
    return pd.DataFrame(rows, columns=list(SURROGATES))


def maps_table(points: Points, found: Sequence[Fitted], maps: Sequence[Map]) -> pd.DataFrame:
    """A row per response, map and place; the other factors stand as in the plant."""
    parts = [_map(points, each, one, wanted) for each in found if (one := each.surrogate) for wanted in maps]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(SURROGATE))


def _map(points: Points, found: Fitted, one: Surrogate, wanted: Map) -> pd.DataFrame:
    right, up = points.names.index(wanted.x), points.names.index(wanted.y)
    base = [each.written_place for each in points.factors]
    steps = (points.factors[right].steps or STEPS, points.factors[up].steps or STEPS)
    table = surrogate_map(one, (right, up), base, points.names, steps)
    told = {
        "response": found.response.name,
        "x_factor": table["factor_x"],
        "y_factor": table["factor_y"],
        "x": points.factors[right].between(table["place_x"].to_numpy()),
        "y": points.factors[up].between(table["place_y"].to_numpy()),
        "value": table["value"],
        "rmse": table["cv_rmse"],
    }
    return pd.DataFrame(told)[list(SURROGATE)]
