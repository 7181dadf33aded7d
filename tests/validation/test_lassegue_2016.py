"""Silicon from silane in balls of carbon nanotubes, fluidized bed: Lassegue 2016, KONA 33, 322.

doi:10.14356/kona.2016018, and of the same group Chem. Eng. Res. Des., 2013. Published: balls of 360 um, silicon evenly
from the rim to the middle, 500 C, 30 to 60 wt%. Assumed, as they were not read: 200 m2/g, 100 kg/m3 and pores of 50 nm
in a ball, 10 % silane.

It tells whether the inhibition of silane is needed: with the first-order rate measured at 600 to 900 C carried down to
500 C the balls would be empty inside.
"""

from __future__ import annotations

import pytest

from dbetwin.physics.vapour import cvd

KELVIN, SILANE_PA = 773.15, 1e4
RADIUS, DENSITY, SURFACE, PORE = 180e-6, 100.0, 2e5, 50e-9
CARBON = 2000.0


def evenness(inhibition: float) -> float:
    velocity = cvd.deposition_velocity(KELVIN, SILANE_PA, 2.8e8, 162e3, inhibition)
    diffusivity = cvd.knudsen_diffusivity(PORE, KELVIN, cvd.SILANE_MOLAR_MASS, 1 - DENSITY / CARBON, 2.0)
    return float(cvd.evenness(cvd.thiele_modulus(RADIUS, velocity, SURFACE * DENSITY, diffusivity)))


@pytest.mark.parametrize("inhibition", [0.05, 0.7, 5.0])
def test_the_balls_are_filled_evenly_within_the_range_assumed(inhibition: float) -> None:
    print(f"inhibition {inhibition} 1/Pa: mean over rim {evenness(inhibition):.3f}")
    assert evenness(inhibition) > 0.9


def test_without_inhibition_they_would_not_be() -> None:
    print(f"no inhibition: mean over rim {evenness(0.0):.3f}")
    assert evenness(0.0) < 0.5


def test_their_pores_hold_sixty_percent_of_silicon() -> None:
    pores = 1 / DENSITY - 1 / CARBON
    assert cvd.filled_share(0.6, pores, 2330.0) < 0.1
    assert cvd.largest_silicon_share(pores, 2330.0) > 0.6
