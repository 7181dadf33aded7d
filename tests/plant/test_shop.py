"""A plant of plain machines that says everything such a plant can say, read whole."""

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from dbetwin.errors import InputError
from dbetwin.plant.assumptions import assumptions
from dbetwin.plant.calendar import ALWAYS
from dbetwin.plant.capacity import cells_per_unit, expected_bottleneck, ideal_capacity, longest_path_h
from dbetwin.plant.demand import demand
from dbetwin.plant.load import load_plant
from dbetwin.plant.nominal import chain, materials_read, with_nominal
from dbetwin.plant.overrides import Override
from dbetwin.plant.rework import Rework

SHOP = Path(__file__).parent / "plain" / "shop.yaml"


def shop(*set_values):
    return load_plant(SHOP, set_values)


# --- what is read ------------------------------------------------------------------------------------------------


def test_a_plain_plant_needs_no_product_no_room_and_no_calendar():
    plant = shop()
    assert plant.is_plain
    assert not load_plant("pilot").is_plain
    assert plant.design.product is None
    assert plant.calendar == ALWAYS
    assert (plant.room.area_m2, plant.room.energy_kWh_per_m2_d) == (0, 0)
    assert chain(plant) == []
    assert materials_read(plant) == frozenset()
    assert with_nominal(plant).design.nominal.columns == {}
    assert demand(shop("plan.good_cells_per_year=1000"), {}) is None


def test_rules_crews_and_rework_are_those_of_the_plant():
    plant = shop()
    assert (plant.rules.failure_clock, plant.rules.lot_at_failure) == ("processing", "resumes")
    operators, mechanics = plant.crews["operators"], plant.crews["mechanics"]
    assert (operators.name, operators.people, operators.skills) == ("operators", 2, ("run", "set_up"))
    assert operators.calendar.minutes_per_week == 2 * 16 * 60
    assert operators.calendar.start_date == plant.calendar.start_date
    assert mechanics.calendar == plant.calendar
    assert plant.rework == {"again": Rework("again", "mill", "split", (), 0.2, 2)}
    assert plant.stations["saw"].crew["run"].people == 1


def test_connections_carry_how_lots_come_and_where_they_go():
    buffers = shop().buffers
    raw = buffers["raw"]
    assert (raw.unit, raw.lot_size, raw.capacity, raw.mass_per_unit_kg) == ("parts", 1, 4, 1)
    assert (raw.arrivals.mean, raw.lost_when_full, raw.conwip_lots, raw.schedule_h) == (1.25, True, None, ())
    assert [(each.recipe, each.deliveries) for each in raw.campaign] == [("thin", 3), ("thick", 1)]
    assert (buffers["split"].share, buffers["rest"].share, buffers["milled"].share) == (0.75, 0.25, None)
    schedule = shop("buffers.raw.arrivals=null", "buffers.raw.schedule_h=[0, 1, 2.5]").buffers["raw"]
    assert (schedule.arrivals, schedule.schedule_h) == (None, (0, 1, 2.5))


def test_breakdowns_and_maintenance_say_all_of_it():
    saw = shop().stations["saw"]
    (blade,) = saw.breakdowns
    assert (blade.life, blade.life_shape, blade.repair, blade.clock, blade.lot) == (
        "weibull", 2, "deterministic", "always", "scrapped",
    )  # fmt: skip
    oil, audit = saw.maintenance
    assert (oil.every_h, oil.minutes, oil.resets, oil.calibrates) == (10, 20, True, False)
    assert (audit.every_calendar_h, audit.resets, audit.calibrates) == (168, False, True)


# --- settings of one machine and of one recipe -------------------------------------------------------------------


def test_each_machine_and_each_recipe_has_its_settings():
    saw = shop().stations["saw"]
    assert [saw.of_machine(number).time_min.mean for number in (0, 1)] == [2, 4]
    assert [saw.of_machine(number).of_recipe("thick").time_min.mean for number in (0, 1)] == [6, 6]
    assert saw.of_machine(1).of_recipe("thin").time_min.mean == 4
    assert saw.of_machine(1) is saw.of_machine(1)
    assert saw.of_machine(1).breakdowns == saw.breakdowns
    mill = shop().stations["mill"]
    assert mill.of_machine(0) is mill
    assert mill.of_recipe("thick") is mill


