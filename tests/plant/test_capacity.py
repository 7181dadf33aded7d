"""Ideal capacities against closed forms, and the count arithmetic of the pilot against its published figures."""

import pytest

from dbetwin.plant import capacity
from dbetwin.plant.calendar import ALWAYS, Calendar
from dbetwin.plant.demand import demand
from tests.plant.stations import KG_PER_M, M_PER_CELL


def test_consumption_is_walked_up_from_the_warehouse(thin):
    worth = capacity.cells_per_unit(thin())
    assert worth == pytest.approx(
        {
            "coater": 1 / (KG_PER_M * M_PER_CELL), "film": 1 / M_PER_CELL, "dryer": 1 / M_PER_CELL,
            "stacker": 1, "tower": 1, "rack": 1,
        }
    )  # fmt: skip


def test_losses_are_made_good_by_every_station_before(thin):
    plant = thin("tower.handling_loss_pct=10", "film.handling_loss_pct=5")
    kept = capacity.cells_per_unit(plant, with_losses=True)
    whole = capacity.cells_per_unit(plant)
    assert kept["rack"] == 1
    assert kept["tower"] == kept["stacker"] == pytest.approx(0.9)
    assert kept["film"] == pytest.approx(whole["film"] * 0.9 * 0.95)
    assert kept["coater"] == pytest.approx(whole["coater"] * 0.9 * 0.95)


def test_nine_towers_of_256_turn_once_per_working_day(thin):
    tower = capacity.ideal_capacity(thin())["tower"]
    assert tower.cells_per_working_day == 2304
    assert tower.cells_per_calendar_day == pytest.approx(2304 * 5 / 7)
    assert tower.per_hour == 96


def test_nine_towers_of_256_make_96_an_hour_around_the_clock(thin):
    week = "calendar.working_days=[monday, tuesday, wednesday, thursday, friday, saturday, sunday]"
    tower = capacity.ideal_capacity(thin(week, "calendar.shift_start_h=0", "calendar.shift_end_h=24"))["tower"]
    assert tower.cells_per_calendar_day == tower.cells_per_working_day == pytest.approx(24 * 96.0)


def test_each_behaviour_has_its_cycle(thin):
    found = capacity.ideal_capacity(thin("film.setup_min=5", "dryer.setup_min=30", "stacker.setup_min=2"))
    assert found["coater"].per_working_day == pytest.approx(16 / 3 * 50)
    # a roll of 500 m takes the powder of one batch: one setup per roll
    assert found["film"].cycle_min == pytest.approx(500 / 8 + 5 * 500 * KG_PER_M / 50)
    assert (found["dryer"].batch, found["dryer"].cycle_min) == (4 * 500, 12 * 60 + 30)
    # 20 cells use up a share of a roll of web and of a roll of foil
    assert found["stacker"].cycle_min == pytest.approx(20 * 31 / 60 + 2 * (20 * M_PER_CELL / 500 + 20 * 1.1 / 1000))
    assert found["stacker"].per_hour == pytest.approx(4 * 20 / found["stacker"].cycle_min * 60)
    assert found["rack"].cells_per_working_day == pytest.approx(13 * 2000 / 14 * 7 / 5)


def test_what_needs_no_shift_runs_around_the_clock(thin):
    found = capacity.ideal_capacity(thin("coater.attended=false"))["coater"]
    assert found.per_working_day == pytest.approx(24 / 3 * 50 * 7 / 5)


@pytest.mark.parametrize(
    ("cycle_h", "turns"),
    [(24, 5), (25, 5), (12, 10), (6, 15), (48, 3), (14 * 24, 0.5), (16, 5), (15, 8)],
)
def test_loading_waits_for_the_shift(cycle_h, turns):
    """By hand for 06-22, Monday to Friday: 6 h at 06, 12 and 18; 16 h ends when the shift does."""
    pilot = Calendar(
        working_days=("monday", "tuesday", "wednesday", "thursday", "friday"),
        shift_start_h=6, shift_end_h=22, start_date=ALWAYS.start_date,
    )  # fmt: skip
    assert capacity.turns_per_week(pilot, cycle_h * 60) == pytest.approx(turns, rel=0.03)
    assert capacity.turns_per_week(ALWAYS, cycle_h * 60) == pytest.approx(168 / cycle_h)


