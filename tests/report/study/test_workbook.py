"""The workbook of a study: sheets by tables, numbers as found, verdicts, live formulas, charts with what they show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from dbetwin.errors import RunError
from dbetwin.report.study.sheets.differences import weighed
from dbetwin.report.study.workbook import SHEETS, UNDATED, sheets_of, write_study
from tests.synthetic.studies import GOOD, LOAD, OF_KINDS, PRESS, study_of

CHARTS = {
    "scenarios": 3, "design": 5, "ignorance": 5, "optimise": 2, "investment": 2, "tolerance": 2, "route": 1,
}  # fmt: skip
INTERVALS = {
    "scenarios": 3, "design": 5, "ignorance": 3, "optimise": 2, "investment": 2, "tolerance": 2, "route": 1,
}  # fmt: skip
"""Series of charts that have one: not the ends of tornados and bands, and not what limits cost."""


def column(book: Workbook, sheet: str, table: str, heading: str) -> list[object]:
    """Values of a column of a named table."""
    cells = book[sheet][book[sheet].tables[table].ref]
    place = [cell.value for cell in cells[0]].index(heading)
    return [row[place].value for row in cells[1:]]


def workbook(kind: str, folder: Path, *, data_only: bool = True) -> Workbook:
    return openpyxl.load_workbook(write_study(study_of(kind), folder / "study.xlsx"), data_only=data_only)


def references(chart: object) -> list[str]:
    """Ranges of values and of intervals that a chart shows."""
    found = []
    for series in chart.series:  # type: ignore[attr-defined]
        found.append(series.val.numRef.f if getattr(series, "val", None) else series.yVal.numRef.f)
        bars = series.errBars or []
        for bar in bars if isinstance(bars, list) else [bars]:
            found += [bar.plus.numRef.f, bar.minus.numRef.f]
    return found


def test_a_sheet_is_there_where_its_tables_are(kind: str, values: Workbook) -> None:
    study = study_of(kind)
    assert values.sheetnames == [sheet.NAME for sheet in sheets_of(study)]
    assert values.sheetnames[0] == "Question"
    shown = {name for sheet in SHEETS if sheet.NAME in values.sheetnames for name in sheet.TABLES}
    assert set(study.tables) - shown <= {"points", "surrogate", "worth"}  # they stand on the sheet of another


def test_every_table_of_every_kind_has_a_sheet() -> None:
    made = {maker.__name__ for makers in OF_KINDS.values() for maker in makers}
    assert made - {"points", "surrogate", "worth"} == {name for sheet in SHEETS for name in sheet.TABLES}


def test_no_cell_shows_an_error_and_every_formula_carries_its_value(formulas: Workbook, values: Workbook) -> None:
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                shown = values[sheet.title][cell.coordinate].value
                assert not (isinstance(shown, str) and shown.startswith("#")), (sheet.title, cell.coordinate)
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    assert shown is not None, (sheet.title, cell.coordinate)


def test_charts_are_native_and_none_is_empty(kind: str, formulas: Workbook, values: Workbook) -> None:
    charts = [(sheet.title, chart) for sheet in formulas for chart in sheet._charts]
    assert len(charts) == CHARTS[kind]
    for title, chart in charts:
        assert references(chart)
        for reference in references(chart):
            sheet, _, cells = reference.replace("$", "").rpartition("!")
            found = [cell.value for row in values[sheet.strip("'")][cells] for cell in row]
            assert any(isinstance(value, (int, float)) for value in found), (title, reference)


def test_whatever_has_an_interval_is_drawn_with_it(kind: str, formulas: Workbook) -> None:
    drawn = [bool(series.errBars) for sheet in formulas for chart in sheet._charts for series in chart.series]
    assert sum(drawn) == INTERVALS[kind]


def test_each_sheet_prints_as_wide_as_a_page(formulas: Workbook) -> None:
    for sheet in formulas:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_area


def test_the_first_sheet_tells_question_answers_and_cautions(values: Workbook) -> None:
    told = [str(cell.value) for row in values["Question"].iter_rows() for cell in row if cell.value is not None]
    for expected in (
        "How is more made with what there is?", "no_press cannot work: press: no machine is left",
        "One press more makes 6.1 to 8.3 % more good cells per day; its yield is not different.",
        "10 measured days after 6 days of warm-up", "hold with 90 % confidence", "00112233aabbccdd", "Pilot line",
    ):  # fmt: skip
        assert expected in told


def test_the_file_is_the_same_for_the_same_study(kind: str, path: Path, tmp_path: Path) -> None:
    assert write_study(study_of(kind), tmp_path / "again.xlsx").read_bytes() == path.read_bytes()
    assert openpyxl.load_workbook(path).properties.created == UNDATED  # no clock


def test_the_matrix_tells_means_ranges_and_why_a_plant_did_not_run(tmp_path: Path) -> None:
    book = workbook("scenarios", tmp_path)
    table = ("Scenarios", "t_scenario_matrix")
    assert column(book, *table, "scenario") == ["base", "one_press_more", "harder_calendering", "no_press"]
    assert column(book, *table, "good cells per day (cells/d)")[:2] == pytest.approx([1240.0, 1240 * 1.072])
    against = column(book, *table, "good cells per day (cells/d), against the base")
    assert against == [None, "+6.1 to +8.3 %", "-2.2 to +0.0 %", None]
    assert str(column(book, *table, "changes")[3]).endswith("(infeasible: press: no machine is left)")


def test_verdicts_bear_their_colours(tmp_path: Path) -> None:
    sheet = workbook("scenarios", tmp_path)["Differences"]
    rows = sheet[sheet.tables["t_differences_good_cells_per_day"].ref]
    place = [cell.value for cell in rows[0]].index("verdict")
    cells = {row[place].value: row[place] for row in rows}
    assert cells["more"].fill.fgColor.rgb == "FFDCE9F2"
    assert cells["not different"].font.color.rgb == "FF7B8794"


def test_what_matters_follows_the_smallest_difference_that_does(tmp_path: Path) -> None:
    book = workbook("scenarios", tmp_path, data_only=False)
    live = column(book, "Differences", "t_differences_good_cells_per_day", "by the smallest that matters")
    assert live[0] is None
    assert "smallest_difference_pct" in str(live[1])
    assert "smallest_difference_pct" in book.defined_names
    assert [weighed(-3, -1), weighed(-3, -1, 2), weighed(-3, -1, 3), weighed(-1, 1), weighed(0, 0)] == [
        "less", "open", "the same", "open", "the same",
    ]  # fmt: skip


def test_effects_stand_largest_first(tmp_path: Path) -> None:
    found = column(workbook("design", tmp_path), "Effects", "t_effects_good_cells_per_day", "effect")
    assert found == [62.5, -31.2, -12.0, 2.2, 1.3]


def test_a_map_is_a_grid_with_its_error(tmp_path: Path) -> None:
    sheet = workbook("design", tmp_path)["Surrogate maps"]
    corner = next(cell for row in sheet.iter_rows() for cell in row if cell.value == f"{PRESS} \\ {LOAD}")
    assert [sheet.cell(corner.row, corner.column + 1 + step).value for step in range(9)] == list(range(200, 401, 25))
    assert sheet.cell(corner.row + 1, 1).value == 500
    assert sheet.cell(corner.row + 1, 2).value == pytest.approx(1200 + 9 * 8)
    assert "cross-validated error +- 14" in sheet.cell(corner.row - 1, 1).value
    assert len(sheet.conditional_formatting) == 1


def test_points_and_trials_have_a_row_each_with_words_where_there_are_words(tmp_path: Path) -> None:
    book = workbook("design", tmp_path)
    assert column(book, "Factors", "t_points", "line.rule") == ["first", "nearest"] * 4
    assert column(book, "Factors", "t_points", LOAD) == [200.0] * 4 + [400.0] * 4
    trials = workbook("optimise", tmp_path)
    assert column(trials, "Trials", "t_trials", "setting: line.rule") == ["nearest"] * 8
    assert column(trials, "Trials", "t_trials", "why not")[3] == "press: no machine is left"


def test_both_bands_are_drawn_apart(tmp_path: Path) -> None:
    book = workbook("ignorance", tmp_path)
    drawn = ("Bands", "t_drawn_specific_energy_Wh_kg")
    names = [f"{name}: {band}" for name in ("base", "one_press_more") for band in ("from cell to cell", "not known")]
    assert column(book, *drawn, "band") == names
    assert column(book, *drawn, "width") == pytest.approx([10.0, 43.0, 10.0, 43.0])


def test_a_candidate_is_a_row_with_every_response(tmp_path: Path) -> None:
    book = workbook("optimise", tmp_path)
    assert column(book, "Pareto", "t_pareto", "candidate") == [0, 1, 2, 3, 4]
    assert column(book, "Pareto", "t_pareto", "recommended") == ["no", "no", "yes", "no", "no"]
    assert column(book, "Pareto", "t_pareto", "cell yield")[1] == pytest.approx(0.862 * 0.99)


def test_gains_stand_station_by_lever(tmp_path: Path) -> None:
    book = workbook("investment", tmp_path)
    assert column(book, "Gains", f"t_gain_matrix_{GOOD}", "machine +1") == pytest.approx([99.2, 9.92, 29.76])
    assert column(book, "Ladder", f"t_ladder_{GOOD}", "reached") == ["no", "no", "no", "yes"]


def test_a_limit_has_a_row_per_value_and_the_dearest_limit_stands_first(tmp_path: Path) -> None:
    book = workbook("tolerance", tmp_path)
    assert column(book, "Tolerances", "t_tolerance_limits_loading_pct", "escapes (ppm)") == pytest.approx(
        [1450 * (1 + 0.9 * step) for step in (-0.5, -0.25, 0, 0.25, 0.5)]
    )
    assert column(book, "Tolerances", "t_tolerance_costs", "limit") == ["limits.loading_pct", "limits.thickness_um"]


def test_routes_stand_side_by_side_and_claims_beside_ours(tmp_path: Path) -> None:
    book = workbook("route", tmp_path)
    assert column(book, "Route", "t_route", "wet_baseline, from - to (%)") == ["+36.0 to +40.0"] * 4
    assert column(book, "Claims", "t_claims", "comparable") == ["yes", "no"]
    assert column(book, "Sizing", "t_sizing", "giga, sized") == [5, 5, 5]


def test_a_study_without_a_single_number_is_written(tmp_path: Path) -> None:
    study = study_of("scenarios")
    unknown = {name: float("nan") for name in study.tables["scenarios"].select_dtypes("float")}
    tables = dict(study.tables) | {"scenarios": study.tables["scenarios"].assign(**unknown, verdict="")}
    book = openpyxl.load_workbook(write_study(replace(study, tables=tables), tmp_path / "none.xlsx"))
    assert not book["Scenarios"]._charts


def test_a_workbook_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "study.xlsx").mkdir()
    with pytest.raises(RunError, match="cannot write the workbook"):
        write_study(study_of("scenarios"), tmp_path / "study.xlsx")
    assert [each.name for each in tmp_path.iterdir()] == ["study.xlsx"]
