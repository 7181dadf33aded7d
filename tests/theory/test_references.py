"""The references themselves: the chain solver against printed numbers and closed forms, formulas against limits."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin.study.verification import formulas
from dbetwin.study.verification.chains import SerialLine, stationary

STOPS = {"mtbf_min": 100.0, "mttr_min": 10.0}
MEANS = st.floats(0.2, 5.0)
PLACES = st.integers(0, 4)


def equal(machines: int, places: int, **stops: float | bool) -> float:
    return SerialLine((1.0,) * machines, (places,) * (machines - 1), **stops).throughput()


# --- printed numbers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("machines", "places", "printed"),
    [
        (3, 0, 22 / 39),  # Hunt 1956
        (3, 1, 0.670466),
        (3, 2, 0.734017),
        (3, 4, 0.807486),
        (3, 10, 0.894419),
        (4, 0, 0.514775),  # Hillier and Boling
        (4, 1, 0.631153),
        (5, 0, 0.485798),
    ],
)
def test_exponential_lines_are_those_of_the_tables(machines: int, places: int, printed: float) -> None:
    assert equal(machines, places) == pytest.approx(printed, abs=5.1e-7)


@pytest.mark.parametrize(
    ("machines", "places", "always", "printed"),
    [(2, 5, False, 0.756197), (2, 5, True, 0.742118), (3, 3, False, 0.647041), (3, 3, True, 0.616420)],
)
def test_lines_that_fail_are_those_of_an_independent_solver(
    machines: int, places: int, always: bool, printed: float
) -> None:
    assert equal(machines, places, fails_while_waiting=always, **STOPS) == pytest.approx(printed, abs=5.1e-7)


@pytest.mark.parametrize(
    ("found", "printed"),
    [
        (formulas.mmc_wait(1, 0.8), 4.0),
        (formulas.erlang_c(2, 1.6), 0.71111),
        (formulas.mmc_wait(2, 1.6), 1.77778),
        (formulas.erlang_c(3, 2.4), 0.647191),
        (formulas.mmc_wait(3, 2.4), 1.078652),
        (formulas.mg1_wait(0.8, 1.0, 0.0), 2.0),
        (formulas.mg1_wait(0.8, 1.0, 0.5), 3.0),
        (formulas.mg1_wait(0.8, 1.0, 4.0), 10.0),
        (formulas.mm1k_loss(0.9, 1), 0.473684),
        (formulas.mm1k_loss(0.9, 5), 0.126023),
        (formulas.mm1k_loss(0.9, 10), 0.050814),
        (SerialLine((1.04, 0.92, 1.04), (0, 0)).throughput(), 0.566299),
        (formulas.closed_balanced_line(1, 4, 2.0), 0.125),
        (formulas.closed_balanced_line(4, 4, 2.0), 0.285714),
        (formulas.effective_cv2(1.0, 1.0, 100.0, 10.0), 2.6529),
        (formulas.two_machine_web(10, 0.01, 0.1), 0.858726),
        (formulas.two_machine_web(0, 0.01, 0.1), 0.833333),
        (formulas.synchronous_line(10, 100, 10), 0.5),
    ],
)
def test_formulas_give_the_printed_numbers(found: float, printed: float) -> None:
    assert found == pytest.approx(printed, rel=2e-5)


# --- the solver against what is known otherwise -------------------------------------------------------------------


def test_a_chain_spends_its_time_by_detailed_balance() -> None:
    """A birth and death chain: each state two thirds as likely as the one below."""
    shares = stationary((0,), lambda at: [((at[0] + 1,), 2.0)] * (at[0] < 9) + [((at[0] - 1,), 3.0)] * (at[0] > 0))
    assert math.fsum(shares.values()) == pytest.approx(1.0, abs=1e-12)
    for number in range(9):
        assert shares[number + 1,] / shares[number,] == pytest.approx(2 / 3, rel=1e-9)


@given(PLACES)
def test_two_machines_have_a_closed_form(places: int) -> None:
    assert equal(2, places) == pytest.approx(formulas.two_machine_line(places), rel=1e-12)


@given(MEANS, MEANS, PLACES)
@settings(max_examples=30, deadline=None)
def test_two_unlike_machines_have_one_too(first: float, second: float, places: int) -> None:
    ratio = second / first
    most = places + 2
    shares = [ratio**number for number in range(most + 1)]
    expected = (1 - shares[0] / sum(shares)) / second
    assert SerialLine((first, second), (places,)).throughput() == pytest.approx(expected, rel=1e-9)


@given(st.floats(5, 500), st.floats(1, 50), st.booleans())
@settings(max_examples=20, deadline=None)
def test_one_machine_runs_while_it_is_up(mtbf: float, mttr: float, always: bool) -> None:
    found = SerialLine((1.0,), (), mtbf, mttr, always).throughput()
    assert found == pytest.approx(formulas.availability(mtbf, mttr), rel=1e-9)


@given(st.lists(MEANS, min_size=3, max_size=4), st.lists(PLACES, min_size=3, max_size=3))
@settings(max_examples=25, deadline=None)
def test_a_line_run_backwards_makes_as_much(mean: list[float], places: list[int]) -> None:
    there = SerialLine(tuple(mean), tuple(places[: len(mean) - 1]))
    back = SerialLine(there.mean_min[::-1], there.buffers[::-1])
    assert there.throughput() == pytest.approx(back.throughput(), rel=1e-8)


@pytest.mark.parametrize("always", [False, True])
def test_more_places_give_more_and_never_more_than_one_machine_alone(always: bool) -> None:
    found = [equal(2, places, fails_while_waiting=always, **STOPS) for places in (0, 1, 5, 20, 100, 400)]
    assert all(less < more for less, more in pairwise(found))
    assert found[-1] < formulas.availability(100, 10)
    assert found[-1] > 0.97 * formulas.availability(100, 10)


def test_failing_by_the_calendar_costs_more() -> None:
    assert equal(3, 2, fails_while_waiting=True, **STOPS) < equal(3, 2, **STOPS) < equal(3, 2)


def test_less_work_in_the_middle_is_best_and_too_much_less_is_not() -> None:
    """The bowl: 1.04, 0.92, 1.04 beats equal shares; a hill and a deep bowl lose."""
    found = [SerialLine((1 + bend, 1 - 2 * bend, 1 + bend), (0, 0)).throughput() for bend in (-0.04, 0.0, 0.04, 0.2)]
    assert found[0] < found[1] < found[2]
    assert found[3] < found[1]


# --- limits of the formulas -----------------------------------------------------------------------------------------


def test_one_machine_of_random_times_waits_the_same_by_both_formulas() -> None:
    assert formulas.mmc_wait(1, 0.7) == pytest.approx(formulas.mg1_wait(0.7, 1.0, 1.0), rel=1e-12)


def test_a_long_queue_turns_nobody_away_and_an_accumulator_without_end_parts_the_sections() -> None:
    assert formulas.mm1k_loss(0.9, 400) < 1e-18
    assert formulas.two_machine_web(0, 0.01, 0.1) == pytest.approx(formulas.synchronous_line(2, 100, 10))
    assert formulas.two_machine_web(1e9, 0.01, 0.1) == pytest.approx(formulas.availability(100, 10), rel=1e-6)


def test_the_penny_fab_lies_between_its_laws() -> None:
    for lots in range(1, 30):
        found = formulas.closed_balanced_line(lots, 4, 2.0)
        assert 0.125 <= found <= formulas.best_closed_line(lots, 4, 2.0)
