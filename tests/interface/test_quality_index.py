"""The index and the component it names."""

import numpy as np
import pytest

from dbetwin.columns.components import COMPONENTS, LIMITING
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.verdict.quality_index import HYPOTHESES, costliest, geometric_index
from tests.designs import graded, lithium_design, silicon_design, walked

EVEN = dict.fromkeys(COMPONENTS, 0.125)


def test_equal_qualities_are_the_index():
    for count in (1, 3, 8):
        same = {name: np.array([0.6]) for name in COMPONENTS[:count]}
        assert geometric_index(same, EVEN) == pytest.approx([60])


def test_a_zero_kills_and_a_zero_weight_does_not():
    parts = {"anode contact": np.array([0.0]), "silicon": np.array([1.0])}
    assert geometric_index(parts, EVEN)[0] < 1e-3
    assert geometric_index(parts, EVEN | {"anode contact": 0.0}) == pytest.approx([100])


def test_the_weighted_loss_names_the_component():
    parts = {"anode contact": np.array([0.5, 0.5]), "silicon": np.array([0.9, 0.1])}
    nominal = {"anode contact": 0.6, "silicon": 1.0}
    weights = EVEN | {"anode contact": 0.2, "silicon": 0.1}
    assert [COMPONENTS[int(code)] for code in costliest(parts, weights, nominal)] == ["anode contact", "silicon"]


@pytest.mark.parametrize(
    ("change", "component"),
    [
        ({"separator_exposure_Pa_h": 1500.0}, "anode resistance"),
        ({"thickness_um": 90.0}, "cathode contact"),
        ({"coverage": 0.3}, "cathode resistance"),
    ],
)
def test_what_was_made_worse_is_named(change, component):
    cells, _ = walked(graded(silicon_design()), **change)
    assert COMPONENTS[int(cells["limiting_component"][0])] == component


def test_grain_boundaries_count_by_their_share_of_the_separator():
    design = lithium_design()
    cells, _ = walked(design, 3, seed=1)
    whole = cells["separator_asr_ohm_cm2"]
    known = {**cells.columns, "grain_boundary_asr_ohm_cm2": whole * np.array([0.0, 0.25, 1.0])}
    model = HYPOTHESES["geometric"]
    found = model.columns(known, Situation.of(design), model.constants())
    assert found["quality_grain_boundary"] == pytest.approx([1.0, 0.75, 0.0])
    assert found["quality_index"][2] < found["quality_index"][1] < found["quality_index"][0]


def test_a_cell_that_is_worse_in_nothing_is_limited_by_nothing():
    nominal = dict.fromkeys(COMPONENTS, 0.5)
    better = {name: np.array([0.5 if name == "silicon" else 0.6]) for name in COMPONENTS}
    assert LIMITING[int(costliest(better, EVEN, nominal)[0])] == "none is worse than nominal"
