"""Every kind that a layout may name is a station by the contract."""

import inspect
from pathlib import Path

import pytest

import dbetwin.stations
from dbetwin.celldesign.design import Limits
from dbetwin.stations import KINDS, station
from dbetwin.stations.contract import StationSettings, unchanged

FUNCTIONS = {
    "consumption": ["settings", "design"],
    "added_kg": ["settings", "design"],
    "minutes": ["settings", "lot", "condition", "rng"],
    "stops": ["settings", "lot", "condition", "rng"],
    "transform": ["settings", "lot", "condition", "air", "rng"],
    "worn": ["settings", "condition", "lot"],
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_a_station_by_the_contract(kind):
    module = station(kind)
    assert kind == module.KIND
    assert module.BEHAVIOUR in ("batch", "web", "passing", "store")
    assert module.OUTPUT in ("kg", "m", "sheets", "cells", "parts")
    assert module.MODEL in ("physics", "time only")
    assert module.PORTS
    assert set(module.MOUNTS) <= set(module.PORTS)
    assert issubclass(module.Settings, StationSettings)
    assert module.Settings.model_fields["kind"].default == kind
    size = {"store": f"channels_{module.OUTPUT}", "passing": "kind"}.get(module.BEHAVIOUR, f"lot_{module.OUTPUT}")
    assert size in module.Settings.model_fields
    for name, arguments in FUNCTIONS.items():
        assert list(inspect.signature(getattr(module, name)).parameters) == arguments


@pytest.mark.parametrize(
    "kind",
    [
        "fluidized_bed_coater", "film_calender", "calender", "separator_laminator", "composite_separator",
        "isostatic_press", "formation", "end_of_line",
    ],
)  # fmt: skip
def test_what_decides_about_the_interfaces_is_modelled(kind):
    module = station(kind)
    assert module.MODEL == "physics"
    assert module.transform is not unchanged


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_station_says_it_judges_by_is_a_limit_of_the_design(kind):
    assert set(getattr(station(kind), "LIMITS", ())) <= set(Limits.model_fields)


@pytest.mark.parametrize("kind", KINDS)
def test_a_station_that_changes_nothing_does_not_claim_physics(kind):
    module = station(kind)
    assert module.transform is not unchanged or module.MODEL == "time only"


def test_an_unknown_kind_is_no_module_of_the_folder():
    with pytest.raises(KeyError):
        station("contract")


def test_no_station_is_left_out_of_the_registry():
    folder = Path(dbetwin.stations.__file__).parent
    stations = {path.stem for path in folder.glob("*.py") if "\nKIND = " in path.read_text("utf-8")}
    assert stations == set(KINDS)
