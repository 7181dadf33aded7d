"""The nominal cells of the shipped plants are those that their products ask for."""

from functools import cache

import pytest

from dbetwin.celldesign.cell import targets
from dbetwin.plant import load_plant
from dbetwin.plant.nominal import chain


@cache
def walked(name):
    plant = load_plant(name)
    return plant, {step.station: step.columns for step in chain(plant)}


@pytest.mark.parametrize("name", ["pilot", "lithium_metal"])
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
    least = 1 - (1 - calender.porosity_least) / (1 + calender.springback)
    assert least < lots["calender_anode"]["porosity"] < 1.03 * least
