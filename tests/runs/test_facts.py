"""What run.json says of a plant: its rules, when its stations are manned, and no product where there is none."""

from __future__ import annotations

import json

import dbetwin
from dbetwin.plant.load import load_plant
from dbetwin.runs.facts import facts

WEEK = [[0.0, 10080.0]]


def told(layout: str, *changes: str) -> dict[str, object]:
    plant: dbetwin.Plant = load_plant(layout, list(changes))
    written: dict[str, object] = json.loads(json.dumps(facts(plant, {"days": 3.0, "seed": 1}, 7)))
    return written


def test_rules_are_repeated_with_the_breakdowns_that_do_not_follow_them() -> None:
    assert told("textbook/two_unreliable_machines")["rules"] == {
        "failure_clock": "processing", "lot_at_failure": "resumes", "blocking": "after_service", "exceptions": []
    }  # fmt: skip
    stop = "{name: stop, mtbf_h: 1.5, mttr_h: 0.2, clock: always, lot: resumes}"
    rules = told("textbook/two_unreliable_machines", f"m1.breakdowns=[{stop}]")["rules"]
    assert isinstance(rules, dict)
    assert rules["exceptions"] == [
        {"station": "m1", "breakdown": "stop", "failure_clock": "always", "lot_at_failure": "resumes"}
    ]


def test_a_plain_plant_has_no_product_and_is_manned_around_the_clock() -> None:
    info = told("textbook/mm1")
    assert info["product"] is None
    assert info["operating_point"] is None
    assert info["stations"][0]["shifts_min"] == WEEK  # type: ignore[index]


def test_attended_stations_are_manned_in_the_shifts_of_the_plant() -> None:
    stations = {each["name"]: each for each in told("pilot")["stations"]}  # type: ignore[attr-defined]
    manned = {name: each["shifts_min"] for name, each in stations.items()}
    assert all((shifts == WEEK) is not stations[name]["attended"] for name, shifts in manned.items())
    assert len(manned["stacker"]) == 5


def test_the_week_in_which_the_line_is_filled_is_stated_where_anything_comes_of_it() -> None:
    def filled(layout: str, days: float) -> tuple[float, list[str]]:
        info = json.loads(json.dumps(facts(load_plant(layout), {"days": 3.0}, 21, days)))
        return info["filling_days"], [row["note"] for row in info["assumptions"] if row["field"] == "run.filling_days"]

    days, (note,) = filled("pilot", 7.0)
    assert days == 7.0
    assert note.endswith("stations before the first cells work around the clock to fill the line")
    assert filled("pilot", 0.0) == (0.0, [])
    assert filled("textbook/mm1", 7.0) == (0.0, [])
