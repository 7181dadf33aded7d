import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.granules.bridges import surviving_share


@given(st.floats(0, 0.05), st.floats(5e-6, 1e-3), st.floats(1000, 6000))
def test_what_tears_at_a_bridge_goes_with_the_weight_of_a_granule(share: float, size: float, density: float) -> None:
    here = float(surviving_share(share, size, density))
    assert 0 <= here <= 1
    if 0 < here < 1:
        weight = size**3 * density / (100e-6**3 * 2600)
        assert here * weight == pytest.approx(share)
    assert surviving_share(share, 1.1 * size, density) <= here
