import pytest

from dbetwin.physics.film.lamination import peel_strength


def test_load_saturates_and_cold_costs() -> None:
    assert peel_strength(30.0, 1e9, 30e3, -20.0, 20.0) == pytest.approx(30.0)
    assert peel_strength(30.0, 0.0, 30e3, -20.0, 20.0) == 0
    assert peel_strength(30.0, 1e9, 30e3, 20.0, 20.0) == pytest.approx(30 / 2.718281828)
    assert peel_strength(30.0, 60e3, 30e3, 0.0, 20.0) == peel_strength(30.0, 60e3, 30e3, -50.0, 20.0)
