"""Where the scatter of the cells comes from: variance by batch, roll, position, press and cell; and cells to trace."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from dbetwin.columns.cells import CELLS
from dbetwin.errors import RunError
from dbetwin.outcome.genealogy_search import examples
from dbetwin.outcome.variance_by_origin import FEW, ORIGINS, QUALITIES, REST, variance_by_origin
from dbetwin.report.book import Book
from dbetwin.report.charts import bars
from dbetwin.report.page import Field, Page, Shown
from dbetwin.report.styles import COLOURS

NAME = "Origins"
READ = ("cell_key", "cell_index", "fate", "cause", "station", *ORIGINS, *QUALITIES)


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    page.title("Origins", "which batch, roll, place or press the scatter of the good cells comes from")
    cells = _cells(book)
    table = variance_by_origin(cells)
    page.section(
        "Share of the variance by origin",
        "in the order in which material meets them; the shares of a row add up to 1. An origin is credited with what "
        "differs between cells that agree in all before it; where it changes only with those, its field is empty",
    )
    _shares(book, page, cells, table)
    page.section(
        "Components",
        "standard deviation that a new group of this kind would bring; below "
        f"{FEW} degrees of freedom it is hardly known (its square is off by half and more); without any the origin "
        "changes only together with those above and stands with them; a negative estimate is shown as 0",
    )
    _components(page, table)
    page.section(
        "Cells to trace", "dbetwin trace FOLDER NAME prints where a cell comes from; FOLDER is that of the run"
    )
    _examples(page, cells)
    page.finish(0, 1)


def _cells(book: Book) -> pd.DataFrame:
    """Rows of the cells as far as the run kept them; none where a run left no such table."""
    try:
        return book.account.read("cells", columns=list(dict.fromkeys(READ)))
    except RunError:
        return pd.DataFrame({name: [] for name in READ})


def _shares(book: Book, page: Page, cells: pd.DataFrame, table: pd.DataFrame) -> None:
    names = [name for name in (*ORIGINS, REST) if name in set(table["origin"])]
    fields = [Field("quality"), Field("unit"), Field("cells", "#,##0"), Field("mean", "0.000"), Field("sd", "0.0000")]
    fields += [Field(ORIGINS.get(name, name), "0.0%") for name in names]
    good = cells[cells["fate"] == "good"]
    rows: list[list[Any]] = []
    for quality, part in table.groupby("quality", sort=False):
        column, known = CELLS[str(quality)], part[part["component"].notna()]
        share = dict(zip(known["origin"], known["share"].astype(float), strict=True))
        values = good[str(quality)].astype(float)
        mean = Shown(float(values.mean()), column.number_format)
        unit = "" if column.unit == "-" else column.unit
        rows.append(
            [column.name, unit, int(part["cells"].iloc[0]), mean, math.sqrt(part["variance"].sum())]
            + [share.get(name) for name in names]
        )
    placed = page.table("variance_shares", fields, rows)
    if placed is None:
        return
    told = set(table.loc[table["component"].notna(), "origin"])
    series = [
        (ORIGINS.get(name, name), placed.column(5 + number), COLOURS[number % len(COLOURS)])
        for number, name in enumerate(names)
        if name in told
    ]
    chart = bars(
        book.workbook,
        "Share of the variance",
        placed.column(0),
        series,
        value_axis="share",
        shape="percent_stacked_bar",
    )
    page.chart(chart, width_px=900, height_px=max(280, 30 * placed.rows + 110))


def _components(page: Page, table: pd.DataFrame) -> None:
    fields = [Field("quality"), Field("origin"), Field("groups", "#,##0"), Field("degrees of freedom", "#,##0")]
    fields += [Field("sd it brings", "0.0000"), Field("unit"), Field("share", "0.0%"), Field("remark")]
    rows: list[list[Any]] = []
    for row in table.to_dict("records"):
        unit = CELLS[row["quality"]].unit
        brings = math.sqrt(row["component"]) if row["component"] >= 0 else None
        origin = ORIGINS.get(row["origin"], row["origin"])
        rows.append([row["quality"], origin, row["groups"], row["df"], brings, "" if unit == "-" else unit,
                     row["share"], _remark(row)])  # fmt: skip
    page.table("variance_components", fields, rows)


def _remark(row: dict[Any, Any]) -> str:
    """What keeps a component from being known."""
    if row["origin"] == REST:
        return "all the rest"
    if row["df"] == 0:
        return "stands with those above"
    return "hardly known" if row["df"] < FEW else ""


def _examples(page: Page, cells: pd.DataFrame) -> None:
    fields = [Field("name", width=26), Field("fate"), Field("cause"), Field("station")]
    found = examples(cells) if len(cells) else pd.DataFrame(columns=["name", "fate", "cause", "station"])
    page.table("cells_to_trace", fields, found[["name", "fate", "cause", "station"]].to_numpy().tolist())
