"""What each unknown does to the responses of the plant as written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dbetwin.columns.studies.unknowns import UNKNOWNS
from dbetwin.errors import InputError
from dbetwin.study.effects.first_order import first_order
from dbetwin.study.ignorance.draws import Draws, scale_of
from dbetwin.study.ignorance.unknowns import Unknown
from dbetwin.study.ignorance.worlds import Outcomes
from dbetwin.study.responses import Response


def unknowns_table(
    draws: Draws, own: Sequence[Unknown], worlds: Outcomes, responses: Sequence[Response], told: tuple[int, float]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """First-order shares of the variance over the worlds, and what is to be said of them.

    Parameters
    ----------
    draws : Draws
        Of all plants.
    own : sequence of Unknown
        Of the base, the first of the plants.
    worlds : Outcomes
        Of all plants in every world.
    responses : sequence of Response
        What is looked at.
    told : tuple
        Seed of the study, and confidence of the intervals.

    Returns
    -------
    tuple
        Rows of every response, the largest share first; shares are no numbers where they cannot be told.
    """
    columns = [place for place, each in enumerate(draws.unknowns) if each in own]
    drawn = [draws.unknowns[place] for place in columns]
    rows: list[tuple[object, ...]] = []
    cautions: list[str] = []
    for response in responses:
        values = worlds.values(response)[:, 0].mean(axis=1)
        shares, caution = _shares(draws.places[:, columns], values, [each.name for each in drawn], told)
        cautions += [f"{response.name}: {caution}"] if caution else []
        of_name = {each.name: each for each in drawn}
        rows += [(*_said(of_name[share[0]], draws), response.name, *share[1:]) for share in shares]
    return pd.DataFrame(rows, columns=list(UNKNOWNS)), tuple(cautions)


def _said(unknown: Unknown, draws: Draws) -> tuple[object, ...]:
    ends = (unknown.value, unknown.low, unknown.high)
    return (unknown.name, unknown.unit, *ends, scale_of(unknown, draws.shape), unknown.note)


def _shares(
    places: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    values: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    names: Sequence[str],
    told: tuple[int, float],
) -> tuple[list[tuple[str, float, float, float, bool]], str]:
    """Name, share, its ends, and whether it is told apart."""
    seed, level = told
    try:
        found = first_order(places, values, names, seed, level).table
    except InputError as error:
        return [(name, np.nan, np.nan, np.nan, False) for name in names], str(error)
    if found["share"].isna().all():
        return [(name, np.nan, np.nan, np.nan, False) for name in names], "does not vary over the worlds"
    columns = (found[name].tolist() for name in ("factor", "share", "low", "high", "above_chance"))
    return list(zip(*columns, strict=True)), ""
