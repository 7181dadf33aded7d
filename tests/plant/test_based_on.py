import os
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from dbetwin import cli, documents
from dbetwin.errors import InputError
from dbetwin.plant import load_plant, shipped
from tests.plant.conftest import THIN


@pytest.fixture
def folder(tmp_path):
    """A folder with the thin plant in it."""
    shutil.copy(THIN, tmp_path / "thin.yaml")
    return tmp_path


@pytest.fixture
def write(folder):
    def at(text, name="mine.yaml"):
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
        return file

    return at


def told(path, *set_values):
    with pytest.raises(InputError) as error:
        load_plant(path, set_values)
    assert error.value.exit_code == 2
    return [str(problem) for problem in error.value.problems]


MINE = "name: mine\nbased_on: thin.yaml\n"
SHORTER = MINE + "stations:\n  dryer: null\nbuffers:\n  rolls: {to: stacker.web}\n  dried: null\n"


def test_a_plant_without_changes_is_its_base_under_another_name(write):
    mine, thin = load_plant(write(MINE)), load_plant(THIN)
    assert mine.layout_hash != thin.layout_hash  # the name is part of what is hashed
    assert load_plant(write(MINE), ["name=thin"]).layout_hash == thin.layout_hash
    assert mine.layout.title == ""


def test_stations_and_buffers_can_be_taken_away(write):
    plant = load_plant(write(SHORTER))
    assert list(plant.stations) == ["coater", "film", "stacker", "tower", "rack"]
    assert plant.buffers["rolls"].to_station == "stacker"


def test_a_new_station_takes_its_place_in_the_flow(write):
    text = MINE + (
        "stations:\n  second: {kind: test_dryer, machines: 1, dwell_h: 1, unattended_run: true}\n"
        "buffers:\n  dried: {to: second}\n  twice_dried: {from: second, to: stacker.web}\n"
    )
    assert list(load_plant(write(text)).stations) == ["coater", "film", "dryer", "second", "stacker", "tower", "rack"]


def test_the_name_of_a_plant_is_its_own(write):
    assert told(write("based_on: thin.yaml\n")) == [f"{write('based_on: thin.yaml')}:1: name: is missing; add it"]


def test_mistakes_name_the_file_in_which_they_stand(write, folder):
    file = write(MINE + "stations:\n  coater: {machine: 2}\n  dryer: null\n")
    thin = folder / "thin.yaml"
    lines = thin.read_text().splitlines()
    into, out_of = (next(n for n, line in enumerate(lines, 1) if line.startswith(f"  {name}:")) for name in ("rolls", "dried"))  # fmt: skip # noqa: E501
    found = told(file)
    assert found[0] == f"{file}:4: stations.coater.machine: unknown field; did you mean machines?"
    assert {each.split(": ")[0] for each in found[1:]} == {f"{thin}:{into}", f"{thin}:{out_of}"}


def test_a_missing_base_is_told_where_it_is_asked_for(write):
    file = write("name: mine\nbased_on: pilott\n")
    expected = "based_on: is neither a plant that comes with dbetwin nor a file beside this one (got 'pilott')"
    assert told(file) == [f"{file}:2: {expected}; did you mean pilot?"]


@pytest.mark.parametrize("given", ["[thin.yaml]", "3", "null", "{value: thin.yaml}"])
def test_a_base_is_one_name(write, given):
    file = write(f"name: mine\nbased_on: {given}\n")
    (message,) = told(file)
    assert f"{file}:2: based_on: should be the name of a plant that comes with dbetwin, or a file" in message


@pytest.mark.parametrize("given", ["''", ".", "no.yaml", "thin.yaml/no"])
def test_what_is_no_file_is_no_base(write, given):
    assert "is neither a plant that comes with dbetwin nor a file" in told(write(f"name: mine\nbased_on: {given}\n"))[0]


def test_plants_that_lead_back_to_themselves_are_told(write):
    write("name: a\nbased_on: b.yaml\n", "a.yaml")
    file = write("name: b\nbased_on: a.yaml\n", "b.yaml")
    assert told(file)[0].endswith("based_on: leads back to itself (got b.yaml -> a.yaml -> b.yaml)")
    itself = write("name: c\nbased_on: c.yaml\n", "c.yaml")
    assert told(itself) == [f"{itself}:2: based_on: leads back to itself (got c.yaml -> c.yaml)"]


def test_a_base_that_is_no_yaml_is_told_by_its_own_name(write, folder):
    write("a: [", "broken.yaml")
    assert told(write("name: mine\nbased_on: broken.yaml\n"))[0].startswith(f"{folder / 'broken.yaml'}:")


