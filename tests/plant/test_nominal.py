"""The nominal cells of the shipped plants are those that their products ask for."""

import math
from dataclasses import replace
from functools import cache

import pytest

from dbetwin.celldesign.cell import targets
from dbetwin.plant import load_plant
from dbetwin.plant.consistency import nominal_warnings
from dbetwin.plant.nominal import chain


@cache
def walked(name):
    plant = load_plant(name)
    return plant, {step.station: step.columns for step in chain(plant)}


@pytest.mark.parametrize("name", ["pilot", "lithium_metal", "silicon_garnet"])
def test_the_press_reaches_the_porosity_that_the_product_asks_for(name):
    plant, lots = walked(name)
    product, cell = plant.design.product, lots["press"]
    assert cell["cathode_porosity"] == pytest.approx(product.cathode_porosity, rel=0.02)
    assert cell["cathode_thickness_um_mean"] == pytest.approx(targets(plant.design).cathode_thickness_um, rel=2e-3)
    press = plant.stations["press"]
    assert press.cathode_calendered_porosity == round(lots["calender_cathode"]["porosity"], 3)
    if product.anode == "silicon":
        assert cell["anode_porosity"] == pytest.approx(product.anode_porosity, rel=0.02)
        assert press.anode_calendered_porosity == round(lots["calender_anode"]["porosity"], 3)


def test_the_calender_brings_the_silicon_film_near_its_least_porosity():
    plant, lots = walked("pilot")
    calender = plant.stations["calender_anode"]
    growth = calender.springback + calender.springback_per_decade * math.log10(calender.rest_h)
    least = 1 - (1 - calender.porosity_least) / (1 + growth)
    assert least < lots["calender_anode"]["porosity"] < 1.03 * least


# --- a nominal cell that is itself bad ----------------------------------------------------------------------------

GOOD = {"plating": 0.0, "p_short": 0.05, "nominal_capacity_Ah": 9.8, "capacity_Ah": 9.5, "cell_asr_ohm_cm2": 150.0,
        "voltage_V": 3.28}  # fmt: skip


@pytest.mark.parametrize("name", ["pilot", "lithium_metal", "silicon_garnet"])
def test_the_shipped_cells_give_no_cause_for_warning(name):
    plant, lots = walked(name)
    assert nominal_warnings(plant, lots["end_of_line"]) == []
    assert nominal_warnings(plant, {}) == []


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"plating": 1.0}, "plates lithium on its silicon"),
        ({"p_short": 0.51}, "is shorted with a probability of 0.51"),
        ({"p_delamination": 0.9}, "has a torn anode"),
        ({"p_ceramic": 0.9}, "has a broken membrane"),
        ({"p_open": 1.0}, "has lost its contact"),
        ({"capacity_Ah": 0.0}, "delivers 0 Ah of the 9.8 Ah"),
        ({"capacity_Ah": 4.8}, "delivers 4.8 Ah"),
        ({"voltage_V": 0.0, "cell_asr_ohm_cm2": 4000.0}, "has 0 V left of 3.46 V under load"),
        ({"cell_asr_ohm_cm2": -1.0}, "its resistance being -1 ohm cm2"),
        ({"energy_Wh": math.nan}, "energy_Wh is nan"),
        ({"lithium_layer_nm": 10.5}, "has grown 10.5 nm on its lithium"),
    ],
)
def test_a_nominal_cell_that_is_bad_is_told(columns, told):
    plant, _ = walked("pilot")
    limits = plant.design.limits.model_copy(update={"lithium_layer_max_nm": 10.0})
    plant = replace(plant, design=replace(plant.design, limits=limits))
    assert nominal_warnings(plant, GOOD) == []
    (warning,) = nominal_warnings(plant, GOOD | columns)
    assert told in warning
    assert warning.startswith("the nominal cell ")


def test_a_lean_anode_makes_the_nominal_cell_plate():
    plant = load_plant("pilot", ["product.n_to_p=0.95"])
    (warning,) = nominal_warnings(plant, chain(plant)[-1].columns)
    assert "plates lithium" in warning
