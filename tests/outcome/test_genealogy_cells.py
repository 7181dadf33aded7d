"""The lots that carried a cell: trays of one magazine, batches of one tray, and the counts of a real run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import dbetwin
from dbetwin.outcome.genealogy import Genealogy, genealogy
from dbetwin.outcome.genealogy_cells import carriers, cell_name, lot_of_key, parse_cell_name, shares_in_cells, trays
from dbetwin.outcome.genealogy_history import cell_history


@pytest.mark.parametrize("name", ["17", "a-1", "1-2-3", "", "#", "-1", "#-3", "1-"])
def test_what_is_no_name_is_told(name: str) -> None:
    assert parse_cell_name(name) == (None, None, None)


def test_a_name_leads_back_to_its_parts() -> None:
    assert parse_cell_name(cell_name(2**53 - 1, 4)) == (None, 2**53 - 1, 4)


def split_magazine() -> pd.DataFrame:
    """A magazine of forty sheets that filled two trays of two cells, and one that topped up the second."""
    return pd.DataFrame(
        {
            "lot": [1, 2, 3, 4],
            "station": ["cutter", "cutter", "stacker", "stacker"],
            "amount": [30.0, 20.0, 2.0, 2.0],
            "key": [101, 102, 103, 104],
            "made_min": [0.0, 1.0, 60.0, 61.0],
            "parents": ["", "", "1:20", "1:10;2:10"],
        }
    )


def test_a_cell_is_in_the_tray_that_was_stacked_when_it_was() -> None:
    lots = split_magazine()
    cells = pd.DataFrame(
        {"cell_key": [101, 101, 101, 102], "cell_index": [0, 1, 2, 0], "stacked_min": [60.0, 60.0, 61.0, 61.0]}
    )
    assert trays(cells, lots, genealogy(lots), 10.0).tolist() == [3, 3, 4, 4]
    by_place = cells.drop(columns="stacked_min")
    assert trays(by_place, lots, genealogy(lots), 10.0).tolist() == [3, 3, 4, 4]


def test_a_magazine_that_nobody_stacked_has_no_tray() -> None:
    lots = split_magazine().iloc[:2]
    assert trays(pd.DataFrame({"cell_key": [101], "cell_index": [0]}), lots, genealogy(lots), 10.0).tolist() == [-1]


def test_a_cell_holds_what_its_own_magazine_holds() -> None:
    lots = pd.DataFrame(
        {
            "lot": [1, 2, 3, 4, 5],
            "station": ["film", "film", "cutter", "cutter", "stacker"],
            "amount": [9.0, 9.0, 10.0, 10.0, 2.0],
            "key": [11, 12, 13, 14, 15],
            "parents": ["", "", "1:1", "2:1", "3:10;4:10"],
        }
    )
    cells = pd.DataFrame({"cell_key": [13, 14]})
    tray = np.array([5, 5])
    assert shares_in_cells(genealogy(lots), cells, lots, tray, 1).tolist() == [1.0, 0.0]
    assert shares_in_cells(genealogy(lots), cells, lots, tray, 5).tolist() == [1.0, 1.0]


def batches(*parents: tuple[str, str]) -> Genealogy:
    rows = [(1, "stacker", 20.0, "")]
    rows += [(number, station, 20.0, fed) for number, (station, fed) in enumerate(parents, start=2)]
    return genealogy(pd.DataFrame(rows, columns=["lot", "station", "amount", "parents"]))


def test_other_batches_of_the_same_tray_are_left_out() -> None:
    known = batches(("press", "1:15"), ("press", "1:5"), ("oven", "2:15;3:2"), ("oven", "3:3"))
    assert carriers(known, 1, [3, 5]) == [1, 3, 5]
    assert carriers(known, 1, [2]) == [1, 2]
    assert carriers(known, 1, []) == [1]


def test_a_cell_that_came_back_was_in_two_batches_of_a_station() -> None:
    known = batches(("press", "1:20"), ("sealer", "2:3"), ("press", "3:3"), ("oven", "4:3"))
    assert carriers(known, 1, [4, 5], 1, ["sealer"]) == [1, 2, 3, 4, 5]
    assert carriers(known, 1, [2], 1, ["sealer"]) == [1, 2, 3]
    assert carriers(known, 1, [2], 0, ["sealer"]) == [1, 2]


# --- on a run -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tables(pilot_run: dbetwin.Run) -> dict[str, pd.DataFrame]:
    return {name: pilot_run.table(name) for name in ("cells", "lots", "visits")}


def losses_by_lot(tables: dict[str, pd.DataFrame], station: str, start_min: float) -> pd.Series:
    """Cells that a station took off each lot, of the visits that ended in the window."""
    visits = tables["visits"]
    mine = visits[(visits["station"] == station) & (visits["end_min"] >= start_min)]
    return (mine["amount_in"] - mine["amount_out"]).groupby(mine["lot"]).sum().astype(int)


@pytest.mark.parametrize(
    ("station", "column"), [("press", "press_batch"), ("hipot", "press_batch"), ("end_of_line", "formation_batch")]
)
def test_the_cells_that_name_a_batch_are_those_it_lost(
    pilot_run: dbetwin.Run, tables: dict[str, pd.DataFrame], station: str, column: str
) -> None:
    cells = tables["cells"]
    lost = losses_by_lot(tables, station, pilot_run.info["warmup_days"] * 1440.0)
    gone = cells[cells["station"] == station]
    named = pd.Series(lot_of_key(tables["lots"], gone[column])).value_counts()
    assert (named > 0).any()
    assert named.reindex(lost.index).fillna(0).astype(int).equals(lost)


def test_the_good_cells_of_a_tower_are_those_that_the_end_of_line_handed_on(
    tables: dict[str, pd.DataFrame], pilot_run: dbetwin.Run
) -> None:
    cells, visits = tables["cells"], tables["visits"]
    good = pd.Series(lot_of_key(tables["lots"], cells.loc[cells["fate"] == "good", "formation_batch"])).value_counts()
    ended = visits[(visits["station"] == "end_of_line") & (visits["leave_min"] >= pilot_run.info["warmup_days"] * 1440)]
    handed_on = ended.groupby("lot")["amount_out"].sum().astype(int)
    assert good.reindex(handed_on.index).tolist() == handed_on.tolist()


def test_the_cells_that_a_tray_lost_were_in_that_tray(tables: dict[str, pd.DataFrame], pilot_run: dbetwin.Run) -> None:
    cells, lots = tables["cells"], tables["lots"]
    lost = losses_by_lot(tables, "sealer", pilot_run.info["warmup_days"] * 1440.0)
    gone = cells[cells["station"] == "sealer"]
    for known_time in (gone, gone.drop(columns="stacked_min")):
        named = pd.Series(trays(known_time, lots, genealogy(lots), 10.0)).value_counts()
        assert named.reindex(lost.index).fillna(0).astype(int).equals(lost)


def test_every_cell_has_all_of_its_powder_from_the_coater(tables: dict[str, pd.DataFrame]) -> None:
    lots = tables["lots"]
    cells = tables["cells"].iloc[::400]
    known = genealogy(lots)
    tray = trays(cells, lots, known, 10.0)
    coated = lots.loc[lots["station"] == "coater", "lot"]
    total = sum(shares_in_cells(known, cells, lots, tray, int(lot)) for lot in coated)
    assert total == pytest.approx(np.ones(len(cells)), abs=1e-4)  # amounts are written with six figures


# --- cells that were sent back --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reworking(tmp_path_factory: pytest.TempPathFactory) -> dbetwin.Run:
    """A pilot plant that seals again what leaks, though it has been pressed already."""
    folder = tmp_path_factory.mktemp("rework")
    written = Path(dbetwin.load_plant("pilot").path).read_text()
    back = "rework:\n  reseal: {from: hipot, causes: [pinhole short], into: welded_stacks, most_times: 1}\n"
    (folder / "pilot.yaml").write_text(written.replace("\nrules:", f"\n{back}rules:", 1))
    return dbetwin.simulate(dbetwin.load_plant(folder / "pilot.yaml"), days=2, seed=1, out=folder / "run")


def test_a_cell_that_was_sealed_again_was_pressed_twice(reworking: dbetwin.Run) -> None:
    cells, lots, visits = (reworking.table(name) for name in ("cells", "lots", "visits"))
    again = cells[(cells["reworked"] == 1) & (cells["fate"] == "good")]
    assert len(again) > 5
    for _, row in again.iterrows():
        history = cell_history(row.to_dict(), lots, visits, reworking.info)
        if history.doubtful:
            continue
        carried = history.lots[history.lots["carried"]]
        assert carried["station"].tolist() == ["stacker", "press", "hipot", "press", "formation"]
        met = history.visits.loc[history.visits["lot"].isin(carried["lot"]), "station"].tolist()
        assert [met.count(name) for name in ("welder", "sealer", "press", "formation")] == [1, 2, 2, 1]


def test_its_neighbours_that_were_not_sent_back_were_pressed_once(reworking: dbetwin.Run) -> None:
    cells, lots, visits = (reworking.table(name) for name in ("cells", "lots", "visits"))
    trays_of_returned = cells.loc[cells["reworked"] == 1, "cell_key"]
    mates = cells[(cells["reworked"] == 0) & (cells["fate"] == "good") & cells["cell_key"].isin(trays_of_returned)]
    for _, row in mates.iloc[::10].iterrows():
        history = cell_history(row.to_dict(), lots, visits, reworking.info)
        assert history.lots.loc[history.lots["carried"], "station"].tolist() == ["stacker", "press", "formation"]
        assert not history.doubtful
