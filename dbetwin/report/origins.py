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
NOT_TOLD = "not told apart"
READ = ("cell_key", "cell_index", "fate", "cause", "station", *ORIGINS, *QUALITIES)


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    page.title("Origins", "which batch, roll, place or press the scatter of the good cells comes from")
    cells = _cells(book)
    table = variance_by_origin(cells)
    page.section(
        "Share of the variance by origin",
        "in the order in which material meets them; the shares of a row add up to 1. An origin is credited with what "
        "differs between cells that agree in all before it",
    )
    page.note(_about_rows(book, len(cells)))
    page.note(
        f"{NOT_TOLD}: with fewer than {FEW} degrees of freedom a share would be a guess, so the origin stands with the "
        "next one to its right that has a share; where it changes only together with those to its left, with them"
    )
    _shares(book, page, cells, table)
    page.section(
        "Components",
        "standard deviation that a new group of this kind would bring; degrees of freedom include those of the origins "
        "that stand with it; a negative estimate is shown as 0",
    )
    _components(page, table)
    page.section(
        "Cells to trace", "dbetwin trace FOLDER NAME prints where a cell comes from; FOLDER is that of the run"
    )
    _examples(page, cells)
    page.finish(0, 1)


def _about_rows(book: Book, rows: int) -> str:
    """How many cells the sheet looks at, and what a sample hides."""
    kept = book.info.get("cells") or {"kept": "all"}
    if kept["kept"] == "all":
        return f"From the rows of all {rows:,} cells that ended in the window, of which the good ones count"
    told = f"From the {rows:,} rows that were kept of {kept['finished']:,} cells, of which the good ones count"
    return (
        f"{told}. In a sample with about one cell of each place along the roll (magazine), place and cell cannot be "
        "told apart; the same holds for rolls and batches of which it has only one cell"
    )


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
        column, known = CELLS[str(quality)], part[part["share"].notna()]
        share = dict(zip(known["origin"], known["share"].astype(float), strict=True))
        values = good[str(quality)].astype(float)
        mean = Shown(float(values.mean()), column.number_format)
        unit = "" if column.unit == "-" else column.unit
        rows.append(
            [column.name, unit, int(part["cells"].iloc[0]), mean, math.sqrt(part["variance"].sum())]
            + [share.get(name, NOT_TOLD) for name in names]
        )
    placed = page.table("variance_shares", fields, rows)
    if placed is None:
        return
    told = set(table.loc[table["share"].notna(), "origin"])
    if not told:
        return
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
        brings = math.sqrt(row["component"]) if row["share"] >= 0 else None
        origin = ORIGINS.get(row["origin"], row["origin"])
        rows.append([row["quality"], origin, row["groups"], row["df"], brings, "" if unit == "-" else unit,
                     row["share"], _remark(row)])  # fmt: skip
    page.table("variance_components", fields, rows)


def _remark(row: dict[Any, Any]) -> str:
    """What keeps a component from being known."""
    carrier = row["told_with"]
    if not carrier:
        return f"{NOT_TOLD}: changes only with those above" if row["groups"] > 1 else f"{NOT_TOLD}: one group only"
    if carrier != row["origin"]:
        return f"{NOT_TOLD}: stands with {ORIGINS.get(carrier, carrier)}"
    if not row["share"] >= 0:
        return f"{NOT_TOLD}: too few cells"
    return "all the rest" if carrier == REST else ""


def _examples(page: Page, cells: pd.DataFrame) -> None:
    fields = [Field("name", width=26), Field("fate"), Field("cause"), Field("station")]
    found = examples(cells) if len(cells) else pd.DataFrame(columns=["name", "fate", "cause", "station"])
    page.table("cells_to_trace", fields, found[["name", "fate", "cause", "station"]].to_numpy().tolist())