def test_a_changeover_takes_time_only_between_two_recipes():
    saw = shop().stations["saw"]
    assert (saw.changeover("thin", "thick"), saw.changeover("thick", "thin")) == (5, 3)
    assert saw.changeover("thin", "thin") == saw.changeover("", "thin") == saw.changeover("thin", "") == 0
    assert shop("mill.changeover_min=7").stations["mill"].changeover("thin", "thick") == 7


# --- capacity before any simulation ------------------------------------------------------------------------------


def test_unlike_machines_add_up_and_recipes_count_by_their_deliveries():
    """3 of 4 lots are thin: 2 min on the first saw, 4 on the second; thick ones take both 6 min."""
    saw = ideal_capacity(shop())["saw"]
    per_hour = 60 / (0.75 * 2 + 0.25 * 6) + 60 / (0.75 * 4 + 0.25 * 6)
    assert saw.per_hour == pytest.approx(per_hour)
    assert saw.cells_per_working_day == pytest.approx(24 * per_hour)
    assert saw.cycle_min == pytest.approx(2 * 60 / per_hour)
    alike = ideal_capacity(shop("saw.each_machine=[]", "saw.recipes={}", "saw.changeover_min=0"))["saw"]
    assert (alike.per_hour, alike.cycle_min) == (60, 2)


def test_parts_are_weighed_by_the_shares_of_their_ways():
    plant = shop()
    assert cells_per_unit(plant) == pytest.approx({"saw": 1, "mill": 1 / 0.75, "file": 4})
    arriving = 0.75 * 0.9 + 0.25  # a tenth of what is milled is scrap
    kept = cells_per_unit(plant, with_losses=True)
    assert kept == pytest.approx({"saw": arriving, "mill": arriving / 0.75, "file": arriving / 0.25})
    assert cells_per_unit(shop("buffers.split.share=3", "buffers.rest.share=1")) == pytest.approx(cells_per_unit(plant))


def test_repairs_and_maintenance_are_taken_off():
    saw = ideal_capacity(shop())["saw"]
    assert saw.availability == pytest.approx(8 / 9)
    assert saw.working_share == pytest.approx(8 / 9 / (1 + 1 / 168) / (1 + 20 / 60 / 10))
    assert saw.cells_net_per_working_day == pytest.approx(saw.cells_after_losses_per_working_day * saw.working_share)


def test_crews_and_rework_leave_the_ideal_as_it_is():
    plain, free = shop(), shop("saw.crew={}")
    assert ideal_capacity(plain) == ideal_capacity(free)
    assert ideal_capacity(plain) == ideal_capacity(shop("rework.again.share=0.01"))


def test_the_bottleneck_and_the_longest_path_are_those_of_the_mean_times():
    plant = shop()
    assert expected_bottleneck(plant) == "saw"
    assert expected_bottleneck(shop("file.time_min=10")) == "file"
    # the first saw's mean over its recipes, and the file behind it
    assert longest_path_h(plant) == pytest.approx((0.75 * 2 + 0.25 * 6 + 3) / 60)


