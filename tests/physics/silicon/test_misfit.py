"""Pressure of silicon in a matrix: limits for small and large strains, and what relieves it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.silicon.coupling import film_pressure, shift_per_pressure
from dbetwin.physics.silicon.fracture import crack_relief, critical_energy, particle_limit
from dbetwin.physics.silicon.misfit import misfit_pressure, misfit_strain, plastic_relief, shear_at_a_face


def neo_hookean(strain: float, shear: float) -> float:
    """Pressure in a cavity whose volume has grown, in an endless incompressible neo-Hookean solid."""
    stretch = np.exp(strain / 3)
    return float(shear * (2.5 - 2 / stretch - 0.5 / stretch**4))


def test_a_small_swelling_strains_by_itself() -> None:
    assert float(misfit_strain(1e-6, 0.0, 2.8)) == pytest.approx(2.8e-6, rel=1e-5)
    assert float(misfit_strain(0.5, 1.4, 2.8)) == 0.0
    assert float(misfit_strain(0.5, 1.39, 2.8)) > 0.0


@given(early=st.floats(0, 1), late=st.floats(0, 1), volume=st.floats(0, 3))
def test_strain_adds_up_in_steps(early: float, late: float, volume: float) -> None:
    """A logarithmic strain does not depend on the state that it is counted from."""
    first, last = sorted((early, late))
    grown = (1 + 2.8 * first) * (1 + volume) - 1  # room that fits the first state with the same share of pores
    whole = np.log((1 + 2.8 * last) / (1 + grown))
    assert whole == pytest.approx(np.log((1 + 2.8 * last) / (1 + 2.8 * first)) - np.log(1 + volume), abs=1e-12)
    assert float(misfit_strain(last, grown, 2.8)) == pytest.approx(max(whole, 0.0), abs=1e-12)


def test_pressure_has_the_limits_of_a_rigid_and_of_a_soft_matrix() -> None:
    assert float(misfit_pressure(0.1, 40e9, 1e18)) == pytest.approx(4e9, rel=1e-6)
    assert float(misfit_pressure(0.1, 1e18, 3e9)) == pytest.approx(0.4e9, rel=1e-6)


@pytest.mark.parametrize(("strain", "less"), [(1e-4, 0.0), (0.5, 0.18), (1.335, 0.36)])
def test_an_elastic_matrix_is_too_stiff_at_large_strain(strain: float, less: float) -> None:
    linear = float(misfit_pressure(strain, np.inf, 0.5e9))
    assert 1 - neo_hookean(strain, 0.5e9) / linear == pytest.approx(less, abs=0.01)


def test_a_rigid_neighbour_doubles_the_stiffness_that_is_felt() -> None:
    assert float(shear_at_a_face(0.5e9, 1e18)) == pytest.approx(1e9)
    assert float(shear_at_a_face(0.5e9, 0.5e9)) == pytest.approx(0.5e9)


def test_relief_is_the_pressure_of_a_cavity_grown_from_nothing() -> None:
    # plastic zone of radius c around a cavity of radius a: p = 2/3 Y (1 + 3 ln(c/a)), (c/a)^3 = E/(3 (1 - nu) Y)
    shear, poisson, strength = 59.5e9, 0.26, 2.1e9
    reach = (2 * shear * (1 + poisson) / (3 * (1 - poisson) * strength)) ** (1 / 3)
    expected = 2 / 3 * strength * (1 + 3 * np.log(reach))
    assert plastic_relief(strength, shear, poisson) == pytest.approx(expected)
    assert plastic_relief(1e12, 0.5e9, 0.35) == pytest.approx(2e12 / 3)


@given(st.floats(1e6, 1e10), st.floats(1.01, 3))
def test_a_stronger_or_stiffer_matrix_bears_more(strength: float, more: float) -> None:
    here = plastic_relief(strength, 5e9, 0.35)
    assert plastic_relief(strength, 5e9 * more, 0.35) >= here
    if strength * more < 3e9:
        assert plastic_relief(strength * more, 5e9, 0.35) > here


def test_a_matrix_cracks_where_its_sphere_is_as_large_as_its_limit() -> None:
    pressure = crack_relief(1e6, 0.26, 4e-6, 2.56)
    energy = critical_energy(1e6, 150e9, 0.26)
    assert float(particle_limit(energy, 150e9, pressure, 2.56)) == pytest.approx(4e-6)
    assert crack_relief(1e6, 0.26, 1e-6, 2.56) == pytest.approx(2 * pressure)


def test_a_film_feels_two_thirds() -> None:
    assert float(film_pressure(1.0)) == pytest.approx(2 / 3, rel=1e-12)
    shift = shift_per_pressure(8.9e-6)
    assert 1e12 * shift == pytest.approx(92.24, abs=0.01)
    assert 1e12 * shift * float(film_pressure(1.0)) == pytest.approx(61.5, abs=0.05)
    assert shift_per_pressure(8.9e-6, 1.7) == pytest.approx(1.7 * shift)
