import numpy as np
import pytest

from dbetwin.physics.ceramic import sintering


def test_shrinkage() -> None:
    assert sintering.linear_shrinkage(0.55, 0.95) == pytest.approx(0.167, abs=5e-4)
    # mass stays: three lengths shrink
    assert (1 - sintering.linear_shrinkage(0.55, 0.95)) ** 3 * 0.95 == pytest.approx(0.55)


def test_the_anchored_film() -> None:
    """25 um Ga-doped garnet, 1130 C for 0.3 h: 95 +- 1 % dense, 1.2 um grains."""
    work = sintering.thermal_work(1130.0, 0.3 * 3600, 400e3)
    assert sintering.sintered_density(0.55, 0.97, work, 20.0) == pytest.approx(0.96, abs=0.02)
    assert 1e6 * sintering.grain_size(0.5e-6, 2.4e-21, work) == pytest.approx(1.2, rel=0.03)


def test_hotter_is_denser_coarser_and_poorer_in_lithium() -> None:
    works = sintering.thermal_work(np.array([1100.0, 1150.0, 1200.0]), 60.0, 400e3)
    assert (np.diff(works) > 0).all()
    assert (np.diff(sintering.sintered_density(0.55, 0.97, works, 20.0)) > 0).all()
    assert (np.diff(sintering.grain_size(0.5e-6, 2.4e-21, works)) > 0).all()
    assert (np.diff(sintering.lithium_loss(1.6e-7, works, 25e-6)) > 0).all()
    assert sintering.lithium_loss(1.6e-7, 1e9, 25e-6) == 1.0


def test_excess_lithium_is_used_up_first() -> None:
    assert sintering.lithium_penalty(0.08, 0.10, 10.0) == 1.0
    assert sintering.lithium_penalty(0.20, 0.10, 10.0) == pytest.approx(np.exp(-1.0))
    assert sintering.sintered_conductivity(1.0) == 1.0
