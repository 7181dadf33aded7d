"""A warm-up that was too short is told, and one that was enough is not called short for noise."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.signal import lfilter

from dbetwin.outcome.warmup import mser5
from dbetwin.study.statistics.warm_up import WarmUpCheck, check_warm_up

Floats = NDArray[np.float64]
SLOTS = 120


def settled(seed: int, replications: int = 5, carried: float = 0.5, slots: int = SLOTS) -> Floats:
    """A first-order autoregression around 100."""
    noise = np.random.default_rng(seed).normal(size=(replications, slots + 100))
    return np.asarray(100 + lfilter([1.0], [1.0, -carried], noise, axis=1)[:, 100:])


def filling(slots: int = SLOTS, depth: float = 20.0, within: float = 5.0) -> Floats:
    return np.asarray(-depth * np.exp(-np.arange(slots) / within))


def checked(values: Floats) -> WarmUpCheck:
    return check_warm_up({"pilot": values}, slot_days=0.1, warmup_days=28)[0]


def test_a_start_that_is_still_there_is_told_with_the_warm_up_to_take() -> None:
    found = checked(settled(1) + filling())
    assert found.enough is False
    assert found.cut is not None
    assert 10 <= found.cut <= 30
    days = math.ceil(28 + found.cut * 0.1)
    assert found.sentence.startswith(f"MSER-5 cuts the first {found.cut * 0.1:g} measured days of pilot, which moves ")
    assert found.sentence.endswith(f"warm up longer (warmup_days: {days}).")
    assert found.moved == pytest.approx(20 * 5 / SLOTS, rel=0.3)


@pytest.mark.parametrize("carried", [0.0, 0.9])
def test_noise_is_seldom_called_a_start(carried: float) -> None:
    """MSER-5 alone cuts something of every third series at least."""
    series = [settled(seed, carried=carried) for seed in range(300)]
    assert np.mean([mser5(each.mean(axis=0)).cut > 0 for each in series]) > 0.3
    assert np.mean([checked(each).enough is False for each in series]) < 0.06


def test_many_scenarios_raise_no_more_alarms_than_one() -> None:
    """Alone each would; together fewer than one study in ten."""
    alone = together = 0
    for study in range(60):
        series = {str(number): settled(1000 * study + number) for number in range(10)}
        together += any(each.enough is False for each in check_warm_up(series, slot_days=0.1, warmup_days=28))
        alone += any(checked(each).enough is False for each in series.values())
    assert together / 60 < 0.1 < alone / 60


def test_what_never_settles_asks_for_longer_runs() -> None:
    found = checked(settled(1) + np.linspace(0.0, 30.0, SLOTS))
    assert (found.enough, found.settled) == (False, False)
    assert found.moved == pytest.approx(7.5, rel=0.1)  # of the second half, against the whole
    assert found.sentence == (
        "pilot is still on its way after 12 measured days: warm up longer (warmup_days: 40 or more)."
    )


def test_replications_that_lie_apart_agree_on_a_start() -> None:
    """Each is its own measure: a plant that is better in one replication is so from its start."""
    apart = 10.0 * np.arange(5)[:, None]
    assert checked(settled(1) + apart + filling()).enough is False
    assert checked(settled(1) + apart).enough


def test_one_replication_that_is_off_does_not_speak_for_all() -> None:
    values = settled(2)
    values[0, :15] += 60.0
    found = checked(values)
    assert found.cut == 15
    assert found.enough
    assert "nothing that 5 replications tell from chance" in found.sentence


def test_what_is_the_same_in_every_replication_needs_no_chance() -> None:
    one = 100 + np.tile([0.5, -0.5], SLOTS // 2)
    assert checked(np.tile(one, (3, 1))).sentence == (
        "The warm-up of 28 days was enough for pilot: MSER-5 cuts nothing."
    )
    assert checked(np.tile(one + filling(), (3, 1))).enough is False


@pytest.mark.parametrize(
    ("replications", "slots", "told"),
    [(5, 49, "49 slots, it takes 50"), (1, SLOTS, "one replication, it takes two")],
)
def test_what_cannot_be_judged_says_so(replications: int, slots: int, told: str) -> None:
    found = checked(settled(1, replications, slots=slots))
    assert (found.enough, found.cut) == (None, None)
    assert found.sentence == f"The warm-up of pilot could not be checked: {told}."
    assert checked(settled(1, 2, slots=50)).enough is not None


def test_scenarios_stay_in_their_order_and_apart() -> None:
    series = {"X": settled(1) + filling(), "pilot": settled(1)}
    found = check_warm_up(series, slot_days=0.1, warmup_days=28)
    assert [(each.scenario, each.enough) for each in found] == [("X", False), ("pilot", True)]


@pytest.mark.parametrize("values", [np.zeros(60), np.empty((0, 60)), np.full((2, 60), np.nan)])
def test_what_is_no_series_is_refused(values: Floats) -> None:
    with pytest.raises(ValueError, match="the series of pilot takes a row of numbers"):
        checked(values)
