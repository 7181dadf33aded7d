"""The index and the component it names."""

import numpy as np
import pytest

from dbetwin.columns.components import COMPONENTS
from dbetwin.interface.quality_index import costliest, geometric_index
from tests.designs import graded, silicon_design, walked

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
