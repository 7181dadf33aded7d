"""The best of several systems, by replications that go to those which may still be it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Observe = Callable[[Sequence[int], Sequence[int]], ArrayLike]
"""Systems (by place) and replications (by number) to the response, shape (systems, replications).

The n-th replication of all systems may share its random numbers. Where a run failed there is no number (NaN).
"""


@dataclass(frozen=True)
class Guarantee:
    """What a selection is to promise, and what it may cost."""

    zone: float
    """Indifference zone: a lead smaller than this is not worth finding, in the unit of the response."""
    level: float = 0.95
    """Chance of picking the best, where it leads all others by the zone or more."""
    first: int = 10
    """Replications of every system before any is ruled out; of them the spread is judged."""
    most: int = 200
    """Replications of a system after which it ends, without a promise."""
    larger_is_better: bool = True
    at_once: int = 1
    """Replications of each system asked for at a time: more for more workers; what is found stays the same."""


@dataclass(frozen=True)
class RuledOut:
    """A system that is not the best, and what showed it."""

    system: str
    after: int
    """Replications."""
    by: str
    """The system that left it furthest behind."""


@dataclass(frozen=True)
class Selection:
    """What a selection came to."""

    best: str | None
    """Empty where every system failed."""
    guaranteed: bool
    means: Mapping[str, float]
    """Over the replications that counted, of systems that did not fail."""
    replications: Mapping[str, int]
    """That counted for each system, failed ones included."""
    ruled_out: tuple[RuledOut, ...]
    """In order."""
    failed: tuple[str, ...]
    undecided: tuple[str, ...]
    """Systems besides the best that were still in when it ended."""
    sentences: tuple[str, ...] = ()


def select_best(observe: Observe, systems: Sequence[str], wanted: Guarantee) -> Selection:
    """The system with the best mean, by the fully sequential procedure of Kim and Nelson.

    Parameters
    ----------
    observe : callable
        Makes the runs: ``observe(systems, replications)``; it is asked for each run once, in order.
    systems : sequence of str
        Names, each once.
    wanted : Guarantee
        The indifference zone, the chance of being right, and the budget.

    Returns
    -------
    Selection
        The best, and whether the promise holds: not where the budget ended it, nor where a system failed that might
        have been the best.

    Raises
    ------
    ValueError
        What is wanted cannot be: no zone, a level that guessing would reach, a budget below the first round.

    Notes
    -----
    With ``k`` systems, ``n0`` first replications, zone ``d`` and level ``1 - a``: ``eta = ((2 a / (k - 1))^(-2 / (n0 -
    1)) - 1) / 2``, ``h^2 = 2 eta (n0 - 1)``, and ``S_il^2`` the variance of the first ``n0`` differences of two
    systems. After ``r`` replications each, system ``i`` is ruled out if its mean lies below that of some ``l`` by more
    than ``W_il(r) = max(0, d / (2 r) (h^2 S_il^2 / d^2 - r))``. It ends with one system left, at the latest when all
    ``W`` are zero. This is the procedure with ``c = 1``, its constant by Bonferroni, which common random numbers
    allow; they make the ``S_il^2`` small and the selection short. It holds for means of normal values, independent
    from replication to replication; a system within the zone of the best may be picked instead of it.

    References
    ----------
    .. [1] S.-H. Kim, B. L. Nelson, A fully sequential procedure for indifference-zone selection in simulation, ACM
       Trans. Model. Comput. Simul. 11, 251-273, 2001, 10.1145/502109.502111.

    Examples
    --------
    >>> def observe(systems, replications):
    ...     return [[10.0 * system + replication % 3 for replication in replications] for system in systems]
    >>> found = select_best(observe, ["A", "B", "C"], Guarantee(zone=5.0))
    >>> found.best, found.guaranteed, found.replications
    ('C', True, {'A': 10, 'B': 10, 'C': 10})
    >>> print(found.sentences[0])
    C is the best of 3 with a chance of at least 95 %, provided that it leads by 5 or more.
    """
    _refuse_what_cannot_be(systems, wanted)
    race = _Race(observe, systems, wanted)
    race.run()
    return race.selection()


def _refuse_what_cannot_be(systems: Sequence[str], wanted: Guarantee) -> None:
    count = len(systems)
    if not count or len(set(systems)) != count:
        raise ValueError(f"a selection takes systems, each named once (got {list(systems)})")
    if not wanted.zone > 0:
        raise ValueError(f"the indifference zone is above zero (got {wanted.zone})")
    if not 1 / count < wanted.level < 1 and count > 1:
        raise ValueError(f"the chance of picking the best of {count} lies between 1/{count} and 1 (got {wanted.level})")
    if not 2 <= wanted.first <= wanted.most or wanted.at_once < 1:  # noqa: PLR2004 - a spread takes two
        raise ValueError(
            f"a selection takes at least 2 first replications, not above the most allowed, and 1 at once "
            f"(got {wanted.first}, {wanted.most} and {wanted.at_once})"
        )


class _Race:
    """Systems that are still in, and their values so far; larger is better in here."""

    def __init__(self, observe: Observe, systems: Sequence[str], wanted: Guarantee) -> None:
        self._observe, self._systems, self._wanted = observe, tuple(systems), wanted
        self._values: Floats = np.full((len(systems), wanted.most), np.nan)
        self._made = 0
        self._inside = list(range(len(systems)))
        self._counted = [0] * len(systems)
        self._ruled_out: list[RuledOut] = []
        self._failed: list[str] = []
        self._budget_ended = False

    def run(self) -> None:
        """Until one is left, or the budget is spent."""
        wanted = self._wanted
        self._replicate(wanted.first)
        latest = self._latest()
        after = wanted.first
        while True:
            self._rule_out(after, latest)
            pairs = latest[np.ix_(self._inside, self._inside)]
            if len(self._inside) <= 1 or after > pairs.max():
                return
            if after >= wanted.most:
                self._budget_ended = True
                return
            after += 1
            self._replicate(after)

    def _replicate(self, until: int) -> None:
        """So many replications of all that are in; those that failed drop out."""
        if until > self._made:
            most = min(max(until, self._made + self._wanted.at_once), self._wanted.most)
            columns = list(range(self._made, most))
            found = np.asarray(self._observe(tuple(self._inside), tuple(columns)), dtype=float)
            if found.shape != (len(self._inside), len(columns)):
                raise ValueError(f"asked for {len(self._inside)} x {len(columns)} values, got {found.shape}")
            known = np.where(np.isfinite(found), found, np.nan)
            self._values[np.ix_(self._inside, columns)] = known if self._wanted.larger_is_better else -known
            self._made = most
        for system in self._inside:
            self._counted[system] = until
        fallen = [system for system in self._inside if np.isnan(self._values[system, :until]).any()]
        self._failed += [self._systems[system] for system in fallen]
        self._inside = [system for system in self._inside if system not in fallen]

    def _latest(self) -> Floats:
        """Replications after which two systems are decided at the latest, shape (systems, systems)."""
        wanted, count = self._wanted, len(self._systems)
        freedom = wanted.first - 1
        error = (1 - wanted.level) / max(count - 1, 1)
        eta = ((2 * error) ** (-2 / freedom) - 1) / 2
        first = self._values[:, : wanted.first]
        variances = (first[:, None, :] - first[None, :, :]).var(axis=2, ddof=1)
        return np.asarray(2 * eta * freedom * variances / wanted.zone**2)

    def _rule_out(self, after: int, latest: Floats) -> None:
        """All that lie behind another one by more than their pair may still make up."""
        inside = self._inside
        if not inside:
            return
        means = self._values[inside, :after].mean(axis=1)
        allowed = np.maximum(0.0, self._wanted.zone / (2 * after) * (latest[np.ix_(inside, inside)] - after))
        behind = means[None, :] - means[:, None] - allowed
        worst = np.argmax(behind, axis=1)
        out = [place for place in range(len(inside)) if behind[place, worst[place]] > 0]
        for place in sorted(out, key=lambda place: (means[place], place)):
            by = self._systems[inside[worst[place]]]
            self._ruled_out.append(RuledOut(self._systems[inside[place]], after, by))
        self._inside = [system for place, system in enumerate(inside) if place not in out]

    def selection(self) -> Selection:
        """What was found."""
        sign = 1.0 if self._wanted.larger_is_better else -1.0
        means = {
            name: sign * float(self._values[place, : self._counted[place]].mean())
            for place, name in enumerate(self._systems)
            if name not in self._failed
        }
        left = sorted((self._systems[place] for place in self._inside), key=lambda name: -sign * means[name])
        found = Selection(
            best=left[0] if left else None,
            guaranteed=bool(left) and not self._failed and not self._budget_ended,
            means=means,
            replications=dict(zip(self._systems, self._counted, strict=True)),
            ruled_out=tuple(self._ruled_out),
            failed=tuple(self._failed),
            undecided=tuple(left[1:]),
        )
        return replace(found, sentences=tuple(_told(found, self._wanted, budget_ended=self._budget_ended)))


def _told(found: Selection, wanted: Guarantee, *, budget_ended: bool) -> Iterator[str]:
    count = len(found.replications)
    if found.best is None:
        yield f"None is the best: all {count} failed."
        return
    if budget_ended:
        yield (
            f"{found.best} has the best mean after {wanted.most} replications, the most allowed; "
            f"{_listed(found.undecided)} may still be better."
        )
    elif found.failed:
        yield f"{found.best} is the best of the {count - len(found.failed)} that did not fail."
    else:
        chance = (
            f"with a chance of at least {100 * wanted.level:g} %, provided that it leads by {wanted.zone:g} or more"
        )
        yield f"{found.best} is the best of {count} {chance}."
    if found.failed:
        yield f"A run failed of {_listed(found.failed)}, which might have been better."
    if not found.guaranteed:
        yield "So the chance of having picked the best is not guaranteed."
    if found.ruled_out:
        each = ", ".join(f"{one.system} after {one.after} replications (by {one.by})" for one in found.ruled_out)
        yield f"Ruled out: {each}."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
