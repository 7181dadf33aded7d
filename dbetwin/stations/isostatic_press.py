"""Isostatic press: squeezes a batch of sealed pouches in a warm fluid. Pores close, faces come into contact.

The porosity that is left falls exponentially with pressure; part of the calender's work is remembered. Mass stays,
so the coating gets thinner. Garnet grains are too hard for it: it works on polymer, lithium and interfaces.

Assumptions: every number of the law is assumed; a coating is never opened by pressing; what pressure and
temperature make of the anode's contact is the interface models' matter and is only noted here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.celldesign.electrode import thickness_um
from dbetwin.celldesign.recipe import anode_recipe, cathode_recipe
from dbetwin.documents import sourced
from dbetwin.randomness import Random
from dbetwin.stations.contract import Air, Behaviour, Condition, Material, Result, StationSettings, Unit
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.duration import scattered
from dbetwin.stations.lineage import lot_id

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

Floats = NDArray[np.float64]

KIND = "isostatic_press"
BEHAVIOUR: Behaviour = "batch"
OUTPUT: Unit = "cells"
PORTS = ("pouches",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()

VALID_PRESSURE_MPA = (100.0, 600.0)


class Settings(StationSettings):
    """Isostatic press, per machine."""

    kind: Literal["isostatic_press"] = "isostatic_press"
    lot_cells: float = Field(gt=0, description="cells of one batch")
    pressure_MPa: float = Field(gt=0)
    temperature_C: float = Field(gt=0)
    dwell_s: float = Field(gt=0, description="at pressure")
    handling_min: float = Field(ge=0, description="load, pressurise, release, unload")
    cathode_calendered_porosity: float = Field(gt=0, lt=1, description="that the press is set up for")
    anode_calendered_porosity: float = Field(gt=0, lt=1, description="that the press is set up for")
    reference_pressure_MPa: float = sourced(
        300.0, source="definition", note="the product's porosity is that after this pressure", gt=0
    )
    pressure_scale_MPa: float = sourced(300.0, assumed=(150.0, 600.0), note="halves with every 208 MPa", gt=0)
    memory: float = sourced(0.5, assumed=(0.0, 1.0), note="0: the press wipes out what the calender did", ge=0, le=1)
    closing_s: float = sourced(20.0, assumed=(10.0, 30.0), note="time constant, warm and soft catholyte", gt=0)
    pressure_cv: float = sourced(0.02, assumed=(0.005, 0.05), note="batch to batch", ge=0)
    temperature_sd_C: float = sourced(3.0, assumed=(1.0, 6.0), note="batch to batch", ge=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """One pouch a cell."""
    return {"pouches": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of a batch, full or not."""
    return scattered(settings.handling_min + settings.dwell_s / 60, settings.time_cv, rng)


def pressed_porosity(settings: Settings, before: Floats, wanted: float, set_up: float, pressure_MPa: float) -> Floats:
    """Porosity after pressing.

    ``e = e_f + (e_i - e_f) exp(-t / t0)``, ``e_f = e_ref (e_i / e_cal)^b exp(-(P - P_ref) / P_0)``, and never more
    than before.
    """
    before = np.maximum(before, 0.0)
    squeezed = math.exp(-(pressure_MPa - settings.reference_pressure_MPa) / settings.pressure_scale_MPa)
    final = np.minimum(wanted * squeezed * (before / set_up) ** settings.memory, before)
    return np.asarray(final + (before - final) * math.exp(-settings.dwell_s / settings.closing_s))


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Pores close and thickness follows; pressure and temperature of the batch are noted."""
    cells, product = lot.cells, lot.design.product
    assert cells is not None
    pressure = settings.pressure_MPa * max(1.0 + settings.pressure_cv * float(rng.standard_normal()), 0.0)
    temperature = settings.temperature_C + settings.temperature_sd_C * float(rng.standard_normal())
    low, high = VALID_PRESSURE_MPA
    known: dict[str, Floats | float] = {
        "press_batch": lot_id(lot),
        "press_pressure_MPa": pressure,
        "press_temperature_C": temperature,
        "outside_press": float(not low <= pressure <= high),
    }
    after = pressed_porosity(
        settings, cells["cathode_porosity"], product.cathode_porosity, settings.cathode_calendered_porosity, pressure
    )
    solids = cathode_recipe(lot.design).solids_g_cm3
    known["cathode_porosity"] = after
    known["cathode_thickness_um_mean"] = thickness_um(cells["cathode_loading_mg_cm2_mean"], solids, after)
    if product.anode == "silicon":
        after = pressed_porosity(
            settings, cells["anode_porosity"], product.anode_porosity, settings.anode_calendered_porosity, pressure
        )
        solids = anode_recipe(lot.design).solids_g_cm3
        known["anode_porosity"] = after
        known["anode_thickness_um_mean"] = thickness_um(cells["anode_loading_mg_cm2_mean"], solids, after)
    return Result(lot.columns, cells.with_columns(**known))
