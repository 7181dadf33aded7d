"""The nominal cell that limits are held against is the cell that the plant makes, but for chance."""

from __future__ import annotations

import pytest

from dbetwin.outcome.kpis import measure


def test_the_mean_cell_resists_as_the_nominal_one(pilot_run):
    mean = measure(pilot_run)["cell_asr_ohm_cm2"]["mean"]
    assert mean == pytest.approx(pilot_run.info["nominal"]["cell_asr_ohm_cm2"], rel=0.03)
