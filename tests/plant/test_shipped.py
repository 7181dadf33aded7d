"""What the shipped plants have in common is written twice; it must say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

import dbetwin
from dbetwin.documents import Provenance

PILOT, LITHIUM = dbetwin.load_plant("pilot"), dbetwin.load_plant("lithium_metal")
GIGA, SINTERED = dbetwin.load_plant("giga"), dbetwin.load_plant("giga_sintered")
GARNET = dbetwin.load_plant("silicon_garnet")
WET, BARE = dbetwin.load_plant("wet_baseline"), dbetwin.load_plant("giga_no_coating")
LITHIUM_AREA = {"dew_point_C"}
"""From the cutting of the anode to the sealed pouch, lithium is worked in drier air."""
INTENDED: dict[str, set[str]] = {
    **dict.fromkeys(("cutter_anode", "stacker", "welder", "sealer"), LITHIUM_AREA),
    **dict.fromkeys(("anode_magazines", "stacks", "welded_stacks"), LITHIUM_AREA),
}
SHARED_STATIONS = [name for name, each in PILOT.stations.items() if name in LITHIUM.stations
                   and LITHIUM.stations[name].kind == each.kind]  # fmt: skip
SHARED_BUFFERS = [name for name, each in PILOT.buffers.items() if name in LITHIUM.buffers
                  and (LITHIUM.buffers[name].from_station, LITHIUM.buffers[name].to_station)
                  == (each.from_station, each.to_station)]  # fmt: skip


def differing(one: dict[str, object], other: dict[str, object]) -> set[str]:
    return {field for field in one.keys() | other.keys() if one.get(field) != other.get(field)}


def test_most_of_the_line_is_shared() -> None:
    assert len(SHARED_STATIONS) >= 20
    assert len(SHARED_BUFFERS) >= 15


@pytest.mark.parametrize("name", SHARED_STATIONS)
def test_a_shared_station_has_the_same_settings(name: str) -> None:
    pilot, lithium = (plant.stations[name].model_dump() for plant in (PILOT, LITHIUM))
    assert differing(pilot, lithium) == INTENDED.get(name, set())


@pytest.mark.parametrize("name", SHARED_BUFFERS)
def test_a_shared_buffer_has_the_same_settings(name: str) -> None:
    assert differing(vars(PILOT.buffers[name]), vars(LITHIUM.buffers[name])) == INTENDED.get(name, set())


def test_the_plants_share_their_calendar_and_their_room() -> None:
    assert PILOT.calendar == LITHIUM.calendar
    assert PILOT.room == LITHIUM.room


def test_silicon_on_garnet_has_the_pilots_electrodes_and_the_lithium_plants_separator() -> None:
    other = {"separator_film", "separator_caster", "separator_furnace"}
    assert set(GARNET.stations) == set(PILOT.stations) - {"separator_film"} | {"separator_caster", "separator_furnace"}
    for name in set(GARNET.stations) - other - {"stacker"}:
        assert GARNET.stations[name] == PILOT.stations[name], name
    for name in ("separator_caster", "separator_furnace"):
        assert GARNET.stations[name] == LITHIUM.stations[name]
    assert GARNET.stations["stacker"].model_dump() == PILOT.stations["stacker"].model_dump() | {
        "seconds_per_piece": LITHIUM.stations["stacker"].model_dump()["seconds_per_piece"]
    }
    for name in ("green_tape", "separator_rolls", "garnet_powder"):
        assert vars(GARNET.buffers[name]) == vars(LITHIUM.buffers[name])
    assert GARNET.design.operating_point == PILOT.design.operating_point


# --- where the numbers come from ---------------------------------------------------------------------------------

FOUND_AGAIN = (
    re.compile(r"\b10\.\d{4,}/\S+"),  # a DOI
    re.compile(r"\b(US|EP|WO|CN|DE) ?\d[\d/]+"),  # a patent
    re.compile(r"^ProZell Kostenrechner|^Lacey 2021, cellmodels|^STEER \(Stanford\)"),  # an open database or model
    re.compile(r"^[\d.]+ [\w ]+ [x+/] [\d.]+"),  # a computation
)
NOTHING = re.compile(r"^no ")
"""Why a thickness or porosity is 0."""


def numbers(values: Any, path: str = "") -> Iterator[tuple[str, float]]:
    """Every number that a layout writes, by dotted path."""
    if isinstance(values, Mapping | list):
        items = values.items() if isinstance(values, Mapping) else enumerate(values)
        for key, item in items:
            yield from numbers(item, f"{path}.{key}".lstrip("."))
    elif isinstance(values, int | float) and not isinstance(values, bool):
        yield path, values


@pytest.mark.parametrize("plant", [PILOT, LITHIUM, GARNET, GIGA, SINTERED, WET, BARE], ids=lambda plant: plant.name)
def test_every_number_can_be_found_again_or_says_that_it_is_assumed(plant: dbetwin.Plant) -> None:
    written = dict(numbers(plant.document.values))
    assert len(written) > 400
    for path, value in written.items():
        origin = plant.provenance.get(path, Provenance())
        if origin.assumed:
            assert origin.range is not None, path
            assert origin.range[0] < origin.range[1], path
            continue
        findable = any(pattern.search(origin.source) for pattern in FOUND_AGAIN)
        assert findable or (value == 0 and NOTHING.search(origin.source)), f"{path} = {value}: {origin.source!r}"
