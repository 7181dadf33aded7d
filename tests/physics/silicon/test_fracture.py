"""Energy release rates and sizes below which nothing cracks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.silicon.fracture import (
    critical_energy,
    expansion_breaks,
    film_limit,
    particle_limit,
    release_rate,
)


def test_release_rate_table() -> None:
    assert release_rate(1e9, np.array([50e-9, 180e-9, 500e-9]), 50e9) == pytest.approx([1.0, 3.6, 10.0])


@given(st.floats(1e6, 5e9), st.floats(1e-9, 1e-5), st.floats(1e9, 1e11), st.floats(1.1, 10))
def test_release_rate_is_linear_in_size_and_square_in_stress(
    stress: float, size: float, modulus: float, times: float
) -> None:
    here = float(release_rate(stress, size, modulus))
    assert float(release_rate(stress, times * size, modulus)) == pytest.approx(times * here)
    assert float(release_rate(times * stress, size, modulus)) == pytest.approx(times**2 * here)
    assert float(release_rate(stress, size, times * modulus)) == pytest.approx(here / times)
    toughness = 3.6
    assert float(release_rate(stress, film_limit(toughness, modulus, stress), modulus)) == pytest.approx(toughness)


def test_both_ends_of_an_unknown_toughness() -> None:
    assert film_limit(np.array([1.0, 3.6, 20.0]), 50e9, 1e9) == pytest.approx([50e-9, 180e-9, 1e-6])


def test_garnet_cracks_at_the_energy_of_its_toughness() -> None:
    energy = critical_energy(np.array([0.44e6, 1.0e6, 1.51e6]), 150e9, 0.26)
    assert energy == pytest.approx([1.2, 6.2, 14.2], abs=0.05)


def test_larger_particles_crack_by_the_square_of_stress() -> None:
    limit = float(particle_limit(8.5, 70e9, 1.75e9, 2.56))
    assert float(particle_limit(8.5, 70e9, 3.5e9, 2.56)) == pytest.approx(limit / 4)
    assert float(particle_limit(17.0, 70e9, 1.75e9, 2.56)) == pytest.approx(2 * limit)


def test_a_brittle_electrolyte_needs_little_expansion_and_much_toughness() -> None:
    expansion = np.array([0.0, 0.074, 0.075, 0.074, 2.8])
    energy = np.array([4.1, 4.1, 4.1, 4.0, 14.2])
    assert expansion_breaks(expansion, energy).tolist() == [0, 0, 1, 1, 1]
