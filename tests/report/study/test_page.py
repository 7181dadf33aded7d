"""The page of a study: its words, one copy of plotly.js, and figures that hold what was found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dbetwin.errors import InputError
from dbetwin.report.study.page import FIGURES, write_study_page
from tests.synthetic.studies import GOOD, MAKERS, study_of

FOUND = {
    "scenarios": {"scenarios": 3},
    "design": {"effects": 4, "tornado": 1, "sobol_indices": 1, "morris": 1, "surrogate": 1},
    "ignorance": {"bands": 2, "worth": 1},
    "optimise": {"pareto": 2},
    "investment": {"ladder": 1, "gains": 1},
    "tolerance": {"tolerances": 3},
    "route": {"route": 1, "claims": 1},
}
"""Figures of each kind of study by table."""


@pytest.mark.parametrize("kind", MAKERS)
def test_every_figure_is_there_and_has_numbers(kind: str) -> None:
    study = study_of(kind)
    drawn = {each.TABLE: each.figures(study.tables) for each in FIGURES if each.TABLE in study.tables}
    assert {table: len(figures) for table, figures in drawn.items()} == FOUND[kind]
    for figure in (figure for figures in drawn.values() for figure in figures):
        for trace in figure.data:
            shown = trace.z if trace.type in ("heatmap", "contour") else trace.x
            flat = [each for row in shown for each in (row if isinstance(row, (list, tuple)) else [row])]
            assert any(each is not None for each in flat), figure.layout.title.text


def test_every_figure_belongs_to_a_kind() -> None:
    assert {each.TABLE for each in FIGURES} == {table for tables in FOUND.values() for table in tables}


def test_the_page_has_the_words_one_plotly_and_all_figures(tmp_path: Path) -> None:
    text = write_study_page(study_of("design"), tmp_path / "study.html").read_text("utf-8")
    assert "One press more makes 6.1 to 8.3 % more good cells per day" in text
    assert text.index("Answers") < text.index("Be careful") < text.index('id="effects_1"')
    assert len(re.findall(r"<script[^>]*>/\*\*?\s*\n?\* plotly\.js", text)) == 1
    assert "https://cdn" not in text.partition("</head>")[2]
    divs = re.findall(r'<div id="([a-z_]+_\d)" class="plotly-graph-div"', text)
    assert len(divs) == len(set(divs)) == 8


def test_the_page_is_the_same_for_the_same_study_and_replaces_only_its_own_kind(tmp_path: Path) -> None:
    path = write_study_page(study_of("route"), tmp_path / "study.html")
    first = path.read_bytes()
    assert write_study_page(study_of("route"), path).read_bytes() == first
    path.write_text("a letter")
    with pytest.raises(InputError, match="page of a study"):
        write_study_page(study_of("route"), path)
    assert path.read_text() == "a letter"


def test_what_somebody_wrote_is_no_html(tmp_path: Path) -> None:
    study = study_of("scenarios", answers=["a < b & <script>alert()</script>"], title="<b>")
    text = write_study_page(study, tmp_path / "study.html").read_text("utf-8")
    assert "a &lt; b &amp; &lt;script&gt;alert()" in text
    assert "<title>&lt;b&gt;</title>" in text


def figure(table: str, kind: str, number: int = 0) -> Any:
    drawn = next(each for each in FIGURES if table == each.TABLE)
    return drawn.figures(study_of(kind).tables)[number]


def test_differences_carry_their_intervals_and_leave_the_base_out() -> None:
    bars = figure("scenarios", "scenarios").data[0]
    assert list(bars.y) == ["one_press_more", "harder_calendering"]
    assert list(bars.x) == pytest.approx([7.2, -1.1])
    assert list(bars.error_x.array) == pytest.approx([1.1, 1.1])


def test_two_factors_together_stand_in_a_map() -> None:
    heat = figure("effects", "design", 1).data[0]
    assert list(heat.x) == list(heat.y)
    assert heat.z[0][0] == -31.2
    assert heat.z[0][1] == heat.z[1][0] == -12.0
    assert heat.z[0][2] is None


def test_settings_stand_on_hover_and_the_recommended_candidate_is_marked() -> None:
    points = figure("pareto", "optimise").data[0]
    assert points.customdata[0] == "0: as it stands"
    assert "= 420 (was 400)" in points.customdata[2]
    assert len({points.marker.color[2], points.marker.color[1]}) == 2
    assert points.marker.symbol[4] == "x"


def test_the_limit_stands_on_hover_of_escapes_against_overkill() -> None:
    curves = figure("tolerances", "tolerance").data
    assert [curve.name for curve in curves] == ["limits.loading_pct", "limits.thickness_um"]
    assert list(curves[0].customdata) == pytest.approx([1.0, 1.5, 2.0, 2.5, 3.0])
    assert list(curves[0].y) == sorted(curves[0].y)
    assert list(curves[0].x) == sorted(curves[0].x, reverse=True)


def test_bands_begin_and_end_where_they_were_found() -> None:
    cells, ignorance = figure("bands", "ignorance").data
    assert (cells.base[0], cells.base[0] + cells.x[0]) == pytest.approx((391.0, 401.0))
    assert (ignorance.base[0], ignorance.base[0] + ignorance.x[0]) == pytest.approx((371.0, 414.0))
    assert [trace.name for trace in figure("bands", "ignorance", 1).data] == ["not known"]
    assert GOOD in figure("bands", "ignorance", 1).layout.title.text
