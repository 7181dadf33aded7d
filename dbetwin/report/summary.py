"""The main numbers and the charts behind them."""

from __future__ import annotations

from typing import Any

from dbetwin.columns.kpis import KPIS
from dbetwin.outcome.validity import OF_ALL_CELLS
from dbetwin.outcome.yields import largest_losses
from dbetwin.report.book import Book, percentiles
from dbetwin.report.charts import histogram
from dbetwin.report.flow import finished_chart
from dbetwin.report.page import Field, Page, Shown
from dbetwin.report.stations import states_chart
from dbetwin.report.styles import COLOURS
from dbetwin.report.yield_ladder import ladder_chart
from dbetwin.wording import counted

NAME = "Summary"
TEN = (
    "good_cells_per_day",
    "good_energy_kWh_per_day",
    "cell_yield",
    "rolled_throughput_yield",
    "bottleneck_active_share",
    "lead_time_h",
    "cathode_contact_fraction",
    "anode_contact_fraction",
    "cell_asr_ohm_cm2",
    "specific_energy_Wh_kg",
)
OF_PARTS = (
    "good_parts_per_hour",
    "good_parts_per_day",
    "rolled_throughput_yield",
    "bottleneck_active_share",
    "lead_time_h",
    "wip_parts",
)
"""The same of a plant of plain machines."""
FIELDS = (
    Field("key figure", width=32),
    Field("value or mean", width=12),
    Field("unit", width=10),
    Field("5 %", width=10),
    Field("median", width=10),
    Field("95 %", width=10),
    Field("what it says", "@", "note", 70),
)
WIDE, SMALL = 560, 290
RIGHT = 4


def write(book: Book, page: Page) -> None:
    """Fill the sheet; it comes last, since its charts show tables of other sheets."""
    info = book.info
    page.title(
        f"Summary: {info.get('title') or info['plant']}",
        f"{counted(book.account.measured_days, 'measured day')}, seed {info['seed']}; per day is per calendar day",
    )
    if book.stalled:
        page.section("No key figures")
        page.note(book.stalled)
    else:
        page.section(*_head(book))
        page.table("main_numbers", FIELDS, [_row(book, name) for name in _main(book) if name in book.figures])
        _charts(book, page)
    page.section("Largest losses")
    _losses(book, page)
    if book.figures:
        page.section("All other key figures", "those by station and by cause stand on their sheets")
        rest = [name for name, value in book.figures.items() if name not in _main(book) and not _by_name(name, value)]
        page.table("key_figures", FIELDS, [_row(book, name) for name in rest])
    page.finish()


def _main(book: Book) -> tuple[str, ...]:
    return TEN if book.account.makes_cells else OF_PARTS


def _head(book: Book) -> tuple[str, str]:
    limit = f"bottleneck: {book.figures['bottleneck']}"
    if not book.account.makes_cells:
        return "The main numbers", limit
    return "Ten numbers", (
        f"{limit}; contact and resistance are of all finished cells, rejected ones included; lead time, energy and "
        "specific energy are of the good cells"
    )


def _by_name(name: str, value: Any) -> bool:
    return KPIS[name].kind in ("by_name", "list")


def _row(book: Book, name: str) -> list[Any]:
    value, column = book.figures[name], KPIS[name]
    meaning = column.meaning
    if name == "bottleneck_active_share":
        meaning = (
            f"{book.figures['bottleneck']}: share of its manned time in which it waited for no material and no place"
        )
    stats = value if isinstance(value, dict) else {"mean": value}
    mean, *spread = (Shown(stats.get(part), column.number_format) for part in ("mean", "p5", "p50", "p95"))
    counted = book.account.histograms.get((name, "all" if name in OF_ALL_CELLS else "good"))
    if counted is not None and isinstance(value, dict):
        spread = percentiles(counted, column.number_format)
    return [name, mean, column.unit, *spread, meaning]


def _charts(book: Book, page: Page) -> None:
    """Days and distribution beside each other; under them, on a page of their own, ladder and states by station."""
    known = book.ranges
    small = [finished_chart(book)] if "days" in known else []
    small += [_specific_energy(book)] if "bins_specific_energy_Wh_kg" in known else []
    _beside(page, small, SMALL)
    tall = [ladder_chart(book)] if "losses_by_station" in known else []
    tall += [states_chart(book)] if "stations" in known else []
    if tall:
        page.break_page()
        page.row += 1  # else the frame of a chart shows on the page before
    rows = max((known[name].rows for name in ("losses_by_station", "stations") if name in known), default=0)
    _beside(page, tall, max(SMALL, 22 * rows + 110))


def _beside(page: Page, charts: list[Any], height_px: int) -> None:
    top = page.row
    for number, chart in enumerate(charts):
        page.chart(chart, width_px=WIDE, height_px=height_px, column=RIGHT * number, beside=top)


def _specific_energy(book: Book) -> Any:
    placed = book.ranges["bins_specific_energy_Wh_kg"]
    title, axis = "Specific energy of the good cells", "Wh/kg, delivered"
    return histogram(book.workbook, title, placed.column(2), placed.column(4), axis, colour=COLOURS[2])


def _losses(book: Book, page: Page) -> None:
    found = largest_losses(book.account.ladder, 10)
    used_up = float(book.account.ladder["remaining"].iloc[0])
    fields = [
        Field("station"),
        Field(f"lost ({book.account.piece_unit})", "#,##0.0"),
        Field("of used up", "0.00%"),
        Field("kind"),
        Field("cause"),
    ]
    page.table(
        "largest_losses", fields, [[place, lost, lost / used_up, kind, cause] for place, cause, kind, lost in found]
    )
