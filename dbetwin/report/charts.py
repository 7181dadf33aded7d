"""The few kinds of native chart that the workbook uses, all in one look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dbetwin.report.styles import COLOURS

FONT = {"name": "Calibri", "size": 9, "color": "#52606D"}
GRID = {"visible": True, "line": {"color": "#E4E7EB", "width": 0.5}}


def bars(
    workbook: Any, title: str, categories: str, series: Sequence[tuple[str, str, str]], *, value_axis: str, shape: str
) -> Any:  # noqa: PLR0913
    """Bars or columns.

    ``shape`` is column or bar, with stacked_ or percent_stacked_ before it; ``series`` is name, range, colour.
    """
    kind = shape.rpartition("_")[2]
    options: dict[str, Any] = {"type": kind}
    if "stacked" in shape:
        options["subtype"] = "stacked"
    if "percent" in shape:
        options["subtype"] = "percent_stacked"
    chart = workbook.add_chart(options)
    for name, values, colour in series:
        chart.add_series(
            {
                "name": name,
                "categories": f"={categories}",
                "values": f"={values}",
                "fill": {"color": colour},
                "border": {"color": "#FFFFFF", "width": 0.25},
                "gap": 40,
                **({"overlap": 100} if "subtype" in options else {}),
            }
        )
    look(chart, title, value_axis, many=len(series) > 1)
    if kind == "bar":
        chart.set_y_axis({"reverse": True, "num_font": FONT, "line": {"color": "#9AA5B1"}, "interval_unit": 1})
        chart.set_x_axis(
            {
                "name": value_axis,
                "name_font": FONT,
                "num_font": FONT,
                "major_gridlines": GRID,
                "label_position": "high",
                "line": {"none": True},
                "major_tick_mark": "none",
                "min": 0,
            }
        )
    return chart


def histogram(workbook: Any, title: str, categories: str, values: str, axis: str, *, colour: str = COLOURS[0]) -> Any:  # noqa: PLR0913
    """Columns without gaps: cells per bin."""
    chart = workbook.add_chart({"type": "column"})
    chart.add_series(
        {"name": title, "categories": f"={categories}", "values": f"={values}", "gap": 5, "fill": {"color": colour}}
    )
    look(chart, title, "cells", many=False)
    chart.set_x_axis(
        {
            "name": axis,
            "name_font": FONT,
            "num_font": {**FONT, "rotation": -45},
            "line": {"color": "#9AA5B1"},
            "interval_unit": 2,
        }
    )
    return chart


def curve(workbook: Any, title: str, categories: str, values: str, value_axis: str) -> Any:
    """One line over categories, e.g. days."""
    chart = workbook.add_chart({"type": "line"})
    chart.add_series(
        {
            "name": title,
            "categories": f"={categories}",
            "values": f"={values}",
            "line": {"color": COLOURS[0], "width": 2},
        }
    )
    look(chart, title, value_axis, many=False)
    return chart


def line(workbook: Any, title: str, categories: str, values: str, *, axis: str, value_axis: str) -> Any:  # noqa: PLR0913
    """One line with markers over a numeric or dated axis."""
    chart = workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    chart.add_series(
        {
            "name": title,
            "categories": f"={categories}",
            "values": f"={values}",
            "line": {"color": COLOURS[0], "width": 2},
            "marker": {"type": "circle", "size": 5, "fill": {"color": COLOURS[0]}, "border": {"color": COLOURS[0]}},
        }
    )
    look(chart, title, value_axis, many=False)
    chart.set_x_axis({"name": axis, "name_font": FONT, "num_font": FONT, "line": {"color": "#9AA5B1"}})
    return chart


def look(chart: Any, title: str, value_axis: str, *, many: bool) -> None:
    """Title, axes, grid and legend, as every chart has them."""
    chart.set_title(
        {
            "name": title,
            "name_font": {"name": "Calibri", "size": 11, "bold": True, "color": "#1F2933"},
            "overlay": False,
        }
    )
    chart.set_y_axis(
        {
            "name": value_axis,
            "name_font": FONT,
            "num_font": FONT,
            "major_gridlines": GRID,
            "line": {"none": True},
            "min": 0,
        }
    )
    chart.set_x_axis({"num_font": FONT, "line": {"color": "#9AA5B1"}})
    chart.set_legend({"position": "bottom", "font": FONT} if many else {"none": True})
    chart.set_chartarea({"border": {"color": "#D9DEE4"}})
