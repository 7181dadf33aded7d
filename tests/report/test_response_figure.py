"""The figure of a sweep: one chart per quantity that answers, in a page that needs no network."""

from __future__ import annotations

import pandas as pd
import pytest

from dbetwin.errors import InputError
from dbetwin.report.response_figure import response_figure, write_response

TABLE = pd.DataFrame(
    {"minutes": [3.0, 2.0, 1.0], "coverage": [0.5, 0.5, 0.5], "thickness_um": [9.0, 8.0, 7.5],
     "warnings": [(), (), ("too fast",)]},
    index=pd.Index([1.0, 2.0, 3.0], name="speed_m_per_min"),
)  # fmt: skip


def test_what_answers_is_drawn_with_its_unit_and_what_does_not_is_left_out():
    figure = response_figure(TABLE, "film")
    drawn = [list(trace.y) for trace in figure.data]
    assert drawn == [[3.0, 2.0, 1.0], [9.0, 8.0, 7.5]]
    assert figure.layout.yaxis2.title.text == "um"
    assert {figure.layout.xaxis.title.text, figure.layout.xaxis2.title.text} == {"speed_m_per_min"}


def test_points_with_a_warning_look_different_and_say_why():
    trace = response_figure(TABLE, "film").data[0]
    assert trace.marker.color[0] == trace.marker.color[1] != trace.marker.color[2]
    assert trace.text[2] == "too fast"


def test_the_page_stands_alone_and_a_sweep_replaces_only_its_own(tmp_path):
    path = write_response(TABLE, "film", tmp_path / "film.html")
    page = path.read_text()
    assert "Plotly.newPlot" in page
    assert "<script src=" not in page
    write_response(TABLE, "film again", path)
    assert "film again" in path.read_text()
    mine = tmp_path / "mine.html"
    mine.write_text("my notes")
    with pytest.raises(InputError, match="no figure"):
        write_response(TABLE, "film", mine)
    assert mine.read_text() == "my notes"
    with pytest.raises(InputError, match="folder"):
        write_response(TABLE, "film", tmp_path / "nowhere" / "film.html")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["film.html", "mine.html"]
