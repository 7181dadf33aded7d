"""The chain one phenomenon after the other."""

from __future__ import annotations

import numpy as np
import pytest

from dbetwin.interface.chain import LAST_OF_CATHODE, SUMS, properties, steps
from dbetwin.interface.registry import phenomena
from tests.designs import lithium_design, silicon_design, walked

DESIGNS = [silicon_design(), lithium_design()]


@pytest.mark.parametrize("design", DESIGNS)
def test_every_phenomenon_has_its_step_and_the_sums_stand_behind_the_cathode(design):
    columns = walked(design, 3, seed=1)[0].columns
    names = [name for name, _ in steps(columns, design)]
    behind = names.index(LAST_OF_CATHODE) + 1
    assert names.pop(behind) == SUMS
    assert tuple(names) == phenomena()


@pytest.mark.parametrize("design", DESIGNS)
def test_the_steps_together_are_the_properties_and_none_says_again_what_another_said(design):
    columns = walked(design, 3, seed=1)[0].columns
    told = [(name, values) for _, found in steps(columns, design) for name, values in found.items()]
    whole = properties(columns, design)
    assert [name for name, _ in told] == list(whole)
    assert all(np.array_equal(values, whole[name], equal_nan=True) for name, values in told)
