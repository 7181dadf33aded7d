"""The figure of the regulation law: what is drawn, at which temperature, and what it may replace."""

from __future__ import annotations

import pytest

from dbetwin.errors import InputError
from dbetwin.report.regulation_figure import PANELS, regulation_figure, write_regulation
from dbetwin.study.boundary.regulation import Boundaries, plants_at, regulation_law


@pytest.fixture(scope="module")
def law():
    asked = Boundaries(potentials_V=(-0.3, 0.0, 0.3), grains_um=(1.0, 5.0), treatments=(0.0, 1.0))
    return regulation_law(plants_at("lithium_metal", (), (25.0, 60.0)), asked)


def test_a_line_per_panel_grain_treatment_and_temperature(law):
    figure = regulation_figure(law, "boundaries")
    assert len(figure.data) == len(PANELS) * 2 * 2 * 2
    shown = [trace for trace in figure.data if trace.visible]
    assert len(shown) == len(figure.data) / 2
    assert {trace.name for trace in shown} == {"1 um", "5 um", "1 um, treated 100%", "5 um, treated 100%"}
    by_name = {trace.name: trace for trace in shown if trace.xaxis == "x3"}
    row = law[(law["temperature_C"] == 25) & (law["grain_um"] == 5) & (law["treatment"] == 0)]
    assert list(by_name["5 um"].x) == [-0.3, 0.0, 0.3]
    assert list(by_name["5 um"].y) == row["with_leak_mA_cm2"].tolist()
    assert by_name["5 um"].line.color == by_name["5 um, treated 100%"].line.color
    assert by_name["5 um"].line.dash != by_name["5 um, treated 100%"].line.dash


def test_the_slider_shows_one_temperature_at_a_time(law):
    figure = regulation_figure(law, "boundaries")
    cold, hot = (step.args[0]["visible"] for step in figure.layout.sliders[0].steps)
    assert [step.label for step in figure.layout.sliders[0].steps] == ["25 C", "60 C"]
    assert [bool(trace.visible) for trace in figure.data] == list(cold)
    assert [a or b for a, b in zip(cold, hot, strict=True)] == [True] * len(figure.data)
    assert not any(a and b for a, b in zip(cold, hot, strict=True))


def test_the_page_stands_alone_and_replaces_only_its_own(law, tmp_path):
    path = write_regulation(law, "boundaries", tmp_path / "law.html")
    page = path.read_text()
    assert "Plotly.newPlot" in page
    assert "<script src=" not in page
    write_regulation(law, "boundaries again", path)
    assert "boundaries again" in path.read_text()
    mine = tmp_path / "mine.html"
    mine.write_text("my notes")
    with pytest.raises(InputError, match="no figure"):
        write_regulation(law, "boundaries", mine)
    assert mine.read_text() == "my notes"
    with pytest.raises(InputError, match="folder"):
        write_regulation(law, "boundaries", tmp_path / "nowhere" / "law.html")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["law.html", "mine.html"]
