"""The workbook: its sheets, its numbers, its formulas, and what it says where there is nothing to say."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from dbetwin.errors import RunError
from dbetwin.outcome.account import Account
from dbetwin.outcome.energy import design_of
from dbetwin.report.chains import MOST_ROOTS, OTHERS
from dbetwin.report.stack_formulas import energies, geometry, inputs, masses, volumes
from dbetwin.report.workbook import SHEETS, write_report
from dbetwin.runs import Run, open_run
from tests.synthetic.flows import flows_and_buffers
from tests.synthetic.plant import information
from tests.synthetic.run import FolderRun, write_run


@pytest.fixture(scope="module")
def path(run: FolderRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(run, tmp_path_factory.mktemp("report") / "report.xlsx")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def values(path: Path) -> Workbook:
    """What a reader without a spreadsheet program sees: the stored values."""
    return openpyxl.load_workbook(path, data_only=True)


@pytest.fixture(scope="module")
def formulas(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


def column(book: Workbook, sheet: str, table: str, heading: str) -> list[object]:
    """Values of a column of a named table."""
    found = book[sheet].tables[table]
    cells = book[sheet][found.ref]
    place = [cell.value for cell in cells[0]].index(heading)
    return [row[place].value for row in cells[1:]]


def test_sheets_stand_in_reading_order(values: Workbook) -> None:
    assert values.sheetnames == list(SHEETS)
    assert values.sheetnames[:2] == ["Read me", "Summary"]


def test_no_cell_shows_an_error_and_none_is_too_wide(values: Workbook) -> None:
    for sheet in values:
        for row in sheet.iter_rows():
            for cell in row:
                assert not (isinstance(cell.value, str) and cell.value.startswith("#")), (sheet.title, cell.coordinate)


def test_every_formula_carries_its_value(formulas: Workbook, values: Workbook) -> None:
    count = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    count += 1
                    assert values[sheet.title][cell.coordinate].value is not None, (sheet.title, cell.coordinate)
    assert count > 150


def test_checks_are_all_true(values: Workbook, account: Account) -> None:
    closes = column(values, "Checks", "t_checks", "closes")
    assert len(closes) == len(account.balances)
    assert all(value is True for value in closes)
    assert values["Checks"]["B4"].value is True
    assert "all_checks_close" in values.defined_names


def test_a_balance_that_does_not_close_shows(tmp_path: Path) -> None:
    flows, _ = flows_and_buffers()
    flows.loc[1, "mass_lost_kg"] += 0.01
    book = openpyxl.load_workbook(
        write_report(write_run(tmp_path, flows=flows), tmp_path / "report.xlsx"),
        data_only=True,  # type: ignore[arg-type]
    )
    assert book["Checks"]["B4"].value is False


def test_the_ladder_is_live_and_meets_the_good_cells(formulas: Workbook, values: Workbook, account: Account) -> None:
    remaining = column(values, "Yield ladder", "t_yield_ladder", "remaining (cells)")
    assert remaining[-1] == account.good
    live = column(formulas, "Yield ladder", "t_yield_ladder", "remaining (cells)")
    assert all(str(cell).startswith("=") for cell in live[1:])


def test_overrides_and_assumed_values_are_marked(values: Workbook) -> None:
    assert column(values, "Assumptions", "t_assumptions", "overridden") == ["overridden", None, None]
    assert column(values, "Assumptions", "t_assumptions", "assumed") == [None, "assumed", "assumed"]


def test_inputs_of_the_stack_model_have_names(formulas: Workbook) -> None:
    design = design_of(information())
    assert design is not None
    names = {f"cell_{row.name}" for row in inputs(design)} | {f"cell_{row.name}" for row in geometry(design)}
    assert names <= set(formulas.defined_names)
    used = str(column(formulas, "Energy density", "t_cell_mass", "mass (g)")[4])
    assert "cell_separator_thickness_um" in used


def test_charts_are_native_and_none_is_empty(formulas: Workbook, values: Workbook) -> None:
    charts = [(sheet.title, chart) for sheet in formulas for chart in sheet._charts]
    assert len(charts) >= 10
    assert sum(title == "Summary" for title, _ in charts) == 4
    for title, chart in charts:
        for series in chart.series:
            reference = series.val.numRef.f if hasattr(series, "val") and series.val else series.yVal.numRef.f
            sheet, _, cells = reference.replace("$", "").rpartition("!")
            found = [cell.value for row in values[sheet.strip("'")][cells] for cell in row]
            assert any(isinstance(value, (int, float)) for value in found), (title, reference)


def test_each_sheet_prints_as_wide_as_a_page(formulas: Workbook) -> None:
    for sheet in formulas:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is what the format takes when it is left out
        assert sheet.print_area


def test_the_file_is_the_same_for_the_same_run(run: FolderRun, path: Path, tmp_path: Path) -> None:
    again = write_report(run, tmp_path / "again.xlsx")  # type: ignore[arg-type]
    assert again.read_bytes() == path.read_bytes()


def test_a_window_without_a_finished_cell_is_told_and_nothing_crashes(tmp_path: Path) -> None:
    flows, buffers = flows_and_buffers()
    flows.loc[flows["station"] == "test", ["made", "good", "lost"]] = 0.0
    tallies = pd.DataFrame({name: [] for name in ("column", "group", "bin", "low", "high", "count", "total")})
    run = write_run(tmp_path / "stalled", flows=flows, buffers=buffers, tallies=tallies)
    book = openpyxl.load_workbook(write_report(run, tmp_path / "report.xlsx"), data_only=True)  # type: ignore[arg-type]
    told = [cell.value for row in book["Summary"].iter_rows() for cell in row if cell.value]
    assert any("nothing was finished" in str(text) for text in told)
    assert any(cell.value == "none" for row in book["Interface"].iter_rows() for cell in row)


def test_people_and_what_was_sent_back_are_told(tmp_path: Path) -> None:
    flows, _ = flows_and_buffers()
    flows.loc[flows["station"] == "form", "sent_back"] = 5.0
    run = write_run(tmp_path / "back", flows=flows)
    book = openpyxl.load_workbook(write_report(run, tmp_path / "report.xlsx"), data_only=True)  # type: ignore[arg-type]
    assert column(book, "Stations", "t_crews", "busy share") == [0.25]
    stations = column(book, "Stations", "t_sent_back_and_upkeep", "station")
    back = dict(zip(stations, column(book, "Stations", "t_sent_back_and_upkeep", "share sent back"), strict=True))
    made = float(flows.loc[flows["station"] == "form", "made"].iloc[0])
    assert back["form"] == pytest.approx(5.0 / made)
    setups = run.table("machines").groupby("station")["setup_min"].sum()
    told = dict(zip(stations, column(book, "Stations", "t_sent_back_and_upkeep", "set-up (h)"), strict=True))
    assert told["form"] == pytest.approx(setups["form"] / 60)


def test_a_plant_that_makes_no_cells_gets_a_report(tmp_path: Path) -> None:
    run = write_run(tmp_path / "plain", product={}, nominal={}, limits={})
    book = openpyxl.load_workbook(write_report(run, tmp_path / "report.xlsx"), data_only=True)  # type: ignore[arg-type]
    assert any(cell.value == "none" for row in book["Energy density"].iter_rows() for cell in row)


def test_an_old_report_stays_when_the_new_one_cannot_be_written(run: FolderRun, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="cannot write the report"):
        write_report(run, tmp_path / "no such folder" / "report.xlsx")  # type: ignore[arg-type]
    old = tmp_path / "report.xlsx"
    old.write_text("old")
    broken = write_run(tmp_path / "broken")
    (broken.folder / "flows.parquet").unlink()
    with pytest.raises(FileNotFoundError):
        write_report(broken, old)  # type: ignore[arg-type]
    assert old.read_text() == "old"
    assert not list(tmp_path.glob(".report*"))


def test_a_run_of_another_version_is_told_so(tmp_path: Path) -> None:
    written = write_run(tmp_path / "old")
    (written.folder / "progress.parquet").unlink()
    with pytest.raises(RunError, match=r"no table 'progress'.* not written by this version of dbetwin"):
        write_report(open_run(written.folder), tmp_path / "report.xlsx")


FOIL = {"anode": "lithium", "anode_mass_fractions": {}, "lithium_thickness_um": 20.0}
PLATED = {"anode": "lithium", "anode_mass_fractions": {}, "separator": "dense"}


@pytest.mark.parametrize("changed", [{}, FOIL, PLATED])
def test_formulas_over_names_give_what_python_gives(changed: dict[str, object]) -> None:
    """The same text, read by Python with the names as variables."""
    info = information()
    design = design_of(json.loads(json.dumps({**info, "product": {**info["product"], **changed}})))
    assert design is not None
    known: dict[str, float] = {row.name: row.value for row in inputs(design)}
    functions = {"MIN": min, "MAX": max, "IF": lambda test, yes, no: yes if test else no}
    total = 0.0
    for row in [*geometry(design), *masses(design), *volumes(design)]:
        known[row.name.replace(" ", "_")] = eval(row.formula, {}, {**functions, **known})
        assert known[row.name.replace(" ", "_")] == pytest.approx(row.value, rel=1e-12), row.name
    total = sum(row.value for row in masses(design))
    known["mass_g"] = total
    known["volume_mL"] = sum(row.value for row in volumes(design))
    for row in energies(design):
        known[row.name] = eval(row.formula, {}, {**functions, **known})
        assert known[row.name] == pytest.approx(row.value, rel=1e-12), row.name


def test_the_first_sheet_repeats_the_rules_and_their_exceptions(values: Workbook) -> None:
    told = {row[0].value: row[1].value for row in values["Read me"].iter_rows(max_col=2)}
    assert told["machines fail"] == "only while they process"
    assert told["at a failure, the lot"] == "goes on where it stopped"
    assert "stays on its machine" in str(told["blocking"])
    assert told["exceptions"] == "film, web break: begins anew"


def test_waits_stand_beside_the_books_of_the_machines(values: Workbook) -> None:
    for state in ("blocked", "starved"):
        sums = column(values, "Chains", f"t_chains_{state}", "sum (h)")
        books = column(values, "Chains", f"t_chains_{state}", f"{state}, by the machines' books (h)")
        assert sums == pytest.approx(books)


def test_chains_of_a_long_line_fit_on_a_page(pilot_run: Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_report(pilot_run, tmp_path / "report.xlsx"), data_only=True)
    assert len(column(book, "Chains", "t_roots", "root")) > MOST_ROOTS
    for state in ("blocked", "starved"):
        table = book["Chains"].tables[f"t_chains_{state}"]
        assert len(book["Chains"][table.ref][0]) <= MOST_ROOTS + 4
    others = [hours for hours in column(book, "Chains", "t_chains_blocked", OTHERS) if hours is not None]
    assert sum(others) > 0  # type: ignore[arg-type]
    sums = column(book, "Chains", "t_chains_blocked", "sum (h)")
    assert sums == pytest.approx(column(book, "Chains", "t_chains_blocked", "blocked, by the machines' books (h)"))


def test_littles_law_has_no_residual(values: Workbook) -> None:
    assert column(values, "Flow", "t_little", "where")[0] == "whole line"
    assert column(values, "Flow", "t_little", "residual (unit)") == pytest.approx([0.0] * 7, abs=1e-9)


def test_output_adds_up_over_the_days(values: Workbook, account: Account) -> None:
    assert column(values, "Flow", "t_days", "good so far (cells)")[-1] == account.good
