"""Life is a power of the reserve, or of what tears; bounded, and marked as no forecast."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.silicon.delamination import tearing_probability
from dbetwin.interface.verdict.life import HYPOTHESES, lithium_cycles, release_ratio, silicon_cycles
from tests.designs import lithium_design, silicon_design, walked

TOLD = {"life": "phenomenological"}
MODEL = HYPOTHESES["phenomenological"]


def lives(design, constants=None, **known):
    columns = {name: np.atleast_1d(np.asarray(value, float)) for name, value in known.items()}
    return MODEL.columns(columns, Situation.of(design), MODEL.constants(**(constants or {})))["cycle_life"]


@given(reserve=st.floats(1.01, 10), factor=st.floats(1.1, 3), exponent=st.floats(4, 8))
def test_life_is_a_power_of_the_reserve(reserve, factor, exponent):
    short, long = (float(lithium_cycles(1.0, times * reserve, 500.0, exponent)) for times in (1.0, factor))
    assert long / short == pytest.approx(factor**exponent)
    assert short == pytest.approx(500.0 * reserve**exponent)


def test_a_cell_at_its_critical_current_does_not_live():
    assert lithium_cycles(1.0, np.array([0.5, 1.0, 1.000001]), 500.0, 6.0) == pytest.approx([0.0, 0.0, 500.0], rel=1e-4)


def test_contact_is_torn_cycle_by_cycle():
    contact, cycles = 0.45, 0
    while contact > 0.8 * 0.45:
        contact, cycles = contact - 1e-3 + 1e-4, cycles + 1
    assert cycles == pytest.approx(float(silicon_cycles(0.45, 1e-3, 1e-4, 0.8)), abs=1.0)
    assert float(silicon_cycles(0.45, 1e-4, 1e-4, 0.8)) == np.inf
    assert silicon_cycles(np.zeros(2), np.array([0.0, 1e-3]), 1e-4, 0.8).tolist() == [0.0, 0.0]


@given(ratio=st.floats(0.01, 10), scatter=st.floats(0.4, 1.0))
def test_what_tears_is_read_off_the_chance_of_tearing(ratio, scatter):
    chance = tearing_probability(3.6 * ratio, 3.6, scatter)
    if 1e-200 < chance < 1 - 1e-6:
        assert float(release_ratio(chance, scatter)) == pytest.approx(ratio, rel=1e-6)


def test_silicon_that_tears_more_lives_shorter_and_pressure_helps():
    design = silicon_design()
    known = {"anode_contact_fraction": 0.45, "stack_pressure_MPa": 5.0}
    half = {"torn_per_cycle": 0.1, "closed_per_cycle": 0.0}
    at_toughness = lives(design, half, p_delamination=0.5, **known)
    assert at_toughness == pytest.approx([0.2 * 0.45 / 0.1])
    # half the release rate: a quarter is torn
    chance = tearing_probability(1.8, 3.6, 0.65)
    assert lives(design, half, p_delamination=chance, **known) == pytest.approx(4 * at_toughness)
    closing = half | {"closed_per_cycle": 1e-3}
    soft, hard = (
        lives(design, closing, p_delamination=chance, **(known | {"stack_pressure_MPa": pressure}))
        for pressure in (1.0, 50.0)
    )
    assert hard > soft > 4 * at_toughness


def test_life_ends_somewhere():
    assert lives(lithium_design(), cell_critical_current_mA_cm2=[1e6]) == pytest.approx([1e4])
    known = {"anode_contact_fraction": 0.45, "stack_pressure_MPa": 5.0}
    assert lives(silicon_design(), p_delamination=0.0, **known) == pytest.approx([1e4])


@pytest.mark.parametrize("design", [silicon_design, lithium_design])
def test_life_is_told_where_it_is_named_only(design):
    told, _ = walked(design(models=TOLD), 20, seed=1)
    assert ((told["cycle_life"] > 0) & (told["cycle_life"] <= 1e4)).all()
    untold, _ = walked(design(), 2, seed=1)
    assert "cycle_life" not in untold.columns
    assert "forecast" in MODEL.caution


def test_without_a_critical_current_no_life_of_lithium_is_told():
    design = lithium_design(models={**TOLD, "critical_current": "none"})
    cells, _ = walked(design, 2, seed=1)
    assert "cycle_life" not in cells.columns
