"""Electricity per energy of the cells against Degen 2023, Nat. Energy 8, 1284, 10.1038/s41560-023-01355-z.

Published: 20.3 to 37.5 kWh per kWh of cell for the lithium-ion factories of today, 10.6 to 23.0 for those of cells to
come. A plant that coats wet should lie in the first band, dry plants in the second; the order of the routes is the
prediction. Powers and the room's load are the layouts' own, by plain arithmetic.
"""

from __future__ import annotations

import pytest

from dbetwin.plant import load_plant
from dbetwin.plant.nominal import nominal_cell
from tests.whole_plant.power import electricity_kWh_per_cell

TODAY, TO_COME = (20.3, 37.5), (10.6, 23.0)


def kWh_per_kWh(name: str) -> float:
    return sum(electricity_kWh_per_cell(name).values()) / nominal_cell(load_plant(name)).columns["energy_Wh"] * 1000


@pytest.mark.parametrize(("name", "band"), [("wet_baseline", TODAY), ("giga", TO_COME), ("giga_no_coating", TO_COME)])
def test_the_electricity_of_a_plant_lies_in_its_published_band(name: str, band: tuple[float, float]) -> None:
    found = kWh_per_kWh(name)
    print(f"{name}: {found:.1f} kWh/kWh, published {band[0]} to {band[1]}")
    assert 0.95 * band[0] < found < 1.05 * band[1]


def test_wet_takes_more_than_dry_and_dry_more_than_dry_without_a_coat() -> None:
    assert kWh_per_kWh("wet_baseline") > kWh_per_kWh("giga") > kWh_per_kWh("giga_no_coating")
