"""How many machines each route needs for the same output."""

from __future__ import annotations

from dbetwin.report.page import Field, Page
from dbetwin.report.study.book import StudyBook

NAME = "Sizing"
TABLES = ("sizing",)
ABOUT = "machines of each station for the same output"
PARTS = {"machines_written": "written", "machines_sized": "sized", "busy_share": "busy"}


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    table = book.table("sizing")
    page.title("Sizing", "machines by arithmetic of the flow, confirmed by the runs")
    page.note(
        "Written: machines of the layout; sized: machines for the output asked for; busy: share of their time, by the "
        "same arithmetic"
    )
    scenarios = list(dict.fromkeys(table["scenario"]))
    head = [Field("station")]
    for name in scenarios:
        head += [Field(f"{name}, {words}", "0.0%" if words == "busy" else "#,##0") for words in PARTS.values()]
    rows = []
    for station, own in table.groupby("station", sort=False):
        found = {record["scenario"]: record for record in own.to_dict("records")}
        rows.append([station, *(found.get(name, {}).get(part) for name in scenarios for part in PARTS)])
    page.table("sizing", head, rows)
    page.finish(0, 1)
