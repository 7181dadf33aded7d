"""The history of a cell of a real run, held against the tables of that run."""

from __future__ import annotations

import pandas as pd
import pytest

import dbetwin
from dbetwin.outcome.genealogy_history import History, cell_history, settings_of
from dbetwin.outcome.genealogy_search import cells_holding


def history_of(run: dbetwin.Run, fate: str, station: str = "") -> History:
    cells = run.table("cells")
    row = cells[(cells["fate"] == fate) & (cells["station"] == station)].iloc[0]
    cell = {str(name): value for name, value in row.to_dict().items()}
    return cell_history(cell, run.table("lots"), run.table("visits"), run.info)


@pytest.fixture(scope="module")
def good(pilot_run: dbetwin.Run) -> History:
    return history_of(pilot_run, "good")


def test_a_good_cell_met_every_station(pilot_run: dbetwin.Run, good: History) -> None:
    assert set(good.visits["station"]) == {each["name"] for each in pilot_run.info["stations"]}
    assert good.unknown == ()


def test_visits_stand_in_the_order_of_time_and_are_the_rows_of_the_table(pilot_run: dbetwin.Run, good: History) -> None:
    assert good.visits["start_min"].is_monotonic_increasing
    assert (good.visits["end_min"] >= good.visits["start_min"]).all()
    columns = ["lot", "station", "machine", "start_min", "end_min"]
    rows = pilot_run.table("visits").merge(good.visits[columns], on=columns)
    assert len(rows) == len(good.visits)


def test_the_cell_was_carried_by_one_lot_after_the_other(good: History) -> None:
    carried = good.lots[good.lots["carried"]]
    assert carried["station"].tolist() == ["stacker", "press", "formation"]
    visits = good.visits[good.visits["lot"].isin(carried["lot"])]
    chain = ["stacker", "welder", "sealer", "press", "hipot", "formation", "ageing", "end_of_line"]
    assert visits["station"].tolist() == chain
    assert (visits["start_min"].to_numpy()[1:] >= visits["leave_min"].to_numpy()[:-1] - 1e-6).all()
    assert visits["leave_min"].iloc[-1] == pytest.approx(good.cell["finished_min"], rel=1e-6)
    assert visits["end_min"].iloc[0] == pytest.approx(good.cell["stacked_min"], rel=1e-6)


def test_every_lot_was_made_before_it_was_used(good: History) -> None:
    made = good.lots.set_index("lot")["made_min"]
    known = good.known
    for child, parent in zip(known.numbers[known.child], known.numbers[known.parent], strict=True):
        if child in made.index and parent in made.index:
            assert made[parent] <= made[child]


def test_the_shares_of_a_station_add_up(good: History) -> None:
    mixture = good.lots[~good.lots["carried"]]
    assert mixture.groupby("station")["share"].sum().to_numpy() == pytest.approx(1.0)


def test_a_cell_takes_the_sheets_of_its_own_magazine(good: History) -> None:
    cathode = good.lots[good.lots["station"] == "cutter_cathode"]
    assert cathode["lot"].tolist() == [good.magazine]
    assert 10.0 <= float(cathode["used"].iloc[0]) < 15.0


def test_bought_material_has_a_delivery(good: History) -> None:
    assert {"nmc_powder", "aluminium_foil", "copper_foil", "separator_mix", "anode_mix"} <= set(good.lots["station"])


def test_the_story_of_a_lost_cell_ends_where_it_was_lost(pilot_run: dbetwin.Run) -> None:
    lost = history_of(pilot_run, "handling", "welder")
    carried = lost.lots.loc[lost.lots["carried"], "lot"]
    assert lost.visits.loc[lost.visits["lot"].isin(carried), "station"].tolist() == ["stacker", "welder"]


def test_what_a_station_found_is_new(pilot_run: dbetwin.Run, good: History) -> None:
    table = pilot_run.table("lots").set_index("lot")
    coated = good.lots.loc[good.lots["station"] == "coater", "lot"]
    for lot in coated:
        assert good.found[lot]["coverage"] == table.loc[lot, "coverage"]
    magazine = good.found[good.magazine]
    assert "defects_per_m2" in magazine
    assert "loading_mg_cm2" not in magazine


def test_the_reverse_says_the_same_share(pilot_run: dbetwin.Run, good: History) -> None:
    for station in ("coater", "film_anode", "separator_film", "nmc_powder"):
        row = good.lots[good.lots["station"] == station].iloc[0]
        holding = cells_holding(pilot_run, int(row["lot"])).set_index("name")["share"]
        assert holding[good.name] == pytest.approx(row["share"], rel=1e-6)


def test_the_cells_of_a_press_lot_are_those_that_name_it(pilot_run: dbetwin.Run, good: History) -> None:
    press = good.lots[good.lots["station"] == "press"].iloc[0]
    cells = pilot_run.table("cells")
    mates = cells[cells["press_batch"] == good.cell["press_batch"]]
    holding = cells_holding(pilot_run, int(press["lot"]))
    assert len(holding) == len(mates)
    assert (holding["share"] == 1.0).all()


def test_settings_come_with_their_units(pilot_run: dbetwin.Run) -> None:
    told = settings_of(pilot_run.info, "coater")
    assert ("bed_temperature_C", 40.0, "degC") in told
    assert not any(name.startswith(("power_kW", "breakdowns")) for name, _, _ in told)
    assert any(name.startswith("breakdowns") for name, _, _ in settings_of(pilot_run.info, "coater", everything=True))


def test_a_cell_that_is_older_than_the_tables_has_the_lots_that_it_names() -> None:
    lots = pd.DataFrame(
        {"lot": [8], "station": ["press"], "unit": ["cells"], "amount": [60.0], "mass_kg": [9.0], "made_min": [50.0],
         "parents": ["5:60"], "key": [18]}
    )  # fmt: skip
    cell = {"cell_key": 11, "cell_index": 0, "fate": "good", "station": "", "press_batch": 18.0}
    visits = pd.DataFrame({"lot": [8, 9], "station": ["press", "press"], "machine": [0, 1], "start_min": [40.0, 60.0]})
    history = cell_history(cell, lots, visits, {"stations": [{"name": "press"}]})
    assert (history.magazine, history.tray) == (-1, -1)
    assert history.lots["lot"].tolist() == [8]
    assert history.visits["lot"].tolist() == [8]
    assert history.unknown == (5,)
