"""What cannot be asked of a design is told with its file and line, before anything is run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dbetwin.errors import InputError
from dbetwin.study.experiment.factor import Factor
from dbetwin.study.experiment.plan import plan_of
from dbetwin.study.optimum.setting import settings_of
from dbetwin.study.written import read_study
from tests.study.experiment.lines import CLOCK, M1, M2, PLACES, asked

TWO = f"factors: {{{M1}: {{low: 1, high: 3}}, {M2}: {{low: 1, high: 3}}}}\n"
WHOLE = "method: full_factorial\n"
FILL = "method: latin_hypercube\npoints: 20\n"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("factors: {m1.machins: {low: 1, high: 2}}\n" + WHOLE, 8, "did you mean machines?"),
        (f"factors: {{{M1}: {{low: 3, high: 3}}}}\n" + WHOLE, 8, "high: leaves an empty range"),
        (f"factors: {{{M1}: [2]}}\n" + WHOLE, 8, "leaves nothing to choose from (got [2]); name two values"),
        (f"factors: {{{M1}: {{low: -1, high: 2}}}}\n" + WHOLE, 8, "should be greater than"),
        (f"factors: {{{CLOCK}: [processing, never]}}\n" + WHOLE, 8, "never"),
        (f"factors: {{{PLACES}: {{low: 0.5, high: 2}}}}\n" + WHOLE, 8, "its range is of whole numbers"),
        ("factors: {}\n" + WHOLE, 8, "factors: should hold at least 1 item"),
        (TWO + WHOLE + "levels: 1\n", 10, "levels: should be greater than or equal to 2"),
        (TWO + WHOLE + "points: 12\n", 10, "points: does not go with full_factorial (got 12); it takes levels"),
        (TWO + "method: factorial\n", 9, "method: should be 'full_factorial'"),
        (TWO + "method: latin_hypercube\n", 1, "points: is missing; add it, such as points: 64"),
        (TWO + "method: sobol_sequence\npoints: 20\n", 10, "points: a Sobol sequence is even at powers of two only "
         "(got 20); take 16 or 32"),
        (TWO + "method: sobol_indices\nbase_points: 20\n", 10, "base_points: a Sobol sequence is even"),
        (TWO + "method: morris\nlevels: 3\n", 10, "levels: the grid has an even number of levels"),
        (TWO + "method: fractional_factorial\nresolution: 6\n", 10, "resolution: should be 3, 4 or 5"),
        (TWO + WHOLE + "levels: 200\n", 9, "method: the design takes 40,000 points, with replications 200,000 runs"),
        (f"factors: {{{M1}: [1, 2, 3], {M2}: [1, 2]}}\nmethod: fractional_factorial\n", 8, "a fraction takes two"),
        (f"factors: {{{M1}: {{low: 2, high: 3}}}}\nmethod: tornado\n", 8, "the plant as it stands lies outside "
         "(got 2 to 3); the plant has 1: take it in"),
        (TWO + FILL + f"surrogate: {{x: {M1}, y: m2.time_min.mean}}\n", 11, "surrogate.y: is none of the factors"),
        (TWO + FILL + f"surrogate: {{x: {M1}, y: {M1}}}\n", 11, "surrogate.y: is the same factor twice"),
        (TWO + WHOLE + f"surrogate: {{x: {M1}, y: {M2}}}\n", 10, "leave out the inside of the ranges"),
        (TWO + "method: tornado\n" + f"surrogate: {{x: {M1}, y: {M2}}}\n", 10, "points of this tornado leave out"),
        (TWO + WHOLE + "scenarios: {other: {m1.machines: 2}}\n", 10, "scenarios: are not looked at by a design"),
        (TWO + WHOLE + "cells: 100\n", 7, "responses: take a clock, which drawn cells have not (got good_parts"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_line(tmp_path: Path, text: str, line: int, told: str) -> None:
    with pytest.raises(InputError) as error:
        read_study(asked(tmp_path, text))
    assert told in str(error.value)
    where = f"ask.yaml:{line}: " if line > 1 else "ask.yaml"
    assert where in str(error.value)


def test_a_response_that_does_not_exist(tmp_path: Path) -> None:
    path = asked(tmp_path, TWO + WHOLE)
    path.write_text(path.read_text().replace("good_parts_per_hour", "good_part_per_hour"))
    with pytest.raises(InputError, match=r"ask\.yaml:7: responses: there is no such key figure .*did you mean good_"):
        read_study(path)


def test_a_library_that_is_missing_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "SALib.sample.morris", None)
    with pytest.raises(InputError, match=r"ask\.yaml:9: method: this study needs SALib.*pip install 'dbetwin\[study\]"):
        read_study(asked(tmp_path, TWO + "method: morris\ntrajectories: 3\n"))


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = TWO + "method: latin_hypercube\nlevels: 3\nscenarios: {other: {m1.machines: 2}}\n"
    with pytest.raises(InputError) as error:
        read_study(asked(tmp_path, text))
    assert len(error.value.problems) == 3


@pytest.mark.parametrize(("name", "runs"), [("pilot_factorial", 16 * 3), ("pilot_sobol", 64 * 5)])
def test_the_examples_can_be_asked(name: str, runs: int) -> None:
    question = read_study(Path(__file__).parents[3] / "notebooks" / "studies" / f"{name}.yaml")
    factors = [
        Factor(each) for each in settings_of(question.asked.factors, question.document, question.base, "factors")
    ]
    assert plan_of(question.asked, factors).size * question.asked.replications == runs
