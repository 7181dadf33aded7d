"""What a design found, in sentences for who sets the machines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from dbetwin.study.comparison.wording import noun
from dbetwin.study.experiment.analysis import direction
from dbetwin.study.experiment.asked import Asked
from dbetwin.study.experiment.factor import Factor
from dbetwin.study.experiment.maps import MOST_FITTED, Fitted
from dbetwin.study.experiment.points import Points, Told
from dbetwin.study.question import Question
from dbetwin.study.responses import Response
from dbetwin.wording import counted

MOST = 3
"""Factors or pairs that a sentence names."""
STRAIGHT = 0.3
"""Correlation above which a response is said to rise or fall with a factor."""
SMALL = 0.05
"""Share of the variance below which a factor hardly matters."""
TOGETHER = " x "
Row = Mapping[Any, Any]


def answers(
    points: Points, told: Told, question: Question[Asked], tables: Mapping[str, pd.DataFrame], maps: Sequence[Fitted]
) -> Iterator[str]:
    """Which factor drives each response most, what they do together, and what else holds."""
    replications = counted(question.asked.replications, "replication")
    yield f"{counted(told.points, 'point')} of {counted(len(points.factors), 'factor')}, {replications} each."
    for response in question.responses:
        for name, sentences in SENTENCES.items():
            if name in tables:
                rows = tables[name][tables[name]["response"] == response.name]
                yield from sentences(points, told, response, rows) if len(rows) else ()
    yield from (sentence for each in maps for sentence in _surrogate(each))


def _effects(points: Points, told: Told, response: Response, rows: pd.DataFrame) -> Iterator[str]:
    """The largest main effects, interactions that are more than chance, and what was not told apart."""
    ranked = rows.loc[rows["effect"].abs().sort_values(ascending=False, kind="stable").index].to_dict("records")
    main = [row for row in ranked if row["term"] in points.names]
    apart = [row for row in main if row["told_apart"]]
    if apart:
        factors = {each.name: each for each in points.factors}
        clauses = [f"{_signed(row, response)} {_over(factors[row['term']])}{_aliased(row)}" for row in apart[:MOST]]
        more = f"; {counted(len(apart) - MOST, 'factor')} more told apart" if len(apart) > MOST else ""
        yield f"{_capital(noun(response))} is driven most by {'; then '.join(clauses)}{more}."
    else:
        yield f"{_capital(noun(response))}: none of the factors is told apart from chance."
    quiet = [row["term"] for row in main if not row["told_apart"]]
    if apart and quiet:
        yield f"{_capital(noun(response))}: not told apart from chance: {', '.join(quiet)}."
    others = [row for row in ranked if row["term"] not in points.names and row["told_apart"]]
    pairs = [f"{_signed(row, response)}{_aliased(row)}" for row in others if TOGETHER in row["term"]][:MOST]
    if pairs:
        yield f"{_capital(noun(response))}: factors act together: {'; '.join(pairs)}."
    if levels := [_signed(row, response) for row in others if TOGETHER not in row["term"]][:MOST]:
        yield f"{_capital(noun(response))}: the best level over the worst: {'; '.join(levels)}."


def _signed(row: Row, response: Response) -> str:
    """``press.pressure_MPa: +12.1 ± 0.8 cells/d``."""
    half = row["half_width"]
    size = half if math.isfinite(half) and half > 0 else abs(row["effect"]) / 100
    decimals = min(max(1 - math.floor(math.log10(size)), 0), 9) if size > 0 else 0
    reach = f" ± {half:,.{decimals}f}" if math.isfinite(half) and half > 0 else ""
    return f"{row['term']} ({row['effect']:+,.{decimals}f}{reach} {response.unit}".rstrip() + ")"


def _over(factor: Factor) -> str:
    low, high = factor.ends
    return f"from {low} to {high}" + (f" {factor.unit}" if factor.unit else "")


def _aliased(row: Row) -> str:
    """What is in the same number."""
    return f", which may as well be {row['aliases'].lstrip('+ ')}" if row["aliases"] else ""


def _indices(points: Points, told: Told, response: Response, rows: pd.DataFrame) -> Iterator[str]:
    """Shares of the variance, largest first; and how much factors make together."""
    name = noun(response)
    if rows["first"].isna().all():
        yield f"{_capital(name)} does not vary over these points."
        return
    whole = rows["total"].notna().any()
    by = "total" if whole else "first"
    ranked = rows.sort_values(by, ascending=False, kind="stable").to_dict("records")
    values = told.values(response)
    strong = [row for row in ranked if row[f"{by}_high"] > SMALL and row[by] > SMALL][:MOST]
    clauses = []
    for row in strong:
        way = direction(points, values, points.names.index(row["factor"]))
        trend = f", {'rising' if way > 0 else 'falling'} with it" if abs(way) > STRAIGHT else ""
        clauses.append(f"{row['factor']} {_share(row, 'first')}{_with_others(row) if whole else ''}{trend}")
    what = f"Of the variance of {name} over these ranges"
    yield f"{what}, alone: {'; '.join(clauses)}." if clauses else f"{what} no factor makes more than 5 % alone."
    if idle := [row["factor"] for row in ranked if row[f"{by}_high"] <= SMALL]:
        yield f"{_capital(name)} hardly depends on {', '.join(idle)} (at most 5 % of the variance)."
    together = 1 - sum(row["first"] for row in ranked)
    surely = 1 - sum(row["first_high"] for row in ranked)  # wide intervals leave it open
    if whole and together > 2 * SMALL and surely > 0:
        yield f"{_capital(name)}: about {100 * together:.0f} % of the variance is made by factors together."


def _share(row: Row, part: str) -> str:
    low, high = 100 * row[f"{part}_low"], 100 * row[f"{part}_high"]
    return f"{100 * row[part]:.0f} % ({low:.0f} to {high:.0f})"


def _with_others(row: Row) -> str:
    return f", with others {_share(row, 'total')}"


def _screening(points: Points, told: Told, response: Response, rows: pd.DataFrame) -> Iterator[str]:
    """What is to be looked at further, and what can be left out."""
    name = noun(response)
    kept = rows[~rows["negligible"]].to_dict("records")
    idle = list(rows[rows["negligible"]]["factor"])
    clauses = [f"{row['factor']} ({_size(row, response)}{_shape(row)})" for row in kept[:MOST]]
    if clauses:
        more = f", and {counted(len(kept) - MOST, 'factor')} more" if len(kept) > MOST else ""
        yield f"{_capital(name)} is driven most by {'; then '.join(clauses)}{more}."
    if idle:
        yield f"{_capital(name)}: {', '.join(idle)} can be left out of further studies."


def _size(row: Row, response: Response) -> str:
    """Mean change over the range with its interval; with a sign where it is always the same."""
    one_way = abs(abs(row["mu"]) - row["mu_star"]) <= 1e-9 * row["mu_star"]
    signed = {"term": "", "effect": row["mu"] if one_way else row["mu_star"], "half_width": row["mu_star_half_width"]}
    told = _signed(signed, response).strip().strip("()")
    return told if one_way else told.replace("+", "±", 1)


def _shape(row: Row) -> str:
    return ", which depends on where the others stand, or bends" if row["sigma"] > 0.5 * row["mu_star"] else ""


def _swings(points: Points, told: Told, response: Response, rows: pd.DataFrame) -> Iterator[str]:
    """The widest swings, one factor at a time."""
    name, factors = noun(response), {each.name: each for each in points.factors}
    apart = [row for row in rows.to_dict("records") if row["told_apart"]]
    single = told.values(response).shape[1] == 1
    shown = [row for row in rows.to_dict("records") if row["swing"] > 0] if single else apart
    clauses = []
    for row in shown[:MOST]:
        low, high = factors[row["factor"]].ends
        decimals = min(max(2 - math.floor(math.log10(row["swing"])), 0), 9)
        ends = [f"{row[f'at_{end}']:,.{decimals}f} at {at}" for end, at in (("low", low), ("high", high))]
        clauses.append(f"{row['factor']} ({ends[0]}, {ends[1]})")
    unit = f" ({response.unit})" if response.unit else ""
    if clauses:
        yield f"{_capital(name)}{unit} swings most with {'; then '.join(clauses)}."
    if single:
        yield f"{_capital(name)} was looked at in one replication, which leaves chance unknown."
    elif idle := [row["factor"] for row in rows.to_dict("records") if not row["told_apart"]]:
        yield f"{_capital(name)}: not told apart from the plant as it stands: {', '.join(idle)}."


def _surrogate(each: Fitted) -> Iterator[str]:
    """How far a map can be believed."""
    name, unit, one = noun(each.response), each.response.unit, each.surrogate
    if one is None:
        yield f"There is no surrogate of {name}: {each.why_not}."
        return
    error = f"its error at points it had not seen is {one.cv_rmse:.3g} {unit}".rstrip()
    share = f"it foretells {100 * max(one.q2, 0.0):.1f} % of what varies there"
    verdict = "its maps can be read within that error" if one.trusted else "its maps are not to be trusted"
    yield f"The surrogate of {name} ({one.kind}, {len(one.points)} points): {error}, {share}; {verdict}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def limits(points: Points, maps: Sequence[Fitted], asked: Asked, tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """What the design itself does not tell."""
    if points.plan.design().note and asked.method != "tornado":
        yield f"{_capital(points.plan.design().note)}."
    if asked.method == "tornado":
        yield "One factor was moved at a time: what two do together is not seen."
    if asked.method in ("full_factorial", "fractional_factorial"):
        wrong = 100 * (1 - asked.level)
        yield f"Each effect has its own interval: of a hundred that are none, {wrong:.0f} are told apart by chance."
    if maps and (outside := [each.name for each in points.factors if not each.within]):
        yield f"The plant as it stands lies outside the range of {', '.join(outside)}; maps hold them at the nearest."
    if maps and len(points.values) > MOST_FITTED:
        yield f"Surrogates were fitted to {MOST_FITTED} of {len(points.values)} points."
    if "surrogate" in tables:
        yield from _empty(tables["surrogate"])
        yield "Nothing on a map was simulated: confirm a setting by a run before it is used."


def _empty(table: pd.DataFrame) -> Iterator[str]:
    for (response, x, y), rows in table.groupby(["response", "x_factor", "y_factor"], sort=False):
        if rows["value"].isna().all():
            yield (
                f"The map of {response} over {x} and {y} is empty: the other factors stand at an end of their ranges, "
                "as in the plant, where no points lie around; widen these."
            )


SENTENCES = {"effects": _effects, "sobol_indices": _indices, "morris": _screening, "tornado": _swings}
"""Table to its sentences."""
