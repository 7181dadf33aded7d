"""What the factors do to each response, by the analysis that belongs to the design."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dbetwin.columns.studies.effects import EFFECTS
from dbetwin.columns.studies.morris import MORRIS
from dbetwin.columns.studies.sobol_indices import SOBOL_INDICES
from dbetwin.columns.studies.tornado import TORNADO
from dbetwin.errors import InputError
from dbetwin.study.designs.design import Floats
from dbetwin.study.effects.effects import known_rows
from dbetwin.study.effects.first_order import first_order
from dbetwin.study.effects.level_means import level_ranges
from dbetwin.study.effects.main_effects import main_effects
from dbetwin.study.effects.morris_effects import morris_effects
from dbetwin.study.effects.sobol_indices import sobol_indices
from dbetwin.study.effects.tornado import tornado
from dbetwin.study.experiment.factor import number_and_word
from dbetwin.study.experiment.points import Points, known_or_none
from dbetwin.study.responses import Response
from dbetwin.wording import counted

TWO = 2
INFINITE = (math.inf, -math.inf)
ABSENT = ("total", "total_low", "total_high")


@dataclass(frozen=True)
class Part:
    """What is found about one response: rows of a table, and what limits them."""

    table: str
    rows: pd.DataFrame
    cautions: tuple[str, ...] = ()


def analysed(points: Points, values: Floats, response: Response, level: float) -> Part:
    """The analysis of one response.

    Parameters
    ----------
    points : Points
        Of the design.
    values : array, shape (points, replications)
        The response; no number where a plant could not be run.
    response : Response
        Which one.
    level : float
        Confidence of intervals, between 0 and 1.

    Returns
    -------
    Part
        Without rows where so little could be run that nothing can be told; the caution says so.
    """
    table, analysis = ANALYSES[points.plan.method]
    try:
        part = analysis(points, values, response, level)
    except InputError as error:
        reason = "; ".join(f"{each.what} ({each.remedy})" if each.remedy else each.what for each in error.problems)
        return Part(table, pd.DataFrame(), (f"Of {response.name} nothing can be told: {reason}.",))
    rows = part.rows.assign(response=response.name, unit=response.unit).replace(INFINITE, np.nan)
    return Part(table, rows[list(COLUMNS[table])], tuple(f"{response.name}: {each}." for each in part.cautions))


def _effects(points: Points, values: Floats, response: Response, level: float) -> Part:
    """Of two levels main effects and interactions, of more the slope and the best level against the worst."""
    if max(points.plan.levels) > TWO and points.plan.method == "full_factorial":
        return _of_levels(points, values, level)
    found = main_effects(points.places, values, points.names, level)
    return Part("effects", found.table, (*found.cautions, *_by_chance(found.table, values)))


def _by_chance(table: pd.DataFrame, values: Floats) -> Sequence[str]:
    if values.shape[1] == 1 and not np.isfinite(table["half_width"]).all():
        return ("with one replication of so few points, effects cannot be told from chance",)
    return ()


def _of_levels(points: Points, values: Floats, level: float) -> Part:
    ordered = [each.numeric for each in points.factors]
    found = level_ranges(points.places, values, points.names, ordered, level)
    factors = {each.name: each for each in points.factors}
    rows = []
    for row in found.table.to_dict("records"):
        factor = factors[str(row["factor"])]
        best, worst = factor.at(np.array([row["best"], row["worst"]]))
        if factor.numeric:
            rows.append((factor.name, row["slope"], row["slope_half_width"]))
        if row["levels"] > TWO or not factor.numeric:
            rows.append((f"{factor.name}: {_shown(best)} over {_shown(worst)}", row["range"], row["range_half_width"]))
    table = pd.DataFrame(rows, columns=["term", "effect", "half_width"])
    told_apart = table["effect"].abs() > table["half_width"]
    more = ["of more than two levels what factors do together is not told; a surrogate shows it"]
    if values.shape[1] > 1:
        more.append("the best and the worst level are chosen by the same runs, so their distance is told too wide")
    else:
        more.append("with one replication nothing can be told from chance")
    return Part("effects", table.assign(told_apart=told_apart, aliases=""), (*found.cautions, *more))


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _sobol(points: Points, values: Floats, response: Response, level: float) -> Part:
    """Indices; where a point could not be run, shares of each factor alone among what could."""
    known = known_rows(values)
    if known.all():
        found = sobol_indices(values, points.names, points.plan.seed, level)
        return Part("sobol_indices", found.table, found.cautions)
    both = slice(0, 2 * points.plan.count)  # two samples that are independent; the others are mixed of them
    part = _shares(Points(points.factors, points.plan, points.values[both]), values[both], response, level)
    missing = f"{counted(int((~known).sum()), 'point')} could not be run, so what factors do together cannot be told"
    return Part(part.table, part.rows, (*part.cautions, missing))


def _shares(points: Points, values: Floats, response: Response, level: float) -> Part:
    """Shares of the variance that each factor makes alone."""
    found = first_order(points.places[: len(values)], values, points.names, points.plan.seed, level)
    names = {"share": "first", "low": "first_low", "high": "first_high"}
    table = found.table.rename(columns=names).assign(**dict.fromkeys(ABSENT, math.nan))
    chance = found.table["chance"].iloc[0]
    told = f"of a factor that does nothing these {len(values)} points may show a share of {chance:.2f}"
    cautions = (*found.cautions, told) if math.isfinite(chance) else found.cautions
    return Part("sobol_indices", table, cautions)


def _morris(points: Points, values: Floats, response: Response, level: float) -> Part:
    found = morris_effects(points.places, values, points.names, points.plan.seed, points.plan.grid, level)
    coarse = [each.name for each in points.factors if each.values and len(each.values) < points.plan.grid]
    more = f"of few values, {', '.join(coarse)} may be told up to half too large"
    return Part("morris", found.table, (*found.cautions, *([more] if coarse else [])))


def _tornado(points: Points, values: Floats, response: Response, level: float) -> Part:
    """Of the replications in which the plant as it stands was run."""
    there = np.isfinite(values[0])
    if not there.any():
        return Part("tornado", pd.DataFrame(columns=list(TORNADO)), ("the plant as it stands could not be run",))
    found = tornado(values[:, there], points.names, [each.ends for each in points.factors], level)
    written = {each.name: each.written for each in points.factors}
    widths = {"to_low_half_width": "at_low_half_width", "to_high_half_width": "at_high_half_width"}
    table = found.table.rename(columns=widths).assign(written=found.table["factor"].map(written))
    for end in ("low", "high"):
        table[end] = [number_and_word(each)[0] for each in table[end]]
    return Part("tornado", table, found.cautions)


Analysis = Callable[[Points, Floats, Response, float], Part]
ANALYSES: Mapping[str, tuple[str, Analysis]] = {
    "full_factorial": ("effects", _effects),
    "fractional_factorial": ("effects", _effects),
    "latin_hypercube": ("sobol_indices", _shares),
    "sobol_sequence": ("sobol_indices", _shares),
    "sobol_indices": ("sobol_indices", _sobol),
    "morris": ("morris", _morris),
    "tornado": ("tornado", _tornado),
}
"""Method to its table and analysis."""
COLUMNS = {"effects": EFFECTS, "sobol_indices": SOBOL_INDICES, "morris": MORRIS, "tornado": TORNADO}


def direction(points: Points, values: Floats, number: int) -> float:
    """How straight the response follows a factor: the correlation with its place, from -1 to 1."""
    known = known_rows(values)
    place, mean = points.places[known, number], values[known].mean(axis=1)
    if len(mean) < TWO or not np.ptp(place) or not np.ptp(mean):
        return 0.0
    return known_or_none(float(np.corrcoef(place, mean)[0, 1]))
