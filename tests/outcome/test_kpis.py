"""The key figures: all declared, all plain, and refused with the reason where nothing was finished."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pandas as pd
import pytest

from dbetwin.columns.kpis import KPIS
from dbetwin.errors import StalledError
from dbetwin.outcome.kpis import measure
from tests.synthetic.flows import flows_and_buffers
from tests.synthetic.plant import WARMUP, information
from tests.synthetic.run import FolderRun, write_run

REQUIRED = (
    "good_cells_per_day", "started_cells_per_day", "good_energy_kWh_per_day", "rolled_throughput_yield",
    "yield_per_station", "oee_per_station", "bottleneck", "lead_time_h", "wip_lots", "anode_contact_fraction",
    "cathode_contact_fraction", "cell_asr_ohm_cm2", "anode_asr_ohm_cm2", "specific_energy_Wh_kg",
    "energy_density_Wh_L", "share_above_400_Wh_kg", "escapes_ppm", "overkill_pct", "causes", "validity_warnings",
)  # fmt: skip


@pytest.fixture(scope="module")
def kpis(run: FolderRun) -> dict[str, object]:
    return measure(run)  # type: ignore[arg-type]


def test_all_that_is_asked_for_is_there_and_declared(kpis: dict[str, object]) -> None:
    assert set(REQUIRED) <= set(kpis)
    assert set(kpis) <= set(KPIS)


def test_kinds_are_as_declared(kpis: dict[str, object]) -> None:
    for name, value in kpis.items():
        kind = KPIS[name].kind
        assert isinstance(value, dict) == (kind in ("stats", "by_name"))
        if kind == "stats":
            assert isinstance(value, dict)
            assert list(value) == ["mean", "p5", "p50", "p95"]
            assert value["p5"] <= value["p50"] <= value["p95"]
        if kind == "list":
            assert isinstance(value, list)


def test_they_are_plain_json(kpis: dict[str, object]) -> None:
    assert json.loads(json.dumps(kpis, allow_nan=False)) == kpis


def test_a_silicon_plant_has_no_critical_current(kpis: dict[str, object]) -> None:
    assert "critical_current_mA_cm2" not in kpis


def test_figures_by_hand(kpis: dict[str, object]) -> None:
    assert kpis["good_cells"] == 470
    assert kpis["good_cells_per_day"] == pytest.approx(94.0)
    assert kpis["started_cells"] == 545
    assert kpis["rejected_cells"] == 40
    assert kpis["good_energy_kWh_per_day"] == pytest.approx(0.0315 * 94)
    assert kpis["bottleneck"] == "form"
    assert kpis["balances_ok"] is True
    assert kpis["littles_law_ok"] is True
    machines_h = (600 + 1900 + 1500 + 6500 + 400) / 60
    assert kpis["electricity_kWh"] == pytest.approx(10 * machines_h + 68 * 5)


def test_models_outside_their_range_are_counted(kpis: dict[str, object]) -> None:
    lots, cells = (
        "coater: granules too fine: 3 of 12 lots",
        "pressed outside 100 to 600 MPa, 25 to 150 C or 1 to 30 min: 4 of 540 cells",
    )
    assert kpis["validity_warnings"] == [lots, cells]


def test_nothing_finished_is_refused_with_the_place_where_it_stands(tmp_path: Path) -> None:
    flows, _ = flows_and_buffers()
    flows.loc[flows["station"] == "test", ["made", "good", "lost"]] = 0.0
    stalled = write_run(tmp_path / "stalled", flows=flows)
    with pytest.raises(StalledError, match=r"nothing was finished in the 5 measured days.*as far as 'form'"):
        measure(stalled)  # type: ignore[arg-type]


def test_an_interrupted_run_is_measured_as_far_as_it_came(tmp_path: Path, run: FolderRun) -> None:
    cut_days: pd.DataFrame = run.table("days").iloc[:2]
    cut = write_run(tmp_path / "cut", days=cut_days, status="interrupted", simulated_until_day=WARMUP + 1.25)
    kpis = measure(cut)  # type: ignore[arg-type]
    assert kpis["measured_days"] == 1.25
    assert kpis["working_days"] == 2
    assert kpis["good_cells_per_day"] == pytest.approx(470 / 1.25)
    assert kpis["good_cells_per_working_day"] == pytest.approx(470 / 2)


def test_a_run_interrupted_before_its_window_has_no_key_figures(tmp_path: Path) -> None:
    early = write_run(tmp_path / "early", status="interrupted", simulated_until_day=1.5)
    with pytest.raises(StalledError, match="0 measured days"):
        measure(early)  # type: ignore[arg-type]


def test_a_year_has_the_working_days_of_the_plant(tmp_path: Path, kpis: dict[str, object]) -> None:
    if "working_days_per_year" not in information():
        assert "good_energy_MWh_per_year" not in kpis
    stated = measure(write_run(tmp_path / "stated", working_days_per_year=250))  # type: ignore[arg-type]
    assert stated["good_energy_MWh_per_year"] == pytest.approx(0.0315 * 94 * 250 / 1000)


def test_branches_multiply_to_the_product_over_all_stations(kpis: dict[str, object]) -> None:
    branches = kpis["yield_per_branch"]
    assert isinstance(branches, dict)
    assert list(branches) == ["powder to test"]
    assert math.prod(branches.values()) == pytest.approx(kpis["rolled_throughput_yield"])
    assert kpis["overkill_pct"] == pytest.approx(100 * 12 / 40)
    assert kpis["good_rejected_pct"] == pytest.approx(100 * 12 / (467 + 12))


def test_work_in_progress_is_the_mean_over_time(kpis: dict[str, object], run: FolderRun) -> None:
    assert kpis["wip_cells"] == run.table("progress")["level_mean"].iloc[0]
    assert kpis["wip_cells"] == pytest.approx(run.table("progress")["sojourn"].iloc[0] / (5 * 1440))
