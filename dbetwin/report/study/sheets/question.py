"""The first sheet: what was asked, what the answer is, what to be careful about, and what stands where."""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from dbetwin.report.page import Page
from dbetwin.report.study.book import StudyBook
from dbetwin.wording import counted

NAME = "Question"
TABLES: tuple[str, ...] = ()
ABOUT = "the question and its answers"
KINDS = {
    "scenarios": "plants side by side",
    "design": "factors of a plant: effects, sensitivities, a map",
    "ignorance": "scatter of the cells and what is not known, apart",
    "optimise": "the best settings under constraints",
    "investment": "what more capacity, longer runs and larger buffers bring, and the shortest way to a target",
    "tolerance": "what limits cost and what they keep out",
    "route": "ways of making the cell at equal output",
}
LABELS, TEXTS = 26, 118
"""Width of the two columns, in characters."""
TOLD_ELSEWHERE = ("study", "kind", "title", "days", "seed", "replications", "warmup_days", "level")


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    facts = book.study.facts
    page.title(str(facts.get("title") or facts["study"]), f"a study of {KINDS[str(facts['kind'])]}")
    page.section("Answers")
    _numbered(page, facts.get("answers", ()))
    page.section("Be careful")
    _numbered(page, [*facts.get("cautions", ()), *[f"stopped early: {facts['ended']}"] * bool(facts.get("ended"))])
    page.section("How it was made")
    _pairs(page, _facts(book))
    page.section("What else was asked", "as it stands in the file of the study; what it leaves out is as by default")
    asked = {name: told(each) for name, each in facts.get("asked", {}).items() if name not in TOLD_ELSEWHERE}
    _pairs(page, asked)
    page.section("The sheets")
    _sheets(book, page)
    page.finish()
    page.sheet.set_column(0, 0, LABELS)
    page.sheet.set_column(1, 1, TEXTS)


def _facts(book: StudyBook) -> dict[str, str]:
    facts = book.study.facts
    warmup = facts.get("warmup_days")
    return {
        "study": str(facts["study"]),
        "kind": str(facts["kind"]),
        **{f"plant {name}": str(title or name) for name, title in facts.get("plants", {}).items()},
        "each run": f"{counted(float(facts['days']), 'measured day')} after {counted(float(warmup), 'day')} of warm-up"
        if warmup is not None
        else counted(float(facts["days"]), "measured day"),
        "seed, replications": f"{facts['seed']}, {facts['replications']}; all plants of a replication share its "
        "random numbers",
        "intervals": f"hold with {book.level} confidence",
        "question hash": str(facts.get("hash", "-")),
        "version": str(facts.get("version", "-")),
    }


def told(value: Any) -> str:
    """A setting of the study file on one line."""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return ", ".join(told(each) for each in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {told(each)}" for name, each in value.items())
    return json.dumps(value)


def _numbered(page: Page, texts: Iterable[str]) -> None:
    texts = list(texts)
    if not texts:
        page.none()
        return
    for number, text in enumerate(texts, start=1):
        _pair(page, str(number), text)
    page.row += 1


def _pairs(page: Page, pairs: Mapping[str, str]) -> None:
    if not pairs:
        page.none()
        return
    for name, text in pairs.items():
        _pair(page, name, text)
    page.row += 1


def _pair(page: Page, label: str, text: str) -> None:
    page.sheet.write_string(page.row, 0, label, page.styles("label"))
    page.sheet.write_string(page.row, 1, text, page.styles("text"))
    lines = len(textwrap.wrap(text, TEXTS - 4)) or 1
    if lines > 1:
        page.sheet.set_row(page.row, math.ceil(13.5 * lines + 3))
    page.row += 1


def _sheets(book: StudyBook, page: Page) -> None:
    from dbetwin.report.study.workbook import SHEETS

    for sheet in (sheet for sheet in SHEETS if sheet.NAME in book.pages):
        page.sheet.write_url(page.row, 0, f"internal:'{sheet.NAME}'!A1", page.styles("link"), sheet.NAME)
        page.sheet.write_string(page.row, 1, sheet.ABOUT, page.styles("text"))
        page.row += 1
    page.row += 1
