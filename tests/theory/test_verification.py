"""Verdicts are what they say: intervals, identities, bounds and pairs, told with their numbers and an exit code."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from typer.testing import CliRunner

from dbetwin import cli
from dbetwin.plant import load_plant
from dbetwin.plant.shipped import plants, textbook_lines
from dbetwin.study.verification import cases as verification_list
from dbetwin.study.verification import verify as verification
from dbetwin.study.verification.case import Case, Check, Line, Relation
from dbetwin.study.verification.verify import Verdict, level_of, verify

TEN = Line("ten", replications=2)
ELEVEN = Line("eleven", replications=2)
VALUES: Mapping[str, tuple[float, float]] = {"ten": (9.9, 10.1), "eleven": (10.9, 11.2)}
"""What each line gives in its replications; Student's interval at 95 % reaches 1.27 about 10."""


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[str, ...], int]]:
    """What was run, in order; the numbers are made up."""
    told: list[tuple[str, tuple[str, ...], int]] = []

    def figures_of(line: Line, names: tuple[str, ...], seed: int, replication: int) -> dict[str, float]:
        told.append((line.layout, names, replication))
        return dict.fromkeys(names, VALUES[line.layout][replication])

    monkeypatch.setattr(verification, "figures_of", figures_of)
    return told


def verdict(relation: Relation, reference: float, line: Line = TEN, less: Line | None = None) -> Verdict:
    case = Case(1, "made up", (Check(line, "x", reference, relation, less=less),))
    return next(verify([case], level=0.95))


@pytest.mark.usefixtures("runs")
@pytest.mark.parametrize(
    ("relation", "reference", "passes"),
    [
        ("is", 11.2, True),
        ("is", 11.3, False),
        ("is exactly", 10.0, False),
        ("is above", 8.7, True),
        ("is above", 8.8, False),
        ("is below", 11.3, True),
        ("is below", 11.2, False),
        ("is always below", 10.11, True),
        ("is always below", 10.1, False),
    ],
)
def test_a_relation_is_judged(relation: Relation, reference: float, passes: bool) -> None:
    assert verdict(relation, reference).passed is passes


def test_an_identity_leaves_room_for_rounding_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for found, passes in ((0.5 + 1e-12, True), (0.5 + 1e-8, False)):
        monkeypatch.setattr(verification, "figures_of", lambda line, names, seed, number, found=found: {"x": found})
        assert verdict("is exactly", 0.5).passed is passes


@pytest.mark.usefixtures("runs")
def test_a_pair_is_judged_by_its_difference() -> None:
    found = verdict("is", 1.05, ELEVEN, less=TEN)
    assert found.simulated.mean == pytest.approx(1.05)
    assert found.simulated.half_width == pytest.approx(12.706 * 0.05, rel=1e-4)


def test_a_line_runs_once_whatever_is_asked_of_it(runs: list[tuple[str, tuple[str, ...], int]]) -> None:
    first = Case(1, "one", (Check(TEN, "x", 10.0), Check(TEN, "y", 10.0)))
    second = Case(2, "two", (Check(ELEVEN, "x", 1.0, less=TEN),))
    assert len(list(verify([first, second], level=0.95))) == 3
    assert runs == [("ten", ("x", "y"), 0), ("ten", ("x", "y"), 1), ("eleven", ("x",), 0), ("eleven", ("x",), 1)]


def test_levels_share_the_chance_of_a_false_alarm() -> None:
    case = Case(1, "five", (Check(TEN, "x", 1.0),) * 5)
    assert level_of([case, case]) == pytest.approx(1 - 0.01 / 10)


def test_a_shortened_case_is_measured_for_less_and_warmed_as_long() -> None:
    short = Case(1, "pair", (Check(ELEVEN, "x", 1.0, less=TEN),)).shortened(0.1)
    (check,) = short.checks
    assert check.less is not None
    for line, whole in ((check.line, ELEVEN), (check.less, TEN)):
        assert (line.minutes, line.warmup_min) == (whole.minutes * 0.1, whole.warmup_min)


# --- the list -----------------------------------------------------------------------------------------------------


