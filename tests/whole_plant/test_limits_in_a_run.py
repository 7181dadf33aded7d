"""Where a machine is driven beyond what its powder or web bears, the run, its key figures and its workbook say so."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

import dbetwin
from dbetwin.cli import app
from dbetwin.errors import InputError
from dbetwin.plant import load_plant
from dbetwin.plant.alone import respond, stand
from dbetwin.plant.based_on import read_layout
from dbetwin.plant.shipped import find
from tests.whole_plant.variants import AGED_SOON

COLLAPSED = "outlet gas too humid: the bed collapsed"
BREAKING = "line load above the one that breaks particles"


def leaving(*values: str) -> float:
    """Humidity of the gas that leaves the coater with the nominal lot in it."""
    return float(respond(stand(read_layout(find("pilot")), "coater", values)).figures["outlet_humidity_ratio"])


def test_a_plant_whose_bed_would_always_drown_is_refused() -> None:
    with pytest.raises(InputError, match="the bed will drown: the gas would leave at 71 % of saturation"):
        load_plant("pilot", ["coater.drying_load=1.8"])


def test_lots_whose_gas_leaves_too_humid_are_scrapped_for_that(tmp_path: Path) -> None:
    # granules of unlike size take gas of unlike amount, and of that the wall cools a larger or smaller share
    wet = ["coater.drying_load=1.71", "limits.agglomerate_fraction_max=null"]
    plant = load_plant("pilot", [*wet, f"coater.outlet_humidity_limit={leaving(*wet) + 1e-5}"])
    run = dbetwin.simulate(plant, days=4, start="empty", out=tmp_path / "run")
    losses = run.table("losses")
    collapsed = losses[(losses["station"] == "coater") & (losses["cause"] == COLLAPSED)]
    made = run.table("lots")
    assert collapsed["amount"].sum() > 0
    assert (collapsed["kind"] == "quality").all()
    coated = made[made["station"] == "coater"]
    assert 0 < len(coated) < (made["station"] == "granulator").sum() - 1
    assert set(losses.loc[(losses["station"] == "coater") & (losses["kind"] == "quality"), "cause"]) == {COLLAPSED}


@pytest.fixture(scope="module")
def overloaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a run of the pilot with its cathode pressed beyond the load at which grains break."""
    folder = tmp_path_factory.mktemp("overloaded") / "run"
    setting = "calender_cathode.line_load_N_per_mm=2000"
    done = CliRunner().invoke(
        app, ["run", "pilot", "--days", "3", "--set", setting, "--set", AGED_SOON, "--out", str(folder)]
    )
    assert done.exit_code == 0, done.output
    return folder


def test_too_much_line_load_is_told_once_with_its_count(overloaded: Path) -> None:
    told = json.loads((overloaded / "kpis.json").read_text("utf-8"))["validity_warnings"]
    machines = dbetwin.open_run(overloaded).table("machines")
    made = machines.loc[machines["station"] == "calender_cathode", "lots"].sum()
    assert made > 0
    assert [each for each in told if BREAKING in each] == [f"calender_cathode: {BREAKING}: {made} of {made} lots"]


def test_it_stands_in_the_workbook(overloaded: Path) -> None:
    sheet = openpyxl.load_workbook(overloaded / "report.xlsx")["Validity warnings"]
    assert f"calender_cathode: {BREAKING}" in {cell.value for column in sheet.columns for cell in column}
