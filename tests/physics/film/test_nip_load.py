import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.film import nip_load
from dbetwin.physics.film.nip import Rolls

ROLLS = Rolls(0.2, 2e-3)


def test_ten_kilonewton_on_a_tenth_of_a_metre() -> None:
    factor = nip_load.force_factor(math.radians(10.88), 5.0, ROLLS)
    assert factor == pytest.approx(0.0609, rel=0.01)
    assert nip_load.peak_pressure(10e3 / 0.1, 0.2, factor) / 1e6 == pytest.approx(16.4, rel=0.01)


@given(st.floats(0.005, 0.3), st.floats(4, 15), st.floats(0.2, 1.0), st.floats(5e-5, 5e-3))
def test_the_drives_do_the_work_that_closes_the_wedge(nip: float, exponent: float, diameter: float, gap: float) -> None:
    rolls, speed, peak = Rolls(diameter, gap), 0.2, 50e6
    angles = np.linspace(0, nip, 20001)
    opening = gap + diameter * (1 - np.cos(angles))
    along = diameter / 2 * np.sin(angles)
    # a slice moves on with v cos a: work p dh/dt on every strip of the nip
    closing = np.gradient(opening, along) * speed * np.cos(angles)
    work = np.trapezoid(peak * nip_load.pressure_profile(angles, exponent, rolls) * closing, along)
    torque = nip_load.roll_torque(peak, diameter, nip_load.torque_factor(nip, exponent, rolls))
    assert nip_load.drive_power(torque, speed, diameter, 1.0) == pytest.approx(work, rel=0.01)


@given(st.floats(4, 15), st.floats(0.2, 1.0), st.floats(5e-5, 5e-3))
def test_pressure_falls_from_the_gap_outwards(exponent: float, diameter: float, gap: float) -> None:
    profile = nip_load.pressure_profile(np.linspace(0, 0.5, 100), exponent, Rolls(diameter, gap))
    assert profile[0] == pytest.approx(1)
    assert (np.diff(profile) < 0).all()
    assert (profile > 0).all()


@given(st.floats(0.01, 0.3), st.floats(4, 15))
def test_a_wider_nip_takes_more_force_at_the_same_pressure(nip: float, exponent: float) -> None:
    narrow, wide = (nip_load.force_factor(angle, exponent, ROLLS) for angle in (nip, 1.2 * nip))
    assert wide > narrow > 0