def test_numbers_are_those_of_the_reference_list() -> None:
    numbers = [case.number for case in verification_list.cases()]
    assert numbers == sorted(set(numbers))
    assert set(range(1, 30)) - set(numbers) == {20}  # slotted time


@pytest.mark.parametrize("case", verification_list.cases(), ids=lambda case: str(case.number))
def test_a_case_names_lines_that_can_be_read(case: Case) -> None:
    for check in case.checks:
        if isinstance(check.line, Line):
            assert load_plant(check.line.layout, check.line.settings).is_plain


@pytest.mark.parametrize("name", textbook_lines())
def test_a_textbook_line_states_its_rules_and_what_comes_out(name: str) -> None:
    path = textbook_lines()[name]
    assert load_plant(name).name == path.stem
    assert path.read_text().startswith("# ")
    assert any(check.line.layout == name for case in verification_list.cases() for check in case.checks)


def test_textbook_lines_are_listed_apart_from_plants() -> None:
    shown = CliRunner().invoke(cli.app, ["layout", "list"]).stdout
    above, _, below = shown.partition("\n\n")
    assert [line.split()[0] for line in above.splitlines()] == list(plants())
    assert [line.split()[0] for line in below.splitlines()[1:]] == list(textbook_lines())


def test_a_line_that_does_not_exist_is_told() -> None:
    done = CliRunner().invoke(cli.app, ["check", "textbook/mm2"])
    assert done.exit_code == 2
    assert "did you mean textbook/mm" in done.stderr


# --- the command ----------------------------------------------------------------------------------------------------


@pytest.fixture
def two_cases(monkeypatch: pytest.MonkeyPatch, runs: list[tuple[str, tuple[str, ...], int]]) -> None:
    good = Case(3, "tens", (Check(TEN, "x", 10.0, label="mean"), Check(TEN, "x", 500.0, "is below", "bound")))
    bad = Case(4, "elevens", (Check(ELEVEN, "x", 10.0, "is exactly"),))
    monkeypatch.setattr(verification_list, "cases", lambda: (good, bad))


@pytest.mark.usefixtures("two_cases")
def test_a_missed_answer_is_told_and_the_exit_code_is_one() -> None:
    done = CliRunner().invoke(cli.app, ["verify", "--jobs", "1"])
    assert done.exit_code == 1
    assert "missed: 4" in done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert rows[1] == ["3", "tens", "mean", "10", "10", "+-", "19", "holds"]
    assert rows[2] == ["bound", "<", "500", "10", "+-", "19", "holds"]
    assert rows[3][:4] == ["4", "elevens", "=", "10"]
    assert rows[3][-1] == "missed"
    assert "2 of 3 comparisons in 2 cases hold; each interval at 99.667 %" in done.stdout


@pytest.mark.usefixtures("two_cases")
def test_a_case_can_be_run_alone_at_the_level_of_all() -> None:
    done = CliRunner().invoke(cli.app, ["verify", "--jobs", "1", "--cases", "3", "--json"])
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert told["level"] == pytest.approx(1 - 0.01 / 3)
    assert told["missed"] == []
    assert [row["check"] for row in told["checks"]] == ["mean", "bound"]
    assert told["checks"][0]["low"] < 10 < told["checks"][0]["high"]


@pytest.mark.usefixtures("two_cases")
@pytest.mark.parametrize("wanted", ["3,9", "x", ""])
def test_a_number_that_is_no_case_is_refused(wanted: str) -> None:
    done = CliRunner().invoke(cli.app, ["verify", "--cases", wanted])
    assert done.exit_code == 2
    assert "--cases: is no case" in done.stderr
    assert "cases are 3, 4" in done.stderr


def test_the_command_gives_the_same_in_one_process_and_in_two() -> None:
    told = []
    for jobs in ("1", "2"):
        done = CliRunner().invoke(cli.app, ["verify", "--jobs", jobs, "--cases", "27, 24", "--seed", "5", "--json"])
        assert done.exit_code == 0, done.stderr
        told.append(json.loads(done.stdout))
    assert told[0]["checks"] == told[1]["checks"]
    assert [row["case"] for row in told[0]["checks"]][:2] == [27, 24]
