"""What common random numbers are worth on the pilot, for a change in one machine."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from dbetwin.study.study import study

FILE = """
study: shared
kind: scenarios
base: pilot
days: 7
replications: 8
responses: [good_cells_per_day, cell_yield, rolled_throughput_yield, specific_energy_Wh_kg, cell_asr_ohm_cm2]
scenarios:
  press_repaired_faster: {press.breakdowns.major.mttr_h: {times: 0.5}}
  softer_calender: {calender_cathode.line_load_N_per_mm: 400}
"""


@pytest.mark.slow
@pytest.mark.weekly
def test_a_change_in_one_machine_of_the_pilot_is_known_three_times_better_than_from_independent_seeds(tmp_path: Path):
    file = tmp_path / "shared.yaml"
    file.write_text(FILE)
    with ProcessPoolExecutor(2) as executor:
        table = study(file, tmp_path / "out", executor=executor, at_once=2).tables["scenarios"]
    ratios = table[table["scenario"] != "base"].set_index(["scenario", "response"])["variance_ratio"]
    assert len(ratios) == 10
    assert ratios.max() <= 1 / 3, ratios.to_string()