def test_the_bottleneck_is_never_idle_and_the_others_by_their_capacity(thin):
    plant = thin()
    found = capacity.ideal_capacity(plant)
    busy = capacity.utilisation(found)
    assert capacity.expected_bottleneck(plant) == "tower"
    assert busy["tower"] == 1
    assert busy["rack"] == pytest.approx(2304 / 2600)
    assert capacity.expected_bottleneck(thin("tower.machines=12")) == "coater"


def test_losses_behind_a_station_take_of_what_it_could_make(thin):
    plant = thin("stacker.handling_loss_pct=20")
    busy = capacity.utilisation(capacity.ideal_capacity(plant))
    assert capacity.expected_bottleneck(plant) == "coater"
    assert busy["tower"] == pytest.approx(50 * 16 / 3 / (KG_PER_M * M_PER_CELL) * 0.8 / 2304)


def test_time_down_counts_in_the_net_figure_and_names_the_bottleneck(thin):
    plant = thin()
    found = capacity.ideal_capacity(plant)
    assert found["film"].availability == pytest.approx(1 / (1 + 0.5 / 6))
    assert found["film"].cells_net_per_working_day == pytest.approx(
        found["film"].cells_after_losses_per_working_day * 6 / 6.5
    )
    assert found["tower"].availability == 1
    assert capacity.expected_bottleneck(plant) == "tower"
    breaking = thin("stacker.breakdowns=[{name: major, mtbf_h: 10, mttr_h: 50}, {name: minor, mtbf_h: 1, mttr_h: 0.1}]")
    stacker = capacity.ideal_capacity(breaking)["stacker"]
    assert stacker.cells_per_working_day == pytest.approx(4 * 16 * 3600 / 31)
    assert stacker.cells_net_per_working_day == pytest.approx(4 * 16 * 3600 / 31 / 6.1)
    assert capacity.expected_bottleneck(breaking) == "stacker"


# --- maintenance, unlike machines, sections ------------------------------------------------------------------------


def test_maintenance_counts_in_the_net_figure_by_what_the_machine_makes(thin):
    """A roll of 500 m takes 62.5 min and is one lot; shifts are 80 of 168 hours."""
    for interval, worked_h in (
        ("every_h: 10", 10),
        ("every_amount: 5000", 10 * 62.5 / 60),
        ("every_lots: 8", 500 / 60),
    ):
        plant = thin("film.breakdowns=[]", f"film.maintenance=[{{name: rolls, minutes: 30, {interval}}}]")
        film = capacity.ideal_capacity(plant)["film"]
        assert film.working_share == pytest.approx(worked_h / (worked_h + 0.5)), interval
        assert film.availability == 1
    plant = thin("film.breakdowns=[]", "film.maintenance=[{name: rolls, minutes: 60, every_calendar_h: 168}]")
    assert capacity.ideal_capacity(plant)["film"].working_share == pytest.approx(80 / 81)


def test_failures_at_any_time_take_their_share_of_the_clock(thin):
    always = thin("rules.failure_clock=always", "film.breakdowns.major.mttr_h=3")
    assert capacity.ideal_capacity(always)["film"].availability == pytest.approx(6 / 9)
    two = "film.breakdowns=[{name: a, mtbf_h: 6, mttr_h: 3}, {name: b, mtbf_h: 6, mttr_h: 3}]"
    assert capacity.ideal_capacity(thin("rules.failure_clock=always", two))["film"].availability == pytest.approx(4 / 9)
    assert capacity.ideal_capacity(thin(two))["film"].availability == pytest.approx(1 / 2)


