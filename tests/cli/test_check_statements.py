"""What ``check`` tells of rules, crews, rework and maintenance."""

import json
from pathlib import Path

import pytest
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
        "crew operators: to run machines at the pace of the expected bottleneck takes 287 of their 64 hours a week",
        "branch after saw: split 0.75, rest 0.25",
        "campaign raw: 3 thin, 1 thick, over and over",
        "recipes: saw (thick has its own time_min)",
        "changeovers: saw (thin to thick 5 min, thick to thin 3 min)",
        "unlike machines: saw (number 2 has its own time_min)",
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
    for absent in ("crew", "rework ", "branch ", "campaign ", "recipes:", "changeovers:", "unlike ", "sections:"):
        assert absent not in output


def test_the_statements_are_in_the_json_too():
    found = json.loads(check(SHOP, "--json"))
    assert found["rules"]["blocking"] == "after_service"
    operators = found["crews"]["operators"]
    assert operators.pop("running_hours_per_week") == pytest.approx(287, abs=0.5)
    assert operators == {"people": 2, "skills": ["run", "set_up"], "hours_per_week": 32}
    assert found["rework"]["again"]["most_times"] == 2
    assert [item["name"] for item in found["maintenance"]["saw"]] == ["oil", "audit"]
    assert found["nominal_chain"] == []


SMALL = """
name: small
rules: {failure_clock: processing, lot_at_failure: resumes, blocking: after_service}
crews: {lab: {people: 2, skills: [run]}}
stations:
  a: {kind: machine, machines: 2, time_min: 6, crew: {run: {crew: lab, people: 2}}}
  b: {kind: machine, machines: 1, time_min: 5}
buffers:
  raw: {from: supplier, to: a, lot_parts: 1, columns: {hardness: 3}}
  hard: {from: a, to: b, when: {column: hardness, above: 2}, capacity_parts: 3}
  soft: {from: a, to: warehouse}
  out: {from: b, to: warehouse}
rework:
  again: {from: b, share: 0.2, into: hard}
"""


def test_rework_that_a_station_can_be_held_up_by_is_warned_of(tmp_path):
    layout = tmp_path / "small.yaml"
    layout.write_text(SMALL)
    lines = check(str(layout)).splitlines()
    assert (
        "note: rework again goes into hard, which holds at most 3 parts and which b itself takes from: when it is "
        "full, b can block itself"
    ) in lines
    assert "branch after a: hard when hardness is above 2, soft else" in lines
    layout.write_text(SMALL.replace(", capacity_parts: 3", ""))
    assert "block itself" not in check(str(layout))


def test_people_asked_for_are_reckoned_from_the_pace(tmp_path):
    """One station limits the line: 20 an hour, all week, by two machines with two people each."""
    layout = tmp_path / "small.yaml"
    text = SMALL.partition("rework:")[0].replace("when: {column: hardness, above: 2}, ", "")
    layout.write_text(text.replace("  soft: {from: a, to: warehouse}\n", "").replace("time_min: 5", "time_min: 2"))
    assert "takes 672 of their 336 hours a week" in check(str(layout))


def test_sections_of_a_web_are_told():
    sections = "film_cathode.sections=[{name: unwinder, accumulator_m: 20}, {name: nip}]"
    output = check("pilot", "--set", "film_cathode.breakdowns=[]", "--set", sections)
    assert "sections: film_cathode (unwinder, then 20 m of accumulator, nip)" in output
