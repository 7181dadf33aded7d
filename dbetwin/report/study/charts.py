"""Native charts of what a study found: bars with intervals, spans, points and curves."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dbetwin.report.charts import FONT, GRID, look
from dbetwin.report.page import ROW_PX, Page
from dbetwin.report.styles import COLOURS

WIDE, PER_BAR, AROUND, LEAST = 560, 24, 110, 240
"""Pixels of a chart: its width, each bar, what stands around the bars, and the least height."""
AXIS = "#9AA5B1"
FEWEST_STEPS = 4
"""Steps of an axis at the least."""


@dataclass(frozen=True)
class Bars:
    """Ranges of a series of bars, and of how far each reaches up and down; lists in its place are not drawn by all."""

    name: str
    values: str
    up: str = ""
    down: str = ""
    colour: str = COLOURS[0]


def height_of(bars: int) -> int:
    """Height of a chart of so many bars."""
    return max(LEAST, PER_BAR * bars + AROUND)


def bars_with_intervals(  # noqa: PLR0913 - what is drawn, and how
    workbook: Any, title: str, categories: str, series: Sequence[Bars], *, axis: str, ends: Iterable[float] = (),
    shape: str = "bar",
) -> Any:  # fmt: skip
    """Bars to both sides of zero, each with its interval; ``ends`` of all intervals, which the axis has to hold."""
    chart = workbook.add_chart({"type": shape})
    for each in series:
        chart.add_series(
            {
                "name": each.name,
                "categories": f"={categories}",
                "values": f"={each.values}",
                "fill": {"color": each.colour},
                "gap": 50,
                **({"y_error_bars": _reach(each)} if each.up else {}),
            }
        )
    look(chart, title, axis, many=len(series) > 1)
    if shape == "bar":
        _lying(chart, axis, around(ends))
    else:
        chart.set_y_axis(_value_axis(axis))
        chart.set_x_axis({"num_font": FONT, "line": {"color": AXIS}, "label_position": "low"})
    return chart


def _reach(each: Bars) -> dict[str, Any]:
    return {
        "type": "custom",
        "plus_values": f"={each.up}",
        "minus_values": f"={each.down}",
        "line": {"color": "#1F2933", "width": 1},
    }


def spans(workbook: Any, title: str, categories: str, low: str, width: str, *, axis: str, start: float) -> Any:  # noqa: PLR0913
    """Bars that float from a low to a high value; the axis begins at ``start``."""
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for name, values, fill in (("from", low, {"none": True}), ("to", width, {"color": COLOURS[0]})):
        chart.add_series(
            {
                "name": name,
                "categories": f"={categories}",
                "values": f"={values}",
                "fill": fill,
                "border": {"none": True},
                "gap": 50,
            }
        )
    look(chart, title, axis, many=False)
    _lying(chart, axis, {"min": start})
    return chart


def start_of(lows: Iterable[float], highs: Iterable[float]) -> float:
    """A round number below all: where an axis of spans begins."""
    ends = [float(each) for each in (*lows, *highs) if math.isfinite(each)]
    if not ends:
        return 0.0
    span = max(ends) - min(ends) or abs(ends[0]) or 1.0
    unit = 10 ** math.floor(math.log10(span))
    return float(math.floor((min(ends) - 0.1 * span) / unit) * unit)


@dataclass(frozen=True)
class Points:
    """A series of points or a curve: ranges of both values, intervals, and a name for each."""

    name: str
    x: str
    y: str
    x_reach: str = ""
    y_reach: str = ""
    labels: Sequence[str] = ()
    colour: str = COLOURS[0]


def points(
    workbook: Any, title: str, series: Sequence[Points], *, x_axis: str, y_axis: str, joined: bool = False
) -> Any:  # noqa: PLR0913
    """Points over a numeric axis, joined in their order or not, with the intervals they have."""
    chart = workbook.add_chart({"type": "scatter", **({"subtype": "straight_with_markers"} if joined else {})})
    for each in series:
        chart.add_series(_points(each, joined))
    look(chart, title, y_axis, many=len(series) > 1)
    chart.set_y_axis(_value_axis(y_axis))
    chart.set_x_axis(_value_axis(x_axis))
    return chart


def _points(each: Points, joined: bool) -> dict[str, Any]:
    options: dict[str, Any] = {
        "name": each.name,
        "categories": f"={each.x}",
        "values": f"={each.y}",
        "marker": {"type": "circle", "size": 7, "fill": {"color": each.colour}, "border": {"color": "#FFFFFF"}},
    }
    if joined:
        options["line"] = {"color": each.colour, "width": 1.75}
    if each.labels:
        names = [{"value": text} for text in each.labels]
        options["data_labels"] = {"value": True, "custom": names, "position": "above", "font": FONT}
    for way, reach in (("x", each.x_reach), ("y", each.y_reach)):
        if reach:
            options[f"{way}_error_bars"] = _reach(Bars(each.name, each.y, reach, reach))
    return options


def _value_axis(name: str) -> dict[str, Any]:
    return {
        "name": name, "name_font": FONT, "num_font": FONT, "major_gridlines": GRID, "line": {"color": AXIS},
        "label_position": "low",
    }  # fmt: skip


def around(ends: Iterable[float]) -> dict[str, float]:
    """Round ends of an axis that holds zero and all intervals; programs look at the bars alone."""
    known = [0.0, *(float(each) for each in ends if math.isfinite(each))]
    low, high = min(known), max(known)
    if low == high:
        return {}
    power = 10 ** math.floor(math.log10((high - low) / FEWEST_STEPS))
    step = max(each * power for each in (1, 2, 5) if each * power <= (high - low) / FEWEST_STEPS)
    return {"min": math.floor(low / step) * step, "max": math.ceil(high / step) * step, "major_unit": step}


def _lying(chart: Any, axis: str, bounds: dict[str, float]) -> None:
    """Bars from top to bottom in the order of the table; names left of all bars, numbers below."""
    chart.set_y_axis(
        {"reverse": True, "num_font": FONT, "line": {"color": AXIS}, "interval_unit": 1, "label_position": "low"}
    )
    options = {**_value_axis(axis), "label_position": "high", "line": {"none": True}, "major_tick_mark": "none"}
    chart.set_x_axis({**options, **bounds})


def side_by_side(page: Page, top: int, charts: Sequence[Any], height_px: int) -> None:
    """Charts from row ``top`` on, two in a row."""
    for number, chart in enumerate(charts):
        row, right = divmod(number, 2)
        at = top + row * rows_of(height_px)
        page.chart(chart, width_px=WIDE, height_px=height_px, beside=at, left_px=right * (WIDE + 12))


def rows_of(height_px: int) -> int:
    """Rows of a sheet that a chart of that height takes, and one below it."""
    return math.ceil(height_px / ROW_PX) + 1