def test_machines_of_a_station_may_be_unlike(thin):
    unlike = thin("stacker.each_machine=[{}, {}, {cycle_s: 62}, {cycle_s: 15.5}]")
    stacker = capacity.ideal_capacity(unlike)["stacker"]
    assert stacker.per_hour == pytest.approx(3600 / 31 * (2 + 0.5 + 2))
    fewer = "stacker.breakdowns=[{name: pick, mtbf_h: 1, mttr_h: 1}]"
    sound = thin(fewer, "stacker.each_machine=[{}, {}, {}, {breakdowns: []}]")
    assert capacity.ideal_capacity(sound)["stacker"].availability == pytest.approx((3 * 0.5 + 1) / 4)


def test_a_web_runs_as_fast_as_its_slowest_section(thin):
    sections = "film.sections=[{name: a, accumulator_m: 20}, {name: b, speed_factor: 0.5}]"
    whole, parted = thin(), thin("film.breakdowns=[]", sections)
    assert capacity.ideal_capacity(parted)["film"].per_hour == pytest.approx(
        capacity.ideal_capacity(whole)["film"].per_hour / 2
    )


# --- where the flow parts ------------------------------------------------------------------------------------------


def test_parts_that_end_apart_are_told(told):
    second = """\
  rack_b: {kind: test_rack, machines: 6, channels_cells: 2000, dwell_d: 14, unattended_run: true}

buffers:
  formed_b: {from: tower, to: rack_b}
  finished_b: {from: rack_b, to: warehouse}"""
    (found,) = told(("\nbuffers:", second))
    assert "leads to the warehouse, and so does buffer 'finished_b': a plant that makes cells" in found
    assert found.endswith("let both fill one buffer, from: [rack_b, rack]")


def test_parts_that_meet_again_are_needed_both(edited):
    supplied = "foil: {from: supplier, to: stacker.foil, lot_m: 1000, mass_kg_per_unit: 0.02}"
    plant = edited((supplied, "foil: {from: dryer, to: stacker.foil}"))
    assert capacity.cells_per_unit(plant)["dryer"] == pytest.approx(1 / (M_PER_CELL + 1.1))


def test_cells_that_would_begin_twice_are_told(told):
    first, second = told(
        ("\nbuffers:", "  other: {kind: test_stacker, machines: 1, lot_cells: 20, cycle_s: 31}\n\nbuffers:\n"
         "  o1: {from: dryer, to: other.web}\n  o2: {from: supplier, to: other.foil, lot_m: 1, mass_kg_per_unit: 1}\n"
         "  o3: {from: other, to: warehouse}")
    )  # fmt: skip
    assert "stations.other: cells would begin here and at stacker; give stacker more machines instead" in first
    assert "so does buffer 'o3'" in second


def test_the_longest_path_counts_nights_where_hands_are_needed(thin):
    plant = thin()
    hours = capacity.path_hours(plant)
    stretch = 168 / 80
    assert hours["coater"] == pytest.approx(3 * stretch)
    assert hours["film"] - hours["coater"] == pytest.approx(500 / 8 / 60 * stretch)
    assert hours["dryer"] - hours["film"] == 12
    assert hours["rack"] - hours["tower"] == 14 * 24
    assert capacity.longest_path_h(plant) == hours["rack"]


def test_the_demand_of_the_pilot_is_reproduced(thin):
    """20 MWh a year: figures of the published plant design, to the digits it gives."""
    plant = thin("plan.lump_oee={coater: 0.6, film: 0.6, stacker: 0.7}")
    found = demand(plant, capacity.ideal_capacity(plant))
    assert found.started_cells == pytest.approx(6.35e5, rel=1e-3)
    assert found.film_m2 == pytest.approx(2.16e5, rel=5e-3)
    assert found.separator_m2 == pytest.approx(1.90e5, rel=5e-3)
    assert found.cathode_powder_t == pytest.approx(57, rel=5e-3)
    assert found.active_powder_t == pytest.approx(40, rel=5e-3)
    assert found.machines["tower"] * 256 == pytest.approx(1764, rel=1e-3)
    assert found.machines["rack"] * 2000 == pytest.approx(24_700, rel=1e-3)
    assert found.machines["stacker"] == pytest.approx(1.95, rel=5e-3)


def test_without_a_target_there_is_no_demand(thin):
    plant = thin("plan.good_cells_per_year=null")
    assert demand(plant, capacity.ideal_capacity(plant)) is None
