"""The response of a station along one of its settings."""

from __future__ import annotations

import pytest

from dbetwin.errors import InputError
from dbetwin.plant.based_on import read_layout
from dbetwin.plant.shipped import find
from dbetwin.study.station_sweep import Swept, answering, respond_along, swept

PILOT = read_layout(find("pilot"))


def test_a_range_is_read():
    assert swept("u_over_umf=2:8:4") == Swept("u_over_umf", (2.0, 4.0, 6.0, 8.0))
    assert swept("input.bond_number=1:2:2") == Swept("bond_number", (1.0, 2.0), incoming=True)
    assert swept("x=0.1:0.3:3").values == (0.1, 0.2, 0.3)


@pytest.mark.parametrize(
    "text", ["u", "u=1", "u=1:2", "u=1:2:x", "=1:2:3", "u=1:2:1", "u=1:2:1001", "u=nan:2:3", "u=1:2:3:4"]
)
def test_what_is_no_range_is_refused(text):
    with pytest.raises(InputError):
        swept(text)


def test_only_what_answers_is_named():
    table = respond_along(PILOT, "coater", Swept("coater.load_min", (15.0, 30.0)))
    assert answering(table) == ["minutes"]
    assert table["minutes"].tolist()[1] == pytest.approx(table["minutes"].tolist()[0] + 15)


def test_a_setting_reaches_the_nominal_cell():
    table = respond_along(PILOT, "press", Swept("press.pressure_MPa", (150.0, 300.0, 600.0)))
    assert table["cathode_porosity"].is_monotonic_decreasing
    assert table["cell_asr_ohm_cm2"].is_monotonic_decreasing
    assert {"cathode_porosity", "cell_asr_ohm_cm2"} <= set(answering(table))


def test_losses_and_warnings_stand_where_they_begin():
    table = respond_along(PILOT, "coater", Swept("bond_number", (0.8, 140.0, 160.0), incoming=True))
    refused = next(name for name in table if "does not fluidise" in str(name))
    assert table[refused].tolist() == [0.0, 0.0, 1.0]


def test_models_outside_their_range_are_told_point_by_point():
    table = respond_along(PILOT, "press", Swept("press.pressure_MPa", (50.0, 300.0)))
    assert [bool(sentences) for sentences in table["warnings"]] == [True, False]


def test_a_value_that_cannot_be_set_stops_the_sweep():
    with pytest.raises(InputError, match="greater than 1"):
        respond_along(PILOT, "coater", Swept("coater.u_over_umf", (0.0, 4.0)))
