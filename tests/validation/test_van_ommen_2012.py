"""Cohesive powders float as agglomerates: van Ommen et al. 2012, J. Nanopart. Res. 14, 737, 10.1007/s11051-012-0737-4.

The review: particles do not flow one by one but as very porous agglomerates, whose size follows from a balance of
forces or from the bed's expansion by Richardson and Zaki; vibration strongly raises expansion and mixing. Compared at
the cohesive powder of the plants, 10 um with a flow aid.
"""

import numpy as np
import pytest
from scipy.optimize import brentq

from dbetwin.physics.bed import cohesion, expansion
from dbetwin.physics.bed.falling import terminal_velocity
from dbetwin.stations import fluidized_bed_coater as coater
from tests.stations.powder_to_web import DESIGN, POWDER, bench

AIDED = {**POWDER, "bond_number": 26.0, "fines_bond_number": 26.0}


def beds(gammas: list[float]) -> list[coater.Bed]:
    stations = [bench("fluidized_bed_coater", u_over_umf=30, vibration_gamma=gamma) for gamma in gammas]
    return [coater.batch_of(station.settings, DESIGN, AIDED, 50.0).bed for station in stations]


def test_what_floats_is_a_porous_agglomerate_and_the_more_cohesive_the_larger() -> None:
    bonds = np.array([1.0, 26.0, 427.0, 3200.0])
    sizes, densities = cohesion.agglomerate_diameter(10e-6, bonds), cohesion.agglomerate_density(4750.0, bonds)
    porosities = 1 - densities / 4750.0
    print("Bond", bonds, "size um", np.round(1e6 * sizes, 1), "porosity", np.round(porosities, 2))
    assert (np.diff(sizes) > 0).all()
    assert (np.diff(porosities) > 0).all()


def test_its_size_is_found_again_from_how_far_the_bed_swells() -> None:
    # the review's second way to the size: Richardson and Zaki with the agglomerate's fall, exponent 5
    size, density = (float(law(value, 26.0)) for law, value in
                     ((cohesion.agglomerate_diameter, 10e-6), (cohesion.agglomerate_density, 4750.0)))  # fmt: skip
    swollen = float(expansion.swollen_voidage(0.005, terminal_velocity(size, density), expansion.AGGLOMERATES))

    def short(guess: float) -> float:
        floating = 4750.0 * (guess / 10e-6) ** (cohesion.FRACTAL_DIMENSION - 3)
        return (
            float(expansion.swollen_voidage(0.005, terminal_velocity(guess, floating), expansion.AGGLOMERATES))
            - swollen
        )

    found = brentq(short, 11e-6, 100e-6)
    print(f"by forces {1e6 * size:.2f} um, from the voidage {swollen:.3f}: {1e6 * found:.2f} um")
    assert found == pytest.approx(size, rel=1e-3)


def test_vibration_raises_expansion_and_mixing() -> None:
    still, shaken, hard = beds([0.0, 2.0, 4.0])
    for gamma, bed in ((0, still), (2, shaken), (4, hard)):
        print(
            f"at {gamma} g: voidage {bed.swollen:.3f}, height x{bed.expanded / bed.height:.2f}, "
            f"turnover {bed.turnover_s:.0f} s"
        )
    assert still.expanded < shaken.expanded < hard.expanded
    assert still.turnover_s > shaken.turnover_s > hard.turnover_s
    assert still.contact < shaken.contact
