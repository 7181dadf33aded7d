import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq

from dbetwin.physics.film.compaction import Compaction, compacted_porosity, softness
from dbetwin.physics.film.roll import (
    EXPANSION,
    STEEL,
    Roll,
    bending,
    gap_share,
    nip_gap,
    profile_scatter,
    quadrature,
    runout_wave,
    thermal_gap,
)


@pytest.mark.parametrize(
    ("roll", "centre_um", "edge_um"),
    [
        (Roll(0.4, 1.2, 0.6), 43.8, 13.3),
        (Roll(0.6, 1.2, 0.6), 10.5, 3.24),
        (Roll(0.8, 1.2, 0.6), 4.12, 1.29),
        (Roll(0.8, 1.6, 1.0), 12.2, 5.47),
        (Roll(1.0, 1.6, 1.0), 5.86, 2.64),
    ],
)
def test_bending_numbers(roll: Roll, centre_um: float, edge_um: float) -> None:
    centre, edge = bending(roll, 500e3)
    assert 1e6 * centre == pytest.approx(centre_um, rel=0.02)
    assert 1e6 * edge == pytest.approx(edge_um, rel=0.02)


def test_bending_agrees_with_the_unit_load_integral() -> None:
    roll, load = Roll(0.5, 1.4, 0.8), 400e3
    inertia, area = np.pi * roll.diameter**4 / 64, np.pi * roll.diameter**2 / 4
    start, reaction = (roll.span - roll.web_width) / 2, load * roll.web_width / 2

    def moment(x: float) -> float:
        return reaction * x - load * max(x - start, 0.0) ** 2 / 2

    def shear(x: float) -> float:
        return reaction - load * max(x - start, 0.0)

    bent = 2 * quad(lambda x: moment(x) * x / 2, 0, roll.span / 2, points=[start])[0] / (STEEL * inertia)
    sheared = 2 * 1.11 * quad(lambda x: shear(x) / 2, 0, roll.span / 2, points=[start])[0] / (STEEL / 2.6 * area)
    assert bending(roll, load)[0] == pytest.approx(bent + sheared, rel=1e-6)


def test_the_stand_stretches_and_parts_add_in_square() -> None:
    assert nip_gap(50e-6, 500e3, 0.3, 4e9) == pytest.approx(87.5e-6)
    assert quadrature(1.0, 2.0, 2.0) == pytest.approx(3.0)


@given(st.floats(100e3, 1200e3), st.floats(2e9, 6e9), st.floats(0.1, 1.0))
def test_of_a_gap_that_opens_the_web_takes_what_stand_and_compaction_together_give_it(
    load: float, stiffness: float, width: float
) -> None:
    material, solids = Compaction(0.32, 0.12, 280e3), 134e-6

    def thickness(load: float) -> float:
        return solids / (1 - float(compacted_porosity(load, material)))

    def set_gap_for(load: float) -> float:
        return thickness(load) - load * width / stiffness

    opened = 1e-9
    wanted = set_gap_for(load) + opened
    less = brentq(lambda load: nip_gap(wanted, load, width, stiffness) - thickness(load), 0.9 * load, load, xtol=1e-6)
    porosity = float(compacted_porosity(load, material))
    share = gap_share(softness(thickness(load), porosity, material), width, stiffness)
    assert share == pytest.approx((thickness(less) - thickness(load)) / opened, rel=1e-3)


def test_two_rolls_out_of_true_make_a_wave_of_chance_phase() -> None:
    phases = np.random.default_rng(1).uniform(0, 2 * np.pi, 20_000)
    gap = 1.5e-6 * np.abs(1 + np.exp(1j * phases))
    assert runout_wave(3e-6) == pytest.approx(np.sqrt((gap**2).mean()), rel=0.01)


def test_heat_closes_the_gap_by_two_radii_and_a_parabola_has_its_scatter() -> None:
    assert thermal_gap(0.8, 2.0) == pytest.approx(2 * 0.4 * EXPANSION * 2.0)
    across = np.linspace(-1, 1, 200_001)
    assert profile_scatter(5.0) == pytest.approx((5.0 * across**2).std(), rel=1e-4)


@given(st.floats(0.25, 1.0), st.floats(0.2, 1.0), st.floats(0.2, 1.0), st.floats(0, 3e6))
def test_thick_rolls_bend_less_and_the_edge_is_part_of_the_centre(
    diameter: float, width: float, further: float, load: float
) -> None:
    centre, edge = bending(Roll(diameter, width + further, width), load)
    assert 0 <= edge <= centre
    assert bending(Roll(1.1 * diameter, width + further, width), load)[0] <= centre
