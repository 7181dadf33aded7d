"""The spot in its tube: limits that are known, and that it no longer moves with the number of functions."""

import numpy as np
import pytest

from tests.interface.face import flux_tube
from tests.interface.face.flux_tube import spreading_factor


def test_a_lone_spot_is_holms_and_a_full_one_nothing():
    assert spreading_factor(1e-5) == pytest.approx(1.0, abs=5e-3)
    assert float(spreading_factor(0.999)) < 1e-5


def test_small_spots_feel_their_neighbours_by_a_law_that_is_known():
    # first term of the interaction of isothermal spots in a round cell: 1.4098 times the ratio of radii
    share = 1e-4
    assert (1.0 - float(spreading_factor(share))) / np.sqrt(share) == pytest.approx(1.4098, rel=2e-3)


def test_more_functions_change_nothing(monkeypatch):
    share = np.array([1e-4, 0.01, 0.25, 0.81])
    usual = spreading_factor(share)
    monkeypatch.setattr(flux_tube, "MODES", 3 * flux_tube.MODES)
    monkeypatch.setattr(flux_tube, "DENSITIES", 10)
    assert spreading_factor(share) == pytest.approx(usual, abs=2e-6)


def test_the_walls_pass_no_current():
    from scipy.special import jv

    modes = flux_tube._wall_modes(2000)
    assert np.abs(jv(1, modes)).max() < 1e-12
    assert modes[:3] == pytest.approx([3.831706, 7.015587, 10.173468], abs=1e-6)
