"""How the workbook looks: one set of cell styles, each by name and number format."""

from __future__ import annotations

from typing import Any

INK, PAPER, ACCENT = "#1F2933", "#FFFFFF", "#1F5673"
COLOURS = ("#1F5673", "#E08E45", "#7A9E7E", "#B23A48", "#8D99AE", "#6C4A7E", "#C9B458", "#4A90A4")
"""Series colours, in order; distinct in print and for the colour blind as far as eight can be."""
STATE_COLOURS = {
    "processing": "#1F5673",
    "setup": "#4A90A4",
    "upkeep": "#7A9E7E",
    "no_crew": "#C9B458",
    "starved": "#D9DEE4",
    "blocked": "#E08E45",
    "down": "#B23A48",
    "off_shift": "#F2F4F6",
}
LOSS_COLOURS = {"handling": "#8D99AE", "quality": "#B23A48", "expiry": "#C9B458"}

TRUE_FALSE = '"TRUE";"TRUE";"FALSE"'
"""Excel writes TRUE whatever the format; LibreOffice would show the cached 1."""

_BASE = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "vcenter"}
_NAMED: dict[str, dict[str, Any]] = {
    "title": {"font_size": 18, "bold": True, "font_color": ACCENT},
    "subtitle": {"font_size": 10, "italic": True, "font_color": "#52606D"},
    "section": {"font_size": 12, "bold": True, "font_color": ACCENT},
    "heading": {
        "bold": True,
        "font_color": PAPER,
        "bg_color": ACCENT,
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
        "border_color": "#C5CDD5",
        "indent": 1,
    },
    "number_heading": {
        "bold": True,
        "font_color": PAPER,
        "bg_color": ACCENT,
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
        "border_color": "#C5CDD5",
        "align": "center",
    },
    "label": {"font_color": "#52606D"},
    "note": {"font_color": "#52606D", "text_wrap": True, "align": "left", "indent": 1},
    "aside": {"font_color": "#52606D", "align": "left", "indent": 1},
    "text": {"text_wrap": True, "align": "left", "indent": 1},
    "value": {},
    "input": {"font_color": "#0000C8", "bg_color": "#FFF9E0", "border": 1, "border_color": "#E3D9A6"},
    "calculated": {"bg_color": "#EEF4F0"},
    "total": {"bold": True, "top": 1, "bg_color": "#EEF4F0"},
    "good": {"font_color": "#1B6B3A", "bold": True},
    "bad": {"font_color": "#FFFFFF", "bg_color": "#B23A48", "bold": True},
    "more": {"font_color": "#1F5673", "bg_color": "#DCE9F2", "bold": True, "align": "center"},
    "less": {"font_color": "#9C5A14", "bg_color": "#FBEBDA", "bold": True, "align": "center"},
    "alike": {"font_color": "#7B8794", "align": "center"},
    "yes": {"font_color": "#1B6B3A", "bold": True, "align": "center"},
    "no": {"align": "center"},
    "link": {"font_color": "#1F5673", "underline": 1},
}


class Styles:
    """Hands out the formats of one workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str], Any] = {}

    def __call__(self, name: str, number_format: str = "") -> Any:
        """Style of that name, with a number format."""
        key = (name, number_format)
        if key not in self._made:
            look = {**_BASE, **_NAMED[name]}
            if number_format and number_format != "@":
                look["num_format"] = number_format
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]
