"""Does the run add up: every balance with its residual, and one cell that says whether all of them close."""

from __future__ import annotations

from dbetwin.report.book import Book
from dbetwin.report.page import Field, Formula, Page
from dbetwin.report.styles import TRUE_FALSE

NAME = "Checks"
FIELDS = (
    Field("check"),
    Field("place"),
    Field("unit"),
    Field("left side", "#,##0.000000"),
    Field("right side", "#,##0.000000"),
    Field("residual", "0.0E+00", "calculated"),
    Field("tolerance", "0.0E+00"),
    Field("closes", "0", "calculated"),
)


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    page.title(
        "Checks",
        "whole pieces must agree exactly, lengths and masses to 1e-9 of what passed through or was in stock",
    )
    table = book.account.balances
    all_ok = bool(table["ok"].all())
    verdict = page.row
    page.sheet.write_string(verdict, 0, "all checks close", page.styles("section"))
    page.row += 2
    top = page.row
    rows = [
        [
            record["check"],
            record["place"],
            record["unit"],
            record["left"],
            record["right"],
            Formula("=D{row}-E{row}", float(record["residual"])),
            record["tolerance"],
            Formula("=ABS(F{row})<=G{row}", bool(record["ok"])),
        ]
        for record in table.to_dict("records")
    ]
    placed = page.table("checks", FIELDS, rows)
    if placed is None:
        page.finish()
        return
    formula = f"=AND({placed.column(7)})"
    page.sheet.write_formula(verdict, 1, formula, page.styles("good" if all_ok else "bad", TRUE_FALSE), all_ok)
    for number in (~table["ok"]).to_numpy().nonzero()[0]:  # a rule for the colour would do, but crashes LibreOffice 7.4
        place = placed.first_row + int(number)
        page.sheet.write_formula(place, 7, f"=ABS(F{place + 1})<=G{place + 1}", page.styles("bad", TRUE_FALSE), False)
    book.workbook.define_name("all_checks_close", f"='{page.name}'!$B${verdict + 1}")
    page.sheet.repeat_rows(top)
    page.finish(top + 1, 1)
