from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.granules.wetting import drying_time, film_height, met_while_wet, wet_share_of_surface

ETHANOL, NITROGEN = (789.0, 0.9e6), 0.026


def test_a_spot_holds_the_volume_of_its_droplet() -> None:
    droplet, spreading = 10e-6, 2.0
    spot = pi / 4 * (spreading * droplet) ** 2
    assert spot * film_height(droplet, spreading) / droplet**3 == pytest.approx(pi / 6)


def test_a_wet_sphere_dries_as_fast_as_heat_is_conducted_to_it() -> None:
    # a film all around a sphere: power 2 pi k d dT against heat of evaporation
    diameter, film, cooling = 100e-6, 1e-6, 20.0
    power = 2 * pi * NITROGEN * diameter * cooling
    heat = ETHANOL[0] * ETHANOL[1] * pi * diameter**2 * film
    assert drying_time(film, diameter, cooling, *ETHANOL, NITROGEN) == pytest.approx(heat / power)


@given(st.floats(1e-6, 50e-6), st.floats(1.0, 3.0), st.floats(1.0, 40.0))
def test_the_wet_surface_takes_in_the_heat_that_the_spray_needs_whatever_its_droplets(
    droplet: float, spreading: float, cooling: float
) -> None:
    flow, surface, diameter = 1e-6, 100.0, 100e-6
    film = film_height(droplet, spreading)
    wet = wet_share_of_surface(flow, film, drying_time(film, diameter, cooling, *ETHANOL, NITROGEN), surface)
    taken_in = 2 * NITROGEN / diameter * cooling * wet * surface
    assert taken_in == pytest.approx(flow * ETHANOL[0] * ETHANOL[1], rel=0.01)


@given(st.floats(1e-3, 10.0), st.floats(0.1, 1e3), st.floats(1.01, 3.0))
def test_slower_drying_is_never_drier_and_never_lonelier(drying: float, rate: float, slower: float) -> None:
    assert 0 < met_while_wet(drying, rate) <= met_while_wet(drying * slower, rate) <= 1
    shares = [wet_share_of_surface(1e-6, 2e-6, each, 10.0) for each in (drying, drying * slower)]
    assert 0 < shares[0] <= shares[1] <= 1


def test_the_two_limits_of_the_race_between_drying_and_meeting() -> None:
    assert met_while_wet(1e-5, 10.0) == pytest.approx(1e-4, rel=1e-3)
    assert met_while_wet(1.0, 1000.0) == pytest.approx(1.0)
