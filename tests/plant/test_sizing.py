"""The machines that an output needs: against closed forms on the pilot, and on the giga plants."""

from __future__ import annotations

import math

import pytest

from dbetwin.errors import InputError
from dbetwin.plant import Plant, load_plant
from dbetwin.plant.capacity import ideal_capacity, mean_lost_share
from dbetwin.plant.nominal import nominal_cell
from dbetwin.plant.sizing import mean_losses, sized, working_days

KNOWN = {"good_share": 0.9, "cell_energy_Wh": 50.0, "reserve": 0.2}
DAYS = 250


def pilot(*set_values: str) -> Plant:
    return load_plant("pilot", set_values)


def test_machines_by_hand():
    """Nine towers of 256 turn once a working day, a place in a rack is taken for two weeks; a year has 250 days."""
    plant = pilot("stacker.handling_loss_pct=5")
    found = sized(plant, 0.025, **KNOWN)
    kept = math.prod(1 - plant.stations[name].handling_loss_pct / 100 for name in ("welder", "sealer", "press"))
    good = 0.025e9 / 50 / DAYS
    assert (found.good_cells_per_day, found.cells_started_per_day) == pytest.approx((good, good / 0.9 / 0.95 / kept))
    tower, rack = found.stations["formation"], found.stations["ageing"]
    assert tower.per_machine == pytest.approx(256 * 0.9 * plant_working_share(plant, "formation"))
    assert tower.needed == math.ceil(good / (tower.per_machine * 0.8))
    assert tower.busy_share == pytest.approx(good / (tower.per_machine * tower.needed))
    assert rack.needed == math.ceil(good / (2000 / 14 * 7 / 5 * 0.9 * 0.8))


def plant_working_share(plant: Plant, name: str) -> float:
    return ideal_capacity(plant)[name].working_share


def test_it_is_the_least_number_that_keeps_the_reserve():
    for each in sized(pilot(), 0.05, **KNOWN).stations.values():
        assert each.busy_share <= 0.8 + 1e-9
        assert each.needed == 1 or each.busy_share * each.needed / (each.needed - 1) > 0.8


def test_the_plant_that_is_set_so_could_deliver_it_and_no_station_is_short():
    found = sized(pilot(), 0.05, **KNOWN)
    plant = pilot(*(f"{field}={value}" for field, value in found.settings.items()))
    assert plant.plan.cells_started_per_day == pytest.approx(found.cells_started_per_day)
    again = sized(plant, 0.05, **KNOWN)
    assert all(each.machines == each.needed for each in again.stations.values())
    assert set(again.settings) == {"plan.cells_started_per_day"}
    could = ideal_capacity(plant)
    assert min(each.cells_net_per_working_day for each in could.values()) * 0.9 * 50 * DAYS * 0.8 >= 0.05e9


def test_people_go_with_the_machines():
    plant, found = pilot(), sized(pilot(), 0.05, **KNOWN)
    for name, each in found.stations.items():
        people = plant.stations[name].staff_per_shift
        if each.needed == each.machines:
            assert f"{name}.staff_per_shift" not in found.settings
        elif people:
            assert found.settings[f"{name}.staff_per_shift"] / each.needed == pytest.approx(people / each.machines)
    assert sum(field.endswith("staff_per_shift") for field in found.settings) > 5


def test_what_is_not_given_comes_from_the_plan_and_from_the_nominal_cell():
    plant = pilot()
    found = sized(plant, 0.02)
    handled = math.prod(1 - plant.stations[name].handling_loss_pct / 100 for name in plant.cell_stations)
    assert found.good_share == pytest.approx(plant.plan.cell_yield / handled)
    assert found.cell_energy_Wh == nominal_cell(plant).columns["energy_Wh"]
    assert (found.reserve, found.stations["formation"].machines) == (0.10, 9)
    assert sized(pilot("plan.cell_yield=1"), 0.02).good_share == 1.0


def test_a_year_without_holidays_has_every_week(thin):
    assert working_days(thin()) == 250
    assert working_days(thin("calendar.working_days_per_year=null")) == pytest.approx(5 * 365 / 7)


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        ({"good_GWh_per_year": 0.0}, "good_GWh_per_year: should be above 0"),
        ({"good_GWh_per_year": math.nan}, "good_GWh_per_year: should be above 0"),
        ({"reserve": 1.0}, "reserve: should be 0 or more, and below 1"),
        ({"good_share": 0.0}, "good_share: should be above 0"),
        ({"cell_energy_Wh": -1.0}, "cell_energy_Wh: should be above 0"),
    ],
)
def test_what_cannot_be_asked(thin, asked, what):
    with pytest.raises(InputError, match=what):
        sized(thin(), **{"good_GWh_per_year": 0.02, **KNOWN, **asked})


def test_a_station_of_unlike_machines_is_for_the_planner():
    plant = pilot("sealer.machines=2", "sealer.each_machine=[{}, {time_cv: 0.1}]")
    with pytest.raises(InputError, match=r"stations.sealer.each_machine: .*unlike, and \d+ are needed"):
        sized(plant, 0.05, **KNOWN)
    alike = sized(pilot("sealer.machines=2"), 0.05, **KNOWN).stations["sealer"]
    enough = sized(plant, 0.05 * 1.9 * 0.8 / (alike.busy_share * alike.needed), **KNOWN)
    assert "sealer.machines" not in enough.settings


def test_a_plain_plant_has_no_energy():
    with pytest.raises(InputError, match="makes no cells"):
        sized(load_plant("plantlayouts/textbook/mm1.yaml"), 1.0)


# --- what a model takes off its lot ---------------------------------------------------------------------------------


def test_a_coil_loses_its_start_and_what_stood_in_the_dryer_at_each_stop():
    """Of 6000 m: 300, and 104 per stop, of which 75 min have 1/3.81 + 1/40 an hour; a shift has no night at giga."""
    plant = load_plant("wet_baseline")
    settings = plant.stations["coating_cathode"]
    stops = 6000 / 80 / 60 * (1 / 3.81 + 1 / 40)
    by_model = (300 + 104 * stops) / 6000
    by_chance = mean_lost_share(settings)
    assert mean_losses(plant)["coating_cathode"] == pytest.approx(1 - (1 - by_chance) * (1 - by_model), rel=1e-6)
    assert mean_losses(plant)["press"] == pytest.approx(0.005)


def test_giga_is_sized_for_what_it_is_to_deliver():
    plant = load_plant("giga")
    assert plant.plan.good_energy_GWh_per_year == 10
    found = sized(plant, plant.plan.good_energy_GWh_per_year)
    set_values = [f"{field}={value}" for field, value in found.settings.items()]
    assert load_plant("giga", set_values).stations["ageing"].machines == found.stations["ageing"].needed > 795
    assert found.good_cells_per_day * found.cell_energy_Wh * 360 == pytest.approx(10e9)


def test_the_target_is_no_part_of_what_the_line_is():
    giga = load_plant("giga")
    assert load_plant("giga", ["plan.good_energy_GWh_per_year=5"]).layout_hash == giga.layout_hash == "c5bd10971640c42a"
