"""Isostatic press: squeezes a batch of sealed pouches in a warm fluid. Pores close, faces come into contact.

The porosity that is left falls exponentially with pressure; part of the calender's work is remembered. It is reached
with a time constant that an Arrhenius law shortens with temperature: a cold press does not get there. Mass stays, so
the coating gets thinner. Garnet grains are too hard for it: it works on polymer, lithium and interfaces.

Assumptions: every number of the law is assumed; a coating is never opened by pressing; pressure comes up at once, so
no edge cracks from pressing fast; what pressure, temperature and dwell make of the anode's contact is the interface
models' matter and is only noted here. A gauge reads how thick each pouch comes out; nothing is graded by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dbetwin.celldesign.cell import Rows, stack_of
from dbetwin.celldesign.design import Design
from dbetwin.celldesign.electrode import thickness_um
from dbetwin.celldesign.faces import standard_normal
from dbetwin.celldesign.recipe import cathode_recipe
from dbetwin.celldesign.silicon_carbon import silicon_anode
from dbetwin.celldesign.stack import thickness_table_um
from dbetwin.documents import sourced
from dbetwin.physics.press.densification import closing_time, final_porosity, pressed_porosity
from dbetwin.randomness import Random
from dbetwin.stations.contract import Air, Behaviour, Condition, Material, Result, StationSettings, Unit
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered
from dbetwin.stations.elements.lineage import lot_id

__all__ = ["added_kg", "consumption", "figures", "minutes", "stops", "transform", "worn"]

Floats = NDArray[np.float64]

KIND = "isostatic_press"
BEHAVIOUR: Behaviour = "batch"
OUTPUT: Unit = "cells"
PORTS = ("pouches",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ("thickness_noise",)

VALID = ((100.0, 600.0), (25.0, 150.0), (60.0, 1800.0))
"""Pressures in MPa, temperatures in C and dwells in s that are spoken of for cells."""


@dataclass(frozen=True)
class Goal:
    """Porosity that a coating is meant to end with, and that with which it is meant to come in."""

    wanted: float
    set_up: float


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
    closing_s: float = sourced(20.0, assumed=(10.0, 30.0), note="time constant at the reference temperature", gt=0)
    reference_temperature_C: float = sourced(80.0, source="definition", note="at which the catholyte is soft", gt=-50)
    softening_kJ_per_mol: float = sourced(50.0, assumed=(20.0, 100.0), note="flow of the catholyte", ge=0)
    pressure_cv: float = sourced(0.02, assumed=(0.005, 0.05), note="batch to batch", ge=0)
    temperature_sd_C: float = sourced(3.0, assumed=(1.0, 6.0), note="batch to batch", ge=0)
    thickness_noise_um: float = sourced(5.0, assumed=(2.0, 20.0), note="of the gauge that a pressed pouch passes", ge=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """One pouch a cell."""
    return {"pouches": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of a batch, full or not."""
    return scattered(settings.handling_min + settings.dwell_s / 60, settings.time_cv, rng)


def closing_s(settings: Settings, temperature_C: float) -> float:
    """Time constant with which pores close at a temperature."""
    activation = 1e3 * settings.softening_kJ_per_mol
    return float(closing_time(settings.closing_s, temperature_C, settings.reference_temperature_C, activation))


def after_pressing(settings: Settings, before: Floats, goal: Goal, pressure_MPa: float, temperature_C: float) -> Floats:
    """Porosity after pressing."""
    before = np.maximum(before, 0.0)
    above = 1e6 * (pressure_MPa - settings.reference_pressure_MPa)
    scale = 1e6 * settings.pressure_scale_MPa
    final = final_porosity(goal.wanted, above, scale, before / goal.set_up, settings.memory)
    closing = closing_s(settings, temperature_C)
    return np.asarray(pressed_porosity(before, final, settings.dwell_s, closing))


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """How far and how fast pores close at the press's own setting."""
    goal = _goals(settings, lot.design)["cathode"]
    before = np.array([goal.set_up])
    at_set_up = after_pressing(settings, before, goal, settings.pressure_MPa, settings.temperature_C)
    endless = settings.model_copy(update={"dwell_s": 1e9})
    closing = closing_s(settings, settings.temperature_C)
    return {
        "closing_time_s": closing,
        "dwell_over_closing_time": settings.dwell_s / closing,
        "cathode_porosity_before": goal.set_up,
        "cathode_porosity_after": float(at_set_up[0]),
        "cathode_porosity_after_endless_dwell": float(
            after_pressing(endless, before, goal, settings.pressure_MPa, settings.temperature_C)[0]
        ),
        "cells_per_h": 60 * settings.lot_cells / (settings.handling_min + settings.dwell_s / 60),
    }


def _goals(settings: Settings, design: Design) -> dict[str, Goal]:
    """Coatings that the press works on, by electrode; a lithium foil has no pores."""
    product = design.product
    goals = {"cathode": Goal(product.cathode_porosity, settings.cathode_calendered_porosity)}
    if product.anode == "silicon":
        goals["anode"] = Goal(product.anode_porosity, settings.anode_calendered_porosity)
    return goals


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Pores close and thickness follows; pressure, temperature and dwell of the batch are noted."""
    cells = lot.cells
    assert cells is not None
    pressure = settings.pressure_MPa * max(1.0 + settings.pressure_cv * float(rng.standard_normal()), 0.0)
    temperature = settings.temperature_C + settings.temperature_sd_C * float(rng.standard_normal())
    known: dict[str, Floats | float] = {
        "press_batch": lot_id(lot),
        "press_pressure_MPa": pressure,
        "press_temperature_C": temperature,
        "press_dwell_min": settings.dwell_s / 60.0,
        "outside_press": float(_is_outside(settings, pressure, temperature)),
    }
    for electrode, goal in _goals(settings, lot.design).items():
        after = after_pressing(settings, cells[f"{electrode}_porosity"], goal, pressure, temperature)
        anode = electrode == "anode"
        recipe = silicon_anode(lot.design, cells.columns) if anode else cathode_recipe(lot.design)
        loading, solids = cells[f"{electrode}_loading_mg_cm2_mean"], recipe.solids_g_cm3
        known[f"{electrode}_porosity"] = after
        known[f"{electrode}_thickness_um_mean"] = thickness_um(loading, solids, after)
    pressed = {**cells.columns, **{name: np.asarray(value) for name, value in known.items()}}
    noise = settings.thickness_noise_um * standard_normal(cells.draws["thickness_noise"])
    known["measured_thickness_mm"] = 1e-3 * (_pouch_um(lot.design, pressed) + noise)
    return Result(lot.columns, cells.with_columns(**known))


def _pouch_um(design: Design, rows: Rows) -> Floats:
    """Thickness of the stack in its laminate."""
    return np.asarray(sum(thickness_table_um(stack_of(design, rows)).values()) + 2.0 * design.product.laminate_um)


def _is_outside(settings: Settings, pressure_MPa: float, temperature_C: float) -> bool:
    """Whether a batch is pressed as nobody is known to press cells."""
    values = (pressure_MPa, temperature_C, settings.dwell_s)
    return not all(low <= value <= high for value, (low, high) in zip(values, VALID, strict=True))
