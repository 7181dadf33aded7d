"""The search itself, on numbers: asks for points in batches, and is told how good they are.

Optuna proposes [1]_: a tree-structured Parzen estimator, which models where good points lie apart from where others do
[2]_ [3]_, or the genetic algorithm NSGA-II [4]_. Both learn from points that miss a limit, and from those that cannot
be had at all.

.. [1] T. Akiba, S. Sano, T. Yanase, T. Ohta, M. Koyama, Optuna, Proc. KDD 2019, 2623-2631, 10.1145/3292500.3330701.
.. [2] J. Bergstra, R. Bardenet, Y. Bengio, B. Kegl, Algorithms for hyper-parameter optimization, NIPS 24, 2011.
.. [3] Y. Ozaki, Y. Tanigaki, S. Watanabe, M. Onishi, Multiobjective tree-structured Parzen estimator for
   computationally expensive optimization problems, Proc. GECCO 2020, 533-541, 10.1145/3377930.3389817.
.. [4] K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, IEEE Trans. Evol. Comput. 6, 182-197, 2002, 10.1109/4235.996017.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from dbetwin.randomness import stable_key
from dbetwin.study.designs.design import keyed
from dbetwin.study.extras import library
from dbetwin.study.optimum.setting import Param, Setting

Sampler = Literal["tpe", "nsga2"]
NO_PLANT = 1000.0
"""Told of a point that cannot be had: further outside than any limit can be missed by."""
ATTEMPTS = 20
"""Proposals in a row that were tried before, until one is taken that was not."""
SEEDS = 2**32
RANDOM_FIRST = 10
"""Points of the estimator that are random, before there is something to learn from."""
GENERATIONS, SMALLEST, LARGEST = 6, 6, 50
"""Of the genetic algorithm: how many the budget is to be good for, and the sizes of one."""


@dataclass(frozen=True)
class Proposal:
    """A point that the search wants to know about."""

    trial: Any
    """Optuna's own."""
    values: tuple[Any, ...]
    """Of each setting."""


class Search:
    """A search for points that are small in every objective and keep all limits.

    The same questions and answers in the same order give the same search, so it is never stored: after an interruption
    it is asked again, and told again what is known.

    Parameters
    ----------
    settings : sequence of Setting
        What may be moved.
    objectives : int
        How many there are.
    sampler : str
        ``tpe`` or ``nsga2``.
    seed : int
        Of the study.
    budget : int
        Points that will be asked for in all.

    Raises
    ------
    InputError
        Optuna is not installed.
    """

    def __init__(
        self, settings: Sequence[Setting], objectives: int, *, sampler: Sampler = "tpe", seed: int, budget: int
    ) -> None:
        self._settings = tuple(settings)
        self._optuna = library("optuna")
        self._distributions = {each.field: each.distribution() for each in settings}
        self._objectives = objectives
        with self._silent():
            own = _sampler(self._optuna, sampler, stable_key(seed, "search") % SEEDS, budget)
            self._study = self._optuna.create_study(directions=["minimize"] * objectives, sampler=own)
        self._numbers = keyed(seed, "search of what is left")
        self._seen: set[tuple[Any, ...]] = set()

    def begin_with(self, values: Sequence[Any]) -> bool:
        """Try these values first; False where they lie outside what may be set."""
        params = [each.param_of(value) for each, value in zip(self._settings, values, strict=True)]
        if None in params:
            return False
        self._enqueue([each for each in params if each is not None])
        return True

    def ask(self, most: int) -> list[Proposal]:
        """So many points that were never asked for before; fewer where all have been."""
        found: list[Proposal] = []
        with self._silent():
            while len(found) < most and (one := self._new()) is not None:
                found.append(one)
        return found

    def tell(self, proposal: Proposal, losses: Sequence[float], excesses: Sequence[float]) -> None:
        """How good a point is (all to be small), and how far it misses each limit (0: it keeps it)."""
        for place, excess in enumerate((0.0, *excesses)):
            proposal.trial.set_constraint(str(place), excess)
        with self._silent():
            self._study.tell(proposal.trial, list(losses))

    def tell_impossible(self, proposal: Proposal) -> None:
        """The point cannot be had: the search keeps away from it as from one that misses a limit by far."""
        proposal.trial.set_constraint("0", NO_PLANT)
        with self._silent():
            self._study.tell(proposal.trial, [0.0] * self._objectives)  # never looked at where a limit is missed

    def tell_unknown(self, proposal: Proposal) -> None:
        """Nothing could be learnt about the point."""
        with self._silent():
            self._study.tell(proposal.trial, state=self._optuna.trial.TrialState.FAIL)

    def _new(self) -> Proposal | None:
        for _ in range(ATTEMPTS):
            proposal = self._proposed()
            if proposal is not None:
                return proposal
        left = self._untried()
        if left is None:
            return None
        self._enqueue(left)
        return self._proposed()

    def _proposed(self) -> Proposal | None:
        trial = self._study.ask(self._distributions)
        values = tuple(each.value_of(trial.params[each.field]) for each in self._settings)
        key = tuple(map(repr, values))
        if key in self._seen:  # it would tell nothing new
            self._study.tell(trial, state=self._optuna.trial.TrialState.FAIL)
            return None
        self._seen.add(key)
        return Proposal(trial, values)

    def _enqueue(self, params: Sequence[Param]) -> None:
        named: Mapping[str, Param] = {each.field: param for each, param in zip(self._settings, params, strict=True)}
        self._study.enqueue_trial(named)

    def _untried(self) -> list[Param] | None:
        """A point that was not asked for yet; None where there is none, or where there are too many to count."""
        counts = [each.count for each in self._settings]
        sizes = [each for each in counts if each is not None]
        total = math.prod(sizes)
        if len(sizes) < len(counts) or total <= len(self._seen):
            return None
        start = int(self._numbers.integers(total))
        for number in range(start, start + len(self._seen) + 1):
            places, rest = [], number % total
            for size in sizes:
                rest, place = divmod(rest, size)
                places.append(place)
            if tuple(repr(each.values[place]) for each, place in self._pairs(places)) not in self._seen:
                return [each.at(place) for each, place in self._pairs(places)]
        return None

    def _pairs(self, places: Sequence[int]) -> Iterator[tuple[Setting, int]]:
        return zip(self._settings, places, strict=True)

    @contextmanager
    def _silent(self) -> Iterator[None]:
        logging = self._optuna.logging
        before = logging.get_verbosity()
        logging.set_verbosity(logging.ERROR)
        try:
            yield
        finally:
            logging.set_verbosity(before)


def _sampler(optuna: Any, name: Sampler, seed: int, budget: int) -> Any:
    if name == "nsga2":
        size = min(max(budget // GENERATIONS, SMALLEST), LARGEST)
        return optuna.samplers.NSGAIISampler(population_size=size, seed=seed)
    return optuna.samplers.TPESampler(n_startup_trials=RANDOM_FIRST, multivariate=True, seed=seed)
