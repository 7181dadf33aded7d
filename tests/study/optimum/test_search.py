from __future__ import annotations

import itertools
import sys
from typing import Any

import pytest

from dbetwin.errors import InputError
from dbetwin.study.optimum.search import Search
from dbetwin.study.optimum.setting import Setting

X = Setting("x", "", 3.0, low=-5.0, high=5.0)
N = Setting("n", "", 1, range(1, 9))
WORD = Setting("word", "", "wet", ("wet", "dry", "film"), ordered=False)


def searched(settings: tuple[Setting, ...], trials: int, tell: Any, **chosen: Any) -> list[tuple[Any, ...]]:
    search = Search(settings, chosen.pop("objectives", 1), seed=chosen.pop("seed", 1), budget=trials, **chosen)
    found: list[tuple[Any, ...]] = []
    while proposals := search.ask(min(4, trials - len(found))):
        for each in proposals:
            found.append(each.values)
            tell(search, each)
    return found


def bowl(search: Search, proposal: Any) -> None:
    x, n = proposal.values
    search.tell(proposal, [(x - 1) ** 2 + (n - 6) ** 2], [])


def test_it_comes_near_the_least_of_a_bowl():
    found = searched((X, N), 60, bowl)
    best = min((x - 1) ** 2 + (n - 6) ** 2 for x, n in found)
    assert best < 0.1
    late = [(x - 1) ** 2 + (n - 6) ** 2 for x, n in found[-20:]]
    early = [(x - 1) ** 2 + (n - 6) ** 2 for x, n in found[:10]]
    assert sum(late) / 20 < 0.5 * sum(early) / 10


@pytest.mark.parametrize("sampler", ["tpe", "nsga2"])
def test_the_same_answers_give_the_same_questions(sampler: Any):
    one, same, other = (searched((X, N), 24, bowl, sampler=sampler, seed=seed) for seed in (1, 1, 2))
    assert one == same != other


@pytest.mark.parametrize("sampler", ["tpe", "nsga2"])
def test_it_asks_for_every_point_once_and_stops_when_there_is_none_left(sampler: Any):
    def tell(search: Search, proposal: Any) -> None:
        search.tell(proposal, [float(proposal.values[0])], [])

    found = searched((N, WORD), 100, tell, sampler=sampler)
    assert sorted(found) == sorted(itertools.product(range(1, 9), ("wet", "dry", "film")))


@pytest.mark.parametrize("sampler", ["tpe", "nsga2"])
def test_it_learns_to_keep_away_from_what_cannot_be_had(sampler: Any):
    def tell(search: Search, proposal: Any) -> None:
        x, n = proposal.values
        if x < 2:
            search.tell_impossible(proposal)
        else:
            search.tell(proposal, [float(n)], [])

    found = searched((X, N), 80, tell, sampler=sampler)
    share = [sum(x >= 2 for x, _ in part) / len(part) for part in (found[:12], found[-40:])]
    assert share[1] > max(0.5, share[0])


def test_it_learns_to_keep_a_limit():
    def tell(search: Search, proposal: Any) -> None:
        x, _ = proposal.values
        search.tell(proposal, [x], [max(0.0, 1 - x)])  # as small as may be, but not below 1

    found = searched((X, N), 80, tell)
    kept = [x for x, _ in found if x >= 1]
    assert min(kept) < 1.2
    assert sum(x >= 1 for x, _ in found[-40:]) > 20


def test_it_begins_with_what_is_written_where_it_can():
    search = Search((X, WORD), 1, seed=1, budget=4)
    assert search.begin_with([3.0, "wet"])
    assert search.ask(1)[0].values == (3.0, "wet")
    assert not search.begin_with([7.0, "wet"])
    assert not search.begin_with([3.0, "moist"])


def test_what_broke_is_no_lesson_and_not_asked_again():
    asked = searched((N,), 8, lambda search, proposal: search.tell_unknown(proposal))
    assert sorted(asked) == [(n,) for n in range(1, 9)]


def test_without_optuna_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(InputError, match=r"pip install 'dbetwin\[study\]'"):
        Search((X,), 1, seed=1, budget=4)
