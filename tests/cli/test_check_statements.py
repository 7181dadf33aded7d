"""What ``check`` tells of rules, crews, rework and maintenance."""

import json
from pathlib import Path

from typer.testing import CliRunner

from dbetwin.cli import app

SHOP = str(Path(__file__).parents[1] / "plant" / "plain" / "shop.yaml")


def check(*arguments):
    done = CliRunner().invoke(app, ["check", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_check_tells_what_a_plain_plant_states():
    lines = check(SHOP).splitlines()
    for line in (
        "rules: machines fail only while they work; the lot resumes; a finished lot blocks its machine",
        "crews: 2 operators (run, set up, 32 h a week); 1 mechanics (repair, maintain)",
        "rework again: 0.2 of the parts from mill into split, at most 2 times",
        "maintenance: saw (oil 20 min every 10 h of work, audit 60 min every 168 h)",
        "longest path: 6 min, without waiting in buffers",
    ):
        assert line in lines
    assert any(line.endswith("crews do not limit it here:") for line in lines)
    assert any("expected bottleneck: saw, 800 parts per working day" in line for line in lines)
    assert "cells" not in "\n".join(lines)


def test_check_tells_other_rules_and_intervals_in_their_words():
    output = check(
        SHOP, "--set", "rules.failure_clock=always", "--set", "rules.lot_at_failure=scrapped", "--set",
        "saw.maintenance=[{name: oil, minutes: 5, every_lots: 9}, {name: wax, minutes: 5, every_amount: 90}]",
    )  # fmt: skip
    assert "machines fail at any time, also while they wait; the lot is scrapped;" in output
    assert "maintenance: saw (oil 5 min every 9 lots, wax 5 min every 90 parts)" in output


def test_check_of_the_pilot_tells_what_it_states_and_no_more():
    output = check("pilot")
    assert "rules: machines fail only while they work; the lot resumes" in output
    assert "maintenance: cutter_cathode, cutter_anode (knives 30 min every 650000 sheets)" in output
    for absent in ("crews:", "rework "):
        assert absent not in output


def test_the_statements_are_in_the_json_too():
    found = json.loads(check(SHOP, "--json"))
    assert found["rules"]["blocking"] == "after_service"
    assert found["crews"]["operators"] == {"people": 2, "skills": ["run", "set_up"], "hours_per_week": 32}
    assert found["rework"]["again"]["most_times"] == 2
    assert [item["name"] for item in found["maintenance"]["saw"]] == ["oil", "audit"]
    assert found["nominal_chain"] == []
