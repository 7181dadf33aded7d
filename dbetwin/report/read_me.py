"""The first sheet: which question this workbook answers, how the run was made, what is on which sheet."""

from __future__ import annotations

from typing import Any

from dbetwin.report.book import Book
from dbetwin.report.page import Field, Page
from dbetwin.wording import measured

NAME = "Read me"
SHEETS = {
    "Summary": "the main numbers and the charts behind them",
    "Assumptions": "every setting with unit, source, range; what was overridden in this run",
    "Line": "stations and buffers in flow order",
    "Flow": "output and work in progress day by day; Little's law over the line and at every buffer",
    "Stations": "how the machines spent their time; OEE; people, what was sent back, set-ups and upkeep",
    "Bottleneck": "which station limits the plant, and why; active periods and utilisation side by side",
    "Chains": "whom the machines waited for in the end: blocked and starved hours by their root",
    "Yield ladder": "from what was used up to the good cells, loss by loss; handling, quality and expiry apart",
    "Interface": "contact, resistance and causes of rejection of the cells; exposure to moisture; distributions",
    "Grading": "true cause against graded cause, escapes, overkill; what the instruments read",
    "Origins": "scatter of the cells by batch, roll, position, press and cell; names of cells to trace",
    "Energy density": "mass of the nominal cell with live formulas; what is missing to 400 Wh/kg",
    "Checks": "conservation of pieces and mass; every line must be TRUE",
    "Validity warnings": "limits of the models, cells outside the range of a model, percentiles that are cut",
    "Glossary": "name, unit and meaning of every column and key figure",
}
RULES = {
    "processing": "only while they process",
    "always": "while they wait, too",
    "resumes": "goes on where it stopped",
    "restarts": "begins anew",
    "scrapped": "is scrapped",
    "after_service": "a finished lot stays on its machine until it fits into the next buffer",
}
"""What each choice of the layout's rules means."""
STYLES = {
    "input": "an input: change it where a sheet says that its formulas are live",
    "calculated": "a live formula",
    "value": "a result of the simulation: it changes only with a new run",
}


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    info = book.info
    page.title(f"dbetwin: {info.get('title') or info['plant']}", "what the plant delivered, and why it was not more")
    if book.stalled:
        page.section("No key figures")
        page.note(book.stalled)
    elif info.get("stalled"):
        page.section("The line stands still")
        page.note(str(info["stalled"]))
    page.section("The run")
    _pairs(page, _facts(book))
    page.section("The sheets")
    for name, about in ((name, SHEETS[name]) for name in SHEETS if name in book.pages):
        page.sheet.write_url(page.row, 0, f"internal:'{name}'!A1", page.styles("link"), name)
        page.sheet.write_string(page.row, 1, about, page.styles("value"))
        page.row += 1
    page.row += 1
    page.section("The styles")
    for style, about in STYLES.items():
        page.sheet.write_string(page.row, 0, style, page.styles(style))
        page.sheet.write_string(page.row, 1, about, page.styles("value"))
        page.row += 1
    page.row += 1
    page.section("Overridden in this run")
    fields = [Field("field"), Field("value"), Field("was")]
    rows = [[str(each["field"]), _text(each["value"]), _text(each["was"])] for each in info.get("overrides", ())]
    page.table("overrides", fields, rows)
    page.sheet.set_column(0, 0, 34)
    page.finish()
    page.sheet.fit_to_pages(1, 1)
    page.sheet.set_column(1, 1, 78)


def _facts(book: Book) -> dict[str, str]:
    info, days = book.info, book.account.measured_days
    rules = info.get("rules") or {}
    return {
        "plant": str(info["plant"]),
        "status": _status(info),
        "measured": measured(days, str(info.get("start", "steady")), float(info.get("warmup_days", 0))),
        "filling the line": _filling(float(info.get("filling_days", 0.0))),
        "working days in it": str(book.account.working_days),
        "minute 0 of the plant": f"{info.get('start_date', '-')}",
        "machines fail": RULES.get(str(rules.get("failure_clock")), "-"),
        "at a failure, the lot": RULES.get(str(rules.get("lot_at_failure")), "-"),
        "blocking": RULES.get(str(rules.get("blocking")), "-"),
        "exceptions": _exceptions(rules),
        "seed, replication": f"{info['seed']}, {info.get('replication', 0)}",
        "layout hash": str(info.get("layout_hash", "-")),
        "version": str(info.get("version", "-")),
        "rows of cells": "; ".join(info.get("notes", ())) or "all",
        "computing time": f"{float(info.get('wall_time_s') or 0.0):.1f} s",
        "one run is one draw": "a single run carries no interval; replicate before small differences are believed",
    }


def _filling(days: float) -> str:
    if not days:
        return "by the hours of the plant"
    return f"in the first {days:g} days of the warm-up, stations before the first cells work around the clock (assumed)"


def _exceptions(rules: Any) -> str:
    """Breakdowns that do not follow the rules of the line."""
    told = [
        f"{each['station']}, {each['breakdown']}: "
        + ", ".join(RULES[each[name]] for name in ("failure_clock", "lot_at_failure") if each.get(name))
        for each in rules.get("exceptions", ())
    ]
    return "; ".join(told) or "none"


def _status(info: Any) -> str:
    status = str(info.get("status", "complete"))
    if status == "complete":
        return status
    return (
        f"{status}: simulated until day {float(info['simulated_until_day']):.2f}, warm-up included, of "
        f"{float(info.get('warmup_days', 0)) + float(info['days']):g}; all figures per day are of the days done"
    )


def _pairs(page: Page, pairs: dict[str, str]) -> None:
    for name, value in pairs.items():
        page.sheet.write_string(page.row, 0, name, page.styles("label"))
        page.sheet.write_string(page.row, 1, value, page.styles("value"))
        page.row += 1
    page.row += 1


def _text(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
