import pytest

from dbetwin import documents
from dbetwin.documents import Provenance, merged, unwrapped
from dbetwin.documents.written import written_in

BASE = """\
sources: {doe: "Doe 2020, 10.1000/doe"}
speed: {value: 3, source: doe}
mass: {value: {salt: 1, sand: 2}, source: doe}
mill:
  kind: roll
  rolls: [{name: front, gap_um: 60}, {name: back, gap_um: 80}]
  room: {dew: -40, area: 400}
kiln: {kind: batch, hours: 3}
press: {kind: hot, hours: 1}
"""


def laid(change):
    return unwrapped(merged(written_in(BASE, "base.yaml"), written_in(change, "change.yaml")))


def told(change):
    return [str(problem) for problem in laid(change).problems]


def test_what_a_change_does_not_name_stays():
    assert laid("speed: 4").values == {**documents.parse(BASE, "x").values, "speed": 4}


def test_mappings_are_merged_to_any_depth_and_lists_replaced_whole():
    mill = laid("mill: {room: {area: 500, lamps: 3}, rolls: [{name: only}]}").values["mill"]
    assert mill == {"kind": "roll", "rolls": [{"name": "only"}], "room": {"dew": -40, "area": 500, "lamps": 3}}


def test_null_takes_away_and_a_null_with_a_source_is_a_value():
    document = laid("kiln: null\nmill: {room: null}\npress: {hours: {value: null}}")
    assert "kiln" not in document.values
    assert "room" not in document.values["mill"]
    assert document.values["press"] == {"kind": "hot", "hours": None}
    assert not any(path.startswith(("kiln", "mill.room")) for path in document.lines)


def test_a_new_key_stands_behind_the_one_written_before_it_and_else_at_the_end():
    assert list(laid("kiln: null\noven: {hours: 1}\nbin: {size: 1}").values)[-3:] == ["oven", "bin", "press"]
    assert list(laid("oven: {hours: 1}").values)[-2:] == ["press", "oven"]


def test_what_does_not_fit_a_new_kind_is_taken_away_by_name():
    assert laid("kiln: {kind: tunnel, speed: 2, hours: null}").values["kiln"] == {"kind": "tunnel", "speed": 2}


def test_a_value_with_its_source_is_replaced_whole():
    document = laid("mass: {salt: 3}\nspeed: 4")
    assert document.values["mass"] == {"salt": 3}
    assert document.provenance == {}


def test_sources_of_the_base_may_be_cited():
    document = laid("kiln: {hours: {value: 5, source: doe}}")
    assert document.provenance["kiln.hours"] == Provenance("Doe 2020, 10.1000/doe")
    assert told("sources: {smith: Smith 1999}\nkiln: {hours: {value: 5, source: smit}}") == [
        "change.yaml:2: kiln.hours.source: is none of the sources (got smit); did you mean smith?"
    ]


def test_one_short_name_means_one_source():
    assert told("sources: {doe: Doe 1999}") == [
        "change.yaml:1: sources.doe: stands for another text in base.yaml:1; give it another name"
    ]
    assert told('sources: {doe: "Doe 2020, 10.1000/doe", roe: Roe 1999}') == []


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("kiln.hours", "change.yaml:2"),
        ("kiln", "change.yaml:1"),
        ("kiln.kind", "base.yaml:8"),
        ("mill.rolls.1.gap_um", "base.yaml:6"),
        ("kiln.nothing", "change.yaml:1"),
        ("mill.nothing.deeper", "base.yaml:4"),
    ],
)
def test_every_value_knows_its_file_and_line(path, where):
    assert laid("kiln:\n  hours: 9").where(path) == where


def test_what_is_replaced_leaves_no_lines_behind():
    document = laid("mill:\n  rolls: [{name: only}]")
    assert document.where("mill.rolls.1") == "change.yaml:2"
    assert "mill.rolls.0.gap_um" not in document.lines


def test_mistakes_of_both_files_are_told_with_their_files():
    change = merged(written_in(BASE + "speed: 4\n", "base.yaml"), written_in("kiln: null\nkiln: null", "change.yaml"))
    assert [str(problem) for problem in change.problems] == [
        "base.yaml:10: speed: stands twice, first in line 2",
        "change.yaml:2: kiln: stands twice, first in line 1",
    ]


def test_what_is_not_there_cannot_be_taken_away():
    assert told("kilm: null\nmill:\n  roim: null") == [
        "change.yaml:1: kilm: there is none in base.yaml to take away; did you mean kiln?",
        "change.yaml:3: mill.roim: there is none in base.yaml to take away; did you mean room?",
    ]


@pytest.mark.parametrize("first", ["base", "changes"])
def test_changes_can_be_laid_over_changes_in_any_order(first):
    base, second = written_in(BASE, "base.yaml"), written_in("kiln:\n  hours: 4", "second.yaml")
    third = written_in("\n\nkiln: {fuel: gas}", "third.yaml")
    whole = merged(merged(base, second), third) if first == "base" else merged(base, merged(second, third))
    document = unwrapped(whole)
    assert document.values["kiln"] == {"kind": "batch", "hours": 4, "fuel": "gas"}
    assert [document.where(f"kiln.{name}") for name in ("kind", "hours", "fuel")] == [
        "base.yaml:8",
        "second.yaml:2",
        "third.yaml:3",
    ]
