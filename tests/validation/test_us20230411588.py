"""A press for free-standing dry films: US 2023/0411588. Working rolls with a total indicated runout below 5 um, backing
rolls of at least 1.5 times their diameter.

The claims give these two numbers and no thickness; what they are worth is worked out here: the wave that the runout
leaves against a gap that a maker of dry lines says to hold within 1 um, and what the backing rolls take of the bend.
"""

import pytest

from dbetwin.physics.film.roll import Roll, bending, runout_wave
from tests.stations.powder_to_web import bench

CLAIMED_UM = 5.0
BACKING = 1.5


def test_the_claimed_runout_is_a_gap_of_a_few_micrometres_of_which_a_dense_web_takes_little() -> None:
    gap_um = 1e6 * float(runout_wave(CLAIMED_UM * 1e-6))
    station = bench("calender", runout_um=CLAIMED_UM)
    web_um = station.module.figures(station.settings, station.lot())["runout_wave_um"]
    soft = bench("calender", runout_um=CLAIMED_UM, line_load_N_per_mm=100)
    film_um = soft.module.figures(soft.settings, soft.lot())["runout_wave_um"]
    print(f"\ngap +-{gap_um:.2f} um; of it on a web at 600 N/mm {web_um:.2f} um, at 100 N/mm {film_um:.2f} um")
    # rms of one roll is reading / (2 sqrt 2)
    assert gap_um / 2**0.5 == pytest.approx(CLAIMED_UM / (2 * 2**0.5) * 2**0.5)
    assert web_um < 1.0 < film_um < gap_um


def test_backing_rolls_take_most_of_the_bend() -> None:
    working, backing = (bending(Roll(size * 0.3, 1.2, 0.8), 500e3)[1] for size in (1.0, BACKING))
    # both bend alike, so that each takes load by its stiffness
    left = 1 / (1 + working / backing)
    print(f"\nof the bend of a bare working roll {100 * left:.0f} % is left on a backing roll of 1.5 times its size")
    assert left == pytest.approx(1 / (1 + BACKING**4), abs=0.06)
