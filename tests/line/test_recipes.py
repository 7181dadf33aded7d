"""Recipes: lots of different recipes are never worked on together, and turning to another one takes its time."""

from __future__ import annotations

import pytest

from dbetwin.plant.buffer import Delivery
from tests.line.test_line import masses_close, states_add_up
from tests.line.toys import Plain, Toy, link, toy_line

CAMPAIGN = (Delivery(recipe="thin", deliveries=3), Delivery(recipe="thick", deliveries=1))


def recipe_of(number):
    """Recipe of the n-th delivery, from 0."""
    return "thick" if number % 4 == 3 else "thin"


def recipes_by_lot(line, source):
    bought = [row["lot"] for row in line.ledger.lots if row["station"] == source]
    return {lot: recipe_of(number) for number, lot in enumerate(bought)}


@pytest.mark.parametrize("machines", [1, 3])
@pytest.mark.parametrize("lot_kg", [20.0, 25.0, 30.0])
def test_a_batch_holds_lots_of_one_recipe(lot_kg, machines):
    toy = Toy(settings={"lot_minutes": 10.0, "lot_kg": lot_kg, "machines": machines})
    line, _ = toy_line({"a": toy}, [link("supplier", "a", campaign=CAMPAIGN), link("a", "warehouse")], 2000)
    known = recipes_by_lot(line, "supplier_a")
    batches = [row["parents"] for row in line.ledger.lots if row["station"] == "a"]
    assert len(batches) > 100
    for parents in batches:
        assert len({known[int(each.partition(":")[0])] for each in parents.split(";")}) == 1
    masses_close(line)
    states_add_up(line)


def test_a_part_batch_goes_when_the_recipe_changes():
    """Batches of two deliveries out of three thin ones and a thick one: 20, 10, 10 kg, over and over."""
    toy = Toy(settings={"lot_minutes": 10.0, "lot_kg": 20.0})
    line, _ = toy_line({"a": toy}, [link("supplier", "a", campaign=CAMPAIGN), link("a", "warehouse")], 125)
    assert [row["amount"] for row in line.ledger.lots if row["station"] == "a"] == [20.0, 10.0, 10.0] * 4


def test_lots_go_into_an_oven_by_recipe():
    oven = Toy("passing", settings={"lot_minutes": 60.0, "lots_per_batch": 4})
    toys = {"a": Toy("passing", settings={"lot_minutes": 10.0}), "oven": oven}
    links = [link("supplier", "a", campaign=CAMPAIGN), link("a", "oven", 40), link("oven", "warehouse")]
    line, _ = toy_line(toys, links, 2000)
    known = recipes_by_lot(line, "supplier_a")
    loads = {}
    for row in line.ledger.visits:
        if row[1] == "oven":
            loads.setdefault(row[7], set()).add(known[row[0]])
    assert len(loads) > 25
    assert all(len(recipes) == 1 for recipes in loads.values())
    assert line.buffers["a_oven"].level <= 40
    masses_close(line)
    states_add_up(line)


@pytest.mark.parametrize(
    ("changeover", "minutes"),
    [(7.0, 14.0), ({"thin": {"thick": 5.0}, "thick": {"thin": 3.0}}, 8.0), ({"thin": {"thick": 5.0}}, 5.0), (0.0, 0.0)],
)
def test_turning_to_another_recipe_takes_its_time(changeover, minutes):
    """Three lots of 10 minutes, a lot of 25, and both ways between them: one round of the campaign."""
    settings = {"lot_minutes": 10.0, "recipes": {"thick": {"lot_minutes": 25.0}}, "changeover_min": changeover}
    links = [link("supplier", "a", campaign=CAMPAIGN), link("a", "warehouse")]
    line, _ = toy_line({"a": Toy(settings=settings)}, links, 20 * (55 + minutes))
    spent = line.machines[0].minutes
    back = changeover["thick"].get("thin", 0.0) if isinstance(changeover, dict) and "thick" in changeover else 0.0
    last = back if isinstance(changeover, dict) else changeover  # into the first lot of the round after the last one
    assert spent["setup"] == pytest.approx(20 * minutes, abs=last)
    assert spent["processing"] == pytest.approx(20 * 55, abs=last)
    assert line.posts["a"].account.made == pytest.approx(800, abs=10)
    states_add_up(line)


def test_recipes_reach_stations_further_down_the_line():
    toys = {
        "m1": Plain({"time_min": 1.0}),
        "m2": Plain({"time_min": 1.0, "recipes": {"thick": {"time_min": 9.0}}, "changeover_min": 2.0}),
    }
    links = [
        link("supplier", "m1.parts", unit="parts", lot_size=1.0, campaign=CAMPAIGN),
        link("m1", "m2.parts", 1, unit="parts"), link("m2", "warehouse", unit="parts"),
    ]  # fmt: skip
    line, _ = toy_line(toys, links, 1600)
    # a round takes 3 x 1 + 9 minutes of work and two changes
    assert line.posts["m2"].account.good == pytest.approx(4 * 1600 / 16, abs=4)
    assert line.posts["m2"].machines[0].minutes["setup"] == pytest.approx(1600 * 4 / 16, abs=4)
    states_add_up(line)
