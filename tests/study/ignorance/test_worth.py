"""What knowing is worth, against decisions whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm  # noqa: TID251 - the reference is the library's own distribution

from dbetwin.study.ignorance.regression import Smoother
from dbetwin.study.ignorance.worth import Worth, turning_point, worth

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
WEIGHTS = (3.0, 2.0, 1.0)
LEAD = 1.0
REPETITIONS = 40


def gain_if_known(lead: float, sd: float) -> float:
    """Of two alternatives whose difference is normal: E[max(0, D)] - max(0, E D)."""
    return float(sd * norm.pdf(lead / sd) + lead * norm.cdf(lead / sd) - max(lead, 0.0))


def normals(worlds: int, count: int, seed: int) -> Floats:
    random = np.random.default_rng(seed)
    places = np.stack([(random.permutation(worlds) + random.random(worlds)) / worlds for _ in range(count)], axis=1)
    return np.asarray(norm.ppf(places))


def linear(worlds: int, count: int, seed: int) -> tuple[Worth, Worth]:
    """A decision by a weighted sum of the first three of many unknowns; and one by none of them."""
    inputs = normals(worlds, count, seed)
    names = [f"x{number}" for number in range(count)]
    gain = LEAD + inputs[:, :3] @ np.array(WEIGHTS)
    noise = LEAD + 3.0 * np.random.default_rng(seed + 1000).normal(size=worlds)
    both = (worth(np.stack([np.zeros(worlds), each], axis=1), inputs, names, seed) for each in (gain, noise))
    return next(both), next(both)


def test_a_linear_decision_has_its_closed_form() -> None:
    found, _ = linear(512, 12, seed=1)
    all_known = gain_if_known(LEAD, float(np.linalg.norm(WEIGHTS)))
    assert found.all_known == pytest.approx(all_known, rel=0.15)
    rows = found.table.set_index("field")
    for number, weight in enumerate(WEIGHTS):
        row, exact = rows.loc[f"x{number}"], gain_if_known(LEAD, weight) / all_known
        assert row["share_of_decision"] == pytest.approx(exact, abs=0.1)
        assert row["share_low"] - 1e-9 <= exact <= row["share_high"]
        assert row["worth"] == pytest.approx(row["share_of_decision"] * found.all_known)
    assert rows.index[:2].tolist() == ["x0", "x1"]
    assert rows.loc[["x0", "x1"], "told_apart"].all()
    assert found.best == 1
    assert found.best_in[1] == pytest.approx(norm.cdf(LEAD / np.linalg.norm(WEIGHTS)), abs=0.06)
    assert rows.iloc[6:]["share_of_decision"].max() < found.chance < 0.1


def test_what_does_not_matter_is_not_told_apart() -> None:
    found = [linear(128, 12, seed)[1] for seed in range(4)]
    assert sum(int(each.table["told_apart"].sum()) for each in found) <= 1
    assert np.mean([each.table["share_of_decision"].mean() for each in found]) < 0.03
    lost = found[0].table.iloc[-1]
    assert (lost["share_low"], lost["share_high"]) == (0.0, pytest.approx(found[0].chance))


def test_three_alternatives_and_a_threshold() -> None:
    """One is better below a third, another above two thirds, a third one is safe: all by a single uniform unknown."""
    places = np.stack([(np.arange(1024) + 0.5) / 1024, np.random.default_rng(1).random(1024)], axis=1)
    uniform = places[:, 0]
    utilities = np.stack([np.full(1024, 0.5), (uniform < 1 / 3) * 1.0, (uniform > 2 / 3) * 1.0], axis=1)
    found = worth(utilities, places, ["it", "not it"], seed=1)
    assert found.all_known == pytest.approx(2 / 3 + 0.5 / 3 - 0.5, abs=0.01)
    assert found.best == 0
    assert found.best_in == pytest.approx((1 / 3, 1 / 3, 1 / 3), abs=0.01)
    first = found.table.iloc[0]
    assert first["field"] == "it"
    # a polynomial rounds the steps off, and settles a little less than there is
    assert 0.8 < first["share_of_decision"] < 1.0


def test_a_decision_that_nothing_can_change_has_no_shares() -> None:
    inputs = normals(64, 3, seed=1)
    found = worth(np.stack([inputs[:, 0], inputs[:, 0] + 1.0], axis=1), inputs, ["a", "b", "c"], seed=1)
    assert found.all_known == 0.0
    assert found.best_in == (0.0, 1.0)
    assert found.table["share_of_decision"].isna().all()
    assert not found.table["told_apart"].any()


def test_what_is_added_to_every_alternative_changes_nothing() -> None:
    inputs = normals(128, 5, seed=2)
    utilities = np.stack([np.zeros(128), inputs[:, 0]], axis=1)
    names = list("abcde")
    alone, with_more = worth(utilities, inputs, names, 1), worth(utilities + 100 * inputs[:, [4]], inputs, names, 1)
    assert alone.table["share_of_decision"].tolist() == pytest.approx(with_more.table["share_of_decision"].tolist())
    assert alone.table.equals(worth(utilities, inputs, names, 1).table)


def test_leaving_out_is_what_the_shortcut_says() -> None:
    random = np.random.default_rng(5)
    column, response = random.random(30), random.normal(size=30)
    residuals = {0: 0.0, 1: 0.0, 2: 0.0}
    for out in range(30):
        kept = np.arange(30) != out
        for degree in residuals:
            fit = np.polynomial.Polynomial.fit(column[kept], response[kept], degree)
            residuals[degree] += float((response[out] - fit(column[out])) ** 2)
    smoother = Smoother.of(column)
    centred = (response - response.mean())[:, None]
    found = smoother._left_out(centred, smoother.functions.T @ centred)[:, 0]
    assert found[:3] == pytest.approx(list(residuals.values()))


def test_the_degree_is_that_of_the_truth() -> None:
    column = np.linspace(0.0, 1.0, 200)
    noise = 0.01 * np.random.default_rng(1).normal(size=200)
    assert Smoother.of(column).degree(noise) == 0
    assert Smoother.of(column).degree((column - 0.5) ** 2 + noise) == 2
    assert Smoother.of(np.full(200, 3.0)).fitted(noise[:, None]) == pytest.approx(noise.mean())
    assert Smoother.of(np.repeat([1.0, 2.0], 100)).functions.shape == (200, 1)


def test_a_turning_point_is_told_where_there_is_one() -> None:
    column = np.random.default_rng(1).random(300)
    turned = turning_point(0.4 - column, column)
    assert turned is not None
    assert turned[0] == pytest.approx(0.4, abs=0.02)
    assert turned[1] is False
    flat_at_first = turning_point(np.where(column < 0.1, 0.0, 10 * (column - 0.4)), column)
    assert flat_at_first is not None
    assert flat_at_first[0] == pytest.approx(0.4, abs=0.05)
    assert flat_at_first[1] is True
    assert turning_point((column - 0.5) ** 2 - 0.1, column) is None
    assert turning_point(column + 1.0, column) is None


@pytest.mark.slow
@pytest.mark.weekly
@pytest.mark.parametrize(("worlds", "count"), [(256, 30), (256, 100), (512, 100)])
def test_bias_and_coverage_over_many_studies(worlds: int, count: int) -> None:
    all_known = gain_if_known(LEAD, float(np.linalg.norm(WEIGHTS)))
    exact = np.array([gain_if_known(LEAD, weight) / all_known for weight in WEIGHTS])
    shares, covered, fooled = [], [], 0
    for seed in range(REPETITIONS):
        found, none = linear(worlds, count, seed)
        rows = found.table.set_index("field").loc[[f"x{number}" for number in range(3)]]
        shares.append(rows["share_of_decision"].to_numpy())
        covered.append((rows["share_low"] - 1e-9 <= exact) & (exact <= rows["share_high"]))
        fooled += bool(none.table["told_apart"].any())
    assert np.abs(np.mean(shares, axis=0) - exact).max() < 0.02
    assert np.mean(covered, axis=0).min() >= 0.85
    assert fooled <= 6  # of forty, two expected
