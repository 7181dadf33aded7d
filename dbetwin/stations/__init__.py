"""The plant in walking order: one module per unit operation, found by its kind."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from dbetwin.stations.contract import Station

KINDS = (
    "powder_receiving",
    "granulator",
    "fluidized_bed_coater",
    "ald_coater",
    "dry_coater",
    "hold",
    "annealing_furnace",
    "silicon_infiltrator",
    "dry_mixer",
    "kneader",
    "slurry_mixer",
    "film_calender",
    "slurry_coater",
    "lithium_laminator",
    "calender",
    "web_calender",
    "vacuum_dryer",
    "composite_separator",
    "tape_caster",
    "sintering_furnace",
    "separator_laminator",
    "cutter",
    "stacker",
    "tab_welder",
    "pouch_sealer",
    "isostatic_press",
    "hipot_tester",
    "formation",
    "impedance_tester",
    "ageing",
    "end_of_line",
    "machine",
)
"""Kinds of station, in the order in which the material meets them, the plain machine last; each is a module here."""


def station(kind: str) -> Station:
    """The module of a kind of station; imported when it is first asked for."""
    if kind not in KINDS:
        raise KeyError(kind)
    return cast(Station, import_module(f"{__name__}.{kind}"))