# --- values --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reached", "was", "now"),
    [
        ("rules.failure_clock=always", lambda plant: plant.rules.failure_clock, "processing", "always"),
        ("crews.operators.people=3", lambda plant: plant.crews["operators"].people, 2, 3),
        ("crews.mechanics.shift_end_h=20", lambda plant: plant.crews["mechanics"].calendar.shift_end_h, None, 20),
        ("rework.again.most_times=null", lambda plant: plant.rework["again"].most_times, 2, None),
        ("saw.maintenance.oil.every_h=5", lambda plant: plant.stations["saw"].maintenance[0].every_h, 10, 5),
        ("saw.crew.set_up.crew=operators", lambda plant: plant.stations["saw"].crew["set_up"].crew, None, "operators"),
        ("saw.crew.run.people=2", lambda plant: plant.stations["saw"].crew["run"].people, 1, 2),
        ("saw.time_min.mean_min=90 s", lambda plant: plant.stations["saw"].time_min.mean, 2, 1.5),
        ("mill.time_min=2 min", lambda plant: plant.stations["mill"].time_min.mean, 1, 2),
        ("saw.each_machine.0.setup_min=4", lambda plant: plant.stations["saw"].of_machine(0).setup_min, 0, 4),
        ("saw.recipes.thick.setup_min=4", lambda plant: plant.stations["saw"].of_recipe("thick").setup_min, 0, 4),
        (
            "saw.changeover_min.thin.thick=9",
            lambda plant: plant.stations["saw"].changeover("thin", "thick"),
            5,
            9,
        ),
        ("buffers.raw.arrivals.mean_min=3", lambda plant: plant.buffers["raw"].arrivals.mean, 1.25, 3),
        ("buffers.raw.campaign.0.deliveries=2", lambda plant: plant.buffers["raw"].campaign[0].deliveries, 3, 2),
    ],
)
def test_any_of_it_can_be_set_from_outside(text, reached, was, now):
    plant = shop(text)
    assert reached(plant) == now
    (override,) = plant.overrides
    assert isinstance(override, Override)
    assert override.was == was
    assert plant.layout_hash != shop().layout_hash


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rules.failure=always", "rules has no 'failure'; did you mean failure_clock?"),
        ("crews.operator.people=3", "crews has no 'operator'; did you mean operators?"),
        ("operators.people=3", "did you mean crews.operators.people?"),
        ("crews.operators.person=3", "crews.operators has no 'person'"),
        ("saw.crew.rn.crew=operators", "saw.crew has no 'rn'; did you mean run?"),
        ("saw.time_min.mean=3", "saw.time_min has no 'mean'; did you mean mean_min?"),
        ("mill.time_min.mean_min=3", "mill.time_min is a single value; set it whole: mill.time_min=<value>"),
        ("mill.machines.x=3", "mill.machines is a single value"),
        ("saw.maintenance.oil.every=3", "saw.maintenance.0 has no 'every'; did you mean every_h?"),
        ("saw.maintenance.grease.every_h=3", "saw.maintenance has no 'grease'; known are oil, audit"),
        ("saw.each_machine.0.speed=3", "saw.each_machine.0 has no 'speed'"),
        ("saw.each_machine.2.setup_min=3", "saw.each_machine has no '2'"),
        ("buffers.raw.arrivals.mean=3", "buffers.raw.arrivals has no 'mean'; did you mean mean_min?"),
        ("rework.agin.share=0.3", "rework has no 'agin'; did you mean again?"),
    ],
)
def test_a_setting_that_names_nothing_is_told(text, message):
    with pytest.raises(InputError, match="--set") as error:
        shop(text)
    (problem,) = error.value.problems
    assert message in str(problem)


def test_every_value_is_listed_once():
    rows = assumptions(shop("saw.breakdowns.blade.repair=lognormal"))
    found = {row["field"]: row for row in rows}
    assert len(found) == len(rows)
    assert json.loads(json.dumps(rows)) == rows
    assert found["rules.blocking"]["value"] == "after_service"
    assert (found["crews.operators.people"]["value"], found["rework.again.share"]["value"]) == (2, 0.2)
    assert (found["mill.time_min"]["value"], found["mill.time_min"]["unit"]) == (1, "min")
    assert found["saw.each_machine.1.time_min"]["value"] == 4
    assert found["saw.recipes.thick.time_min"]["value"] == "0.1 h"
    assert found["saw.changeover_min.thin.thick"]["value"] == 5
    assert found["saw.breakdowns.0.mttr_cv"]["assumed"]
    assert not any("mttr_cv" in row["field"] for row in assumptions(shop()))


# --- the schema for editors --------------------------------------------------------------------------------------


def test_the_schema_takes_a_plain_plant_and_asks_others_for_their_product(layout_schema):
    written = YAML(typ="safe").load(SHOP.read_text())
    assert list(layout_schema.iter_errors(written)) == []
    del written["rules"]
    assert [error.message for error in layout_schema.iter_errors(written)] == ["'rules' is a required property"]
    written = YAML(typ="safe").load(SHOP.read_text())
    written["stations"]["file"] = {"kind": "hold", "machines": 1, "channels_kg": 5, "hold_h": 1}
    (error,) = layout_schema.iter_errors(written)
    assert any("'product' is a required property" in each.message for each in error.context)
    for station, field, value in (("saw", "maintenance", [{"name": "a"}]), ("mill", "crew", {"walk": {"crew": "a"}})):
        written = YAML(typ="safe").load(SHOP.read_text())
        written["stations"][station][field] = value
        assert not layout_schema.is_valid(written), field
