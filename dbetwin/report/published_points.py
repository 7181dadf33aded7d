"""Published points about interfaces as tables: what sets each parameter, and what is left to be predicted."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from dbetwin.interface.published import Point, Published

if TYPE_CHECKING:
    from rich.console import Console

PARAMETERS = ("parameter", "value", "set by", "how")
POINTS = ("point", "value", "what", "conditions", "read", "a test asks", "source")


def card(known: Published) -> dict[str, Any]:
    """All of it, ready for JSON."""
    return {
        "parameters": [dataclasses.asdict(each) for each in known.parameters.values()],
        "points": [dataclasses.asdict(point) for point in known.points.values()],
        "predictions": [point.name for point in known.predictions],
    }


def print_points(console: Console, known: Published) -> None:
    """Print the parameters with their points, then the predictions."""
    set_by = {name for each in known.parameters.values() for name in each.points}
    console.print(
        f"{len(known.points)} published points: {len(set_by)} set {len(known.parameters)} parameters, the other "
        f"{len(known.predictions)} are held against the models. Only those with a bound fail a test.",
        highlight=False,
    )
    told = [(each.parameter, f"{each.value:g}", ", ".join(each.points), each.how) for each in known.parameters.values()]
    _print(console, "parameters", PARAMETERS, told)
    setting = [point for name, point in known.points.items() if name in set_by]
    _print(console, "points that set them", POINTS, map(_row, setting))
    _print(console, "predictions", POINTS, map(_row, known.predictions))


def _row(point: Point) -> tuple[str, ...]:
    values = ", ".join(f"{value:g}" for value in point.values)
    unit = "" if point.unit == "-" else f" {point.unit}"
    return point.name, f"{values}{unit}", point.what, point.conditions, point.read, _asked(point), point.source


def _asked(point: Point) -> str:
    if not point.gates:
        return ""
    return f"factor {point.factor:g}" if point.factor is not None else f"{100 * (point.share or 0.0):g} %"


def _print(console: Console, title: str, headings: tuple[str, ...], rows: Iterable[Sequence[str]]) -> None:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print(f"[bold]{title}[/]", highlight=False)
    console.print(table, highlight=False, markup=False)
