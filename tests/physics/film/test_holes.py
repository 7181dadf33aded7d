import pytest

from dbetwin.physics.film import holes


def test_defects_add() -> None:
    thin = holes.thin_film_holes(0.04, 10e-6, 20e-6)
    assert thin == pytest.approx(0.01)
    assert holes.hole_density(0.3, 2.0, 0.01, thin) == pytest.approx(0.33)
