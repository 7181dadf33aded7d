import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.coat import uniformity

RNG = np.random.default_rng(7)
PARTICLES = 20_000


def simulated_cv(seconds: float) -> float:
    """Renewal reward process: gamma cycles of 10 +- 6 s, mass per pass 1 +- 0.5, started in its steady state."""
    mean, sd = 10.0, 6.0
    shape, scale = (mean / sd) ** 2, sd**2 / mean
    clock = RNG.gamma(shape + 1, scale, PARTICLES) * RNG.random(PARTICLES)
    mass = np.zeros(PARTICLES)
    while (clock < seconds).any():
        passing = clock < seconds
        mass += passing * RNG.gamma(4.0, 0.25, PARTICLES)
        clock += np.where(passing, RNG.gamma(shape, scale, PARTICLES), 0.0)
    return float(mass.std() / mass.mean())


def simulated_stay_cv(stay: float, share: float, seconds: float) -> float:
    """Time in the spray of particles that go to and fro between two mixed zones, by chance from the start."""
    away = stay * (1 - share) / share
    inside = RNG.random(PARTICLES) < share
    left, sprayed = np.full(PARTICLES, seconds), np.zeros(PARTICLES)
    while (left > 0).any():
        lasts = np.minimum(RNG.exponential(np.where(inside, stay, away)), left)
        sprayed += inside * lasts
        left -= lasts
        inside = ~inside
    return float(sprayed.std() / sprayed.mean())


@pytest.mark.parametrize("seconds", [300.0, 1200.0, 3600.0])
def test_renewal_theory_matches_simulation(seconds: float) -> None:
    assert uniformity.renewal_cv(seconds / 10, 0.6, 0.5) == pytest.approx(simulated_cv(seconds), rel=0.03)


@pytest.mark.parametrize(("seconds", "expected"), [(300, 0.143), (1200, 0.0713), (3600, 0.0412), (14400, 0.0206)])
def test_renewal_numbers(seconds: float, expected: float) -> None:
    assert uniformity.renewal_cv(seconds / 10, 0.6, 0.5) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize("share", [0.01, 0.05, 0.3])
def test_two_mixed_zones_match_simulation(share: float) -> None:
    cycle = float(uniformity.two_zone_cycle(0.5, share))
    expected = simulated_stay_cv(0.5, share, 60 * cycle)
    assert uniformity.two_zone_cv(60.0, share) == pytest.approx(expected, rel=0.03)


def test_a_small_zone_is_a_renewal_process_of_scatter_one() -> None:
    assert uniformity.two_zone_cv(100.0, 1e-6) == pytest.approx(float(uniformity.renewal_cv(100.0, 1.0, 1.0)), rel=1e-5)


@given(st.floats(1, 1e4), st.floats(0.3, 1.2), st.floats(0.3, 2), st.floats(0.01, 0.1))
def test_twice_the_time_halves_the_variance(passes: float, cycle: float, per_pass: float, share: float) -> None:
    laws = (
        lambda count: uniformity.renewal_cv(count, cycle, per_pass),
        lambda count: uniformity.two_zone_cv(count, share),
    )
    for law in laws:
        assert law(2 * passes) ** 2 == pytest.approx(law(passes) ** 2 / 2)


def test_a_granule_s_drops_are_counted_by_chance() -> None:
    caught = RNG.poisson(330.0, 400_000)
    assert uniformity.drop_count_cv(330.0) == pytest.approx(caught.std() / caught.mean(), rel=0.01)


@pytest.mark.parametrize("stay", [0.0, 0.5, 1.0])
def test_large_granules_catch_more_and_weigh_yet_more(stay: float) -> None:
    sizes = np.exp(0.3 * RNG.standard_normal(400_000))  # by mass
    per_mass = sizes ** (2 + stay) / sizes**3
    assert uniformity.size_cv(0.3, stay) == pytest.approx(per_mass.std() / per_mass.mean(), rel=0.01, abs=1e-12)


@pytest.mark.parametrize(("still", "ratio"), [(0.0, 0.3), (0.02, 0.3), (0.3, 0.3), (0.3, 1.0)])
def test_two_populations_keep_the_mean_and_give_its_scatter(still: float, ratio: float) -> None:
    cv, mean, count = 0.2, 5.0, 400_000
    moving = float(uniformity.moving_mean(mean, still, ratio))
    middle = np.where(RNG.random(count) < still, ratio * moving, moving)
    thickness = middle * RNG.gamma(1 / cv**2, cv**2, count)
    assert thickness.mean() == pytest.approx(mean, rel=3e-3)
    assert uniformity.mixture_cv(cv, still, ratio) == pytest.approx(thickness.std() / thickness.mean(), rel=5e-3)


@given(st.floats(0, 1), st.floats(0, 0.15), st.floats(0.1, 0.6))
def test_stagnant_zones_only_add_scatter(cv: float, still: float, ratio: float) -> None:
    assert uniformity.mixture_cv(cv, still, ratio) >= cv - 1e-9


def test_scatters_multiply() -> None:
    a, b = RNG.gamma(16, 1 / 16, 400_000), RNG.gamma(4, 1 / 4, 400_000)
    product = a * b
    assert uniformity.combined_cv(0.25, 0.5) == pytest.approx(product.std() / product.mean(), rel=0.01)
