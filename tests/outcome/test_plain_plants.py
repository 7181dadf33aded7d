"""Lines of plain machines are told in parts: their figures, their report, and the identities that hold on any line."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import dbetwin
from dbetwin.columns.kpis import KPIS
from dbetwin.outcome.account import take_account
from dbetwin.report.workbook import write_report

LINES = ("textbook/two_unreliable_machines", "textbook/rolled_yield", "textbook/feedback", "textbook/mm1k")


@pytest.fixture(scope="module", params=LINES)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dbetwin.Run:
    plant = dbetwin.load_plant(request.param)
    return dbetwin.simulate(plant, days=2, seed=3, out=tmp_path_factory.mktemp("plain") / "run")


def test_key_figures_are_of_parts_and_none_of_cells(run: dbetwin.Run) -> None:
    found = dbetwin.measure(run)
    assert set(found) <= set(KPIS)
    assert found["good_parts"] > 500
    assert found["good_parts_per_day"] == found["good_parts"] / 2 == pytest.approx(24 * found["good_parts_per_hour"])
    assert not [name for name in found if "cell" in name or "energy" in name]
    assert found["lead_time_h"]["p5"] <= found["lead_time_h"]["p95"]
    assert found["balances_ok"] is True
    assert found["littles_law_ok"] is True


def test_the_lead_time_of_parts_is_the_stay_in_littles_law(tmp_path: Path) -> None:
    """Means of those that finished, and of all that were there, ends cut: alike over a window of many stays."""
    plant = dbetwin.load_plant("textbook/two_unreliable_machines")
    account = take_account(dbetwin.simulate(plant, days=10, seed=3, out=tmp_path / "run"))
    assert account.lead_time_h is not None
    assert account.lead_time_h["mean"] == pytest.approx(account.little["stay_h"].iloc[0], rel=0.01)


def test_oee_is_an_identity_and_at_most_availability_times_quality(run: dbetwin.Run) -> None:
    account = take_account(run)
    ideal = account.tables["machines"].groupby("station")["ideal_min"].sum()
    for row in account.times.to_dict("records"):
        good = ideal[row["station"]] * row["quality"]
        assert row["oee"] == pytest.approx(good / row["planned_min"], rel=1e-12)
        assert row["performance"] <= 1.0 + 1e-9


def test_waits_are_those_of_the_machines_and_days_add_up(run: dbetwin.Run) -> None:
    account = take_account(run)
    waited = account.tables["machines"][["starved_min", "blocked_min"]].to_numpy().sum()
    assert account.chains["minutes"].sum() == pytest.approx(waited, rel=1e-9)
    assert account.tables["days"]["good_parts"].sum() == account.good


def test_the_report_has_no_sheet_about_cells(run: dbetwin.Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_report(run, tmp_path / "report.xlsx"), data_only=True)
    assert {"Flow", "Stations", "Bottleneck", "Chains", "Checks"} <= set(book.sheetnames)
    assert not {"Interface", "Energy density", "Origins"} & set(book.sheetnames)
    listed = {row[0].value for row in book["Read me"].iter_rows(max_col=1)}
    assert "Interface" not in listed
    assert book["Checks"]["B4"].value is True
