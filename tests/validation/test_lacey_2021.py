"""Eight automotive pouch cells of an open notebook: Lacey 2021, cellmodels, github.com/mjlacey/cellmodels.

Its lithium-free cells book the plated lithium as a mass and take it off the cathode, on two faces more than they
plate; here it is thickness only. That is 0.5 g of 783 g.
"""

import numpy as np
import pytest

from dbetwin.celldesign.electrode import loading_for
from dbetwin.celldesign.energy import cell_capacity, loaded_voltage, plated_lithium_um
from dbetwin.celldesign.pouch import Pouch, outline_volume, pouch_mass_table
from dbetwin.celldesign.stack import Foil, Stack, mass_table, thickness_table_um

POUCH = Pouch(30.0, 10.0, 1.0, 113.0, 1.8, 2.0, 5.0, 0.05, 2.7 + 8.9, 10.0)
AREA, LAYERS, CAPACITY = 300.0, 35, 3.3
CATHODES = {"NMC811": (195.0, 3.50, 3.86), "LFP": (165.0, 2.52, 3.375)}
LITHIUM_MG_CM2 = 10.32 / 3.861

CELLS = [
    # id, cathode, anode, garnet separator, Wh/kg, Wh/L, thickness in cm
    ("A1", "NMC811", "graphite", False, 257.2, 634.4, 1.033),
    ("A2", "LFP", "graphite", False, 208.1, 451.2, 1.261),
    ("A3", "NMC811", "foil", False, 333.4, 760.7, 0.901),
    ("A4", "LFP", "foil", False, 267.1, 530.5, 1.129),
    ("A5", "NMC811", "foil", True, 296.1, 716.1, 0.957),
    ("A6", "LFP", "foil", True, 239.5, 505.5, 1.185),
    ("A7", "NMC811", "plated", True, 317.7, 962.7, 0.712),
    ("A8", "LFP", "plated", True, 255.6, 637.2, 0.940),
]


def anode(kind: str) -> tuple[float, float, float]:
    """Loading in mg/cm2, thickness in um, potential in V."""
    if kind == "graphite":
        loading = float(loading_for(1.1 * CAPACITY, 0.965, 344.0))
        return loading, 10 * loading / 1.6, 0.17
    if kind == "foil":
        return LITHIUM_MG_CM2, 10 * LITHIUM_MG_CM2 / 0.534, 0.0
    return 0.0, float(plated_lithium_um(CAPACITY, 0.534, 3861.0)), 0.0


@pytest.mark.parametrize(("name", "cathode", "kind", "garnet", "by_mass", "by_volume", "thickness"), CELLS)
def test_cell(name, cathode, kind, garnet, by_mass, by_volume, thickness):
    capacity_mAh_g, density, potential = CATHODES[cathode]
    loading = float(loading_for(CAPACITY, 0.95, capacity_mAh_g))
    anode_loading, anode_um, anode_V = anode(kind)
    separator = (20.0, 5.1) if garnet else (12.0, 1.18)
    stack = Stack(
        LAYERS, 2 * LAYERS, AREA, AREA, AREA, loading, 10 * loading / density, anode_loading, anode_um, *separator,
        Foil(14.0, 2.70), Foil(8.0, 8.96),
    )  # fmt: skip
    charge = float(cell_capacity(2 * LAYERS * AREA, CAPACITY, np.inf, 0.93))
    liquid = charge * 1.7 * 1.2325 * (0.33 if garnet else 1.0)
    mass = float(sum(mass_table(stack).values())) + sum(pouch_mass_table(POUCH).values()) + liquid
    stack_um = float(sum(thickness_table_um(stack).values()))
    energy = charge * float(loaded_voltage(potential - anode_V, 0.0, 0.0))
    found = (1000 * energy / mass, 1000 * energy / float(outline_volume(POUCH, stack_um)), (stack_um + 226) / 1e4)
    residual = [
        f"{100 * (got / said - 1):+.2f} %" for got, said in zip(found, (by_mass, by_volume, thickness), strict=True)
    ]
    print(name, *residual)
    assert charge == pytest.approx(64.45, rel=1e-3)
    assert found == pytest.approx((by_mass, by_volume, thickness), rel=5e-3)
