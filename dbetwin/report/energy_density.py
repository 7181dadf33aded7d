"""Mass and energy of the nominal cell with live formulas, and what is missing to 400 Wh/kg."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dbetwin.columns.kpis import KPIS
from dbetwin.outcome.energy import design_of, distance
from dbetwin.outcome.kpis import TARGET_WH_KG
from dbetwin.outcome.validity import OF_GOOD_CELLS
from dbetwin.report.book import Book, percentiles
from dbetwin.report.charts import bars
from dbetwin.report.page import Field, Formula, Page
from dbetwin.report.stack_formulas import PREFIX, Derived, Input, energies, geometry, inputs, masses, volumes
from dbetwin.report.styles import COLOURS

NAME = "Energy density"
DERIVED_FIELDS = (Field("quantity"), Field("value", "0.000", "calculated"), Field("unit"))
VALUE = 1


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    page.title("Energy density", "change an input: masses, Wh and Wh/kg follow at once. They are the stack model, live")
    design = design_of(book.info)
    page.section("Delivered by the good cells of the run")
    _delivered(book, page)
    if design is None:
        page.section("Nominal cell", "the plant makes no cells")
        page.none()
        page.finish()
        return
    page.section(
        "Inputs", "the design of the plant and its nominal cell; the run's own figures do not change with them"
    )
    given = inputs(design)
    _inputs(book, page, given)
    known = {row.name for row in given}
    page.section("Areas, loadings, thicknesses")
    _derived(book, page, "cell_geometry", geometry(design), known)
    page.break_page()
    page.section("Mass of the nominal cell")
    _parts(book, page, Parts("cell_mass", "mass", "g", list(masses(design))), known)
    page.break_page()
    page.section(
        "Volume of the nominal cell",
        "thickness of each component over the outline of the electrodes; the rim, the pouch and the terminals are the "
        "rest of the outline box",
    )
    _parts(book, page, Parts("cell_volume", "volume", "mL", list(volumes(design))), known)
    page.section("Energy of the nominal cell", "volume of the outline box, terminals included; mass as built")
    _derived(book, page, "cell_energy", energies(design), known)
    page.break_page()
    page.section(
        f"What is missing to {TARGET_WH_KG:g} Wh/kg",
        "the stack model evaluated again for each change; resistance and working share are kept unless the "
        "change is about them",
    )
    _distance(book, page, distance(design, TARGET_WH_KG))
    page.finish()


def _delivered(book: Book, page: Page) -> None:
    fields = [
        Field("quantity"),
        Field("mean", "#,##0.00"),
        Field("unit"),
        Field("5 %", "#,##0.00"),
        Field("median", "#,##0.00"),
        Field("95 %", "#,##0.00"),
    ]
    rows: list[list[Any]] = []
    for name in OF_GOOD_CELLS:
        stats = book.figures.get(name)
        if stats:
            low, *rest = percentiles(book.account.histograms[name, "good"], "#,##0.00")
            rows.append([name, stats["mean"], KPIS[name].unit, low, *rest])
    page.table("delivered", fields, rows)
    above = book.figures.get("share_above_400_Wh_kg")
    if above is not None:
        page.sheet.write_string(
            page.row - 1, 0, f"above 400 Wh/kg: {above:.2%} of the good cells", page.styles("section")
        )
        page.row += 1


def _inputs(book: Book, page: Page, given: list[Input]) -> None:
    fields = [Field("input"), Field("value", "0.0####", "input"), Field("unit"), Field("note", "@", "aside")]
    placed = page.table("cell_inputs", fields, [[row.name, row.value, row.unit, row.note] for row in given])
    assert placed is not None
    for number, row in enumerate(given):
        book.workbook.define_name(PREFIX + row.name, f"={placed.cell(number, VALUE)}")
    page.sheet.data_validation(
        placed.first_row,
        VALUE,
        placed.last_row,
        VALUE,
        {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_title": "not a quantity",
            "error_message": "A number that is not negative is needed here.",
        },
    )


def _derived(book: Book, page: Page, table: str, rows: list[Derived], known: set[str]) -> None:
    known |= {row.name for row in rows}
    placed = page.table(table, DERIVED_FIELDS, [[row.name, _live(row, known), row.unit] for row in rows])
    assert placed is not None
    for number, row in enumerate(rows):
        book.workbook.define_name(PREFIX + row.name, f"={placed.cell(number, VALUE)}")


def _live(row: Derived, known: set[str]) -> Formula:
    """The formula with its names prefixed, so that they are the defined names of the workbook."""
    text = re.sub(r"[A-Za-z_]\w*", lambda found: PREFIX + found[0] if found[0] in known else found[0], row.formula)
    return Formula(f"={text}", row.value, row.number_format)


@dataclass(frozen=True)
class Parts:
    """Something that the components of a cell add up to."""

    table: str
    quantity: str
    unit: str
    rows: list[Derived]


def _parts(book: Book, page: Page, parts: Parts, known: set[str]) -> None:
    """Components with their share and sum; the sum gets the name of the quantity."""
    heading, name = f"{parts.quantity} ({parts.unit})", f"{parts.quantity}_{parts.unit}"
    fields = [Field("component"), Field(heading, "0.00", "calculated"), Field("share", "0.0%", "calculated")]
    total = sum(row.value for row in parts.rows)
    first, last = page.row + 2, page.row + 1 + len(parts.rows)
    table = [
        [row.name, _live(row, known), Formula(f"=B{{row}}/SUM(B${first}:B${last})", row.value / total)]
        for row in parts.rows
    ]
    placed = page.table(parts.table, fields, table)
    assert placed is not None
    page.totals(
        placed, fields, [name, Formula(f"=SUM(B{first}:B{last})", total), Formula(f"=SUM(C{first}:C{last})", 1.0)]
    )
    if name not in known:
        book.workbook.define_name(f"{PREFIX}{name}", f"='{page.name}'!$B${placed.last_row + 2}")
        known.add(name)
    chart = bars(
        book.workbook,
        f"{parts.quantity.capitalize()} of the nominal cell",
        placed.column(0),
        [(parts.unit, placed.column(1), COLOURS[0])],
        value_axis=parts.unit,
        shape="bar",
    )
    page.chart(chart, width_px=760, height_px=300)


def _distance(book: Book, page: Page, table: Any) -> None:
    fields = [
        Field("change", width=52),
        Field("with it alone (Wh/kg)", "0.0"),
        Field("gain (Wh/kg)", "+0.0;-0.0;0.0"),
        Field("with all above (Wh/kg)", "0.0"),
        Field(f"then missing to {TARGET_WH_KG:g}", "0.0"),
    ]
    rows = [[str(record[0]), *(float(value) for value in record[1:])] for record in table.itertuples(index=False)]
    placed = page.table("distance", fields, rows)
    if placed is not None:
        chart = bars(
            book.workbook,
            "With this and all changes above it",
            placed.column(0),
            [("Wh/kg", placed.column(3), COLOURS[2])],
            value_axis="Wh/kg",
            shape="bar",
        )
        page.chart(chart, width_px=900, height_px=320)
