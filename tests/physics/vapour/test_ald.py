import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.constants import Avogadro, Boltzmann

from dbetwin.physics.coat.growth import coverage
from dbetwin.physics.vapour import ald

ALUMINA = (3000.0, 0.101961)


def test_a_nanometre_of_alumina_on_a_kilogram_of_cathode_powder_weighs_nine_tenths_of_a_gram() -> None:
    assert 1e3 * ald.coat_mass_ratio(1e-9, 300.0, ALUMINA[0]) == pytest.approx(0.9, rel=1e-12)


def test_fifteen_cycles_grow_two_nanometres() -> None:
    assert 2.1 <= 1e9 * ald.film_thickness(0.145e-9, 15) <= 2.25


@given(st.floats(0.05e-9, 0.2e-9), st.integers(0, 200), st.floats(0.0, 1.0))
def test_no_cycle_grows_nothing_and_twice_as_many_twice_as_much(growth: float, cycles: int, share: float) -> None:
    assert ald.film_thickness(growth, 0, share) == 0.0
    once, twice = (float(ald.film_thickness(growth, count, share)) for count in (cycles, 2 * cycles))
    assert twice == pytest.approx(2 * once)
    assert 0 <= once <= growth * cycles


@given(st.floats(0.05e-9, 0.2e-9), st.floats(100, 600), st.floats(2500, 6000), st.integers(1, 30))
def test_aluminium_that_was_adsorbed_is_what_the_coat_weighs(
    growth: float, surface: float, density: float, cycles: int
) -> None:
    adsorbed = cycles * ald.places_per_area(growth, density, 0.101961, 2.0) * surface
    coat = ald.coat_mass_ratio(ald.film_thickness(growth, cycles), surface, density)
    assert adsorbed / 2 * 0.101961 == pytest.approx(coat)


def test_the_rate_of_adsorption_is_that_of_colliding_molecules() -> None:
    pressure, kelvin, mass = 50.0, 400.0, 0.072085
    flux = pressure / np.sqrt(2 * np.pi * mass / Avogadro * Boltzmann * kelvin)  # molecules per area and time
    concentration = pressure / (Avogadro * Boltzmann * kelvin)  # mol/m3
    assert ald.adsorption_velocity(1e-3, mass, kelvin) * concentration == pytest.approx(1e-3 * flux / Avogadro)


def test_a_pulse_brings_what_it_should() -> None:
    seconds = ald.pulse_time(0.2, 0.03, 0.02, 9e4, 350.0)
    assert seconds * 0.03 * 0.02 * 9e4 / (8.314462618 * 350.0) == pytest.approx(0.2)
    assert ald.purge_time(0.4, 0.02, 5.0) == pytest.approx(100.0)


def test_pulses_that_reach_some_grains_only_scatter_like_a_draw_by_lot() -> None:
    rng = np.random.default_rng(7)
    hits = rng.binomial(12, 0.7, 400_000)
    assert ald.pulse_scatter(0.7, 12) == pytest.approx(hits.std() / hits.mean(), rel=5e-3)


@given(st.floats(0.05, 1.0), st.integers(1, 100))
def test_scatter_falls_with_cycles_and_saturation(share: float, cycles: int) -> None:
    here = float(ald.pulse_scatter(share, cycles))
    assert 0 <= float(ald.pulse_scatter(share, 2 * cycles)) <= here
    assert float(ald.pulse_scatter(min(1.1 * share, 1.0), cycles)) <= here


def test_three_layers_of_formula_units_cover_all_but_a_twentieth() -> None:
    layer = float(ald.layer_thickness(ALUMINA[1], ALUMINA[0]))
    assert 0.3e-9 < layer < 0.45e-9
    assert coverage(3 * layer, layer) == pytest.approx(0.95, abs=1e-3)


def test_vectors_equal_scalars() -> None:
    shares = np.array([0.3, 0.8, 1.0])
    assert list(ald.pulse_scatter(shares, 10)) == [float(ald.pulse_scatter(share, 10)) for share in shares]
