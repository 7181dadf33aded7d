"""What the arithmetic makes of a capacity factor: just so much more, and nothing else."""

from __future__ import annotations

import pytest

from dbetwin import load_plant
from dbetwin.plant import capacity, nominal

STATIONS = ("coater", "film", "dryer", "stacker", "tower", "rack")


@pytest.mark.parametrize("factor", [0.9, 1.1, 1.25])
@pytest.mark.parametrize("name", STATIONS)
def test_a_station_could_make_just_so_much_more(thin, name, factor):
    before, after = (
        capacity.ideal_capacity(thin(*set_values)) for set_values in ((), (f"{name}.capacity_factor={factor}",))
    )
    for station in STATIONS:
        grown = factor if station == name else 1.0
        for figure in ("per_hour", "per_working_day", "cells_per_working_day", "cells_net_per_working_day"):
            assert getattr(after[station], figure) == pytest.approx(grown * getattr(before[station], figure), rel=1e-12)
        assert after[station].working_share == before[station].working_share


def test_work_gets_faster_and_what_stays_by_itself_gets_larger(thin):
    before = capacity.ideal_capacity(thin())
    after = capacity.ideal_capacity(thin(*(f"{name}.capacity_factor=1.1" for name in STATIONS)))
    for name, faster in zip(STATIONS, (True, True, False, True, False, False), strict=True):
        assert after[name].cycle_min == pytest.approx(before[name].cycle_min / (1.1 if faster else 1.0)), name
        assert after[name].batch == pytest.approx(before[name].batch * (1.0 if faster else 1.1)), name


def test_a_setup_takes_as_long(thin):
    film = capacity.ideal_capacity(thin("film.setup_min=5", "film.capacity_factor=1.25"))["film"]
    without = capacity.ideal_capacity(thin("film.setup_min=5"))["film"]
    assert without.cycle_min - film.cycle_min == pytest.approx(500 / 8 * (1 - 1 / 1.25))


def test_maintenance_comes_by_what_is_made_or_by_the_hours(thin):
    """A roll of 500 m takes 62.5 min, or 50; a batch is one lot, however many cells it holds."""
    for interval, worked_h in (("every_h: 10", 10), ("every_amount: 5000", 10 * 50 / 60), ("every_lots: 8", 400 / 60)):
        plant = thin(
            "film.breakdowns=[]",
            f"film.maintenance=[{{name: rolls, minutes: 30, {interval}}}]",
            "film.capacity_factor=1.25",
        )
        film = capacity.ideal_capacity(plant)["film"]
        assert film.working_share == pytest.approx(worked_h / (worked_h + 0.5)), interval
    by_lots = "tower.maintenance=[{name: contacts, minutes: 60, every_lots: 10}]"
    one, other = (
        capacity.ideal_capacity(thin(by_lots, f"tower.capacity_factor={factor}"))["tower"] for factor in (1, 1.1)
    )
    assert one.working_share == other.working_share


def test_a_larger_batch_has_to_fit_behind(thin, told):
    assert thin("tower.capacity_factor=1.1").buffers["formed"].lot_size == 282  # 281.6: the larger of its batches
    assert thin("dryer.capacity_factor=1.1").buffers["dried"].lot_size == 500
    (problem,) = told(
        ("    dwell_h: 24\n", "    dwell_h: 24\n    capacity_factor: 1.1\n"),
        ("  formed: {from: tower, to: rack}", "  formed: {from: tower, to: rack, capacity_cells: 260}"),
    )
    assert "holds less than one lot of tower, 282 cells" in problem


def test_a_factor_is_of_the_station_and_above_0(told):
    machines = "    machines: 1\n    lot_kg: 50\n"
    (problem,) = told((machines, machines.replace("1", "2", 1) + "    each_machine: [{}, {capacity_factor: 2}]\n"))
    assert "cannot differ by machine" in problem
    (problem,) = told((machines, machines + "    capacity_factor: 0\n"))
    assert "capacity_factor" in problem


def test_a_factor_of_1_is_the_plant_as_it_was(thin):
    plain = thin()
    assert thin("film.capacity_factor=1").layout_hash == plain.layout_hash
    assert thin("film.capacity_factor=1.1").layout_hash != plain.layout_hash


def test_what_the_nominal_lot_meets_is_shorter_where_work_is():
    def hours(*set_values: str) -> float:
        return nominal.entering(load_plant("pilot", set_values), "coater")[1].hours

    assert hours("coater.capacity_factor=1.5") == pytest.approx(hours() / 1.5)
