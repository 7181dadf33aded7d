import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics import GRAVITY
from dbetwin.physics.bed import minimum_velocity
from dbetwin.physics.bed.falling import terminal_velocity
from dbetwin.physics.gas import ARGON, NITROGEN

# solid, d um, density, Ar, u_mf by Wen and Yu mm/s, u_mf by Ergun mm/s, u_t m/s, in nitrogen, with the digits given
TABLE = [
    ("glass bead", 200, 2500, "721", "33.1", "46.3", "1.388"),
    ("sand", 500, 2650, "1.19e4", "201", "265", "3.98"),
    ("NMC811", 10, 4750, "0.171", "0.158", "0.436", "0.0145"),
    ("LLZO 5", 5, 5100, "0.0230", "0.0425", "0.117", "0.0039"),
    ("LLZO 1", 1, 5100, "1.84e-4", "0.0017", "0.0047", "1.56e-4"),
    ("graphite", 18, 2240, "0.471", "0.242", "0.666", "0.0222"),
    ("Si/C", 8, 2000, "0.0369", "0.0427", "0.118", "0.0039"),
    ("granule 60", 60, 2600, "20.2", "3.12", "4.39", "0.259"),
    ("granule 100", 100, 2600, "93.7", "8.66", "12.2", "0.577"),
    ("granule 150", 150, 2600, "316", "19.5", "27.3", "0.992"),
    ("granule 250", 250, 2600, "1465", "53.5", "74.4", "1.86"),
]
Row = tuple[str, float, float, str, str, str, str]


def printed(number: str) -> float:
    """Half of the last digit that is printed."""
    mantissa, _, exponent = number.partition("e")
    return 0.5 * 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))


def said(number: str) -> object:
    """Within 2 %, or within the printed digits where these say less."""
    return pytest.approx(float(number), rel=0.02, abs=printed(number))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_the_table_of_solids_in_nitrogen(row: Row) -> None:
    _, size_um, density, number, wen_yu, ergun, falling = row
    size, voidage = size_um * 1e-6, 0.42 if size_um > 40 else 0.50
    assert minimum_velocity.archimedes_number(size, density) == said(number)
    assert 1e3 * minimum_velocity.minimum_fluidization_velocity(size, density) == said(wen_yu)
    assert 1e3 * minimum_velocity.ergun_minimum_fluidization_velocity(size, density, voidage) == said(ergun)
    assert terminal_velocity(size, density) == said(falling)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_argon_slows_them_as_much_as_the_table_says(row: Row) -> None:
    _, size_um, density, *_ = row
    size = size_um * 1e-6
    fluid = [minimum_velocity.minimum_fluidization_velocity(size, density, gas) for gas in (NITROGEN, ARGON)]
    falling = [terminal_velocity(size, density, gas) for gas in (NITROGEN, ARGON)]
    if size_um <= 40:
        assert fluid[1] / fluid[0] == pytest.approx(0.787, rel=0.02)
        assert falling[1] / falling[0] == pytest.approx(0.79, rel=0.02)
    elif size_um <= 250:  # of the table; coarse sand is beyond the viscous regime
        assert fluid[1] / fluid[0] == pytest.approx(0.787, rel=0.03)
        assert 0.79 < falling[1] / falling[0] < 0.825


@given(st.floats(1e-6, 30e-6), st.floats(1500, 6000))
def test_in_the_laminar_limit_the_velocity_grows_with_the_square_of_the_size(size: float, density: float) -> None:
    slow, fast = (float(minimum_velocity.minimum_fluidization_velocity(d, density)) for d in (size, 2 * size))
    assert fast / slow == pytest.approx(4, rel=0.02)
    laminar = (density - NITROGEN.density) * GRAVITY * size**2 / (1650 * NITROGEN.viscosity)
    assert slow == pytest.approx(laminar, rel=0.02)


@given(st.floats(1e-6, 1e-3), st.floats(1000, 6000), st.floats(0.35, 0.6), st.floats(0.6, 1.0))
def test_the_pressure_drop_at_ergun_s_velocity_carries_the_bed(
    size: float, density: float, voidage: float, sphericity: float
) -> None:
    from fluids.packed_bed import Ergun  # an independent reading of the same equation, with phi d for d

    velocity = minimum_velocity.ergun_minimum_fluidization_velocity(size, density, voidage, NITROGEN, sphericity)
    drop = Ergun(sphericity * size, voidage, float(velocity), NITROGEN.density, NITROGEN.viscosity, 1.0)
    weight = (density - NITROGEN.density) * (1 - voidage) * GRAVITY
    assert drop == pytest.approx(weight, rel=1e-6)


@pytest.mark.parametrize(("law", "factor"), [("grace", 1.24), ("richardson", 1.173), ("chitester", 1.42)])
def test_other_constants_give_fine_powder_a_higher_velocity(law: str, factor: float) -> None:
    # small Ar: Re = C2 Ar / (2 C1), so the velocities are as C2/C1
    ratio = [minimum_velocity.minimum_fluidization_velocity(20e-6, 2600.0, law=name) for name in (law, "wen_yu")]
    assert ratio[0] / ratio[1] == pytest.approx(factor, rel=5e-3)


def test_fine_powder_swells_before_it_bubbles_and_coarse_powder_does_not() -> None:
    sizes = np.array([60e-6, 100e-6, 150e-6])
    bubbling = minimum_velocity.minimum_bubbling_velocity(sizes)
    flowing = minimum_velocity.minimum_fluidization_velocity(sizes, 2600.0)
    assert (bubbling > flowing).tolist() == [True, True, False]
    assert bubbling[0] == pytest.approx(33 * 60e-6 * (1.165 / 1.78e-5) ** 0.1)


@given(st.floats(1e-6, 1e-3), st.floats(1000, 6000), st.sampled_from([NITROGEN, ARGON]))
def test_heavier_and_larger_grains_need_more_gas_and_less_than_carries_them(size: float, density: float, gas) -> None:
    for law in minimum_velocity.CONSTANTS:
        here = float(minimum_velocity.minimum_fluidization_velocity(size, density, gas, law))
        assert 0 < here < minimum_velocity.minimum_fluidization_velocity(1.1 * size, density, gas, law)
        assert here < minimum_velocity.minimum_fluidization_velocity(size, 1.1 * density, gas, law)
        assert here < terminal_velocity(size, density, gas)
