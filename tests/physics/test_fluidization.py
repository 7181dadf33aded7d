import numpy as np
import pytest
from fluids.packed_bed import Ergun
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics import GRAVITY, fluidization
from dbetwin.physics.fluidization import ARGON, NITROGEN

# solid, d um, density, Ar, u_mf Wen-Yu mm/s, u_mf Ergun mm/s, u_t m/s, all in nitrogen
TABLE = [
    ("glass bead", 200, 2500, 721, 33.1, 46.3, 1.388),
    ("sand", 500, 2650, 1.19e4, 201, 265, 3.98),
    ("NMC811", 10, 4750, 0.171, 0.158, 0.436, 0.0145),
    ("LLZO 5", 5, 5100, 0.0230, 0.0425, 0.117, 0.0039),
    ("LLZO 1", 1, 5100, 1.84e-4, 0.0017, 0.0047, 1.56e-4),
    ("graphite", 18, 2240, 0.471, 0.242, 0.666, 0.0222),
    ("Si/C", 8, 2000, 0.0369, 0.0427, 0.118, 0.0039),
    ("granule 60", 60, 2600, 20.2, 3.12, 4.39, 0.259),
    ("granule 100", 100, 2600, 93.7, 8.66, 12.2, 0.577),
    ("granule 150", 150, 2600, 316, 19.5, 27.3, 0.992),
    ("granule 250", 250, 2600, 1465, 53.5, 74.4, 1.86),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_regression_table(row: tuple[str, float, float, float, float, float, float]) -> None:
    _, size_um, density, number, wen_yu, ergun, falling = row
    size = size_um * 1e-6
    voidage = 0.42 if size_um > 40 else 0.50
    assert fluidization.archimedes_number(size, density) == pytest.approx(number, rel=0.02)
    # the table gives 1.7e-3 and 4.2e-2 mm/s with two digits
    assert 1e3 * fluidization.minimum_fluidization_velocity(size, density) == pytest.approx(wen_yu, rel=0.025)
    assert 1e3 * fluidization.minimum_fluidization_velocity_ergun(size, density, voidage) == pytest.approx(
        ergun, rel=0.02
    )
    assert fluidization.terminal_velocity(size, density) == pytest.approx(falling, rel=0.02)


def test_argon_slows_fine_powder_by_the_ratio_of_viscosities() -> None:
    for velocity in (fluidization.minimum_fluidization_velocity, fluidization.terminal_velocity):
        assert velocity(10e-6, 4750.0, ARGON) / velocity(10e-6, 4750.0) == pytest.approx(0.787, rel=0.01)


def test_the_ergun_velocity_carries_the_weight_of_the_bed() -> None:
    size, density, voidage = 150e-6, 2600.0, 0.42
    velocity = float(fluidization.minimum_fluidization_velocity_ergun(size, density, voidage))
    drop = Ergun(size, voidage, velocity, NITROGEN.density, NITROGEN.viscosity, L=1.0)
    assert drop == pytest.approx((density - NITROGEN.density) * (1 - voidage) * GRAVITY, rel=1e-3)


@given(st.floats(1e-6, 30e-6), st.floats(1500, 6000))
def test_in_the_laminar_limit_the_velocity_grows_with_the_square_of_the_size(size: float, density: float) -> None:
    slow, fast = (float(fluidization.minimum_fluidization_velocity(d, density)) for d in (size, 2 * size))
    assert fast / slow == pytest.approx(4, rel=0.02)
    laminar = (density - NITROGEN.density) * GRAVITY * size**2 / (1650 * NITROGEN.viscosity)
    assert slow == pytest.approx(laminar, rel=0.02)


def test_bond_numbers_and_what_channels_do() -> None:
    sizes = np.array([10e-6, 5e-6, 60e-6, 100e-6, 150e-6])
    densities = np.array([4750.0, 5100.0, 2600.0, 2600.0, 2600.0])
    assert fluidization.bond_number(sizes, densities) == pytest.approx([430, 3200, 3.6, 0.78, 0.23], rel=0.02)
    assert fluidization.gas_contact(np.array([1.0, 10.0, 100.0, 1e3, 1e5])) == pytest.approx([1, 1, 0.6, 0.2, 0.2])


def test_the_worked_example_of_a_bubbling_bed() -> None:
    excess = 0.05 - float(fluidization.minimum_fluidization_velocity(100e-6, 2600.0))
    bubble = fluidization.bubble_diameter(excess, 0.3)
    assert bubble == pytest.approx(36.5e-3, rel=2e-3)
    assert fluidization.bubble_velocity(excess, bubble) == pytest.approx(0.47, rel=0.01)
    flow = fluidization.solids_circulation(2600.0, 0.45, excess)
    assert flow == pytest.approx(32.6, rel=2e-3)
    # turnover is the bed's mass over its circulation
    assert fluidization.turnover_time(0.6, excess) == pytest.approx(2600 * 0.55 * 0.6 / flow)
    assert fluidization.turnover_time(0.6, excess) == pytest.approx(26, abs=0.5)


def test_faster_gas_carries_more_fines_and_slower_grains_go_first() -> None:
    assert fluidization.elutriation_rate(0.06, 0.0145) > fluidization.elutriation_rate(0.05, 0.0145)
    assert fluidization.elutriation_rate(0.05, 0.01) > fluidization.elutriation_rate(0.05, 0.02)
