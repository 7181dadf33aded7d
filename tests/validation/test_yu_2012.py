"""Microcrystalline cellulose (Avicel PH 102) at gaps of 0.6 to 2.0 mm: the wider gap presses less and has the wider
nip angle. Yu 2012, Roll compaction of pharmaceutical excipients, dissertation, University of Birmingham."""

import math

import pytest

from dbetwin.physics.film.nip import Powder, Rolls, density_ratio, nip_angle

GAPS_MM = (0.6, 1.0, 1.4, 2.0)


@pytest.mark.parametrize("exponent", [4.0, 6.0, 8.0])
def test_a_wider_gap_presses_less_from_further_out(exponent):
    powder = Powder(math.radians(40), math.radians(15), exponent)
    rolls = [Rolls(0.2, 1e-3 * gap) for gap in GAPS_MM]
    angles = [nip_angle(powder, each) for each in rolls]
    peaks = [float(density_ratio(angle, each)) ** exponent for angle, each in zip(angles, rolls, strict=True)]
    print(
        [
            f"{math.degrees(angle):.2f} deg, peak x {peak / peaks[0]:.3f}"
            for angle, peak in zip(angles, peaks, strict=True)
        ]
    )
    assert angles == sorted(angles)
    assert peaks == sorted(peaks, reverse=True)
    # the measured nip angle of dicalcium phosphate falls with the gap instead: no powder of this theory does that
    assert angles[-1] < 1.05 * angles[0]
