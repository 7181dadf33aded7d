"""A station that used a model outside its range says so for each lot, and the run counts the lots of its window."""

from __future__ import annotations

import dataclasses

import pytest

import dbetwin
from dbetwin.line.making import Making
from dbetwin.line.state.rows import RowsOut
from dbetwin.line.state.things import making_in, making_out
from dbetwin.outcome.kpis import measure
from dbetwin.plant.nominal import chain
from dbetwin.stations import kneader
from dbetwin.stations.contract import Loss, Result
from tests.whole_plant.variants import AGED_SOON

TOO_STIFF = "dough stiffer than the law was measured for"


@pytest.fixture
def stiff(monkeypatch):
    """Every second batch of a kneader is outside, by its key as the table of lots has it."""
    honest = kneader.transform

    def transform(settings, lot, condition, air, rng):
        result = honest(settings, lot, condition, air, rng)
        return result if (lot.key >> 11) % 2 else dataclasses.replace(result, outside=(TOO_STIFF,))

    monkeypatch.setattr(kneader, "transform", transform)


def test_lots_outside_are_counted_against_the_lots_made(stiff, tmp_path):
    run = dbetwin.simulate(dbetwin.load_plant("pilot"), days=2, start="empty", out=tmp_path / "run")
    table = run.table("outside").set_index("station")
    lots = run.table("machines").groupby("station")["lots"].sum()
    made = run.table("lots")
    for name in ("kneader", "kneader_anode"):
        keys = made.loc[made["station"] == name, "key"]
        row = table.loc[name]
        assert row["model"] == TOO_STIFF
        assert row["of"] == lots[name]
        assert row["lots"] == (keys % 2 == 0).sum()
    assert 0 < table["lots"].sum() < table["of"].sum()


def test_the_count_reaches_key_figures_and_workbook(stiff, pilot_run, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    run = dbetwin.simulate(dbetwin.load_plant("pilot", [AGED_SOON]), days=1, out=tmp_path / "run")
    row = run.table("outside").set_index("station").loc["kneader"]
    lots = run.table("lots").query("station == 'kneader'")
    measured = lots[lots["made_min"] > run.info["warmup_days"] * 1440]
    assert row["of"] == len(measured) < len(lots)  # those of the warm-up are not counted
    assert row["lots"] == (measured["key"] % 2 == 0).sum()
    sentence = f"kneader: {TOO_STIFF}: {row['lots']} of {row['of']} lots"
    assert sentence in measure(run)["validity_warnings"]
    dbetwin.write_report(run, tmp_path / "report.xlsx")
    cells = openpyxl.load_workbook(tmp_path / "report.xlsx")["Validity warnings"]
    assert f"kneader: {TOO_STIFF}" in {cell.value for column in cells.columns for cell in column}
    assert sentence not in measure(pilot_run)["validity_warnings"]


def test_the_nominal_lot_tells_before_any_run(stiff):
    steps = {step.station: step for step in chain(dbetwin.load_plant("pilot"))}
    assert steps["kneader"].outside == (TOO_STIFF,)
    assert steps["dryer_cathode"].outside == ()


def test_a_lot_cut_by_a_state_still_tells_when_it_is_finished():
    result = Result({"porosity": 0.2}, losses=(Loss("start-up", "handling", 1.0),), outside=(TOO_STIFF,))
    making = Making(key=3, made=10.0, begin=0.0, arrived=0.0, result=result)
    assert making_in(making_out(making, RowsOut()), {}).result == result
