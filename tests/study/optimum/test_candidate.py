"""What fresh futures leave of the best plants of a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from dbetwin.plant.overrides import Given
from dbetwin.study.optimum.aims import Aim, Aims, Bound
from dbetwin.study.optimum.candidate import Candidate, judged, shortlist
from dbetwin.study.optimum.tried import Tried
from dbetwin.study.optimum.wording import answers
from dbetwin.study.responses import Response
from dbetwin.study.scenario.scenario import Scenario, scenario_of_layout

OUTPUT, YIELD = (Response(name, name, "", "", "0.0") for name in ("good_cells_per_day", "cell_yield"))
BASE = scenario_of_layout("textbook/three_machines", "base")
MORE = Aims((Aim(OUTPUT, -1),), (Bound(YIELD, low=0.8),))
BOTH = Aims((Aim(OUTPUT, -1), Aim(YIELD, -1)), ())


def plant(number: int) -> Scenario:
    return BASE.with_settings([Given("m1.machines", number, "ask.yaml:3")]) if number else BASE


def candidate(number: int, output: Sequence[float], share: Sequence[float] = (0.9, 0.9, 0.9)) -> Candidate:
    samples: Mapping[str, tuple[float, ...]] = {OUTPUT.name: tuple(output), YIELD.name: tuple(share)} if output else {}
    return Candidate(number, number, plant(number), {}, samples, "" if output else "failed: it broke")


def tried(number: int, output: float, share: float, *, written: bool = False) -> Tried:
    scenario = BASE if written else plant(number + 1)
    return Tried(number, 0, scenario, (), {OUTPUT.name: output, YIELD.name: share}, 0.0, "")


def recommended(found: Sequence[Candidate]) -> list[int]:
    return [each.number for each in found if each.recommended]


def test_the_best_that_surely_keeps_the_limits_comes_before_a_better_one_that_may_not():
    doubtful = candidate(2, (120, 121, 122), (0.75, 0.85, 0.9))
    found = judged([candidate(0, (90, 91, 92)), candidate(1, (110, 111, 112)), doubtful], MORE, 0.95)
    assert [each.verdicts for each in found] == [("kept",), ("kept",), ("on average",)]
    assert [each.assured for each in found] == [True, True, False]
    assert found[2].feasible
    assert found[1].dominated  # by the doubtful one
    assert recommended(found) == [2]


def test_of_a_front_only_those_that_surely_keep_the_limits_are_looked_at():
    aims = Aims(BOTH.objectives, MORE.bounds)
    doubtful = candidate(2, (120, 121, 122), (0.79, 0.95, 0.96))
    ends = candidate(1, (100, 101, 102), (0.95, 0.95, 0.95)), candidate(3, (130, 131, 132), (0.81, 0.81, 0.81))
    found = judged([candidate(0, (90, 91, 92)), *ends, doubtful], aims, 0.95)
    assert not any(each.dominated for each in found[1:])
    assert recommended(found) == [3]  # though the doubtful one lies between the two ends


def test_who_misses_a_limit_on_average_betters_nobody():
    bad = candidate(2, (200, 201, 202), (0.7, 0.7, 0.7))
    found = judged([candidate(0, (90, 91, 92)), candidate(1, (110, 111, 112)), bad], MORE, 0.95)
    assert (found[2].verdicts, found[2].feasible) == (("missed",), False)
    assert recommended(found) == [1]
    assert not found[1].dominated


def test_who_is_bettered_by_the_plant_as_written_is_not_recommended():
    found = judged([candidate(0, (90, 91, 92)), candidate(1, (80, 81, 82)), candidate(2, (70, 71, 72))], MORE, 0.95)
    assert [each.dominated for each in found] == [False, True, True]
    assert recommended(found) == []
    told = list(answers([tried(0, 90, 0.9)], found, MORE, 0.95))
    assert told[0].startswith("Of 1 plant tried, the best 2 were looked at in fresh futures: none of them keeps")
    assert told[1] == "Candidates 1, 2 are bettered in everything, by another one or the plant as written."


def test_who_broke_is_told_and_takes_no_part():
    found = judged([candidate(0, (90, 91, 92)), candidate(1, ()), candidate(2, (95, 96, 97))], MORE, 0.95)
    assert (found[1].ran, found[1].feasible, found[1].assured, found[1].dominated) == (False,) * 4
    assert found[1].differences == {}
    assert recommended(found) == [2]
    told = list(answers([tried(0, 90, 0.9)], found, MORE, 0.95))
    assert "Candidate 1 does not hold in fresh futures: failed: it broke." in told


def test_intervals_of_the_differences_hold_together():
    """Of four candidates and two objectives each stands at 1 - 0.05 / 8."""
    others = [candidate(n, (100 + n, 102 + n, 101 + n), (0.9 + n / 100, 0.91, 0.92)) for n in range(1, 5)]
    found = judged([candidate(0, (90, 92, 94)), *others], BOTH, 0.95)
    levels = [one.difference.level for each in found for one in each.differences.values()]
    assert levels == pytest.approx([1 - 0.05 / 8] * 8)
    assert found[1].differences[OUTPUT.name].difference.mean == pytest.approx(10)


def test_the_list_is_of_what_nothing_betters_not_even_the_plant_as_written():
    plants = [
        tried(0, 100, 0.90, written=True),
        tried(1, 90, 0.89),  # bettered as written
        tried(2, 120, 0.80),
        tried(3, 110, 0.85),
        tried(4, 80, 0.95),
    ]
    assert [each.number for each in shortlist(plants, BOTH, 3, BASE)] == [2, 3, 4]
    assert [each.number for each in shortlist(plants, BOTH, 9, BASE)] == [2, 3, 1, 4]
    assert [each.number for each in shortlist(plants, MORE, 2, BASE)] == [2, 3]
    late = [*plants[1:], plants[0]]
    assert [each.number for each in shortlist(late, BOTH, 3, BASE)] == [2, 3, 4]
