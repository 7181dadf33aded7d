"""What heat adds to pressed contact, and where the film does not let it."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.interface import problems
from dbetwin.interface.face.wetting import HYPOTHESES, covered_by_film
from dbetwin.interface.hypothesis import Situation
from tests.designs import LITHIUM_MODELS, lithium_design, silicon_design

SHARES = st.integers(0, 100).map(lambda percent: percent / 100)


def formed(pressed, film_nm=0.0, coverage=0.0, press_C=25.0, **constants):
    design = lithium_design()
    design = dataclasses.replace(design, interface_constants={"anode_resistance": {"interlayer_coverage": coverage}})
    columns = {"pressed_contact_fraction": pressed, "film_nm": film_nm, "press_temperature_C": press_C}
    known = {name: np.array([value], dtype=float) for name, value in columns.items()}
    model = HYPOTHESES["thermal"]
    return float(model.columns(known, Situation.of(design), model.constants(**constants))["formed_contact_fraction"][0])


@pytest.mark.parametrize(("heat_C", "gained"), [(25.0, 0.0), (120.0, 0.0), (175.0, 0.2), (250.0, 0.95)])
def test_pressed_annealed_and_molten_on_a_clean_face(heat_C, gained):
    assert formed(0.1, heat_treatment_C=heat_C) == pytest.approx(0.1 + 0.9 * gained)


def test_a_press_that_is_hot_enough_anneals_as_well():
    assert formed(0.1, press_C=160.0, heat_treatment_C=25.0) == pytest.approx(0.1 + 0.9 * 0.2)


def test_film_shuts_the_melt_out_and_an_interlayer_lets_it_in():
    assert formed(0.1, film_nm=1e3, heat_treatment_C=250.0) == pytest.approx(0.1)
    assert formed(0.1, film_nm=1e3, coverage=1.0, heat_treatment_C=250.0) == pytest.approx(0.1 + 0.9 * 0.95)
    half = formed(0.1, film_nm=1e3, coverage=0.5, heat_treatment_C=250.0)
    assert half == pytest.approx(0.1 + 0.9 * 0.95 * 0.5)
    assert covered_by_film(np.array([0.0, 5.0]), 5.0) == pytest.approx([0.0, 1 - np.exp(-1)])


@given(pressed=SHARES, film_nm=st.floats(0, 200), coverage=SHARES, heat_C=st.floats(20, 300))
def test_contact_is_a_share_never_less_than_pressed(pressed, film_nm, coverage, heat_C):
    found = formed(pressed, film_nm, coverage, heat_treatment_C=heat_C)
    assert pressed <= found <= 1.0
    assert found >= formed(pressed, film_nm + 1.0, coverage, heat_treatment_C=heat_C)
    assert formed(pressed, film_nm, min(1.0, coverage + 0.1), heat_treatment_C=heat_C) >= found


def test_the_film_does_not_thin_what_was_pressed():
    assert formed(0.3, film_nm=1e3, heat_treatment_C=25.0) == 0.3


def test_silicon_and_composites_are_refused():
    wrong = problems({**LITHIUM_MODELS, "wetting": "thermal"}, silicon_design().product)
    assert any(each.startswith("wetting: 'thermal' is a model for the anode lithium") for each in wrong)
    assert any(each.startswith("wetting: 'thermal' is a model for the separator dense") for each in wrong)
