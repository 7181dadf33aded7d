import numpy as np
import pytest

from dbetwin.physics.coat import uniformity

RNG = np.random.default_rng(7)


def simulated_cv(seconds: float, particles: int = 20_000) -> float:
    """Renewal reward process: gamma cycles of 10 +- 6 s, mass per pass 1 +- 0.5, started in its steady state."""
    mean, sd = 10.0, 6.0
    shape, scale = (mean / sd) ** 2, sd**2 / mean
    clock = RNG.gamma(shape + 1, scale, particles) * RNG.random(particles)
    mass = np.zeros(particles)
    while (clock < seconds).any():
        passing = clock < seconds
        mass += passing * RNG.gamma(4.0, 0.25, particles)
        clock += np.where(passing, RNG.gamma(shape, scale, particles), 0.0)
    return float(mass.std() / mass.mean())


@pytest.mark.parametrize("seconds", [300.0, 1200.0, 3600.0])
def test_renewal_theory_matches_simulation(seconds: float) -> None:
    assert uniformity.renewal_cv(seconds / 10, 0.6, 0.5) == pytest.approx(simulated_cv(seconds), rel=0.03)


@pytest.mark.parametrize(("seconds", "expected"), [(300, 0.143), (1200, 0.0713), (3600, 0.0412), (14400, 0.0206)])
def test_renewal_numbers(seconds: float, expected: float) -> None:
    assert uniformity.renewal_cv(seconds / 10, 0.6, 0.5) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(("still", "ratio"), [(0.0, 0.3), (0.02, 0.3), (0.3, 0.3), (0.3, 1.0)])
def test_two_populations_keep_the_mean_and_give_its_scatter(still: float, ratio: float) -> None:
    cv, mean, count = 0.2, 5.0, 400_000
    moving = float(uniformity.moving_mean(mean, still, ratio))
    middle = np.where(RNG.random(count) < still, ratio * moving, moving)
    thickness = middle * RNG.gamma(1 / cv**2, cv**2, count)
    assert thickness.mean() == pytest.approx(mean, rel=3e-3)
    assert uniformity.mixture_cv(cv, still, ratio) == pytest.approx(thickness.std() / thickness.mean(), rel=5e-3)


def test_scatters_multiply() -> None:
    a, b = RNG.gamma(16, 1 / 16, 400_000), RNG.gamma(4, 1 / 4, 400_000)
    product = a * b
    assert uniformity.combined_cv(0.25, 0.5) == pytest.approx(product.std() / product.mean(), rel=0.01)
