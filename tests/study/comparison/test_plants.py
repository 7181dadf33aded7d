"""What somebody names side by side, and what it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbetwin.errors import InputError
from dbetwin.study.comparison.changes import changes
from dbetwin.study.comparison.plants import plants_named
from dbetwin.study.scenario.written import read_scenarios

FILE = "base: textbook/mm1\nscenarios:\n  two: {m1.machines: 2}\n  three: {m1.machines: 3}\n"


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "what_if.yaml"
    path.write_text(FILE)
    return str(path)


def names(*given: str, settings: tuple[str, ...] = ()) -> list[str]:
    return [each.name for each in plants_named(given, settings).all]


def test_a_file_means_all_of_its_scenarios_or_one(file: str) -> None:
    assert names(file) == ["base", "two", "three"]
    assert names(f"{file}:three", "textbook/mmc") == ["three", "mmc"]
    # the base of the file is the plant that stands there already
    assert names("textbook/mm1", file) == ["mm1", "two", "three"]


def test_a_study_is_a_file_of_scenarios_as_well(file: str) -> None:
    Path(file).write_text(f"study: x\nkind: scenarios\ndays: 3\n{FILE}")
    assert names(file) == ["base", "two", "three"]


def test_a_study_without_scenarios_names_no_plants(file: str) -> None:
    Path(file).write_text("study: x\nkind: design\nbase: textbook/mm1\n")
    with pytest.raises(InputError, match="names no scenarios that could be compared; make it with dbetwin study"):
        names(file)


def test_plants_of_the_same_name_are_told_apart(file: str, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(FILE.replace("machines: 2", "machines: 4"))
    assert names(f"{file}:two", f"{other}:two") == ["two", "two-2"]


def test_what_is_set_is_set_for_all(file: str) -> None:
    found = plants_named([file], ["m1.time_min.mean_min=0.5"])
    assert [each.plant().stations["m1"].time_min.mean_min for each in found.all] == [0.5] * 3  # type: ignore[attr-defined]
    assert changes(found.others[0], found.base) == "m1.machines = 2 (was 1)"


@pytest.mark.parametrize(
    ("given", "settings", "told"),
    [
        (["nope", "nop.yaml"], [], "nope: is neither a file nor the name of a plant"),
        (["{file}:twoo"], [], "what_if.yaml has no scenario of that name (got twoo); did you mean two?"),
        (["{file}"], ["m1.machines=4"], "--set m1.machines=4: m1.machines: is set by scenario two itself"),
        (["{file}"], ["m1.machine=4"], "m1 has no 'machine'; did you mean machines?"),
        (["{file}"], ["m1.time_min.mean_min=-1"], "--set m1.time_min.mean_min=-1: stations.m1.time_min"),
    ],
)
def test_what_cannot_be_used_is_told(given: list[str], settings: list[str], told: str, file: str) -> None:
    with pytest.raises(InputError) as caught:
        plants_named([each.format(file=file) for each in given], settings)
    assert told in str(caught.value)


def test_a_section_is_told_value_by_value_and_another_plant_as_one(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        "base: pilot\nscenarios:\n  thin: {product: {separator_thickness_um: 20}}\n  other: {plant: giga}\n"
        "  both: {based_on: thin, stations: {formation: {machines: 12}}, formation.machines: {more: 1}}\n"
    )
    found = read_scenarios(path)
    told = [changes(each, found.base) for each in found.others]
    assert told[0] == "product.separator_thickness_um = 20 (was 25)"
    assert told[1].startswith("another plant, giga: ")
    separator, formation = "product.separator_thickness_um = 20 (was 25)", "formation.machines = 12 (was 9)"
    assert told[2] == f"{separator}; {formation}; formation.machines = 13 (was 12)"
