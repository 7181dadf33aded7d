"""Isostatic press: porosity by pressure, memory of the calender, mass."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.celldesign.recipe import cathode_recipe
from dbetwin.stations.isostatic_press import Goal, after_pressing
from tests.designs import lithium_design, lot_of, silicon_design, station, walked, work

SETTINGS = station("isostatic_press")[1]


def pressed(before, pressure=300.0, temperature=80.0, **changes):
    settings = SETTINGS.model_copy(update=changes)
    return float(after_pressing(settings, np.array([before]), Goal(0.05, 0.17), pressure, temperature)[0])


def test_the_reference_press_reaches_the_product():
    assert pressed(0.17) == pytest.approx(0.05, abs=1e-6)


def test_a_hundred_megapascal_less_leaves_forty_percent_more():
    assert pressed(0.17, 200.0) == pytest.approx(0.05 * math.exp(1 / 3), rel=1e-5)


@pytest.mark.parametrize(("memory", "ratio"), [(0.0, 1.0), (0.5, math.sqrt(0.2 / 0.17)), (1.0, 0.2 / 0.17)])
def test_memory_of_the_calender(memory, ratio):
    assert pressed(0.20, memory=memory) / pressed(0.17, memory=memory) == pytest.approx(ratio, rel=1e-5)


def test_a_short_dwell_stops_on_the_way():
    assert pressed(0.17, dwell_s=20.0) == pytest.approx(0.05 + 0.12 / math.e)


def test_a_cold_press_stops_on_the_way_unless_it_is_given_time():
    warm, cold = pressed(0.17), pressed(0.17, temperature=25.0)
    assert cold == pytest.approx(0.05 + 0.12 * math.exp(-300 / 462), rel=2e-3)
    assert pressed(0.17, temperature=25.0, dwell_s=1e5) == pytest.approx(warm, rel=1e-6)
    assert pressed(0.17, temperature=150.0) == pytest.approx(warm, rel=1e-5)


def test_a_cold_press_leaves_cells_that_resist():
    resistance = {}
    for temperature in (80.0, 25.0):
        cells, _ = walked(silicon_design(), settings={"isostatic_press": {"temperature_C": temperature}})
        resistance[temperature] = cells["cell_asr_ohm_cm2"][0]
    assert resistance[25.0] > 1.1 * resistance[80.0]


@given(before=st.floats(0, 0.5), pressure=st.floats(1, 1000), dwell=st.floats(0.1, 2000))
def test_pressing_never_opens_a_coating(before, pressure, dwell):
    after = pressed(before, pressure, dwell_s=dwell)
    assert 0 <= after <= before + 1e-15
    assert pressed(before, 1.1 * pressure, dwell_s=dwell) <= after + 1e-15


@pytest.mark.parametrize("design", [silicon_design(), lithium_design()])
def test_mass_stays(design):
    cells, _ = walked(design, 20, seed=1)
    solids = cells["cathode_thickness_um_mean"] * (1 - cells["cathode_porosity"])
    assert solids * cathode_recipe(design).solids_g_cm3 / 10 == pytest.approx(
        cells["cathode_loading_mg_cm2_mean"], rel=1e-12
    )


def test_a_batch_shares_its_pressure_and_batches_differ():
    cells, _ = walked(silicon_design(), 10, seed=1)
    batches = [
        work("isostatic_press", lot_of(silicon_design(), cells), np.random.default_rng(s)).cells for s in range(500)
    ]
    assert all(len(set(batch["press_pressure_MPa"])) == 1 for batch in batches)
    pressures = [batch["press_pressure_MPa"][0] for batch in batches]
    assert np.mean(pressures) == pytest.approx(300, rel=0.005)
    assert np.std(pressures) == pytest.approx(6, rel=0.1)


@pytest.mark.parametrize(
    ("changes", "outside"), [({"pressure_MPa": 50.0}, 1), ({"temperature_C": 10.0}, 1), ({"dwell_s": 30.0}, 1), ({}, 0)]
)
def test_settings_that_nobody_tried_are_counted(changes, outside):
    cells, _ = walked(silicon_design(), settings={"isostatic_press": changes})
    assert cells["outside_press"][0] == outside
