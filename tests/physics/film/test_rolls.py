import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.film import rolls


@given(st.floats(1.0, 1.5), st.floats(1.0, 1.3), st.floats(5e-5, 5e-3))
def test_mass_is_kept_in_every_nip(speed_ratio: float, density_ratio: float, thickness: float) -> None:
    after = rolls.thinned(thickness, speed_ratio, density_ratio)
    assert after * speed_ratio * density_ratio == pytest.approx(thickness)
    assert 0 < after <= thickness
    assert rolls.thinning_strain(thickness, after) == pytest.approx(math.log(speed_ratio * density_ratio))


def test_millimetres_take_many_nips_and_the_wanted_film_none() -> None:
    assert rolls.nips_needed(4e-3, 0.1e-3, 0.3) == 13
    assert rolls.nips_needed(0.1e-3, 0.1e-3, 0.3) == 0
    assert rolls.nips_needed(0.1e-3, 0.1e-3 * math.exp(-0.9), 0.3) == 3


@given(st.floats(1e-3, 0.1), st.floats(0.18, 0.53), st.floats(0.0, 0.9))
def test_friction_and_pressure_balance_at_the_neutral_angles(bite: float, friction: float, share: float) -> None:
    both = bite - bite**2 / (2 * friction)
    lag = share * both**2
    slow, fast = rolls.neutral_angles(bite, friction, lag)
    assert slow**2 - fast**2 == pytest.approx(lag, abs=1e-12)
    assert 0 <= fast <= slow <= bite
    # each roll draws in where the film is slower than it is, and holds back where it is faster; pressure pushes out
    angle = (np.arange(20000) + 0.5) / 20000 * bite
    pull = sum(np.where(angle > neutral, friction, -friction) for neutral in (slow, fast)) - 2 * angle
    assert pull.mean() == pytest.approx(0, abs=1e-3 * friction)


def test_a_film_that_grows_no_denser_slips_on_the_fast_roll() -> None:
    gap, ratio, diameter = 100e-6, 1.1, 0.4
    for density_ratio, slips in ((1.0, True), (1.02, False)):
        draft = gap * (ratio * density_ratio - 1)
        bite = float(rolls.bite_angle(draft, diameter))
        fast = rolls.neutral_angles(bite, 0.32, 2 * gap * (ratio - 1) / diameter)[1]
        assert (fast < 0) is slips


def test_the_largest_draft_is_that_of_friction() -> None:
    friction, diameter = 0.1, 0.4
    assert math.tan(rolls.bite_angle(friction**2 * diameter / 2, diameter)) == pytest.approx(friction, rel=0.01)


def test_counting_granules_gives_their_scatter() -> None:
    diameter, density, mass, area = 300e-6, 2000.0, 0.2, 1e-3
    number = mass * area / (density * math.pi / 6 * diameter**3)
    drawn = np.random.Generator(np.random.Philox(key=1)).poisson(number, 20000)
    assert rolls.counting_cv(diameter, density, mass, area) == pytest.approx(drawn.std() / drawn.mean(), rel=0.03)


def test_one_layer_of_granules_covers_what_lies_close() -> None:
    diameter, density = 200e-6, 1500.0
    each = density * math.pi / 6 * diameter**3
    assert rolls.one_layer(diameter, density) == pytest.approx(0.82 / (math.pi / 4 * diameter**2) * each)
