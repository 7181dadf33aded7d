"""The QSE-5 B-sample as STEER (Stanford) models it: 21.4 Wh, 300 Wh/kg, 841 Wh/L (measured: 21.6 Wh, 301, 844)."""

import pytest

from dbetwin.celldesign.electrode import porosity, thickness_um
from dbetwin.celldesign.pouch import Pouch, pouch_mass_table
from dbetwin.celldesign.stack import Foil, Stack, mass_table

CATHODE, ANODE, SEPARATOR = 5.71 * 7.22, 5.91 * 7.42, 6.11 * 7.62
LAYERS, LOADING, ACTIVE = 23, 15.0, 0.97
SOLIDS = 1 / (0.97 / (4.8 / 1.04) + 0.015 / 1.78 + 0.015 / 2.0)
COATING = 3.4
TABLE = {"cathode coating": 28.44, "aluminium": 2.68, "copper": 5.90, "anode coating": 2.16, "separator": 22.79}


@pytest.fixture(scope="module")
def stack() -> Stack:
    return Stack(
        LAYERS, 2 * LAYERS + 2, CATHODE, ANODE, SEPARATOR, LOADING, 10 * LOADING / COATING,
        0.0706 * ACTIVE * LOADING, 0.0, 20.0, 5.1, Foil(10.0, 2.70, 1.9), Foil(6.0, 8.96, 1.9),
    )  # fmt: skip


def test_mass_table(stack):
    found = {name: float(mass) for name, mass in mass_table(stack).items()}
    for name, said in TABLE.items():
        print(name, f"{100 * (found[name] / said - 1):+.2f} %")
    assert found == pytest.approx(TABLE, rel=5e-3)


def test_cell(stack):
    pores = float(porosity(LOADING, SOLIDS, 10 * LOADING / COATING))
    assert pores == pytest.approx(0.231, rel=5e-3)
    assert float(thickness_um(LOADING, SOLIDS, pores)) == pytest.approx(10 * LOADING / COATING)
    catholyte = 2 * LAYERS * CATHODE * (LOADING / COATING / 1000) * pores * 1.18
    assert catholyte == pytest.approx(2.28, rel=5e-3)
    enclosure = Pouch(8.45, 6.54, 0.0, 0.0, 1.18, 0.0, 0.0, 0.0, 0.0, 7.01)
    mass = float(sum(mass_table(stack).values())) + sum(pouch_mass_table(enclosure).values()) + catholyte
    energy = 2 * LAYERS * CATHODE * LOADING / 1000 * ACTIVE * 0.7746
    found = (energy, mass, 1000 * energy / mass, 1000 * energy / (6.54 * 8.45 * 0.46))
    said = (21.37, 71.28, 299.8, 840.7)
    print([f"{100 * (got / want - 1):+.2f} %" for got, want in zip(found, said, strict=True)])
    assert found == pytest.approx(said, rel=5e-3)
