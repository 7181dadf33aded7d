"""Many cells at once: what one cell's own arithmetic finds, whatever cells stand beside it and however they are cut."""

from __future__ import annotations

import numpy as np
import pytest

from dbetwin.interface.chain import properties
from dbetwin.plant.load import load_plant
from dbetwin.plant.sample import sample
from tests.benchmarks.by_cell import WANTED, chain_of


def inputs(name, cells, set_values=()):
    drawn = sample(load_plant(name, set_values), cells)
    known = dict(drawn.finished.columns)
    new = properties(known, drawn.plant.design)
    return drawn.plant.design, {each: values for each, values in known.items() if each not in new}, new


@pytest.mark.parametrize(
    "set_values", [(), ("operating_point.stack_pressure_MPa=1.2",), ("operating_point.temperature_C=25",)]
)
def test_the_chain_is_what_one_cell_after_the_other_comes_to(set_values):
    design, known, found = inputs("lithium_metal", 300, set_values)
    one = chain_of(design)
    rows = [
        dict(zip(known, row, strict=True)) for row in zip(*(map(float, each) for each in known.values()), strict=True)
    ]
    alone = dict(zip(WANTED, zip(*map(one, rows), strict=True), strict=True))
    for name in WANTED:
        assert found[name] == pytest.approx(np.array(alone[name]), rel=1e-9, abs=1e-15), name
    if set_values:
        assert found["current_focusing"].max() > 1.5  # the rows went another way


@pytest.mark.parametrize("name", ["pilot", "lithium_metal", "silicon_garnet"])
def test_how_cells_are_cut_into_chunks_does_not_matter(name):
    design, known, whole = inputs(name, 1000)
    for size in (1, 7, 333):
        starts = range(0, 1000 if size > 1 else 40, size)
        parts = [properties({each: v[start : start + size] for each, v in known.items()}, design) for start in starts]
        for column, values in whole.items():
            joined = np.concatenate([part[column] for part in parts])
            assert (joined == values[: len(joined)]).all(), column


def test_one_number_is_what_a_row_of_many_is():
    design, known, whole = inputs("pilot", 200)
    scalar = properties({name: np.array(values[11:12]) for name, values in known.items()}, design)
    assert all(scalar[name][0] == whole[name][11] for name in whole)
