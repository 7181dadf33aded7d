import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.bed import bubbles
from dbetwin.physics.bed.minimum_velocity import minimum_fluidization_velocity


def test_the_worked_bubble() -> None:
    # granules of 100 um, 50 mm/s, half way up a bed of 0.6 m on a porous plate
    excess = 0.05 - float(minimum_fluidization_velocity(100e-6, 2600.0))
    size = float(bubbles.bubble_diameter(excess, 0.3))
    assert 1e3 * size == pytest.approx(36.5, rel=5e-3)
    assert bubbles.bubble_velocity(excess, size) == pytest.approx(0.47, rel=0.01)


@given(st.floats(1e-4, 0.5), st.floats(0.02, 2.0), st.floats(0, 1e-3))
def test_bubbles_grow_with_gas_height_and_holes_and_are_never_all_of_the_bed(
    excess: float, height: float, hole: float
) -> None:
    size = float(bubbles.bubble_diameter(excess, height, hole))
    assert 0 < size < bubbles.bubble_diameter(1.1 * excess, height, hole)
    assert size < bubbles.bubble_diameter(excess, 1.1 * height, hole)
    assert size < bubbles.bubble_diameter(excess, height, 1.1 * hole + 1e-6)
    rising = bubbles.bubble_velocity(excess, size)
    assert 0 < bubbles.bubble_share(excess, rising) < 1


def test_a_bubble_without_gas_is_none() -> None:
    assert bubbles.bubble_diameter(0.0, 0.3) == 0.0
