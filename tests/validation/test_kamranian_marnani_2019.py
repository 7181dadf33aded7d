"""Ultra-fines in a fine powder: Kamranian Marnani et al. 2019, Processes 7, 35, 10.3390/pr7010035.

Ground calcium carbonate below 100 um (group A) with 30, 50 and 68 % of that below 10 um (group C): the mixtures
crack, channel and clump as the pure ultra-fine powder does. Sizes in the middle of these classes and the density of
calcite are taken; the asperities are the default.
"""

import pytest

from dbetwin.physics.bed.cohesion import bond_number
from dbetwin.physics.bed.geldart import HARD, SOFT, geldart_group
from tests.stations.powder_to_web import GRANULES, bench, causes

CALCITE = 2710.0
FINE_UM, ULTRAFINE_UM = 55.0, 5.0
FLOWS = {0.0: True, 0.30: False, 0.50: False, 0.68: False, 1.0: False}
"""Mass fraction of ultra-fines to whether the published mixture flowed as the fine powder did."""


def mixture(ultrafine: float) -> dict[str, float]:
    bonds = [float(bond_number(size * 1e-6, CALCITE)) for size in (FINE_UM, ULTRAFINE_UM)]
    return {
        **GRANULES, "granule_d50_um": FINE_UM, "granule_d10_um": 0.7 * FINE_UM, "granule_d90_um": 1.4 * FINE_UM,
        "granule_density_g_cm3": CALCITE / 1e3, "fines_fraction": ultrafine, "bond_number": bonds[0],
        "fines_bond_number": bonds[1],
    }  # fmt: skip


def test_the_two_powders_are_of_the_published_groups() -> None:
    for force in (SOFT, HARD):
        groups = [geldart_group(size * 1e-6, CALCITE, force) for size in (FINE_UM, ULTRAFINE_UM)]
        print(f"adhesion {1e9 * force:.0f} nN: {groups} (published A, C)")
        assert groups == ["A", "C"]


@pytest.mark.parametrize("gamma", [0.0, 2.0])
def test_mixtures_of_thirty_percent_and_more_behave_as_the_ultrafine_powder(gamma: float) -> None:
    station = bench("fluidized_bed_coater", u_over_umf=6, vibration_gamma=gamma)
    found = {
        share: "does not fluidise" not in causes(station.work(inputs={"powder": mixture(share)})) for share in FLOWS
    }
    wrong = sum(found[share] != published for share, published in FLOWS.items())
    print(f"shaken at {gamma:g} g: {wrong} of {len(FLOWS)} powders on the wrong side")
    assert wrong == 0
