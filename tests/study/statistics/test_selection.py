"""The best of known systems is picked at least as often as promised, and no promise is made that does not hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats  # noqa: TID251 - the reference is the library's own distribution

from dbetwin.study.statistics.selection import Guarantee, Selection, select_best

Floats = NDArray[np.float64]
ZONE = 0.316
"""Of systems that scatter by 1: the standard error of ten replications."""


def systems(seed: int, *, shared: float, spreads: Sequence[float] = (1.0,) * 10, most: int = 2000) -> Floats:
    """Slippage, the hardest that is promised: one leads by the zone, all others are equal."""
    rng = np.random.default_rng(seed)
    count = len(spreads)
    noise = math.sqrt(shared) * rng.normal(size=most) + math.sqrt(1 - shared) * rng.normal(size=(count, most))
    values = np.asarray(spreads)[:, None] * noise
    values[seed % count] += ZONE
    return values


def looked_up(values: Floats) -> Callable[[Sequence[int], Sequence[int]], Floats]:
    return lambda chosen, numbers: values[np.ix_(chosen, numbers)]


def selected(values: Floats, wanted: Guarantee) -> Selection:
    return select_best(looked_up(values), [str(number) for number in range(len(values))], wanted)


def picked(trials: int, level: float, *, shared: float, spreads: Sequence[float] = (1.0,) * 10) -> int:
    """Trials in which the best one is picked."""
    wanted = Guarantee(ZONE, level, most=2000)
    found = [selected(systems(seed, shared=shared, spreads=spreads), wanted) for seed in range(trials)]
    assert all(each.guaranteed for each in found)
    return sum(each.best == str(seed % len(spreads)) for seed, each in enumerate(found))


def by_the_paper(values: Floats, wanted: Guarantee) -> tuple[int, list[int]]:
    """The procedure as it is printed, pair by pair, and the replications each system had."""
    count, n0 = len(values), wanted.first
    eta = 0.5 * ((2 * (1 - wanted.level) / (count - 1)) ** (-2 / (n0 - 1)) - 1)
    h2 = 2 * eta * (n0 - 1)
    s2 = {(i, j): np.var(values[i, :n0] - values[j, :n0], ddof=1) for i in range(count) for j in range(count)}
    last = max(math.floor(h2 * s2[pair] / wanted.zone**2) for pair in s2)
    alive, r, used = list(range(count)), n0, [n0] * count
    while True:
        mean = {i: values[i, :r].mean() for i in alive}
        w = {(i, j): max(0.0, wanted.zone / (2 * r) * (h2 * s2[i, j] / wanted.zone**2 - r)) for i, j in s2}
        alive = [i for i in alive if all(mean[i] >= mean[j] - w[i, j] for j in alive if j != i)]
        if len(alive) == 1 or r == last + 1:
            return max(alive, key=lambda i: mean[i]), used
        r += 1
        for i in alive:
            used[i] = r


@pytest.mark.parametrize("shared", [0.0, 0.8])
def test_it_is_the_procedure_of_the_paper(shared: float) -> None:
    wanted = Guarantee(ZONE, most=2000)
    for seed in range(5):
        values = systems(seed, shared=shared, spreads=(0.5, 0.8, 1.0, 1.5))
        found = selected(values, wanted)
        best, used = by_the_paper(values, wanted)
        assert (found.best, list(found.replications.values())) == (str(best), used)


@pytest.mark.parametrize(("shared", "trials"), [(0.0, 100), (0.8, 300)])
def test_the_best_of_ten_is_picked_about_as_often_as_promised(shared: float, trials: int) -> None:
    """In a few trials: at 80 %, no further below than chance goes once in a thousand times."""
    assert stats.binom.cdf(picked(trials, 0.8, shared=shared), trials, 0.8) > 1e-3


@pytest.mark.slow
@pytest.mark.weekly
@pytest.mark.parametrize("spreads", [(1.0,) * 10, tuple(np.linspace(0.5, 1.5, 10))], ids=["equal", "unequal"])
@pytest.mark.parametrize("shared", [0.0, 0.8])
def test_the_best_of_ten_is_picked_at_least_as_often_as_promised(shared: float, spreads: Sequence[float]) -> None:
    """The lower bound of Clopper and Pearson at 95 % lies above the 95 % that are promised."""
    trials = 2000
    right = picked(trials, 0.95, shared=shared, spreads=spreads)
    assert stats.binomtest(right, trials, alternative="greater").proportion_ci(0.95).low >= 0.95


def test_shared_random_numbers_make_it_short() -> None:
    alone, together = (
        sum(sum(selected(systems(seed, shared=shared), Guarantee(ZONE)).replications.values()) for seed in range(5))
        for shared in (0.0, 0.9)
    )
    assert together < alone / 4


def test_what_is_ruled_out_costs_no_more() -> None:
    values = systems(3, shared=0.0, spreads=(1.0,) * 5)
    values[1] -= 100.0
    asked: dict[int, list[int]] = {}

    def observe(chosen: Sequence[int], numbers: Sequence[int]) -> Floats:
        for each in chosen:
            asked.setdefault(each, []).extend(numbers)
        return values[np.ix_(chosen, numbers)]

    found = select_best(observe, list("abcde"), Guarantee(ZONE, most=2000))
    assert found.ruled_out[0].system == "b"
    assert asked[1] == list(range(10))
    assert [len(asked[place]) for place in range(5)] == list(found.replications.values())
    assert all(numbers == list(range(len(numbers))) for numbers in asked.values())
    assert [each.after for each in found.ruled_out] == sorted(each.after for each in found.ruled_out)
    assert found.means["d"] == pytest.approx(values[3, : found.replications["d"]].mean())


@pytest.mark.parametrize("at_once", [3, 50])
def test_asking_for_more_at_a_time_changes_nothing(at_once: int) -> None:
    values, wanted = systems(1, shared=0.3), Guarantee(ZONE, most=700)
    assert selected(values, replace(wanted, at_once=at_once)) == selected(values, wanted)


def test_smaller_may_be_better() -> None:
    values = systems(2, shared=0.5)
    up = selected(values, Guarantee(ZONE, most=2000))
    down = selected(-values, Guarantee(ZONE, most=2000, larger_is_better=False))
    assert (down.best, down.replications, down.ruled_out) == (up.best, up.replications, up.ruled_out)
    assert down.means == pytest.approx({name: -mean for name, mean in up.means.items()})


@pytest.mark.parametrize("at_once", [1, 8])
def test_a_spent_budget_promises_nothing(at_once: int) -> None:
    found = selected(systems(1, shared=0.0, most=15), Guarantee(ZONE, most=15, at_once=at_once))
    assert not found.guaranteed
    assert found.best == max(found.means, key=lambda name: found.means[name] if name in left(found) else -math.inf)
    assert max(found.replications.values()) == 15
    assert found.sentences[0].startswith(f"{found.best} has the best mean after 15 replications, the most allowed; ")
    assert all(name in found.sentences[0] for name in found.undecided)
    assert "not guaranteed" in found.sentences[1]


def left(found: Selection) -> set[str]:
    return set(found.means) - {each.system for each in found.ruled_out}


@pytest.mark.parametrize("replication", [4, 14])
def test_a_system_that_fails_takes_the_promise_along(replication: int) -> None:
    """In the first round or later, with several at a time or one."""
    values = systems(2, shared=0.0, spreads=(1.0,) * 4)
    values[2, replication] = math.nan
    found = selected(values, Guarantee(ZONE, most=2000))
    assert found.best in {"0", "1", "3"}
    assert (found.guaranteed, found.failed) == (False, ("2",))
    assert found.replications["2"] == max(10, replication + 1)
    assert "2" not in found.means
    assert found.sentences[0] == f"{found.best} is the best of the 3 that did not fail."
    assert selected(values, Guarantee(ZONE, most=2000, at_once=8)) == found


def test_of_those_ruled_out_at_once_the_worst_is_told_first() -> None:
    noise = np.random.default_rng(1).normal(size=50)
    found = selected(np.array([noise, noise - 50, noise - 100]), Guarantee(ZONE, most=50))
    assert [each.system for each in found.ruled_out] == ["2", "1"]
    assert {each.by for each in found.ruled_out} == {"0"}
    assert found.sentences[1] == "Ruled out: 2 after 10 replications (by 0), 1 after 10 replications (by 0)."


def test_where_all_fail_none_is_best() -> None:
    found = selected(np.full((3, 20), math.inf), Guarantee(ZONE, most=20))
    assert (found.best, found.guaranteed, found.failed) == (None, False, ("0", "1", "2"))
    assert found.sentences == ("None is the best: all 3 failed.",)


def test_equal_systems_end_too() -> None:
    """Of what never differs either may be picked, and the first is."""
    noise = np.random.default_rng(1).normal(size=50)
    found = selected(np.array([noise, noise, noise - 1]), Guarantee(ZONE, most=50))
    assert (found.best, found.undecided, found.guaranteed) == ("0", ("1",), True)


def test_one_system_is_the_best_of_one() -> None:
    found = selected(np.arange(20.0)[None, :], Guarantee(ZONE, most=20))
    assert (found.best, found.guaranteed, found.replications) == ("0", True, {"0": 10})


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Guarantee(0.0), "zone is above zero"),
        (Guarantee(1.0, 0.3), "between 1/3 and 1"),
        (Guarantee(1.0, 1.0), "between 1/3 and 1"),
        (Guarantee(1.0, first=1), "at least 2 first"),
        (Guarantee(1.0, first=20, most=10), "at least 2 first"),
        (Guarantee(1.0, at_once=0), "at least 2 first"),
    ],
)
def test_what_cannot_be_promised_is_refused(wanted: Guarantee, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        selected(np.zeros((3, 200)), wanted)


def test_names_and_answers_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="each named once"):
        select_best(looked_up(np.zeros((2, 99))), ["A", "A"], Guarantee(1.0))
    with pytest.raises(ValueError, match=r"asked for 2 x 10 values, got \(10, 2\)"):
        select_best(lambda chosen, numbers: np.zeros((len(numbers), len(chosen))), ["A", "B"], Guarantee(1.0))
