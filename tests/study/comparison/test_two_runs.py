"""Two runs side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbetwin.study.comparison.two_runs import compare, differences, unlike
from tests.synthetic.plant import information
from tests.synthetic.run import FolderRun, write_run


@pytest.fixture
def other(tmp_path: Path) -> FolderRun:
    assumptions = information()["assumptions"]
    assumptions[1] = {**assumptions[1], "value": 5}
    return write_run(tmp_path / "other", seed=2, assumptions=assumptions)


def test_a_run_does_not_differ_from_itself(run: FolderRun) -> None:
    table = compare(run, run)  # type: ignore[arg-type]
    assert (table["difference"].dropna() == 0).all()
    assert unlike(run, run) == []  # type: ignore[arg-type]


def test_differences_have_the_unit_of_the_figure_and_a_share_of_the_base() -> None:
    base = {
        "good_cells_per_day": 100.0,
        "bottleneck": "coater",
        "cell_asr_ohm_cm2": {"mean": 150.0},
        "overkill_pct": None,
    }
    changed = {
        "good_cells_per_day": 90.0,
        "bottleneck": "sealer",
        "cell_asr_ohm_cm2": {"mean": 165.0},
        "overkill_pct": 3.0,
    }
    table = differences(base, changed).set_index("kpi")
    assert table.loc["good_cells_per_day", "difference"] == -10
    assert table.loc["good_cells_per_day", "relative_pct"] == pytest.approx(-10.0)
    assert table.loc["cell_asr_ohm_cm2.mean", "unit"] == "ohm cm2"
    assert table.loc["cell_asr_ohm_cm2.mean", "relative_pct"] == pytest.approx(10.0)
    assert table["difference"].isna()["bottleneck"]
    assert table["difference"].isna()["overkill_pct"]


def test_a_figure_of_only_one_run_stands_in_the_table() -> None:
    table = differences({}, {"critical_current_mA_cm2": {"mean": 2.0}}).set_index("kpi")
    assert table.loc["critical_current_mA_cm2.mean", "other"] == 2.0


def test_what_else_differs_is_told(run: FolderRun, other: FolderRun) -> None:
    assert unlike(run, other) == ["seed: 1 against 2", "stations.stack.machines: 1 against 5"]  # type: ignore[arg-type]
