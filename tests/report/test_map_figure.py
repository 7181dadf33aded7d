"""The page with a map: what can be chosen, what is grey, and that it stands alone."""

from __future__ import annotations

import pytest

from dbetwin.errors import InputError
from dbetwin.plant.based_on import read_layout
from dbetwin.plant.shipped import find
from dbetwin.report.map_figure import map_figure, offered, records, write_map
from dbetwin.study.cell.cell_map import mapped
from dbetwin.study.cell.one_cell import Asked

PILOT = Asked(read_layout(find("pilot")))


@pytest.fixture(scope="module")
def found():
    return mapped(PILOT, ["isostatic_pressure_MPa=50:350:3", "stack_pressure_MPa=1:9:2:log"], "cell_asr_ohm_cm2")


def test_the_quantity_asked_for_is_drawn_first_and_others_can_be_chosen(found):
    figure = map_figure(found)
    contour = figure.data[0]
    assert [list(row) for row in contour.z] == found.columns["cell_asr_ohm_cm2"].tolist()
    labels = [button.label for button in figure.layout.updatemenus[0].buttons]
    assert labels == offered(found)
    assert labels[0] == "cell_asr_ohm_cm2"
    assert {"quality_index", "capacity_Ah"} < set(labels)
    assert len(set(labels)) == len(labels)


def test_what_is_outside_validity_is_grey_and_this_cell_is_marked(found):
    _, grey, mark = map_figure(found).data
    assert [[value == 1.0 for value in row] for row in grey.z] == [[True, False, False], [True, False, False]]
    assert (list(mark.x), list(mark.y)) == ([300.0], [5.0])


def test_an_axis_in_steps_of_a_logarithm_is_drawn_so(found):
    layout = map_figure(found).layout
    assert (layout.xaxis.type, layout.yaxis.type) == ("linear", "log")
    assert layout.xaxis.title.text == "isostatic_pressure_MPa [MPa]"


def test_records_pair_every_value_with_every_other(found):
    rows = records(found)
    assert [(row["isostatic_pressure_MPa"], round(row["stack_pressure_MPa"], 9)) for row in rows] == [
        (50.0, 1.0), (200.0, 1.0), (350.0, 1.0), (50.0, 9.0), (200.0, 9.0), (350.0, 9.0)
    ]  # fmt: skip
    assert rows[4]["cell_asr_ohm_cm2"] == found.columns["cell_asr_ohm_cm2"][1, 1]
    assert rows[0]["outside_press"] == 1.0


def test_the_page_stands_alone_and_replaces_only_its_own(found, tmp_path):
    page = write_map(found, tmp_path / "map.html").read_text()
    assert "Plotly.newPlot" in page
    assert "<script src=" not in page
    write_map(found, tmp_path / "map.html")
    (tmp_path / "mine.html").write_text("my notes")
    with pytest.raises(InputError, match="no map of a cell"):
        write_map(found, tmp_path / "mine.html")
