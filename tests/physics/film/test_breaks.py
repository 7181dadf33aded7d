import pytest

from dbetwin.physics.film import breaks


def test_one_break_in_twenty_kilometres_at_the_reference() -> None:
    assert 20e3 * breaks.break_hazard(0.15, 1.0) == pytest.approx(1)
    assert breaks.break_hazard(0.3, 1.0) / breaks.break_hazard(0.15, 1.0) == pytest.approx(2**7)
    assert breaks.break_hazard(0.3, 1.0, supported=True) == pytest.approx(0.1 * breaks.break_hazard(0.3, 1.0))
