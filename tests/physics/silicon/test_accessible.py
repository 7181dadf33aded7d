"""Roots of the charge that confined silicon takes: the reference table, directions, first crossing."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin.physics.silicon.accessible import Film, Inclusion, accessible_soc, confined_pressure, film_soc
from dbetwin.physics.silicon.alloy import open_potential
from dbetwin.physics.silicon.coupling import shift_per_pressure

PORES = st.floats(0, 3)
DROPS = st.floats(0, 0.5)
SHEARS = st.floats(0.1, 60)
RELIEFS = st.sampled_from([0.05e9, 0.5e9, 2e9, np.inf])


def silicon(shear_GPa: float, coupling: float = 1.0, relief: float = np.inf) -> Inclusion:
    return Inclusion(2.8, 60e9, 25e9, 1e9 * shear_GPa, relief, shift_per_pressure(8.9e-6, coupling), 0.01)


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
def test_reference_roots(volume: float, shear: float, soc: float, pressure: float) -> None:
    found = accessible_soc(volume, 0.0, silicon(shear))
    assert float(found) == pytest.approx(soc, abs=6e-4)
    assert 1e-9 * float(confined_pressure(found, volume, silicon(shear))) == pytest.approx(pressure, abs=6e-3)


@settings(max_examples=50)
@given(volume=PORES, drop=DROPS, shear=SHEARS, relief=RELIEFS)
def test_room_helps_and_stiffness_and_resistance_hinder(
    volume: float, drop: float, shear: float, relief: float
) -> None:
    matrix = silicon(shear, relief=relief)
    here = accessible_soc(volume, drop, matrix)
    assert accessible_soc(volume + 0.1, drop, matrix) >= here
    assert accessible_soc(volume, drop, silicon(1.2 * shear, relief=relief)) <= here
    assert accessible_soc(volume, drop + 0.01, matrix) <= here
    assert accessible_soc(volume, drop, silicon(shear, 2.0, relief)) <= here
    assert accessible_soc(volume, drop, replace(matrix, relief=2 * relief)) <= here


@settings(max_examples=50)
@given(volume=PORES, drop=DROPS, shear=SHEARS, coupling=st.floats(0, 2.0), relief=RELIEFS)
def test_no_state_on_the_way_is_below_the_cut_off(
    volume: float, drop: float, shear: float, coupling: float, relief: float
) -> None:
    matrix = silicon(shear, coupling, relief)
    soc = float(accessible_soc(volume, drop, matrix))
    way = np.linspace(0.0, soc, 200)
    potential = open_potential(way) - matrix.shift * confined_pressure(way, volume, matrix) - drop
    assert (potential >= 0.01 - 1e-9).all() or soc == 0.0
    if soc < 1.0:
        assert potential[-1] == pytest.approx(0.01, abs=1e-6) or soc == 0.0


def test_without_coupling_the_potential_alone_decides() -> None:
    free = silicon(60.0, 0.0)
    assert float(accessible_soc(0.0, 0.0, free)) == 1.0
    # U0 = 0.285 V where (1 - SOC)^1.2 is one half
    assert float(accessible_soc(0.0, 0.275, free)) == pytest.approx(1 - 0.5 ** (1 / 1.2), abs=1e-6)
    assert float(accessible_soc(0.0, 0.6, free)) == 0.0


def test_relief_holds_the_pressure_down() -> None:
    capped = silicon(60.0, relief=0.3e9)
    assert float(confined_pressure(1.0, 0.0, capped)) == 0.3e9
    assert float(confined_pressure(0.001, 0.0, capped)) < 0.3e9
    assert float(accessible_soc(0.0, 0.0, capped)) > 0.95
    assert float(accessible_soc(0.0, 0.0, silicon(60.0))) < 0.06


def test_a_film_reaches_full_charge_by_theory_and_less_by_measurement() -> None:
    film = Film(1.75e9, 1e9, 0.65e9, shift_per_pressure(8.9e-6), 0.01)
    assert float(film_soc(0.0, film)) == 1.0
    measured = float(film_soc(0.0, replace(film, shift=shift_per_pressure(8.9e-6, 1.7))))
    assert 0.85 < measured < 1.0
    assert (np.diff(film_soc(np.linspace(0, 0.5, 51), film)) <= 0).all()