def test_a_plant_of_changes_can_be_a_base(write):
    write(SHORTER, "shorter.yaml")
    last = write("name: last\nbased_on: shorter.yaml\nstations: {coater: {machines: 3}}\n")
    plant = load_plant(last)
    assert "dryer" not in plant.stations
    assert plant.stations["coater"].machines == 3
    assert plant.document.where("stations.coater.machines") == f"{last}:3"
    assert plant.document.where("stations.coater.lot_kg").startswith(str(THIN.name), len(str(last.parent)) + 1)


def test_a_base_stands_beside_the_layout_and_not_where_the_reader_is(write, monkeypatch):
    file = write("name: mine\nbased_on: ../thin.yaml\n", "below/mine.yaml")
    monkeypatch.chdir("/")
    assert load_plant(file).name == "mine"
    monkeypatch.chdir(file.parent)
    assert load_plant("mine.yaml").name == "mine"


def test_tables_that_a_base_names_are_found_from_another_folder(write, folder):
    write("minutes\n2\n4\n", "times.csv")
    plain = Path(shipped.textbook_lines()["textbook/mm1"]).read_text()
    write(plain, "line.yaml")
    base = "name: timed\nbased_on: line.yaml\nstations:\n"
    (station,) = documents.parse(plain, "x").values["stations"]
    base += (
        f"  {station}: {{time_min: {{distribution: empirical, file: times.csv, column: minutes, mean_min: null}}}}\n"
    )
    write(base, "timed.yaml")
    below = write("name: mine\nbased_on: ../timed.yaml\n", "below/mine.yaml")
    assert load_plant(below).stations[station].time_min.mean == 3


def test_values_set_from_outside_reach_what_stands_in_the_base(write):
    plant = load_plant(write(SHORTER), ["coater.machines=4", "film.breakdowns.major.mtbf_h=12"])
    assert plant.stations["coater"].machines == 4
    assert [each.was for each in plant.overrides] == [1, 6]
    assert "film has no 'speed'" in told(write(SHORTER), "film.speed=2")[0]


def test_sources_and_ranges_come_along(write):
    plant = load_plant(write(MINE + "room: {area_m2: {value: 500, source: Doe}}\n"))
    assert plant.provenance["room.dew_point_C"].source == "Doe 2020, 10.1000/doe"
    assert plant.provenance["room.area_m2"].source == "Doe 2020, 10.1000/doe"
    assert plant.provenance["room.energy_kWh_per_m2_d"].range == (5, 17)


# --- copies -------------------------------------------------------------------------------------------------------


def copied(source, target):
    done = CliRunner().invoke(cli.app, ["layout", "copy", str(source), str(target)])
    assert done.exit_code == 0, done.output
    return load_plant(target)


def test_a_copy_finds_its_base_from_another_folder(write, tmp_path):
    (tmp_path / "far").mkdir()
    plant = copied(write(SHORTER), tmp_path / "far" / "copy.yaml")
    assert plant.name == "copy"
    assert 'based_on: "../thin.yaml"' in Path(plant.path).read_text().replace(os.sep, "/")


def test_a_copy_keeps_the_name_of_a_shipped_base(tmp_path, monkeypatch):
    monkeypatch.setattr(shipped, "FOLDERS", (THIN.parent,))
    file = tmp_path / "mine.yaml"
    file.write_text("name: mine\nbased_on: thin\n")
    assert copied(file, tmp_path / "copy.yaml").name == "copy"
    assert "based_on: thin\n" in (tmp_path / "copy.yaml").read_text()


# --- the schema for editors ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["giga", "giga_sintered", "giga_no_coating", "wet_baseline", "silicon_garnet"])
def test_the_shipped_plants_obey_the_schema(name, layout_schema):
    written = YAML(typ="safe").load(shipped.plants()[name])
    if "calendar" in written:
        written["calendar"]["start_date"] = "2026-01-05"
    assert list(layout_schema.iter_errors(written)) == []


def test_the_schema_takes_changes_and_tells_unknown_fields(layout_schema):
    changes = {
        "name": "mine",
        "based_on": "giga",
        "plan": {"cells_started_per_day": None, "lump_oee": {"coater": None}},
        "stations": {"coater": None, "mixer": {"machines": {"value": 7, "source": "Doe 2020"}}},
        "buffers": {"granules": None, "received_powder": {"to": "mixer"}},
    }
    assert list(layout_schema.iter_errors(changes)) == []
    assert not layout_schema.is_valid({**changes, "stations": {"mixer": {"machine": 7}}})
    assert not layout_schema.is_valid({**changes, "plann": {}})
    assert not layout_schema.is_valid({key: value for key, value in changes.items() if key != "based_on"})
    assert not layout_schema.is_valid({**changes, "room": {"area_m2": {"source": "Doe 2020"}}})
