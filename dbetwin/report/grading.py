"""What the inspections made of what was true: the confusion matrix, escapes, overkill; what the instruments read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dbetwin.columns.causes import GOOD, UNKNOWN
from dbetwin.columns.cells import CELLS
from dbetwin.columns.kpis import KPIS
from dbetwin.outcome.confusion import HANDLING, PASSED, confusion_matrix
from dbetwin.outcome.interval import share_interval
from dbetwin.report.book import Book, percentiles
from dbetwin.report.page import Field, Formula, Page, Range
from dbetwin.stations.elements.inspection import READING

NAME = "Grading"
PPM = 1e6
SUMS = ("escapes_ppm", "overkill_pct", "good_rejected_pct")


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    matrix = confusion_matrix(book.account.fates)
    page.title("Grading", "all cells finished in the window; inspections see noisy readings only, never what is true")
    page.section(
        "True cause against graded cause",
        "rows: what is wrong with the cell, the first that arose on its way; columns: what it was graded, in cells",
    )
    placed = _matrix(page, matrix)
    page.note(_about(matrix))
    page.section("What escaped", "bad cells among those that passed, by what is wrong with them")
    _escapes(page, matrix, placed)
    page.section(
        "What was rejected for nothing", "good cells among those that were taken off, by what they were graded"
    )
    _overkill(page, matrix, placed)
    _sums(book, page)
    page.section("What the instruments read", "readings of all finished cells that came so far, noise included")
    _readings(book, page)
    page.note(
        "Sharper limits trade escapes for overkill: the curves on the sheet Interface show what each limit rejects. "
        "What one more instrument, or a better one, would change of it is told by dbetwin instruments with the folder "
        f"of this run, or by dbetwin instruments {_layout(book.info)} of cells that are drawn."
    )
    page.span(14)
    page.finish(0, 1)


def _layout(info: Mapping[str, Any]) -> str:
    return str(info.get("layout") or info["plant"])


def _matrix(page: Page, matrix: pd.DataFrame) -> Range:
    """Cells by truth and grade, with live sums over rows and columns."""
    fields = [Field("truth", width=28), *(Field(str(grade), "#,##0") for grade in matrix.columns)]
    fields.append(Field("all", "#,##0", "calculated"))
    last = Range(page.name, 0, 0).column(len(matrix.columns)).split("$")[1]
    rows: list[list[Any]] = [
        [str(truth), *(float(cells) for cells in row), Formula(f"=SUM(B{{row}}:{last}{{row}})", float(sum(row)))]
        for truth, row in zip(matrix.index, matrix.to_numpy().tolist(), strict=True)
    ]
    placed = page.table("confusion", fields, rows)
    assert placed is not None
    sums = [*(float(matrix[grade].sum()) for grade in matrix.columns), float(matrix.to_numpy().sum())]
    live = [Formula(f"=SUM({placed.column(number)})", total) for number, total in enumerate(sums, start=1)]
    page.totals(placed, fields, ["all", *live])
    return placed


def _about(matrix: pd.DataFrame) -> str:
    """What a reader of the matrix must know."""
    told = (
        "What ends before formation is as true as is known by then: a cell that leaks at the hi-pot test, expires or "
        "is lost in handling has no resistance and no capacity yet; it stands under what was wrong with it so far."
    )
    if UNKNOWN in matrix.index:
        told += f" Bad cells of a run that did not write down what is wrong with them stand under {UNKNOWN}."
    return told


def _escapes(page: Page, matrix: pd.DataFrame, placed: Range) -> None:
    passed = matrix[PASSED]
    everyone, column = float(passed.sum()), placed.column(1)
    fields = [
        Field("true cause", width=28),
        Field("passed (cells)", "#,##0"),
        Field("of the passed (ppm)", "#,##0", "calculated"),
        Field("95 %, from (ppm)", "#,##0"),
        Field("to (ppm)", "#,##0"),
        Field("of the judged with it", "0.0%", "calculated"),
    ]
    rows: list[list[Any]] = []
    for number, (truth, row) in enumerate(zip(matrix.index, matrix.to_dict("records"), strict=True)):
        judged = float(sum(row.values()) - row.get(HANDLING, 0))
        if truth == GOOD or not judged:
            continue
        low, high = share_interval(row[PASSED], everyone)
        part = Formula(f"=IF(SUM({column})=0,0,{PPM:.0f}*B{{row}}/SUM({column}))", _over(PPM * row[PASSED], everyone))
        share = Formula(f"=B{{row}}/{_judged(placed, number, matrix)}", row[PASSED] / judged)
        rows.append([str(truth), float(row[PASSED]), part, PPM * low, PPM * high, share])
    page.table("escapes", fields, rows)


def _judged(placed: Range, number: int, matrix: pd.DataFrame) -> str:
    """Cells of a row of the matrix that an inspection, or a clock, decided about: all but those lost in handling."""
    columns = len(matrix.columns)
    whole = placed.cell(number, columns + 1)
    return f"({whole}-{placed.cell(number, columns)})" if HANDLING in matrix.columns else whole


def _overkill(page: Page, matrix: pd.DataFrame, placed: Range) -> None:
    at = list(matrix.index).index(GOOD)
    fields = [
        Field("graded cause", width=28),
        Field("taken off (cells)", "#,##0", "calculated"),
        Field("good of them (cells)", "#,##0", "calculated"),
        Field("of the taken off", "0.0%", "calculated"),
        Field("95 %, from", "0.0%"),
        Field("to", "0.0%"),
    ]
    rows: list[list[Any]] = []
    for number, grade in enumerate(matrix.columns, start=1):
        taken, good = float(matrix[grade].sum()), float(matrix[grade].iloc[at])
        if grade in (PASSED, HANDLING) or not taken:
            continue
        low, high = share_interval(good, taken)
        cells = Formula(f"=SUM({placed.column(number)})", taken), Formula(f"={placed.cell(at, number)}", good)
        rows.append([str(grade), *cells, Formula("=C{row}/B{row}", good / taken), low, high])
    page.table("overkill", fields, rows)


def _sums(book: Book, page: Page) -> None:
    for name in SUMS:
        value, column = book.figures.get(name), KPIS[name]
        page.sheet.write_string(page.row, 0, name, page.styles("label"))
        page.write(page.row, 1, value if value is not None else "none", Field(name, column.number_format))
        page.sheet.write_string(page.row, 2, f"{column.unit}: {column.meaning}", page.styles("aside"))
        page.row += 1
    page.note(
        "Intervals take every cell for itself; cells of one roll or batch are alike, so they are rather too narrow."
    )


def _readings(book: Book, page: Page) -> None:
    fields = [
        Field("reading", width=28),
        Field("unit"),
        Field("cells", "#,##0"),
        Field("nominal cell", "#,##0.000"),
        Field("mean", "#,##0.000"),
        Field("standard deviation", "#,##0.0000"),
        *(Field(part, "#,##0.000") for part in ("5 %", "median", "95 %")),
        Field("what it is", "@", "aside"),
    ]
    nominal, rows = book.info.get("nominal") or {}, []
    for name in (each for each in CELLS if each.startswith(READING)):
        found = book.account.histograms.get((name, "all"))
        if found is not None:
            spread = percentiles(found, "#,##0.000")
            about = CELLS[name].unit, found.count, nominal.get(name), found.mean, found.sd
            rows.append([name, *about, *spread, CELLS[name].meaning])
    page.table("readings", fields, rows)


def _over(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
