"""Verdicts in words."""

from __future__ import annotations

import pytest

from dbetwin.columns.kpis import KPIS
from dbetwin.study.comparison.matrix import Matrix, compare_scenarios
from dbetwin.study.comparison.replicated import Replicated
from dbetwin.study.comparison.wording import noun, sentences, span
from dbetwin.study.responses import Response

NOISE = (0.0, 1.0, -1.0, 0.5, -0.5, 0.3)


def response(name: str) -> Response:
    unit = KPIS[name.partition(".")[0]].unit
    return Response(name, name, "" if unit == "-" else unit, "", "")


def plant(name: str, level: float = 1.0, **figures: float) -> Replicated:
    """Figures that scatter by a thousandth, alike in all plants but for a tenth of it."""
    known = {
        (1, number): {
            "figures": {
                key: value * (1 + 1e-3 * noise + 1e-4 * level * NOISE[number - 2]) for key, value in figures.items()
            }
        }
        for number, noise in enumerate(NOISE)
    }
    return Replicated(name, "", "", known)


def matrix(*plants: Replicated) -> Matrix:
    figures = plants[0].known[(1, 0)]["figures"]
    return compare_scenarios(plants, [response(name) for name in figures])


def first(base: Replicated, other: Replicated) -> str:
    return next(sentences(matrix(base, other)))


BASE = {"good_cells_per_day": 1000.0, "cell_yield": 0.90, "specific_energy_Wh_kg": 210.0}


def test_output_is_made_shares_are_in_points_and_the_rest_in_percent() -> None:
    other = plant("A", -1.0, good_cells_per_day=1072.0, cell_yield=0.88, specific_energy_Wh_kg=210.0)
    told = first(plant("base", **BASE), other)
    makes, moved, alike = told.split("; ")
    assert makes.startswith("A makes 7.1")
    assert makes.endswith("% more good cells per day")
    assert moved.startswith("its yield is ")
    assert moved.endswith("percentage points lower")
    assert alike.startswith("its specific energy (-0.")
    assert alike.endswith("%) is not different.")


def test_less_is_fewer_cells_but_less_energy() -> None:
    base = plant("base", good_cells_per_day=1000.0, good_energy_kWh_per_day=30.0)
    told = first(base, plant("A", 0.5, good_cells_per_day=900.0, good_energy_kWh_per_day=27.0))
    assert "% fewer good cells per day" in told
    assert "% less good energy per day" in told
    low, high = told.removeprefix("A makes ").partition(" %")[0].split(" to ")
    assert float(low) < 10 < float(high)


def test_what_starts_from_nothing_is_told_in_its_unit() -> None:
    base = plant("base", escapes_ppm=0.0)
    other = plant("A", escapes_ppm=12.0)
    assert first(base, other).startswith("A: its escapes is 1")
    assert "ppm higher" in first(base, other)


def test_verdicts_hold_together_not_each_by_itself() -> None:
    base = plant("base", **BASE)
    alone = matrix(base, plant("A", good_cells_per_day=1000.05, cell_yield=0.9, specific_energy_Wh_kg=210))
    others = [plant(f"B{number}", -1.0, **BASE) for number in range(20)]
    many = matrix(base, alone.plants[1], *others)
    key = ("A", "good_cells_per_day")
    assert many.judged[key].comparison.difference.half_width > alone.judged[key].comparison.difference.half_width
    assert many.judged[key].adjusted_p > alone.judged[key].adjusted_p
    assert "all 63 of them together" in list(sentences(many))[-1]


def test_a_base_that_cannot_work_leaves_the_others_by_themselves() -> None:
    dead = Replicated("base", "", "", {(1, 0): {"infeasible": "no roof"}})
    found = compare_scenarios([dead, plant("A", cell_yield=0.9)], [response("cell_yield")])
    told = list(sentences(found))
    assert told[0] == "base cannot work: no roof. So there is nothing to compare with."
    assert told[1].startswith("A: yield 0.9")
    assert not found.judged


def test_only_futures_that_both_met_are_pairs() -> None:
    one, other = plant("base", cell_yield=0.9), plant("A", cell_yield=0.8)
    later = Replicated("A", "", "", {(2, number): known for (_, number), known in other.known.items()})
    found = compare_scenarios([one, later], [response("cell_yield")])
    assert not found.judged
    assert "no seed and replication of both" in next(sentences(found))
    shared = Replicated("A", "", "", {**later.known, (1, 0): other.known[(1, 0)], (1, 3): other.known[(1, 3)]})
    (judged,) = compare_scenarios([one, shared], [response("cell_yield")]).judged.values()
    assert judged.comparison.difference.replications == 2


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("good_cells_per_day", "good cells per day"),
        ("cell_asr_ohm_cm2.p95", "cell asr (p95)"),
        ("yield_per_station.press", "yield at press"),
        ("electricity_kWh_per_kWh", "electricity per kWh"),
        ("lead_time_h", "lead time"),
    ],
)
def test_key_figures_have_a_name_in_words(name: str, words: str) -> None:
    assert noun(response(name)) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(6.1, 8.3, "6.1 to 8.3"), (0.001, 0.002, "0.0010 to 0.0020"), (20.4, 380.2, "20 to 380")],
)
def test_a_range_has_two_digits_of_its_width(low: float, high: float, words: str) -> None:
    assert span(low, high) == words
