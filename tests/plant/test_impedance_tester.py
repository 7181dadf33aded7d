"""A plant with an impedance tester: it loads, its limits grade, and a run counts what it rejects."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import dbetwin
from dbetwin.plant.sample import sample

LAYOUT = """
name: pilot_with_arcs
based_on: pilot
limits:
  interface_arc_ratio_max: {value: 1.15, assumed: true, range: [1.1, 2.0], note: "of the nominal cell's"}
  contact_ratio_min: {value: 0.7, assumed: true, range: [0.5, 0.9], note: "of the nominal cell's"}
stations:
  arcs:
    kind: impedance_tester
    seconds_per_cell: {value: 10, assumed: true, range: [5, 60], note: "five side by side"}
    machines: {value: 2, assumed: true, range: [1, 4]}
    sealed: true
buffers:
  aged_cells: {to: arcs}
  probed_cells: {from: arcs, to: end_of_line, capacity_cells: 2304, sealed: true}
"""


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> dbetwin.Plant:
    path = Path(tmp_path_factory.mktemp("layout")) / "pilot_with_arcs.yaml"
    path.write_text(LAYOUT)
    return dbetwin.load_plant(path)


def test_its_limits_grade_by_what_it_read(plant: dbetwin.Plant) -> None:
    drawn = sample(plant, 1000, 1)
    cells, nominal = drawn.finished, drawn.plant.design.nominal
    assert nominal is not None
    over = cells["measured_interface_arc_ohm_cm2"] > 1.15 * nominal["measured_interface_arc_ohm_cm2"]
    caught = np.isin(drawn.causes, ["interface arc", "contact"])
    assert caught.any()
    assert (~drawn.passed[over]).all()


def test_the_cells_before_it_are_those_of_the_plant_without(plant: dbetwin.Plant) -> None:
    with_it, without = (sample(each, 100, 1).finished for each in (plant, dbetwin.load_plant("pilot")))
    for name in ("capacity_Ah", "cell_asr_ohm_cm2", "measured_resistance_ohm_cm2", "true_cause"):
        assert (with_it[name] == without[name]).all()
