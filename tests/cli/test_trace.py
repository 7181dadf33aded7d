"""``dbetwin trace`` on a run of the pilot plant, and on what is no run, no cell and no lot."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import dbetwin
from dbetwin.cli import app
from dbetwin.outcome.genealogy_cells import cell_name


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["trace", *arguments])


@pytest.fixture(scope="module")
def good(pilot_run: dbetwin.Run) -> str:
    cells = pilot_run.table("cells")
    row = cells[cells["fate"] == "good"].iloc[7]
    return cell_name(row["cell_key"], row["cell_index"])


def test_a_history_tells_lots_machines_times_settings_and_values(pilot_run: dbetwin.Run, good: str) -> None:
    done = call(str(pilot_run.folder), good)
    assert done.exit_code == 0, done.output
    text = done.stdout
    assert text.startswith(f"cell {good}: number")
    assert "good, " in text.splitlines()[1]
    places = [text.index(f"\n{each['name']}  {each['kind']}") for each in pilot_run.info["stations"]]
    assert len(places) == len(pilot_run.info["stations"])
    assert (
        text.index("\ncoater  ") < text.index("\nmixer  ") < text.index("\nstacker  ") < text.index("\nend_of_line  ")
    )
    assert "bed_temperature_C 40" in text
    assert "carried by stacker lot" in text
    assert "nmc_powder  bought" in text
    assert re.search(r"delivered \w{3} 2026-\d\d-\d\d \d\d:\d\d", text)
    assert "capacity_Ah" in text
    assert "delivered at the operating point" in text


def test_lots_of_little_share_can_be_shown_and_hidden(pilot_run: dbetwin.Run, good: str) -> None:
    short, full = (call(str(pilot_run.folder), good, "--least", least).stdout for least in ("0.3", "0"))
    assert "are left out" in short
    assert "are left out" not in full
    assert len(full) > len(short)


def test_json_holds_what_is_printed(pilot_run: dbetwin.Run, good: str) -> None:
    told = json.loads(call(str(pilot_run.folder), good, "--json").stdout)
    assert told["cell"] == good
    assert told["values"]["fate"] == "good"
    assert told["units"]["capacity_Ah"] == "Ah"
    assert {"field": "pressure_MPa", "value": 300.0, "unit": "MPa"} in told["settings"]["press"]
    by_station: dict[str, float] = {}
    for lot in told["lots"]:
        by_station[lot["station"]] = by_station.get(lot["station"], 0.0) + lot["share"]
    assert all(share == pytest.approx(1.0) for share in by_station.values())
    assert told["visits"][-1]["station"] == "end_of_line"


def test_every_kind_of_name_leads_to_the_same_cell(pilot_run: dbetwin.Run, good: str) -> None:
    by_key = json.loads(call(str(pilot_run.folder), good, "--json").stdout)
    by_lot = json.loads(call(str(pilot_run.folder), f"{by_key['magazine']}-{good.split('-')[1]}", "--json").stdout)
    assert by_lot == by_key


def test_the_reverse_lists_cells_that_hold_the_lot(pilot_run: dbetwin.Run, good: str) -> None:
    lots = json.loads(call(str(pilot_run.folder), good, "--json").stdout)["lots"]
    coated = max((lot for lot in lots if lot["station"] == "coater"), key=lambda lot: lot["share"])
    told = json.loads(call(str(pilot_run.folder), "--lot", str(coated["lot"]), "--json").stdout)
    shares = {cell["name"]: cell["share"] for cell in told["cells"]}
    assert shares[good] == pytest.approx(coated["share"], rel=1e-6)
    printed = call(str(pilot_run.folder), "--lot", str(coated["lot"])).stdout
    assert f"lot {coated['lot']} of coater" in printed
    assert f"{len(shares):,} cells hold material of it" in printed


def test_a_lot_that_is_not_in_a_cell_yet_says_so(pilot_run: dbetwin.Run) -> None:
    last = pilot_run.table("lots")["lot"].max()
    assert "none of the cells" in call(str(pilot_run.folder), "--lot", str(last)).stdout


def test_without_a_cell_some_are_listed(pilot_run: dbetwin.Run) -> None:
    done = call(str(pilot_run.folder))
    assert done.exit_code == 0, done.output
    name, fate = done.stdout.splitlines()[0].split()
    assert fate == "good"
    assert call(str(pilot_run.folder), name).exit_code == 0
    assert json.loads(call(str(pilot_run.folder), "--json").stdout)["cells"][0]["name"] == name


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nonsense"], "is no name of a cell"),
        (["#99999999"], "has no row in cells.parquet"),
        (["1-1"], "no magazine"),
        (["--lot", "coatr:1"], "did you mean coater"),
        (["--lot", "99999999"], "is not in this run"),
        (["1-1", "--lot", "1"], "not both"),
    ],
)
def test_what_cannot_be_traced_is_told(pilot_run: dbetwin.Run, arguments: list[str], told: str) -> None:
    done = call(str(pilot_run.folder), *arguments)
    assert done.exit_code == 2
    assert told in done.stderr


@pytest.fixture(scope="module")
def sampled_run(pilot_plant: dbetwin.Plant, tmp_path_factory: pytest.TempPathFactory) -> dbetwin.Run:
    out = tmp_path_factory.mktemp("sampled") / "run"
    return dbetwin.simulate(pilot_plant, days=2, seed=1, warmup=14, out=out, cells="sample:50")


@pytest.fixture(scope="module")
def bare_run(pilot_plant: dbetwin.Plant, tmp_path_factory: pytest.TempPathFactory) -> dbetwin.Run:
    out = tmp_path_factory.mktemp("bare") / "run"
    return dbetwin.simulate(pilot_plant, days=2, seed=1, warmup=14, out=out, cells="none")


def a_neighbour(run: dbetwin.Run) -> str:
    """A cell of the magazine of a kept cell that was not kept itself."""
    cells = run.table("cells", columns=["cell_key", "cell_index"])
    key = cells["cell_key"].iloc[0]
    kept = set(cells.loc[cells["cell_key"] == key, "cell_index"])
    return cell_name(key, next(index for index in range(len(kept) + 1) if index not in kept))


def test_a_cell_that_was_not_sampled_is_told_with_the_remedy(sampled_run: dbetwin.Run) -> None:
    rows = len(sampled_run.table("cells", columns=["cell_key"]))
    done = call(str(sampled_run.folder), a_neighbour(sampled_run))
    assert done.exit_code == 2
    told = " ".join(done.stderr.split())
    assert "was not kept" in told
    assert f"kept rows of {rows:,} of {sampled_run.info['cells']['finished']:,} cells (--cells sample)" in told
    assert "--cells all" in told


def test_the_reverse_says_that_only_kept_cells_are_listed(sampled_run: dbetwin.Run) -> None:
    name = call(str(sampled_run.folder)).stdout.split()[0]
    lots = json.loads(call(str(sampled_run.folder), name, "--json").stdout)["lots"]
    lot = next(str(each["lot"]) for each in lots if each["station"] == "coater")
    kept = sampled_run.info["cells"]
    assert (
        f"kept cells ({kept['rows']:,} of {kept['finished']:,}) hold"
        in call(str(sampled_run.folder), "--lot", lot).stdout
    )
    assert json.loads(call(str(sampled_run.folder), "--lot", lot, "--json").stdout)["kept"]["kept"] == "sample"


def test_a_run_that_kept_no_cell_says_so(bare_run: dbetwin.Run, sampled_run: dbetwin.Run) -> None:
    done = call(str(bare_run.folder), a_neighbour(sampled_run))
    assert done.exit_code == 2
    assert "(--cells none)" in " ".join(done.stderr.split())
    assert "kept no cell" in call(str(bare_run.folder), "--lot", "coater:1").stdout
    assert "kept no cell" in call(str(bare_run.folder)).stdout


def test_what_is_no_run_is_told(tmp_path: Path) -> None:
    done = call(str(tmp_path), "1-1")
    assert done.exit_code == 2
    assert "is not a run folder" in done.stderr
