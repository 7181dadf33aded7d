"""Microcrystalline cellulose between instrumented rolls: the pressure rises towards a maximum at the neutral angle, and
the compaction law of a die predicts it. Patel et al. 2010, Chem. Eng. J. 164, 410, 10.1016/j.cej.2009.12.022."""

import math

import numpy as np

from dbetwin.physics.film.nip import Powder, Rolls, nip_angle
from dbetwin.physics.film.nip_load import pressure_profile
from dbetwin.physics.film.rolls import neutral_angles

ROLLS = Rolls(0.2, 1e-3)


def test_the_law_of_a_die_gives_a_hill_of_pressure():
    widths = {}
    for exponent in (4.0, 6.0, 8.0):
        widest = nip_angle(Powder(math.radians(40), math.radians(15), exponent), ROLLS)
        angles = np.linspace(0, widest, 2000)
        hill = pressure_profile(angles, exponent, ROLLS)
        assert (np.diff(hill) < 0).all()
        widths[exponent] = math.degrees(angles[np.argmax(hill < 0.5)])
    # a powder that gives way less easily is pressed over a shorter way
    assert widths[4.0] > widths[6.0] > widths[8.0]
    print("half of the peak at", {exponent: f"{width:.2f} deg" for exponent, width in widths.items()})


def test_the_neutral_angle_lies_before_the_gap():
    # Johanson's hill peaks in the gap; the balance of friction and pressure puts its top before it
    bite = math.radians(3.0)
    slow, fast = neutral_angles(bite, math.tan(math.radians(15)), 0.0)
    print(f"neutral angle {math.degrees(slow):.2f} deg of a bite of 3 deg, where the theory of the first nip says 0")
    assert slow == fast
    assert 0 < slow < bite / 2
