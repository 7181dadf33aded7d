import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dbetwin.physics.film.nip import (
    Powder,
    Rolls,
    bitten_gap,
    choked_gap,
    density_ratio,
    entrance_angle,
    nip_angle,
    slip_gradient,
    stick_gradient,
)
from dbetwin.physics.film.nip_load import pressure_profile

ROLLS = Rolls(0.2, 2e-3)

powders = st.builds(
    Powder,
    st.floats(30, 50).map(math.radians),
    st.floats(10, 28).map(math.radians),
    st.floats(4, 15),
)
rolls = st.builds(Rolls, st.floats(0.2, 1.0), st.floats(5e-5, 5e-3))


@pytest.mark.parametrize(
    ("wall", "exponent", "angle"), [(15, 5, 8.12), (20, 5, 10.88), (25, 5, 13.72), (20, 10, 6.79), (20, 15, 4.92)]
)
def test_the_nip_angle_by_wall_friction_and_compressibility(wall: float, exponent: float, angle: float) -> None:
    powder = Powder(math.radians(40), math.radians(wall), exponent)
    assert math.degrees(nip_angle(powder, ROLLS)) == pytest.approx(angle, rel=0.01)


def test_gap_and_angle_by_continuity() -> None:
    assert 1e3 * bitten_gap(math.radians(8), 0.25, 2.25) == pytest.approx(1.91, rel=0.01)
    assert math.degrees(entrance_angle(Rolls(0.25, 0.2e-3), 2.25)) == pytest.approx(2.565, rel=0.001)


def test_where_powder_sticks_the_pressure_follows_the_compaction_law() -> None:
    powder = Powder(math.radians(40), math.radians(20), 6.0)
    angle, step = math.radians(4.0), 1e-6
    logs = [math.log(pressure_profile(angle + side * step, 6.0, ROLLS)) for side in (-1, 1)]
    numeric = -(logs[1] - logs[0]) / (0.2 / 2 * (math.sin(angle + step) - math.sin(angle - step)))
    assert stick_gradient(angle, powder, ROLLS) == pytest.approx(numeric, rel=1e-6)


@given(powders, rolls)
def test_there_is_one_nip_angle_and_powder_slips_beyond_it(powder: Powder, pair: Rolls) -> None:
    assume(powder.wall_friction < 0.95 * powder.internal_friction)
    angle = nip_angle(powder, pair)
    assert 0 < angle < math.pi / 4
    inside, outside = angle * np.linspace(0.05, 0.999, 30), np.linspace(1.001 * angle, math.radians(50), 30)
    # the powder does what asks for the lesser growth of the pressure
    assert (stick_gradient(inside, powder, pair) < slip_gradient(inside, powder, pair)).all()
    assert (stick_gradient(outside, powder, pair) > slip_gradient(outside, powder, pair)).all()


@given(powders, rolls)
def test_rough_rolls_bite_more_and_hard_powder_less(powder: Powder, pair: Rolls) -> None:
    assume(powder.wall_friction + 0.02 < 0.95 * powder.internal_friction)
    rougher = Powder(powder.internal_friction, powder.wall_friction + 0.02, powder.compressibility)
    stiffer = Powder(powder.internal_friction, powder.wall_friction, powder.compressibility + 1)
    assert nip_angle(rougher, pair) > nip_angle(powder, pair) > nip_angle(stiffer, pair)


@given(st.floats(1.05, 4.0), rolls)
def test_the_angle_at_which_a_starved_nip_begins_feeds_its_gap(densification: float, pair: Rolls) -> None:
    angle = entrance_angle(pair, densification)
    assert density_ratio(angle, pair) == pytest.approx(densification, rel=1e-9)
    assert bitten_gap(angle, pair.diameter, densification) == pytest.approx(pair.gap, rel=1e-6)


@given(powders, st.floats(0.25, 1.0), st.floats(1.3, 3.0))
def test_a_choked_nip_takes_what_lies_below_its_nip_angle(powder: Powder, size: float, densification: float) -> None:
    assume(powder.wall_friction < 0.95 * powder.internal_friction)
    gap = choked_gap(powder, size, densification)
    bitten = nip_angle(powder, Rolls(size, gap))
    assert entrance_angle(Rolls(size, gap), densification) == pytest.approx(bitten, rel=1e-4)
    # no powder is drawn in from beyond 60 degrees
    assert 0 < gap < bitten_gap(math.radians(60), size, densification)


@pytest.mark.parametrize("diameter", [0.25, 0.4, 0.8])
@pytest.mark.parametrize("densification", [1.5, 2.25])
def test_a_choked_nip_makes_a_film_of_millimetres(diameter: float, densification: float) -> None:
    powder = Powder(math.radians(40), math.radians(18), 6.0)
    assert choked_gap(powder, diameter, densification) > 1.5e-3
    # a starved one of the same rolls makes the film of an electrode, far below its nip angle
    thin = Rolls(diameter, 0.12e-3)
    assert entrance_angle(thin, densification) < 0.5 * nip_angle(powder, thin)
