"""Maps by a surrogate: what it was fitted to, how far it errs, and what it says over two factors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dbetwin.report.page import Field, Page, Shown
from dbetwin.report.study.book import StudyBook
from dbetwin.report.study.numbers import format_of, plain
from dbetwin.report.study.tables import fields, names_of, response_heading, worded

if TYPE_CHECKING:
    import pandas as pd

NAME = "Surrogate maps"
TABLES = ("surrogates",)
ABOUT = "maps by a surrogate, with its cross-validated error; not simulated"
SCALE = {"type": "3_color_scale", "min_color": "#FBEBDA", "mid_color": "#FFFFFF", "max_color": "#8FB8D0"}
WIDTH = 11


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Surrogate maps", "a surrogate was fitted to the runs; nothing on a map was simulated")
    page.section("The surrogates", "errors by cross-validation: each point foretold by a fit that had not seen it")
    table = book.table("surrogates")
    names = names_of("surrogates")
    rows = [
        [_error(record) if name == "rmse" else worded(record[name]) for name in names]
        for record in table.to_dict("records")
    ]
    page.table("surrogates", fields("surrogates", names, {}, {}), rows)
    if "surrogate" in book.study.tables:
        for (response, x, y), part in book.table("surrogate").groupby(["response", "x_factor", "y_factor"], sort=False):
            _map(page, (str(response), str(x), str(y)), part)
    page.finish(0, 1)


def _error(record: Any) -> Shown:
    return Shown(record["rmse"], format_of(record["response"], [record["rmse"]]))


def _map(page: Page, names: tuple[str, str, str], part: pd.DataFrame) -> None:
    response, x_factor, y_factor = names
    error = part["rmse"].iloc[0]
    form = format_of(response, [error])
    page.section(
        f"{response} over {x_factor} and {y_factor}",
        f"{response_heading(response)}; surrogate, cross-validated error +- {error:.3g}; {x_factor} to the right, "
        f"{y_factor} downwards",
    )
    wide = part.pivot_table("value", "y", "x", aggfunc="first", dropna=False).sort_index(ascending=False)
    page.write(page.row, 0, f"{y_factor} \\ {x_factor}", Field("", style="heading"))
    for column, x in enumerate(wide.columns, start=1):
        page.write(page.row, column, plain(x), Field("", "0.0", "number_heading", WIDTH))
    top = page.row + 1
    for row, (y, values) in enumerate(zip(wide.index, wide.to_numpy().tolist(), strict=True), start=top):
        page.write(row, 0, plain(y), Field("", "0.0", "label"))
        for column, value in enumerate(values, start=1):
            page.write(row, column, value, Field("", form, width=WIDTH))
    last = top + len(wide) - 1
    page.sheet.conditional_format(top, 1, last, len(wide.columns), SCALE)
    page.span(len(wide.columns) + 1)
    page.row = last + 3
