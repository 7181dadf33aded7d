"""Findings of studies made up by arithmetic, one of each kind, so that reports can be tested without a run."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dbetwin.columns.studies import STUDIES
from dbetwin.study.study import Study

NAN = math.nan
GOOD, YIELD, ENERGY, ESCAPES, OVERKILL = (
    "good_cells_per_day", "cell_yield", "specific_energy_Wh_kg", "escapes_ppm", "overkill_pct",
)  # fmt: skip
UNITS = {GOOD: "cells/d", YIELD: "", ENERGY: "Wh/kg", ESCAPES: "ppm", OVERKILL: "%"}
MEANS = {GOOD: 1240.0, YIELD: 0.862, ENERGY: 396.0, ESCAPES: 1450.0, OVERKILL: 6.2}
PRESS, LOAD, GAP = "press.isostatic_pressure_MPa", "calender_cathode.line_load_N_per_mm", "coater.gap_um"

WRITTEN = {
    "runs": "scenario seed replication response unit value why_not",
    "scenarios": (
        "scenario title changes status why_not replications response unit mean half_width difference "
        "difference_low difference_high difference_pct difference_pct_low difference_pct_high p_value "
        "p_adjusted verdict variance_ratio"
    ),
    "quantiles": "scenario response unit quantile replications value low high why_not",
    "selection": "scenario response zone replications mean eliminated_after best guaranteed",
    "warm_up": "scenario warmup_days cut_days settled sentence",
    "gains": "station lever field was now response unit gain half_width gain_pct replications told_apart why_not",
    "ladder": "step investment field was now response unit mean half_width gain bottleneck reached",
    "trials": "trial batch name value word role feasible why_not",
    "pareto": (
        "candidate trial changes response unit value half_width searched_value difference "
        "difference_half_width feasible assured dominated recommended why_not"
    ),
    "factors": "factor unit written low high levels",
    "points": "point factor value word",
    "effects": "response unit term effect half_width told_apart aliases",
    "sobol_indices": "response factor first first_low first_high total total_low total_high",
    "morris": "response factor mu mu_star mu_star_half_width sigma negligible",
    "tornado": (
        "response unit factor low written high at_low at_high at_low_half_width at_high_half_width swing told_apart"
    ),
    "surrogates": "response kind points q2 rmse trusted",
    "surrogate": "response x_factor y_factor x y value rmse",
    "bands": (
        "scenario response unit mean chance_half_width ignorance_p5 ignorance_p50 ignorance_p95 cells_p5 cells_p95"
    ),
    "unknowns": "field unit written low high note response share share_low share_high",
    "worth": "decision response field share_of_decision share_low share_high told_apart",
    "draws": "draw field value",
    "tolerances": "limit unit written value response response_unit mean half_width",
    "tolerance_costs": (
        "limit from to yield_change escapes_change_ppm overkill_change_pct quality_response quality_change rank"
    ),
    "route": "scenario figure unit mean half_width difference_pct difference_pct_low difference_pct_high",
    "sizing": "scenario station machines_written machines_sized busy_share",
    "claims": (
        "claim who source published_low_pct published_high_pct ours_pct ours_low_pct ours_high_pct "
        "residual_pct comparable note"
    ),
}
"""Columns that the tables below are written with; others that are declared are left empty."""
EMPTY = {"text": "", "flag": False, "float": NAN, "integer": 0}


def frame(name: str, rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """Rows as a declared table."""
    written = pd.DataFrame([tuple(row) for row in rows], columns=WRITTEN[name].split())
    for column in STUDIES[name].values():
        if column.name not in written:
            written[column.name] = EMPTY[column.kind]
    return written[list(STUDIES[name])]


def runs(scenarios: Sequence[str] = ("base",)) -> pd.DataFrame:
    return frame(
        "runs",
        [
            (scenario, 7, number, name, UNITS[name], MEANS[name] * (1 + 0.01 * number), "")
            for scenario, number, name in product(scenarios, range(3), (GOOD, YIELD))
        ]
        + [("no_press", 7, 0, name, UNITS[name], NAN, "infeasible: no machine") for name in (GOOD, YIELD)],
    )


def scenarios() -> pd.DataFrame:
    changes = {
        "base": "",
        "one_press_more": "press.machines = 3 (was 2)",
        "harder_calendering": f"{LOAD} = 400 (was 300); {PRESS} = 450 (was 400)",
        "no_press": "press.machines = 0 (was 2)",
    }
    gains = {"base": NAN, "one_press_more": 7.2, "harder_calendering": -1.1, "no_press": NAN}
    rows: list[Sequence[Any]] = []
    for (name, changed), response in product(changes.items(), (GOOD, YIELD, ENERGY)):
        gain, ran = gains[name] * (1.0 if response == GOOD else 0.02), name != "no_press"
        mean = MEANS[response] * (1 + (0 if math.isnan(gain) else gain) / 100) if ran else NAN
        status = ("ran", "") if ran else ("infeasible", "press: no machine is left")
        reach = 1.1
        difference = [part * MEANS[response] / 100 for part in (gain, gain - reach, gain + reach)]
        percent = [gain, gain - reach, gain + reach]
        verdict = "" if math.isnan(gain) else "more" if gain > reach else "less" if gain < -reach else "not different"
        p_values = [NAN, NAN] if math.isnan(gain) else [0.0004, 0.0024]
        rows.append(
            (name, "", changed, *status, 5 if ran else 0, response, UNITS[response], mean,
             0.01 * MEANS[response] if ran else NAN, *difference, *percent, *p_values, verdict,
             NAN if math.isnan(gain) else 0.21)
        )  # fmt: skip
    return frame("scenarios", rows)


def quantiles() -> pd.DataFrame:
    return frame(
        "quantiles",
        [
            ("base", GOOD, UNITS[GOOD], part, 20, 1200 + 80 * part, NAN, NAN, "20 runs are too few")
            for part in (0.05, 0.95)
        ]
        + [("base", GOOD, UNITS[GOOD], 0.5, 20, 1240.0, 1228.0, 1251.0, "")],
    )


def selection() -> pd.DataFrame:
    return frame(
        "selection",
        [
            ("base", GOOD, 10.0, 8, 1240.0, 8.0, False, True),
            ("one_press_more", GOOD, 10.0, 20, 1329.0, NAN, True, True),
        ],
    )


def warm_up() -> pd.DataFrame:
    return frame("warm_up", [("base", 6.0, 0.4, True, "6 days of warm-up are enough: nothing is to be cut")])


def factors() -> pd.DataFrame:
    return frame(
        "factors",
        [
            (LOAD, "N/mm", 300.0, 200.0, 400.0, ""),
            (PRESS, "MPa", 400.0, 300.0, 500.0, ""),
            ("line.rule", "", NAN, NAN, NAN, "first, nearest"),
        ],
    )


def points() -> pd.DataFrame:
    rows: list[Sequence[Any]] = []
    for number, (load, press, rule) in enumerate(product((200.0, 400.0), (300.0, 500.0), ("first", "nearest"))):
        rows += [(number, LOAD, load, ""), (number, PRESS, press, ""), (number, "line.rule", NAN, rule)]
    return frame("points", rows)


def effects() -> pd.DataFrame:
    terms = {LOAD: -31.2, PRESS: 62.5, "line.rule": 1.3, f"{LOAD} x {PRESS}": -12.0, f"{PRESS} x line.rule": 2.2}
    return frame(
        "effects",
        [
            (name, UNITS[name], term, effect * scale, 6.0 * scale, abs(effect) > 6, "")
            for name, scale in ((GOOD, 1.0), (YIELD, 0.0007))
            for term, effect in terms.items()
        ],
    )


def sobol_indices() -> pd.DataFrame:
    shares = {PRESS: 0.62, LOAD: 0.21, "line.rule": 0.01}
    return frame(
        "sobol_indices",
        [
            (GOOD, name, part, part - 0.04, part + 0.05, part + 0.08, part + 0.03, part + 0.15)
            for name, part in shares.items()
        ],
    )


def morris() -> pd.DataFrame:
    sizes = {PRESS: 62.0, LOAD: -31.0, GAP: 4.0, "line.rule": 0.5}
    return frame("morris", [(GOOD, name, size, abs(size), 3.0, 5.0, abs(size) < 3) for name, size in sizes.items()])


def tornado() -> pd.DataFrame:
    sides = {PRESS: (300.0, 400.0, 500.0, 1170.0, 1290.0), LOAD: (200.0, 300.0, 400.0, 1262.0, 1225.0)}
    return frame(
        "tornado",
        [
            (GOOD, UNITS[GOOD], name, *each[:3], *each[3:], 9.0, 8.0, abs(each[4] - each[3]), True)
            for name, each in sides.items()
        ],
    )


def surrogates() -> pd.DataFrame:
    return frame("surrogates", [(GOOD, "gaussian process", 64, 0.93, 14.0, True)])


def surrogate() -> pd.DataFrame:
    return frame(
        "surrogate",
        [
            (GOOD, LOAD, PRESS, 200.0 + 25 * i, 300.0 + 25 * j, 1200.0 + 9 * j - 4 * i - 0.5 * i * j, 14.0)
            for j, i in product(range(9), range(9))
        ],
    )


def bands() -> pd.DataFrame:
    return frame(
        "bands",
        [
            ("base", ENERGY, "Wh/kg", 396.0, 0.4, 371.0, 395.0, 414.0, 391.0, 401.0),
            ("one_press_more", ENERGY, "Wh/kg", 399.0, 0.4, 375.0, 398.0, 418.0, 394.0, 404.0),
            ("base", GOOD, "cells/d", 1240.0, 8.0, 1090.0, 1235.0, 1330.0, NAN, NAN),
        ],
    )


def unknowns() -> pd.DataFrame:
    fields = {PRESS: (400.0, 300.0, 500.0, 0.55), "materials.llzo.exchange_current_A_m2": (1.2, 0.3, 4.0, 0.31)}
    return frame(
        "unknowns",
        [
            (name, "MPa", written, low, high, "no source for this plant", response, share, share - 0.1, share + 0.12)
            for response in (ENERGY, GOOD)
            for name, (written, low, high, share) in fields.items()
        ],
    )


def worth() -> pd.DataFrame:
    return frame(
        "worth",
        [
            ("one_press_more instead of base", GOOD, PRESS, 0.64, 0.41, 0.82, True),
            ("one_press_more instead of base", GOOD, GAP, 0.02, -0.05, 0.1, False),
        ],
    )


def draws() -> pd.DataFrame:
    return frame("draws", [(number, name, 1.0 + number / 7) for number in range(6) for name in (PRESS, GAP)])


def trials() -> pd.DataFrame:
    rows: list[Sequence[Any]] = []
    for number in range(8):
        told = number % 4 != 3
        why_not = "" if told else "press: no machine is left"
        for name, value, word, role in (
            (PRESS, 300.0 + 20 * number, "", "setting"), ("line.rule", NAN, "nearest", "setting"),
            (GOOD, 1200.0 + 12 * number if told else NAN, "", "objective"),
            (YIELD, 0.86 + 0.002 * number if told else NAN, "", "constraint"),
        ):  # fmt: skip
            rows.append((number, number // 4, name, value, word, role, told, why_not))
    return frame("trials", rows)


def pareto() -> pd.DataFrame:
    rows: list[Sequence[Any]] = []
    for number, response in product(range(5), (GOOD, YIELD, ENERGY)):
        way = {GOOD: 0.02, YIELD: -0.01, ENERGY: -0.004}[response]
        value, reach = MEANS[response] * (1 + way * number), 0.006 * MEANS[response]
        changes = f"{PRESS} = {400 + 10 * number} (was 400)" if number else ""
        flags = (number != 4, number < 3, number == 4, number == 2)
        rows.append(
            (number, 3 * number - 1, changes, response, UNITS[response], value, reach, value * 1.004,
             value - MEANS[response], reach, *flags, "")
        )  # fmt: skip
    return frame("pareto", rows)


def gains() -> pd.DataFrame:
    levers = {"capacity +10 %": 3.0, "MTBF +1 h": 0.4, "buffer +1 lot": 0.2, "machine +1": 8.0}
    stations = {"press": 1.0, "coater_cathode": 0.1, "stack": 0.3}
    return frame(
        "gains",
        [
            (station, lever, f"{station}.x", 10.0, 11.0, GOOD, UNITS[GOOD], 12.4 * size * weight, 6.0, size * weight,
             5, size * weight > 0.5, "")
            for (station, weight), (lever, size) in product(stations.items(), levers.items())
        ],
    )  # fmt: skip


def ladder() -> pd.DataFrame:
    steps = [
        (0, "base", "", NAN, NAN, 1240.0, NAN, "press", False),
        (1, "press: one machine more", "press.machines", 2.0, 3.0, 1330.0, 90.0, "stack", False),
        (2, "stack: capacity +10 %", "stack.capacity", 1.0, 1.1, 1425.0, 95.0, "form", False),
        (3, "form: 4 more places", "form.places", 12.0, 16.0, 1502.0, 77.0, "coater_cathode", True),
    ]
    return frame(
        "ladder",
        [(*head, GOOD, UNITS[GOOD], mean, 9.0, gain, slow, reached) for *head, mean, gain, slow, reached in steps],
    )


def tolerances() -> pd.DataFrame:
    rows: list[Sequence[Any]] = []
    for limit, unit, written in (("limits.loading_pct", "%", 2.0), ("limits.thickness_um", "um", 3.0)):
        for step, (name, way) in product(
            (0.5, 0.75, 1.0, 1.25, 1.5), ((YIELD, 0.04), (ESCAPES, 0.9), (OVERKILL, -0.8))
        ):
            mean = MEANS[name] * (1 + way * (step - 1))
            rows.append((limit, unit, written, written * step, name, UNITS[name], mean, 0.02 * mean))
    return frame("tolerances", rows)


def tolerance_costs() -> pd.DataFrame:
    return frame(
        "tolerance_costs",
        [
            ("limits.loading_pct", 2.0, 2.5, 0.0121, 310.0, -1.24, ENERGY, -0.6, 1),
            ("limits.thickness_um", 3.0, 3.75, 0.0034, 90.0, -0.31, ENERGY, -0.1, 2),
        ],
    )


ROUTES = {"giga": 0.0, "wet_baseline": 38.0, "giga_no_coating": -4.0}


def route() -> pd.DataFrame:
    means = {GOOD: 98000.0, "electricity_kWh_per_kWh": 21.4, "machines": 214.0, "staff": 88.0}
    return frame(
        "route",
        [
            (name, figure, "", mean * (1 + gap / 100), 0.01 * mean, *([gap, gap - 2, gap + 2] if gap else [NAN] * 3))
            for (name, gap), (figure, mean) in product(ROUTES.items(), means.items())
        ],
    )


def sizing() -> pd.DataFrame:
    return frame(
        "sizing",
        [(name, station, 4, 5, 0.83) for name, station in product(ROUTES, ("coater_cathode", "press", "stack"))],
    )


def claims() -> pd.DataFrame:
    return frame(
        "claims",
        [
            ("energy of the electrode line", "PowerCo", "press release, 2023", -30.0, -30.0, -36.0, -39.0, -33.0, -6.0,
             True, ""),
            ("floor space", "PowerCo", "press release, 2023", -15.0, -15.0, NAN, NAN, NAN, NAN, False,
             "this plant has no floor plan"),
        ],
    )  # fmt: skip


OF_KINDS: Mapping[str, tuple[Callable[[], pd.DataFrame], ...]] = {
    "scenarios": (runs, scenarios, quantiles, selection, warm_up),
    "design": (runs, factors, points, effects, sobol_indices, morris, tornado, surrogates, surrogate),
    "ignorance": (runs, bands, unknowns, worth, draws),
    "optimise": (runs, trials, pareto),
    "investment": (runs, gains, ladder),
    "tolerance": (runs, tolerances, tolerance_costs),
    "route": (runs, route, sizing, claims),
}
"""The tables of each kind of study."""
MAKERS = {kind: makers for kind, makers in OF_KINDS.items() if all(maker.__name__ in STUDIES for maker in makers)}
"""Of the kinds whose tables are declared."""


def study_of(kind: str, folder: Path = Path("studies"), **changed: Any) -> Study:
    """A finished study of that kind; keyword arguments change its facts."""
    if kind not in MAKERS:
        pytest.skip(f"the tables of {kind} are not declared")
    tables = {maker.__name__: maker() for maker in MAKERS[kind]}
    facts = {
        "study": f"one_{kind}",
        "kind": kind,
        "title": "How is more made with what there is?",
        "version": "0.6.0",
        "asked": {"study": f"one_{kind}", "kind": kind, "base": "pilot", "responses": [GOOD, YIELD], "level": 0.9},
        "plants": {"base": "Pilot line", "one_press_more": ""},
        "hash": "00112233aabbccdd",
        "days": 10.0,
        "seed": 7,
        "replications": 5,
        "warmup_days": 6,
        "status": "complete",
        "tables": list(tables),
        "answers": [
            "One press more makes 6.1 to 8.3 % more good cells per day; its yield is not different.",
            "Harder calendering is not told apart from the base. " * 4,
        ],
        "cautions": ["no_press cannot work: press: no machine is left"],
        "ended": "",
    }
    return Study(folder, facts | changed, tables)
