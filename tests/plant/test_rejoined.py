"""Ways that parted and meet again in one buffer, or end apart: what is read, what is told, what each unit is worth."""

from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from dbetwin import documents
from dbetwin.errors import InputError
from dbetwin.plant.capacity import cells_per_unit, expected_bottleneck, longest_path_h, unit_worth
from dbetwin.plant.load import load_plant, plant_of
from dbetwin.plant.shares import end_shares, filler_shares, recipe_shares

PLAIN = Path(__file__).parent / "plain"
TEXT = (PLAIN / "rejoined.yaml").read_text()
MET = "worked: {from: [mill, file], to: test, capacity_parts: 5}"


def rejoined(*changes):
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return plant_of(documents.parse(text, "rejoined.yaml"))


def told(*changes):
    with pytest.raises(InputError) as error:
        rejoined(*changes)
    return [str(problem) for problem in error.value.problems]


def test_a_buffer_has_all_its_fillers():
    plant = rejoined()
    met = plant.buffers["worked"]
    assert (met.from_station, met.from_stations) == ("mill", ("mill", "file"))
    assert plant.leaving("mill") == plant.leaving("file") == (met,)
    assert list(plant.stations) == ["saw", "mill", "file", "test"]
    assert rejoined((MET, MET.replace("[mill, file]", "[file, mill]"))).layout_hash != plant.layout_hash
    alone = plant.buffers["to_mill"]
    assert rejoined(("to_mill: {from: saw", "to_mill: {from: [saw]")).buffers["to_mill"] == alone


@pytest.mark.parametrize("name", ["rejoined", "two_ends"])
def test_the_json_schema_holds_for_it(name, layout_schema):
    written = YAML(typ="safe").load((PLAIN / f"{name}.yaml").read_text())
    layout_schema.validate(written)
    written["buffers"]["raw"]["from"] = [1]
    with pytest.raises(jsonschema.ValidationError):
        layout_schema.validate(written)


MISTAKES = {
    "[mill, fil]": "buffers.worked.from: is no station (got fil); did you mean file?",
    "[mill, mill, file]": "buffers.worked.from: lists a station twice",
    "[mill, supplier]": "buffers.worked.from: cannot list supplier: what a supplier delivers waits",
    "[]": "buffers.worked.from: names nobody: give the stations that fill the buffer",
    "[mill, 5]": "buffers.worked.from: should be the name of a station, or a list of names",
    "[mill, test]": "the material would go round in a circle through test",
}


@pytest.mark.parametrize("fillers", MISTAKES)
def test_mistakes_in_a_list_of_fillers_are_told(fillers):
    assert any(MISTAKES[fillers] in each for each in told((MET, MET.replace("[mill, file]", fillers))))


def test_a_port_fed_twice_is_told_how_both_can_fill_one_buffer():
    apart = "worked: {from: mill, to: test, capacity_parts: 5}\n  filed: {from: file, to: test}"
    (found,) = told((MET, apart))
    assert found.endswith("a port takes one buffer: let both fill it, from: [mill, file]")


def test_fillers_of_unlike_units_are_told(told):
    alone = "cells: {from: stacker, to: tower"
    found = told((alone, alone.replace("stacker", "[stacker, dryer]")))
    assert "buffers.cells.from: stacker makes cells, but dryer makes m; give each a buffer of its own" in found[0]


def test_the_largest_lot_of_all_fillers_has_to_fit(told):
    second = "  film_b: {kind: test_film, machines: 1, lot_m: 4000, line_speed_m_per_min: 8}\n  dryer:\n"
    found = told(
        ("  dryer:\n", second), ("coated: {from: coater, to: film, ", "coated_b: {from: coater, to: film_b}\n  "
        "coated: {from: coater, to: film, "), ("rolls: {from: film,", "rolls: {from: [film, film_b],"),
    )  # fmt: skip
    assert "buffers.rolls.capacity_m: holds less than one lot of film_b, 4000 m (got 3000)" in found[0]
    assert "buffers.dried.capacity_m: holds less than one lot of dryer, 4000 m (got 2000)" in found[1]


def test_a_limit_on_lots_in_the_line_needs_one_supplier():
    second = "more: {from: supplier, to: mill, lot_parts: 1}"
    (found,) = told(("to_mill: {from: saw, to: mill, share: 0.7, capacity_parts: 5}", second), (", share: 0.3", ""))
    assert "buffers.raw.conwip_lots: lots of other suppliers meet these in 'worked'" in found


# --- shares and worth --------------------------------------------------------------------------------------------


def test_ways_that_meet_again_add_up_to_all_that_is_made():
    plant, none = rejoined(), dict.fromkeys(("saw", "mill", "file", "test"), 0.0)
    assert filler_shares(plant, none)["worked"] == pytest.approx({"mill": 0.7, "file": 0.3})
    assert end_shares(plant, none) == {"done": 1}
    assert cells_per_unit(plant) == pytest.approx({"saw": 1, "mill": 1 / 0.7, "file": 1 / 0.3, "test": 1})
    assert unit_worth(plant) == pytest.approx({"saw": 1, "mill": 1, "file": 1, "test": 1})
    lossy = cells_per_unit(plant, with_losses=True)
    assert lossy["saw"] == pytest.approx(0.7 + 0.3 * 0.9)
    assert lossy["mill"] == pytest.approx(lossy["saw"] / 0.7)
    assert expected_bottleneck(plant) == "saw"
    assert longest_path_h(plant) == pytest.approx(2 / 60)


def test_a_unit_is_worth_one_wherever_it_leaves():
    plant = load_plant(PLAIN / "two_ends.yaml")
    assert cells_per_unit(plant) == pytest.approx({"saw": 1, "mill": 1 / 0.7, "file": 1 / 0.3})
    assert unit_worth(plant) == pytest.approx({"saw": 1, "mill": 1, "file": 1})


def test_recipes_of_two_lines_mix_where_they_meet():
    plant = rejoined(
        ("raw: {from: supplier, to: saw, lot_parts: 1, conwip_lots: 20}",
         "raw: {from: supplier, to: saw, lot_parts: 1, campaign: [{recipe: x, deliveries: 1}]}\n"
         "  more: {from: supplier, to: mill, lot_parts: 1, campaign: [{recipe: y, deliveries: 2}]}"),
        ("  to_mill: {from: saw, to: mill, share: 0.7, capacity_parts: 5}\n", ""),
        (", share: 0.3", ""), ("scrap_share: 0.1", "scrap_share: 0.0"),
    )  # fmt: skip
    assert recipe_shares(plant, "test") == pytest.approx({"x": 0.5, "y": 0.5})


def test_a_second_way_changes_nothing_of_what_a_unit_is_worth(edited):
    """In a plant that makes cells, two film lines side by side fill one store of rolls."""
    second = edited(
        ("  film:\n", "  film_b: {kind: test_film, machines: 1, lot_m: 500, line_speed_m_per_min: 4}\n  film:\n"),
        ("  rolls: {from: film,", "  more: {from: coater, to: film_b, share: 0.5}\n  rolls: {from: [film, film_b],"),
        ("coated: {from: coater, to: film,", "coated: {from: coater, to: film, share: 0.5,"),
    )  # fmt: skip
    plain = edited()
    one, two = unit_worth(plain), unit_worth(second)
    assert {name: two[name] for name in one} == pytest.approx(one)
    assert two["film_b"] == pytest.approx(one["film"])
    assert cells_per_unit(second)["film"] == pytest.approx(2 * one["film"])
