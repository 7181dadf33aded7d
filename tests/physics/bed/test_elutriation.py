import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.bed import elutriation


def test_faster_gas_carries_more_fines_and_slower_grains_go_first() -> None:
    assert elutriation.elutriation_rate(0.06, 0.0145) > elutriation.elutriation_rate(0.05, 0.0145)
    assert elutriation.elutriation_rate(0.05, 0.01) > elutriation.elutriation_rate(0.05, 0.02)


def test_grains_that_fall_much_faster_than_the_gas_stay() -> None:
    assert elutriation.elutriation_rate(0.05, 0.577) < 1e-20


@given(st.floats(0, 10), st.floats(0.01, 5), st.floats(0, 1e5), st.floats(1, 1000))
def test_no_more_is_carried_out_than_was_there(rate: float, area: float, seconds: float, mass: float) -> None:
    share = float(elutriation.carried_out(rate, area, seconds, mass))
    assert 0 <= share <= 1
    twice = float(elutriation.carried_out(rate, area, 2 * seconds, mass))
    assert 1 - twice == pytest.approx((1 - share) ** 2, abs=1e-12)  # what is left decays by the same share again
