"""Lithium in the air of a room: two sources that disagree.

arXiv:2209.10138: a layer of oxide and hydroxide grows by 24 nm/min, linearly, at some 50 % relative humidity, on top of
a few tens of nanometres. This is what the lithium clock uses, in proportion to the vapour pressure.
Otero et al. 2016, New kinetic insight into the spontaneous oxidation process of lithium in air by EPMA, Appl. Surf.
Sci. 383, 64: hydroxide grows in the first 300 s with the root of time, D = (5.1 +- 0.4)e-12 cm2/s.

After 5 min the second is 3 to 5 times thicker, by what one takes for its depth: sqrt(D t) or sqrt(2 D t). The clock is
kept linear, as the longer times of a plant ask for; its limit is to be read with that factor in mind.
"""

import numpy as np
import pytest

from dbetwin.physics.air.humidity import vapour_pressure, vapour_pressure_over_water
from dbetwin.stations.stacker import lithium_layer_nm
from tests.designs import lithium_design

DIFFUSIVITY_NM2_PER_S = 5.1e-12 * 1e14


def clock_nm(pressure_Pa: float, minutes: float) -> float:
    return float(lithium_layer_nm(lithium_design(), np.array([pressure_Pa * minutes / 60]))[0])


def test_half_saturated_air_at_22_degrees():
    grown = clock_nm(0.5 * float(vapour_pressure_over_water(22.0)), 5.0)
    print(f"5 min: {grown:.1f} nm, linear source {100 * (grown / 120 - 1):+.1f} %")
    assert grown == pytest.approx(120.0, rel=0.01)


@pytest.mark.parametrize(("depth", "factor"), [(1.0, 3.3), (2.0, 4.6)])
def test_the_parabola_is_thicker_at_five_minutes(depth, factor):
    linear = clock_nm(0.5 * float(vapour_pressure_over_water(22.0)), 5.0)
    parabola = np.sqrt(depth * DIFFUSIVITY_NM2_PER_S * 300.0)
    print(f"sqrt({depth:g} D t): {parabola:.0f} nm, {parabola / linear:.2f} times the clock")
    assert parabola / linear == pytest.approx(factor, rel=0.02)


def test_open_time_in_a_dry_room():
    per_minute = clock_nm(float(vapour_pressure(-40.0)), 1.0)
    print(f"-40 C: {per_minute:.3f} nm/min, 10 nm after {10 / per_minute:.0f} min")
    assert per_minute == pytest.approx(0.23, rel=0.02)
