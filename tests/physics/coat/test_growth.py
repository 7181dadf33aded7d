import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.coat import growth as coating

RNG = np.random.default_rng(20240501)


def test_growth_numbers() -> None:
    assert 1e9 * coating.thickness_from_mass(0.003, 10e-6, 4750, 4640) == pytest.approx(5.11, abs=0.01)
    assert 1e9 * coating.thickness_from_mass(0.01, 10e-6, 4750, 5100) == pytest.approx(15.5, abs=0.05)
    assert 1e9 * coating.thickness_from_mass(0.02, 100e-6, 2600, 2200) == pytest.approx(391, abs=1)


@pytest.mark.parametrize(
    ("size_um", "core", "coat", "percent"),
    [(10, 4750, 4640, 0.059), (10, 4750, 3000, 0.038), (10, 4750, 5100, 0.064), (5, 5100, 3000, 0.071)],
)
def test_percent_of_coat_that_a_nanometre_takes(size_um: float, core: float, coat: float, percent: float) -> None:
    # niobate, alumina and garnet on cathode grains, alumina on garnet; two digits are given
    thickness = coating.thickness_from_mass(percent / 100, size_um * 1e-6, core, coat)
    assert 1e9 * thickness == pytest.approx(1.0, rel=0.01)


def test_three_deposits_laid_cover_95_percent() -> None:
    assert coating.coverage(3 * 1.7e-9, 1.7e-9) == pytest.approx(0.95, abs=5e-4)


@given(st.floats(0, 0.5), st.floats(1e-6, 1e-3), st.floats(1000, 6000), st.floats(1000, 6000))
def test_a_coat_weighs_what_its_shell_holds(ratio: float, size: float, core: float, coat: float) -> None:
    thickness = float(coating.thickness_from_mass(ratio, size, core, coat))
    shell = (1 + 2 * thickness / size) ** 3 - 1  # of the particle's volume
    assert shell * coat / core == pytest.approx(ratio, rel=1e-6, abs=1e-12)


def test_a_thin_coat_spreads_over_the_area_of_spheres() -> None:
    ratio, size, core, coat = 1e-5, 10e-6, 4750.0, 4640.0
    thin = ratio * core * size / (6 * coat)
    assert coating.thickness_from_mass(ratio, size, core, coat) == pytest.approx(thin, rel=1e-4)


@pytest.mark.parametrize("cv", [0.05, 0.25, 0.6])
def test_gamma_closed_forms_match_sampling(cv: float) -> None:
    mean, deposit = 4e-9, 1.7e-9
    thickness = RNG.gamma(1 / cv**2, mean * cv**2, 400_000)
    covered = coating.coverage(thickness, deposit)
    assert coating.mean_coverage(mean, cv, deposit) == pytest.approx(covered.mean(), abs=1e-3)
    assert coating.share_below_coverage(0.8, mean, cv, deposit) == pytest.approx((covered < 0.8).mean(), abs=3e-3)
    assert coating.coverage_below(0.8, mean, cv, deposit) == pytest.approx(np.mean(covered * (covered < 0.8)), abs=3e-3)


@given(st.floats(0.5e-9, 20e-9), st.floats(0.0, 1.0))
def test_scatter_only_costs_coverage(mean: float, cv: float) -> None:
    even = float(coating.coverage(mean, 1.7e-9))
    assert float(coating.mean_coverage(mean, cv, 1.7e-9)) <= even + 1e-9
    assert coating.mean_coverage(mean, 0.0, 1.7e-9) == pytest.approx(even, rel=1e-6)


@given(st.floats(0.5e-9, 20e-9), st.floats(0.05, 1.0))
def test_a_tail_is_covered_less_than_its_gate_and_all_together_as_the_mean(mean: float, cv: float) -> None:
    share = float(coating.share_below_coverage(0.8, mean, cv, 1.7e-9))
    below = float(coating.coverage_below(0.8, mean, cv, 1.7e-9))
    assert -1e-12 <= below <= 0.8 * share + 1e-12


@given(st.floats(0.5e-9, 4e-9), st.floats(0.05, 1.0))
def test_below_full_coverage_lies_all_of_it(mean: float, cv: float) -> None:
    everything = float(coating.coverage_below(1 - 1e-15, mean, cv, 1.7e-9))
    assert everything == pytest.approx(float(coating.mean_coverage(mean, cv, 1.7e-9)), abs=1e-5)


def test_vectors_equal_scalars() -> None:
    means = np.array([2e-9, 5e-9])
    both = coating.share_below_coverage(0.8, means, np.array([0.2, 0.3]), 1.7e-9)
    assert both[1] == coating.share_below_coverage(0.8, 5e-9, 0.3, 1.7e-9)
