"""Plain plants whose ways end apart, or meet again: every part is counted once, and every balance closes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import dbetwin
from dbetwin.cli import app
from dbetwin.outcome.account import Account, take_account
from dbetwin.outcome.ends import ways
from dbetwin.outcome.kpis import key_figures

PLAIN = Path(__file__).parents[1] / "plant" / "plain"
FAST, GENERAL = (), ("file.setup_min=0.1",)
"""Without and with a setting that the fast path leaves to the general line."""
DAYS = 3


@pytest.fixture(scope="module", params=[FAST, GENERAL], ids=["fast", "general"])
def apart(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Account:
    return account(tmp_path_factory.mktemp("apart"), "two_ends", *request.param)


def account(folder: Path, name: str, *changes: str) -> Account:
    plant = dbetwin.load_plant(PLAIN / f"{name}.yaml", changes)
    return take_account(dbetwin.simulate(plant, days=DAYS, seed=3, out=folder / "run"))


def test_what_enters_the_warehouse_by_any_way_is_good(apart: Account) -> None:
    found = key_figures(apart)
    assert found["started_parts"] == 1440 * DAYS
    assert found["good_parts_per_day"] == pytest.approx(1440, abs=1)
    ends = apart.tables["buffers"].set_index("buffer")["amount_in"]
    assert found["good_parts"] == ends["milled"] + ends["filed"]
    assert 0.65 < ends["milled"] / found["good_parts"] < 0.75
    assert found["lead_time_h"]["mean"] == pytest.approx(apart.little["stay_h"].iloc[0], rel=0.01)


def test_every_balance_closes_where_ways_end_apart(apart: Account) -> None:
    balances = apart.balances
    assert balances[~balances["ok"]].empty
    good = balances.set_index("check").loc["good parts = sum over days"]
    assert good["left"] == good["right"] == apart.good


def test_a_part_counts_once_in_the_ladder_wherever_it_is_lost(tmp_path: Path) -> None:
    found = account(tmp_path, "two_ends", "file.scrap_share=0.2")
    lost = found.tables["losses"].set_index("station")
    assert lost.loc["file", "cell_equivalents"] == lost.loc["file", "amount"] > 150 * DAYS * 0.3
    assert found.tables["flows"]["cells_per_unit"].tolist() == [1.0, 1.0, 1.0]
    ladder = found.ladder
    assert ladder["remaining"].iloc[-1] == found.good
    assert ladder["remaining"].iloc[0] == found.started
    assert abs(ladder["stock"].sum()) <= 3
    assert found.balances["ok"].all()


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_every_balance_closes_where_ways_meet_again(tmp_path: Path, share: float) -> None:
    found = account(tmp_path, "rejoined", f"file.scrap_share={share}")
    assert found.balances[~found.balances["ok"]].empty
    handed = found.balances[found.balances["check"] == "handed on = into buffers"]
    assert handed["place"].unique().tolist() == ["saw", "mill, file", "test"]
    lost = found.tables["losses"]["amount"].sum()
    assert found.good + lost == pytest.approx(found.started, abs=20)
    assert lost == pytest.approx(0.3 * share * found.started, rel=0.15)
    assert {"mill", "file"} <= set(ways(found.tables["buffers"])["from_station"])
    assert found.constraint.station == "saw"


def test_a_starved_station_behind_two_ways_asks_the_first_of_them(tmp_path: Path) -> None:
    found = account(tmp_path, "rejoined", "saw.time_min=4")
    waits = found.chains.set_index(["station", "state"])
    roots = dict(waits.loc[("test", "starved"), ["root", "minutes"]].to_numpy().tolist())
    assert set(roots) == {"mill", "saw"}
    assert roots["saw"] > roots["mill"]
    assert found.balances["ok"].all()


def test_a_plant_whose_ways_meet_again_runs_from_the_command_line(tmp_path: Path) -> None:
    out = tmp_path / "run"
    done = CliRunner().invoke(app, ["run", str(PLAIN / "rejoined.yaml"), "--days", "2", "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert (out / "report.xlsx").exists()
    shown = CliRunner().invoke(app, ["check", str(PLAIN / "rejoined.yaml")])
    assert "expected bottleneck: saw" in shown.output
    rows = {row["field"]: row["value"] for row in json.loads((out / "run.json").read_text())["assumptions"]}
    assert rows["buffers.worked.from"] == ["mill", "file"]
