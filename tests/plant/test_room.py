"""A dry room whose air is given: its dew point reaches the cells, its fan the electricity, its misses the reader."""

import pytest
from pydantic import ValidationError

from dbetwin.outcome.electricity import room_load
from dbetwin.physics.air.humidity import vapour_pressure
from dbetwin.plant import load_plant
from dbetwin.plant.assumptions import assumptions
from dbetwin.plant.nominal import chain
from dbetwin.plant.notes import notes
from dbetwin.plant.room import Room
from dbetwin.runs.facts import facts

ASKED = {"dew_point_C": -45.0, "area_m2": 400.0, "energy_kWh_per_m2_d": 6.8}
AIR = {"flow_m3_per_h": 8000.0, "dew_point_C": -75.0, "people": 3.0}
SET = [f"room.air.{name}={value}" for name, value in AIR.items()]


def room(**changes: float) -> Room:
    return Room(**ASKED, air={**AIR, **changes}).as_it_is


def test_a_room_without_air_is_what_is_said_of_it() -> None:
    assert Room(**ASKED).as_it_is == Room(**ASKED)


def test_the_balance_by_hand() -> None:
    found = room()
    water = 3 * 0.15 + 12 * 0.62198 * 1322 / (101325 - 1322)
    assert found.air.moisture_kg_per_h == pytest.approx(water, rel=1e-3)
    ratio = water / 9600 + 0.62198 * float(vapour_pressure(-75.0)) / 101325
    assert vapour_pressure(found.dew_point_C) == pytest.approx(101325 * ratio / 0.622, rel=2e-3)
    assert found.energy_kWh_per_m2_d == pytest.approx(45 * 9600 / 3600 * 24 / 400)


def test_people_wet_the_room_and_air_dries_it() -> None:
    assert room(people=30.0).dew_point_C > room().dew_point_C > room(flow_m3_per_h=80000.0).dew_point_C > -75
    assert room(flow_m3_per_h=80000.0).energy_kWh_per_m2_d == pytest.approx(10 * room().energy_kWh_per_m2_d)


def test_the_flow_that_is_named_holds_the_dew_point_that_is_asked_for() -> None:
    needed = room().air.flow_for(-60.0)
    assert room(flow_m3_per_h=needed).dew_point_C == pytest.approx(-60.0, abs=1e-6)
    assert Room(**{**ASKED, "dew_point_C": -60.0}, air={**AIR, "flow_m3_per_h": needed}).missed == ""
    assert "instead of 8,000" in Room(**{**ASKED, "dew_point_C": -60.0}, air=AIR).missed
    assert "has -75 C itself" in Room(**{**ASKED, "dew_point_C": -80.0}, air=AIR).missed


def test_energy_without_an_area_is_refused() -> None:
    with pytest.raises(ValidationError, match="give area_m2"):
        Room(**{**ASKED, "area_m2": 0.0}, air=AIR)


def test_the_air_of_the_room_reaches_the_surfaces_of_the_nominal_cell() -> None:
    stated = chain(load_plant("pilot", ["room.dew_point_C=-45"]))[-1].columns
    blown = load_plant("pilot", [*SET, "room.dew_point_C=-45"])
    walked = chain(blown)[-1].columns
    rise = vapour_pressure(blown.room.dew_point_C) / vapour_pressure(-45.0)
    assert rise == pytest.approx(1.32, rel=0.02)
    # most of the dose is met in the room, the rest in the sealed roll store
    assert walked["separator_exposure_Pa_h"] / stated["separator_exposure_Pa_h"] == pytest.approx(rise, rel=0.05)
    assert walked["film_asr_ohm_cm2"] > stated["film_asr_ohm_cm2"]


def test_what_was_assumed_of_the_air_is_listed_and_what_it_costs_is_counted() -> None:
    plant = load_plant("pilot", SET)
    rows = {row["field"]: row for row in assumptions(plant)}
    assert rows["room.air.treatment_kJ_per_kg"]["low"] == 30
    assert rows["room.air.people"]["overridden"]
    assert not any(each["field"].startswith("room.air") for each in assumptions(load_plant("pilot")))
    info = facts(plant, {"days": 1.0}, 0.0)
    assert info["room"]["dew_point_C"] == pytest.approx(plant.room.air.room_dew_point_C)
    assert room_load(info) == pytest.approx(24 * 45 * 9600 / 3600)
    assert any("not the -60 C asked for" in each for each in info["warnings"])
    assert notes(load_plant("pilot")) == []
