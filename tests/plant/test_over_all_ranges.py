"""Every kind of station, its settings anywhere in the ranges that the shipped plants assume of them: lots stay lots.

What each model does inside its range is held where it stands; this holds all settings of a station moved at once.
"""

from __future__ import annotations

import dataclasses
import functools
import math
import warnings
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin.plant import load_plant
from dbetwin.plant.alone import NEW, Response, Stand, respond, stand
from dbetwin.plant.assumptions import assumptions
from dbetwin.plant.based_on import read_layout
from dbetwin.plant.shipped import find
from dbetwin.randomness import Nominal, Streams
from dbetwin.stations import KINDS

PLANTS = ("pilot", "pilot_vapour", "lithium_metal", "wet_baseline")
SIGNED = ("silicon_pressure_GPa", "silicon_potential_V")
SHARES = ("coverage", "_tail", "_fraction", "fibrillation", "utilisation", "_lithium_loss")
NOT_SHIPPED = {"dry_coater", "impedance_tester", "machine"}
"""Kinds in no shipped plant of cells; the ranges of the first two are held with their own tests."""

PUBLISHED = {
    "sintering_furnace": {"temperature_C": (1100, 1300), "speed_m_per_min": (0.02, 1.0)},
    "calender": {"runout_um": (0, 5), "gap_accuracy_um": (0, 3)},
    "web_calender": {"runout_um": (0, 5), "gap_accuracy_um": (0, 3)},
    "ald_coater": {"growth_per_cycle_nm": (0.08, 0.15)},
    "ageing": {"dwell_h": (72, 504)},
}
"""Ranges of settings that have a source, and so state none themselves."""


def firsts() -> dict[str, tuple[str, str]]:
    """Kind to the plant and name of the first station of it."""
    found: dict[str, tuple[str, str]] = {}
    for plant in PLANTS:
        for name, each in load_plant(plant).stations.items():
            found.setdefault(each.kind, (plant, name))
    return found


STATIONS = firsts()


@functools.cache
def standing(kind: str) -> Stand:
    plant, name = STATIONS[kind]
    return stand(read_layout(find(plant)), name)


@functools.cache
def ranges(kind: str) -> st.SearchStrategy[dict[str, float]]:
    """Values of every setting that states a range, in hundredths of it."""
    each = standing(kind)
    known = type(each.settings).model_fields
    drawn: dict[str, st.SearchStrategy[float]] = {}
    for row in assumptions(each.plant):
        station, _, field = row["field"].partition(".")
        if station == each.name and field in known and row["low"] is not None:
            drawn[field] = _within(row["low"], row["high"], whole=isinstance(getattr(each.settings, field), int))
    drawn |= {field: _within(*ends, whole=False) for field, ends in PUBLISHED.get(kind, {}).items()}
    return st.fixed_dictionaries(drawn)


def _within(low: float, high: float, *, whole: bool) -> st.SearchStrategy[float]:
    if whole:
        return st.integers(int(low), int(high))
    return st.integers(0, 100).map(lambda part: float(f"{low + part * (high - low) / 100:.6g}"))


def with_settings(each: Stand, values: Mapping[str, Any]) -> Stand:
    changed = type(each.settings).model_validate({**each.settings.model_dump(), **values})
    plant = dataclasses.replace(each.plant, stations={**each.plant.stations, each.name: changed})
    return dataclasses.replace(each, plant=plant)


def assert_sane(columns: Mapping[str, float]) -> None:
    for name, value in columns.items():
        assert math.isfinite(value), name
        assert value >= 0 or name in SIGNED, name
        if name.endswith("porosity"):
            assert value < 1, name
        if name.endswith(SHARES):
            assert value <= 1 + 1e-12, name


def assert_losses_fit(found: Response) -> None:
    assert all(0 < share <= 1 + 1e-12 for share in found.losses.values())


def test_no_kind_is_left_out() -> None:
    assert {*STATIONS, *NOT_SHIPPED} == set(KINDS)


@pytest.mark.parametrize("kind", STATIONS)
def test_a_lot_of_the_nominal_kind_stays_one(kind: str) -> None:
    @settings(max_examples=25, deadline=None)
    @given(ranges(kind))
    def held(values: dict[str, float]) -> None:
        each = with_settings(standing(kind), values)
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            found = respond(each)
        assert_sane(found.columns)
        assert_losses_fit(found)
        assert 0 <= found.minutes < math.inf
        assert all(isinstance(value, str) or math.isfinite(value) for value in found.figures.values())

    held()


@pytest.mark.parametrize("kind", STATIONS)
def test_so_does_one_with_its_own_draws_and_its_mass_is_what_came_in(kind: str) -> None:
    @settings(max_examples=15, deadline=None)
    @given(ranges(kind), st.integers(0, 10_000))
    def held(values: dict[str, float], number: int) -> None:
        each = with_settings(standing(kind), values)
        module, at = each.plant.module(each.name), each.settings
        result = module.transform(at, each.lot, NEW, each.air, Streams(1).at(each.name, "ranges", number))
        assert_sane({name: value for name, value in result.columns.items() if not name.endswith("_lot")})
        lost = sum(loss.amount for loss in result.losses)
        assert lost <= each.lot.amount * (1 + 1e-9)
        if module.OUTPUT == "kg":
            taken = sum(module.consumption(at, each.plant.design).values())
            assert taken + module.added_kg(at, each.plant.design) == pytest.approx(1, abs=1e-12)
        assert module.minutes(at, each.lot, NEW, Nominal()) >= 0

    held()
