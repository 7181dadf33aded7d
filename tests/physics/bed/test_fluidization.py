import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics import GRAVITY
from dbetwin.physics.bed import fluidization
from dbetwin.physics.bed.fluidization import NITROGEN, Gas

# solid, d um, density, Ar, u_mf mm/s, u_t m/s, all in nitrogen
TABLE = [
    ("glass bead", 200, 2500, 721, 33.1, 1.388),
    ("sand", 500, 2650, 1.19e4, 201, 3.98),
    ("NMC811", 10, 4750, 0.171, 0.158, 0.0145),
    ("LLZO 5", 5, 5100, 0.0230, 0.0425, 0.0039),
    ("LLZO 1", 1, 5100, 1.84e-4, 0.0017, 1.56e-4),
    ("graphite", 18, 2240, 0.471, 0.242, 0.0222),
    ("Si/C", 8, 2000, 0.0369, 0.0427, 0.0039),
    ("granule 60", 60, 2600, 20.2, 3.12, 0.259),
    ("granule 100", 100, 2600, 93.7, 8.66, 0.577),
    ("granule 150", 150, 2600, 316, 19.5, 0.992),
    ("granule 250", 250, 2600, 1465, 53.5, 1.86),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_regression_table(row: tuple[str, float, float, float, float, float]) -> None:
    _, size_um, density, number, fluid, falling = row
    size = size_um * 1e-6
    assert fluidization.archimedes_number(size, density) == pytest.approx(number, rel=0.02)
    # the table gives 1.7e-3 and 4.2e-2 mm/s with two digits
    assert 1e3 * fluidization.minimum_fluidization_velocity(size, density) == pytest.approx(fluid, rel=0.025)
    assert fluidization.terminal_velocity(size, density) == pytest.approx(falling, rel=0.02)


def test_argon_slows_fine_powder_by_the_ratio_of_viscosities() -> None:
    argon = Gas(1.634, 2.26e-5)
    for velocity in (fluidization.minimum_fluidization_velocity, fluidization.terminal_velocity):
        assert velocity(10e-6, 4750.0, argon) / velocity(10e-6, 4750.0) == pytest.approx(0.787, rel=0.01)


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


def test_a_bed_turns_over_when_bubbles_have_lifted_its_mass() -> None:
    excess = 0.05 - float(fluidization.minimum_fluidization_velocity(100e-6, 2600.0))
    # a wake of 0.4 of the bubbles rises with them, a drift of 0.4 at 0.38 of their velocity
    lifted = 2600.0 * (1 - 0.45) * (0.4 + 0.38 * 0.4) * excess
    assert lifted == pytest.approx(32.6, rel=2e-3)
    assert fluidization.turnover_time(0.6, excess) == pytest.approx(2600.0 * 0.55 * 0.6 / lifted)


def test_faster_gas_carries_more_fines_and_slower_grains_go_first() -> None:
    assert fluidization.elutriation_rate(0.06, 0.0145) > fluidization.elutriation_rate(0.05, 0.0145)
    assert fluidization.elutriation_rate(0.05, 0.01) > fluidization.elutriation_rate(0.05, 0.02)
