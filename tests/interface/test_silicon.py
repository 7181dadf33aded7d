"""Silicon in its matrix: the reference roots, the table, plating, delamination."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin.celldesign.silicon_carbon import internal_void
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.silicon.confinement import (
    Silicon,
    accessible_soc,
    free_volume,
    misfit_pressure,
    open_potential,
    tabulated_soc,
)
from dbetwin.interface.silicon.delamination import energy_release_rate, tearing_probability
from dbetwin.interface.silicon.plating import plates
from tests.designs import silicon_design, with_material


def silicon(shear_GPa: float, coupling: float = 1.0) -> Silicon:
    return Silicon(2.8, 60.0, 25.0, shear_GPa, coupling * 8.9e-6 / 96485.33 * 1e9, 0.01)


@pytest.mark.parametrize(
    ("volume", "shear", "soc", "pressure"),
    [
        (0.0, 60, 0.058, 5.08), (0.0, 5, 0.310, 3.67), (0.0, 0.5, 0.907, 0.82),
        (0.5, 60, 0.252, 3.99), (0.5, 5, 0.496, 2.68), (0.5, 0.5, 0.978, 0.59),
        (1.0, 60, 0.436, 3.00), (1.0, 5, 0.648, 1.93), (1.0, 0.5, 1.000, 0.42),
        (2.0, 60, 0.778, 1.34), (2.0, 5, 0.898, 0.86), (2.0, 0.5, 1.000, 0.15),
        (2.8, 60, 1.000, 0.00), (2.8, 5, 1.000, 0.00), (2.8, 0.5, 1.000, 0.00),
    ],
)  # fmt: skip
def test_reference_roots(volume, shear, soc, pressure):
    found = accessible_soc(volume, 0.0, silicon(shear))
    assert float(found) == pytest.approx(soc, abs=6e-4)
    assert float(misfit_pressure(found, volume, silicon(shear))) == pytest.approx(pressure, abs=6e-3)


def test_the_table_is_within_one_percent_of_the_root():
    rng = np.random.default_rng(1)
    volume, drop = rng.uniform(0, 3.2, 2000), rng.uniform(0, 0.3, 2000)
    for shear in (0.1, 0.5, 5.0):
        exact = accessible_soc(volume, drop, silicon(shear))
        assert np.abs(tabulated_soc(volume, drop, silicon(shear)) - exact).max() < 0.01


@settings(max_examples=50)
@given(volume=st.floats(0, 3), drop=st.floats(0, 0.3), shear=st.floats(0.1, 60))
def test_room_helps_and_stiffness_and_resistance_hinder(volume, drop, shear):
    here = accessible_soc(volume, drop, silicon(shear))
    assert accessible_soc(volume + 0.1, drop, silicon(shear)) >= here
    assert accessible_soc(volume, drop, silicon(1.2 * shear)) <= here
    assert accessible_soc(volume, drop + 0.01, silicon(shear)) <= here


def test_stack_pressure_moves_the_potential_by_millivolts_only():
    assert silicon(0.5).shift_V_per_GPa * 0.1 < 0.010


def test_the_pilot_anode_has_room_in_its_particles():
    room = free_volume({"anode_porosity": np.array([0.0, 0.02])}, Situation.of(silicon_design()))
    silicon_share = 0.7125 * 1.3 * 0.5 / 2.33
    assert room == pytest.approx([0.7125 * 0.4 / silicon_share, 1.434 + 0.02 / (0.98 * silicon_share)], abs=1e-3)


@pytest.mark.parametrize(("share", "void"), [(0.5, 0.15), (0.3, 0.5)])
def test_room_in_particles_made_in_house_is_their_own(share, void):
    # of a gram of solids; what is not void is silicon and carbon
    solids = share / 2.33 + (1 - share) / 2.0247
    room = solids * void / (1 - void) / (share / 2.33)
    made = {"silicon_mass_fraction": np.array([share]), "silicon_void": np.array([void])}
    known = {"anode_porosity": np.zeros(1), **made}
    assert free_volume(known, Situation.of(silicon_design())) == pytest.approx([room])


def test_silicon_plates_below_lithium_or_without_anode():
    assert plates(np.array([0.01, -1e-9, 0.01]), np.array([1.0, 1.2, 0.999])).tolist() == [0, 1, 1]
    assert float(open_potential(1.0)) == pytest.approx(0.06)
    assert float(open_potential(0.0)) == pytest.approx(0.51)


def test_release_rate_is_linear_in_size_and_square_in_stress():
    assert float(energy_release_rate(1.0, 180.0, 50.0)) == pytest.approx(3.6)
    assert float(energy_release_rate(2.0, 90.0, 50.0)) == pytest.approx(7.2)


def test_tearing_runs_from_never_to_always():
    found = tearing_probability(np.array([0.0, 3.6, 3.6 * np.exp(0.65), 1e6]), 3.6, 0.65)
    assert found == pytest.approx([0, 0.5, 0.8413, 1], abs=1e-4)


def test_a_denser_particle_has_less_void_for_silicon_to_swell_into():
    shelf = silicon_design().materials
    assert internal_void(shelf["silicon_carbon"], shelf["silicon"]) == pytest.approx(0.40, abs=1e-5)
    skeleton = 1 / (0.5 / 2.33 + 0.5 / 2.0247)
    for density, void in ((skeleton, 0.0), (0.5 * skeleton, 0.5), (2 * skeleton, 0.0)):
        design = with_material(silicon_design(), "silicon_carbon", density_g_cm3=density)
        found = internal_void(design.materials["silicon_carbon"], design.materials["silicon"])
        assert found == pytest.approx(void, abs=1e-12)
    # without pores between the particles: void over silicon's share of the particle's volume
    dense = free_volume({"anode_porosity": np.array([0.0])}, Situation.of(silicon_design()))
    assert dense == pytest.approx(0.40 / (1.3 * 0.5 / 2.33), rel=1e-4)
