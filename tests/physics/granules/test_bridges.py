import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.granules.bridges import surviving_share


@given(st.floats(0, 0.05), st.floats(5e-6, 1e-3), st.floats(1000, 6000))
def test_what_tears_at_a_bridge_goes_with_the_weight_of_a_granule(share: float, size: float, density: float) -> None:
    here = float(surviving_share(share, 8e-6, size, density))
    assert 0 <= here <= 1
    if 0 < here < 1:
        weight = size**3 * density / (100e-6**3 * 2600)
        assert here * weight == pytest.approx(share)
    assert surviving_share(share, 8e-6, 1.1 * size, density) <= here


@given(st.floats(1e-6, 40e-6), st.floats(5e-6, 1e-3))
def test_a_bridge_is_as_strong_as_the_cross_section_of_its_drop(drop: float, size: float) -> None:
    here, twice = (float(surviving_share(1e-9, each, size, 2600.0)) for each in (drop, 2 * drop))
    assert twice == pytest.approx(min(4 * here, 1.0))
