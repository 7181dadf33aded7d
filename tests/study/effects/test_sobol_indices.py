from __future__ import annotations

import numpy as np
import pytest

from dbetwin.errors import InputError
from dbetwin.study.designs.saltelli import saltelli
from dbetwin.study.effects import sobol_indices as module
from dbetwin.study.effects.sobol_indices import sobol_indices
from tests.study.effects.ishigami import FIRST, TOTAL, VARIANCE, A, B, ishigami


def test_the_exact_shares_are_those_of_the_function() -> None:
    places = (np.arange(400) + 0.5) / 400
    third = np.pi * (2 * places - 1)
    by_hand = np.var(A * np.sin(third) ** 2) + 0.5 * np.mean((1 + B * third**4) ** 2)
    assert pytest.approx(by_hand, rel=1e-4) == VARIANCE
    assert FIRST.round(4).tolist() == [0.3139, 0.4424, 0.0]
    assert TOTAL.round(4).tolist() == [0.5576, 0.4424, 0.2437]


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_indices_of_the_ishigami_function_lie_within_two_hundredths(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RESAMPLES", 100)
    values = ishigami(saltelli(factors=3, base=8192, seed=seed).points)
    found = sobol_indices(values, ("x1", "x2", "x3"), seed).table
    assert np.abs(found["first"].to_numpy() - FIRST).max() < 0.02
    assert np.abs(found["total"].to_numpy() - TOTAL).max() < 0.02
    assert ((found["first_low"] < FIRST) & (found["first_high"] > FIRST)).all()
    assert ((found["total_low"] < TOTAL) & (found["total_high"] > TOTAL)).all()


def test_a_shift_of_the_response_changes_nothing() -> None:
    values = ishigami(saltelli(factors=3, base=64, seed=1).points)
    found, shifted = (sobol_indices(each, "abc", 1).table for each in (values, values + 1000.0))
    assert found.iloc[:, 1:].to_numpy() == pytest.approx(shifted.iloc[:, 1:].to_numpy(), abs=1e-8)


def test_replications_are_averaged_and_the_seed_decides() -> None:
    values = ishigami(saltelli(factors=3, base=64, seed=1).points)
    noise = np.random.default_rng(1).normal(size=len(values))
    both = np.stack([values + noise, values - noise], axis=1)
    assert sobol_indices(both, "abc", 1).table.equals(sobol_indices(both.mean(axis=1), "abc", 1).table)
    assert not sobol_indices(both, "abc", 1).table.equals(sobol_indices(both, "abc", 2).table)


def test_wide_intervals_are_told() -> None:
    assert "a larger base" in sobol_indices(ishigami(saltelli(3, 64, 1).points), "abc", 1).cautions[0]


def test_a_response_that_does_not_vary_has_no_shares() -> None:
    found = sobol_indices(np.full(5 * 8, 3.0), "abc", 1)
    assert found.table.drop(columns="factor").isna().all(axis=None)
    assert found.cautions == ("the response does not vary",)


def test_a_missing_point_is_refused() -> None:
    values = ishigami(saltelli(factors=3, base=8, seed=1).points)
    values[7] = np.nan
    with pytest.raises(InputError, match="1 points of the Saltelli design could not be run"):
        sobol_indices(values, "abc", 1)


@pytest.mark.parametrize("count", [39, 41, 30, 0])
def test_values_of_another_design_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="not those of a Saltelli design of 3 factors"):
        sobol_indices(np.ones(count), "abc", 1)
