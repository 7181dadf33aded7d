"""Files of scenarios: what they make of a plant, and every mistake with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbetwin.errors import InputError
from dbetwin.study.scenario.scenario import scenario_of_layout
from dbetwin.study.scenario.written import Scenarios, fields_of, read_scenarios

LINE = "base: textbook/two_machines\nscenarios:\n"


def read(tmp_path: Path, text: str) -> Scenarios:
    file = tmp_path / "what_if.yaml"
    file.write_text(text)
    return read_scenarios(file)


def test_a_scenario_sets_changes_and_builds_on_another(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        LINE
        + "  more:\n    title: one more\n    m1.machines: {more: 1}\n"
        + "  faster:\n    based_on: more\n    m2.time_min.mean_min: {times: 0.5}\n    m1.machines: {more: 1}\n"
        + "  smaller:\n    buffers.b1.capacity_parts: {less: 3}\n",
    )
    more, faster, smaller = found.others
    assert found.base.plant().layout_hash == scenario_of_layout("textbook/two_machines").plant().layout_hash
    assert [each.name for each in found.all] == ["base", "more", "faster", "smaller"]
    assert (more.title, more.plant().stations["m1"].machines) == ("one more", 2)
    assert faster.plant().stations["m1"].machines == 3
    assert faster.plant().stations["m2"].time_min.mean_min == 0.5  # type: ignore[attr-defined]
    assert [each.field for each in fields_of(faster, more)] == ["m2.time_min.mean_min", "m1.machines"]
    assert smaller.plant().buffers["b1"].capacity == 1


def test_the_name_of_a_scenario_is_no_part_of_what_it_is(tmp_path: Path) -> None:
    found = read(tmp_path, LINE + "  a: {m1.machines: 2}\n  b: {m1.machines: {more: 1}}\n  c: {m1.machines: 3}\n")
    a, b, c = found.others
    assert a.key == b.key
    assert a.key != c.key


def test_a_section_is_laid_over_the_layout_and_another_scenario_goes_on_from_it(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "base: pilot\nscenarios:\n"
        "  thinner:\n    product:\n      separator_thickness_um: {value: 20, assumed: true, range: [15, 25]}\n"
        "  thinner_and_softer:\n    based_on: thinner\n    calender_cathode.line_load_N_per_mm: 400\n",
    )
    thinner, softer = found.others
    plant = softer.plant()
    assert plant.design.product.separator_thickness_um == 20
    assert plant.stations["calender_cathode"].line_load_N_per_mm == 400  # type: ignore[attr-defined]
    # source and range of what was laid over it, and of what was left alone
    assert plant.provenance["product.separator_thickness_um"].range == (15, 25)
    assert plant.provenance["product.copper_um"].source == found.base.plant().provenance["product.copper_um"].source
    assert [each.field for each in fields_of(softer, thinner)] == ["calender_cathode.line_load_N_per_mm"]
    # a section makes another plant, whose limits are its own; a field is held against the limits of the plant before
    assert thinner.plant().specified is None


def test_another_plant_can_stand_among_the_scenarios(tmp_path: Path) -> None:
    found = read(tmp_path, LINE + "  other: {plant: textbook/tandem, m3.machines: 2}\n")
    assert list(found.others[0].plant().stations) == ["m1", "m2", "m3"]


def test_a_plant_that_cannot_work_is_no_mistake_of_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, "base: pilot\nscenarios:\n  crowded: {formation.lot_cells: 3000}\n  fine: {}\n")
    crowded, fine = found.others
    assert fine.why_infeasible() == ""
    assert "what_if.yaml:3: buffers.formed_cells.capacity_cells: holds less than one lot" in crowded.why_infeasible()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("scenarios:\n  a: {m1.machines: 2}\n", "what_if.yaml:1: base: is missing; add it, such as base: pilot"),
        ("base: pilt\n", "what_if.yaml:1: base: is neither a plant"),
        (LINE + "  a: {m1.machine: 2}\n", "what_if.yaml:3: m1.machine: m1 has no 'machine'; did you mean machines?"),
        (LINE + "  a:\n    m3.machines: 2\n", "what_if.yaml:4: m3.machines: the layout has no 'm3'; known are m1, m2"),
        (LINE + "  a:\n    m1.machines: -2\n", "what_if.yaml:4: stations.m1.machines: should be greater than"),
        (LINE + "  a:\n    m1.machines: {more: 1, times: 2}\n", "what_if.yaml:4: m1.machines: is changed in more than"),
        (LINE + "  a:\n    m1.machines: {more: one}\n", "what_if.yaml:4: m1.machines: is no change by a number"),
        (LINE + "  a:\n    m1.kind: {more: 1}\n", "what_if.yaml:4: m1.kind: has no value that could be changed by"),
        (LINE + "  a:\n    stationz: {}\n", "what_if.yaml:4: scenarios.a.stationz: is neither a field nor a section"),
        (LINE + "  base: {m1.machines: 2}\n", "what_if.yaml:3: scenarios.base: this is what the base itself is called"),
        (LINE + "  a b: {m1.machines: 2}\n", "what_if.yaml:3: scenarios.a b: the name should be letters"),
        (LINE + "  a: 3\n", "what_if.yaml:3: scenarios.a: should be a mapping of changes (got 3)"),
        (LINE + "  a: {based_on: b}\n  b: {}\n", "what_if.yaml:3: scenarios.a.based_on: is no scenario before this"),
        (LINE + "  a: {plant: giga, based_on: base}\n", "what_if.yaml:3: scenarios.a.plant: stands beside based_on"),
        (LINE + "  a: {plant: gigga}\n", "what_if.yaml:3: scenarios.a.plant: is neither a plant"),
        (LINE + "  a: {plant: xyzzy}\n", "(got 'xyzzy'); dbetwin layout list names the plants"),
        (
            LINE + "  a:\n    m1.machines: {mor: 1}\n",
            "what_if.yaml:4: m1.machines: is no change by a number (got mor: 1)",
        ),
        (LINE + "  a: {m1.machines: 2}\n  a: {m1.machines: 3}\n", "what_if.yaml:4: scenarios.a: stands twice"),
        (LINE + "  a: {}\nscenaros: 3\n", "what_if.yaml:4: scenaros: is no part of a file of scenarios; did you mean"),
        ("- 1\n", "what_if.yaml:1: is a list"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert told in str(caught.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, LINE + "  a: {m1.machine: 2}\n  b: {m1.machines: 2}\n  c: {m9.machines: 2}\n")
    assert [problem.where.rpartition(":")[2] for problem in caught.value.problems] == ["3", "5"]
