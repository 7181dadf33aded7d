import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.bed import expansion


def test_the_exponent_falls_from_creeping_to_fast_flow() -> None:
    reynolds = np.geomspace(1e-3, 1e4, 400)
    exponent = expansion.richardson_zaki_exponent(reynolds)
    steps = np.diff(exponent)
    assert (steps[(reynolds[1:] < 1) | (reynolds[:-1] >= 1)] <= 1e-12).all()  # its authors' powers miss each other at 1
    assert exponent[[0, -1]].tolist() == [4.65, 2.39]
    assert abs(np.diff(exponent)).max() < 0.15


@given(st.floats(1e-4, 0.5), st.floats(2.39, 5.0), st.floats(0.4, 0.6))
def test_a_bed_swells_through_the_voidage_that_is_known(velocity: float, exponent: float, voidage: float) -> None:
    unhindered = velocity / voidage**exponent
    assert expansion.swollen_voidage(velocity, unhindered, exponent) == pytest.approx(voidage)
    assert expansion.swollen_voidage(1.5 * velocity, unhindered, exponent) > voidage
    assert expansion.swollen_voidage(1e6, unhindered, exponent) == expansion.LARGEST_VOIDAGE


@given(st.floats(0.05, 2), st.floats(0.4, 0.6), st.floats(0.0, 0.3), st.floats(0.0, 0.4))
def test_swelling_keeps_the_particles(height: float, voidage: float, more: float, bubbles: float) -> None:
    swollen = voidage + more
    expanded = float(expansion.expanded_height(height, voidage, swollen, bubbles))
    assert expanded * (1 - bubbles) * (1 - swollen) == pytest.approx(height * (1 - voidage))
    assert expanded >= height * (1 - 1e-12)
