"""A station looked at alone does what it does in the line."""

from __future__ import annotations

import pytest

from dbetwin.errors import InputError
from dbetwin.plant import load_plant
from dbetwin.plant.alone import incoming, respond, scatter, stand
from dbetwin.plant.based_on import read_layout
from dbetwin.plant.nominal import chain, with_nominal
from dbetwin.plant.shipped import find

PILOT = read_layout(find("pilot"))
STATIONS = tuple(load_plant("pilot").stations)


@pytest.mark.parametrize("name", STATIONS)
def test_alone_it_makes_what_it_makes_in_the_nominal_chain(name):
    steps = {step.station: step.columns for step in chain(load_plant("pilot"))}
    found = respond(stand(PILOT, name)).columns
    clocks = {column for column in steps[name] if column.endswith("_exposure_Pa_h")}
    judged = {"bad", "limiting_component"}  # known only once there is a nominal cell to compare with
    same = found.keys() & steps[name].keys() - clocks - judged
    assert len(same) > 0.5 * len(found)
    for column in same:
        if not column.startswith("quality"):
            assert found[column] == pytest.approx(steps[name][column], rel=1e-12), column


def test_the_cell_it_leads_to_is_the_nominal_cell_of_the_plant_as_set():
    set_values = ["press.pressure_MPa=200"]
    found = stand(PILOT, "coater", set_values).cell
    made = chain(load_plant("pilot", set_values))[-1].columns
    assert found
    assert all(value == made[name] for name, value in found.items())


def test_what_cannot_work_is_shown_all_the_same_and_says_why():
    each = stand(PILOT, "coater", ["granulator.route=none"])
    assert any("will not fluidise" in fault.what for fault in each.faults)
    found = respond(each)
    assert "does not fluidise" in found.refused[0]
    assert found.losses[found.refused[0]] == 1.0


def test_another_input_is_worked_on_instead():
    usual, other = stand(PILOT, "coater"), stand(PILOT, "coater", given={"granule_d50_um": 60.0})
    assert incoming(other)["powder"]["granule_d50_um"] == 60.0
    assert respond(other).minutes != respond(usual).minutes
    assert other.cell == {}


def test_an_unknown_input_or_station_is_refused_with_a_remedy():
    with pytest.raises(InputError, match="bond_number"):
        stand(PILOT, "coater", given={"bond_numbr": 3.0})
    with pytest.raises(InputError, match="coater"):
        stand(PILOT, "coatr")


def test_many_lots_scatter_about_the_nominal_one():
    each = stand(PILOT, "coater")
    many, nominal = scatter(each, 400), respond(each)
    for name in ("coating_thickness_nm", "coverage", "minutes"):
        wanted = nominal.minutes if name == "minutes" else nominal.columns[name]
        error = many.deviation[name] / 400**0.5
        assert many.mean[name] == pytest.approx(wanted, abs=5 * error + 2e-3 * wanted)
        assert many.deviation[name] > 0
    assert scatter(each, 400) == many
    assert scatter(each, 400, seed=2) != many


def test_cells_differ_from_each_other_when_drawn():
    many = scatter(stand(PILOT, "formation"), 60)
    assert many.deviation["stack_pressure_MPa"] == pytest.approx(0.08 * 5, rel=0.3)
    assert many.deviation["cell_asr_ohm_cm2"] > 0


def test_stops_and_losses_are_those_the_station_draws():
    weak = stand(PILOT, "film_cathode", ["film_cathode.web_tension_N_per_m=9"])
    many = scatter(weak, 30)
    assert many.stops["web break"] > 0
    assert many.losses["start-up"] == pytest.approx(20 / 500, rel=0.2)


def test_a_plain_line_has_nothing_to_show():
    with pytest.raises(InputError, match="plain"):
        stand(read_layout(find("textbook/mm1")), "m1")


def test_limits_are_those_of_the_plant_as_written():
    plant = with_nominal(load_plant("pilot"))
    lot = stand(PILOT, "end_of_line", ["press.pressure_MPa=150"]).lot
    assert lot.design.nominal is not None
    assert plant.design.nominal is not None
    assert lot.design.nominal.columns == plant.design.nominal.columns
