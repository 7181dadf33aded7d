"""How thick a coat by atomic layers a cathode wants: Koshtyal 2022, Batteries 8, 184, doi:10.3390/batteries8100184.

Published: alumina 1 to 2 nm, zirconia about 1 nm, titania less than 1 nm. The model knows none of this: formula units
at random places cover 95 % of a surface when three layers of them have been laid, and what is thicker only resists.
Densities of the coats as grown are assumed (3.0, 5.6 and 3.8 g/cm3).
"""

from __future__ import annotations

import pytest

from dbetwin.physics.coat.growth import coverage
from dbetwin.physics.vapour.ald import layer_thickness
from tests.stations.powder_to_web import bench

COATS = [
    # name, g/mol, g/cm3, least and most useful thickness in nm
    ("Al2O3", 101.961, 3.0, 1.0, 2.0),
    ("ZrO2", 123.222, 5.6, 0.8, 1.2),
    ("TiO2", 79.866, 3.8, 0.0, 1.0),
]


@pytest.mark.parametrize(("name", "molar_mass", "density", "least", "most"), COATS)
def test_ninety_five_percent_are_covered_at_the_useful_thickness(
    name: str, molar_mass: float, density: float, least: float, most: float
) -> None:
    layer = 1e9 * float(layer_thickness(1e-3 * molar_mass, 1e3 * density))
    enough = 2.996 * layer
    assert coverage(enough, layer) == pytest.approx(0.95, abs=1e-4)
    print(f"{name}: 95 % covered at {enough:.2f} nm, published {least} to {most} nm")
    assert least <= enough <= most


def test_the_coater_covers_the_powder_within_the_useful_range_and_not_below() -> None:
    covered = {cycles: bench("ald_coater", cycles=cycles).work().columns["coverage"] for cycles in (3, 7, 13)}
    print({f"{0.145 * cycles:.2f} nm": round(share, 3) for cycles, share in covered.items()})
    assert covered[3] < 0.8
    assert covered[7] > 0.9
    assert covered[13] > 0.98
