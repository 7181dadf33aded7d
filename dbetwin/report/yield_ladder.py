"""The yield ladder with live sums: handling, quality and expiry apart; and the yield of each station."""

from __future__ import annotations

from typing import Any

from dbetwin.outcome.yields import KINDS, branch_yields, rolled_throughput_yield
from dbetwin.report.book import Book
from dbetwin.report.charts import bars
from dbetwin.report.page import Field, Formula, Page, Range
from dbetwin.report.styles import COLOURS, LOSS_COLOURS

NAME = "Yield ladder"
LETTERS = {"handling": "C", "quality": "D", "expiry": "E", "stock": "F"}


def _fields(unit: str) -> list[Field]:
    amounts = [Field(f"{name} ({unit})", "#,##0.0") for name in (*KINDS, "stock change")]
    left = [Field(f"remaining ({unit})", "#,##0.0", "calculated"), Field("of used up", "0.00%", "calculated")]
    return [Field("station"), Field("cause"), *amounts, *left]


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    unit = book.account.piece_unit
    about = "in cell equivalents: what a lost kilogram, metre or sheet would have been enough for"
    page.title("Yield ladder", about if book.account.makes_cells else f"in {unit}")
    page.section(
        f"From what was used up to the good {unit}",
        "handling is drawn, quality is a limit that was missed, expiry waited too long; stock change was started "
        "in the window and is not finished",
    )
    placed = _ladder(book, page)
    page.break_page()
    page.section("By station")
    _by_station(book, page, placed)
    page.section(
        "Yield per station",
        "yield = 1 - lost / made; the product over all stations of all branches is the rolled throughput yield",
    )
    _yields(book, page)
    page.section("Yield per branch", "chains of stations in which nothing merges; what expires between them apart")
    _branches(book, page)
    page.finish(placed.first_row, 1)


def _ladder(book: Book, page: Page) -> Range:
    ladder = book.account.ladder
    used_up = float(ladder["remaining"].iloc[0])
    first = page.row + 2
    rows: list[list[Any]] = []
    for number, record in enumerate(ladder.to_dict("records")):
        amounts = [record[kind] or None for kind in (*KINDS, "stock")]
        remaining: Any = Formula("=G{above}-SUM(C{row}:F{row})", float(record["remaining"])) if number else used_up
        part = Formula(f"=IF(G${first}=0,0,G{{row}}/G${first})", record["remaining"] / used_up if used_up else 0.0)
        rows.append([str(record["station"]), str(record["cause"]), *amounts, remaining, part])
    fields = _fields(book.account.piece_unit)
    placed = page.table("yield_ladder", fields, rows)
    assert placed is not None
    book.ranges["ladder"] = placed
    sums = [
        Formula(f"=SUM({letter}{placed.first_row + 1}:{letter}{placed.last_row + 1})", float(ladder[kind].sum()))
        for kind, letter in LETTERS.items()
    ]
    total = placed.last_row + 2
    good = float(ladder["remaining"].iloc[-1])
    left = Formula(f"=G{first}-SUM(C{total}:F{total})", good)
    part = Formula(f"=IF(G${first}=0,0,G{{row}}/G${first})", good / used_up if used_up else 0.0)
    page.totals(placed, fields, ["sum", "", *sums, left, part])
    return placed


def _by_station(book: Book, page: Page, ladder: Range) -> None:
    table = book.account.ladder
    steps = table[(table[list(KINDS)].sum(axis=1)) > 0]
    lost = steps.groupby("station", sort=False)[list(KINDS)].sum()
    fields = [
        Field("station"),
        Field(f"left after it ({book.account.piece_unit})", "#,##0.0", "calculated"),
        *(Field(f"{kind} ({book.account.piece_unit})", "#,##0.0", "calculated") for kind in KINDS),
    ]
    remaining = float(table["remaining"].iloc[0])
    first = page.row + 2
    rows: list[list[Any]] = []
    for station, row in lost.iterrows():
        remaining -= float(row.sum())
        before = "B{above}-SUM(C{row}:E{row})" if rows else f"{ladder.cell(0, 6)}-SUM(C{first}:E{first})"
        sums = [
            Formula(f"=SUMIF({ladder.column(0)},A{{row}},{ladder.column(2 + number)})", float(row[kind]))
            for number, kind in enumerate(KINDS)
        ]
        rows.append([str(station), Formula(f"={before}", remaining), *sums])
    placed = page.table("ladder_by_station", fields, rows)
    if placed is not None:
        book.ranges["losses_by_station"] = placed
        page.chart(ladder_chart(book), width_px=900, height_px=max(280, 26 * placed.rows + 110))


def ladder_chart(book: Book) -> Any:
    """What was left after each station, and what was lost there."""
    placed = book.ranges["losses_by_station"]
    series = [("left after it", placed.column(1), COLOURS[0])]
    series += [(kind, placed.column(2 + number), LOSS_COLOURS[kind]) for number, kind in enumerate(KINDS)]
    return bars(
        book.workbook, "Yield ladder", placed.column(0), series, value_axis=book.account.piece_unit, shape="stacked_bar"
    )


def _yields(book: Book, page: Page) -> None:
    fields = [
        Field("station"),
        Field("unit"),
        Field("made (unit)", "#,##0.0"),
        Field("handed on (unit)", "#,##0.0"),
        Field("lost (unit)", "#,##0.0"),
        Field("yield", "0.00%", "calculated"),
    ]
    rows: list[list[Any]] = []
    for record in book.account.yields.to_dict("records"):
        found = Formula("=1-E{row}/C{row}", float(record["yield"])) if record["made"] else None
        amounts = [float(record[name]) for name in ("made", "good", "lost")]
        rows.append([str(record["station"]), str(record["unit"]), *amounts, found])
    placed = page.table("yields", fields, rows)
    if placed is not None:
        product = Formula(f"=PRODUCT({placed.column(5)})", rolled_throughput_yield(book.account.yields))
        page.totals(placed, fields, ["product over all stations of all branches", "", None, None, None, product])


def _branches(book: Book, page: Page) -> None:
    account = book.account
    shares = branch_yields(account.yields, account.tables["buffers"], account.stations)
    fields = [Field("branch"), Field("yield", "0.00%")]
    page.table("branches", fields, [[name, share] for name, share in shares.items()])
