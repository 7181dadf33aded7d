"""The list of levers: each has an equation with a source, and names what there is."""

from __future__ import annotations

import pytest

from dbetwin.columns.cells import CELLS
from dbetwin.interface.levers import levers, why_left_out
from dbetwin.interface.registry import PHENOMENA
from tests.designs import lithium_design, silicon_design

ALL = pytest.mark.parametrize("lever", levers().values(), ids=lambda each: each.name)


@ALL
def test_a_lever_names_its_equation_its_source_and_what_answers(lever):
    assert lever.equation
    assert any(word in lever.source for word in ("10.", "derived", "assumed", "Weibull", "Griffith", "definition"))
    assert lever.answers
    assert set(lever.answers) <= set(CELLS)


@ALL
def test_the_models_that_hold_its_equation_exist(lever):
    assert lever.models
    for phenomenon, names in lever.models.items():
        assert set(names) <= set(PHENOMENA[phenomenon])


@ALL
def test_its_own_range_is_one(lever):
    assert lever.range is None or lever.range[0] < lever.range[1]


def test_a_lever_of_another_material_or_model_is_left_out_with_the_reason():
    known = levers()
    assert why_left_out(known["membrane_porosity"], silicon_design()) == "for the separator dense"
    assert why_left_out(known["interface_toughness"], lithium_design()).startswith("needs delamination: composite")
    assert why_left_out(known["interface_toughness"], silicon_design()) == ""
