"""Of many comparisons none gives a false alarm more often than one alone may."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest

from dbetwin.study.statistics.comparing import compared
from dbetwin.study.statistics.many import holm, judged_together, level_of_each


def closed(p_values: list[float]) -> list[float]:
    """Holm by the closure principle: every set of hypotheses that holds one, tested by Bonferroni."""
    every = range(len(p_values))
    sets = [chosen for size in range(1, len(p_values) + 1) for chosen in combinations(every, size)]
    raised = [min(1.0, len(chosen) * min(p_values[one] for one in chosen)) for chosen in sets]
    return [max(p for p, chosen in zip(raised, sets, strict=True) if one in chosen) for one in every]


@pytest.mark.parametrize("seed", range(5))
def test_holm_closes_bonferroni(seed: int) -> None:
    rng = np.random.default_rng(seed)
    given = list(rng.uniform(0, [0.01, 0.05, 0.1, 0.5, 1.0, 1.0]))
    given[3] = given[2]
    assert holm(given) == pytest.approx(closed(given))


def test_holm_of_none_and_of_one() -> None:
    assert holm([]) == ()
    assert holm([0.03]) == (0.03,)


@pytest.mark.parametrize("given", [[1.2], [-0.1], [math.nan]])
def test_what_is_no_chance_is_refused(given: list[float]) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm(given)


def test_one_comparison_is_as_wide_as_alone() -> None:
    base, other = [1.0, 2.0, 4.0], [1.5, 2.6, 4.2]
    assert judged_together({"A": (base, other)})["A"].comparison == compared(base, other)
    assert judged_together({}) == {}
    assert level_of_each(0.95, 0) == 0.95


def test_false_alarms_and_missed_truths_of_a_whole_report_are_as_few_as_said() -> None:
    """Twelve responses of equal plants; all twelve intervals hold zero, and no p-value alarms, 95 times in 100."""
    rng, reports = np.random.default_rng(1), 300
    alarms, by_p, alone = 0, 0, 0
    for _ in range(reports):
        base, other = rng.normal(100, 5, (12, 6)), rng.normal(100, 5, (12, 6))
        found = judged_together({row: (list(base[row]), list(other[row])) for row in range(12)})
        alarms += any(each.told_apart for each in found.values())
        by_p += any(each.adjusted_p <= 0.05 for each in found.values())
        alone += any(each.comparison.p_value <= 0.05 for each in found.values())
    error = 4 * math.sqrt(0.05 * 0.95 / reports)
    assert alone / reports > 0.3
    assert by_p >= alarms
    assert abs(alarms / reports - (1 - (1 - 0.05 / 12) ** 12)) <= error
    assert by_p / reports <= 0.05 + error


def test_names_stay_in_their_order() -> None:
    base = [1.0, 2.0, 3.0]
    found = judged_together({("A", "yield"): (base, [2.0, 3.0, 4.5]), ("B", "yield"): (base, [1.0, 2.1, 2.9])}, 0.9)
    assert list(found) == [("A", "yield"), ("B", "yield")]
    assert [each.level for each in found.values()] == [0.9, 0.9]
    assert [each.comparison.difference.level for each in found.values()] == pytest.approx([0.95, 0.95])
