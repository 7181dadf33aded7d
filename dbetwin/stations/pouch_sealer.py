"""Pouch sealer: puts the stack into its laminate and closes it under vacuum. The clocks of its surfaces stop here.

Lithium that has by now stood in air for too long is taken off, by the limit that the stacker held it to.

Assumptions: a seam is tight or the cell is part of the handling loss.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.cell import pouch_of
from dbetwin.celldesign.design import Design
from dbetwin.celldesign.pouch import pouch_mass_table
from dbetwin.randomness import Random
from dbetwin.stations.contract import Air, Behaviour, Condition, Material, Result, StationSettings, Unit
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered
from dbetwin.stations.stacker import judged_for_air, lithium_layer_nm

__all__ = ["added_kg", "consumption", "figures", "minutes", "stops", "transform", "worn"]

KIND = "pouch_sealer"
BEHAVIOUR: Behaviour = "passing"
OUTPUT: Unit = "cells"
PORTS = ("stacks",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "time only"
DRAWS: tuple[str, ...] = ()
LIMITS = ("lithium_layer_max_nm",)


class Settings(StationSettings):
    """Pouch sealer, per machine."""

    kind: Literal["pouch_sealer"] = "pouch_sealer"
    seconds_per_cell: float = Field(gt=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """One stack a cell."""
    return {"stacks": 1.0}


def added_kg(settings: Settings, design: Design) -> float:
    """Laminate, and what the product names beside it."""
    masses = pouch_mass_table(pouch_of(design))
    return 1e-3 * (masses["laminate"] + masses["extra"])


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of a tray."""
    return scattered(lot.amount * settings.seconds_per_cell / 60, settings.time_cv, rng)


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """What lithium grew in air up to here; nothing happens inside to any other cell."""
    if lot.design.product.anode != "lithium" or lot.cells is None:
        return {}
    return {"lithium_layer_nm": float(lithium_layer_nm(lot.design, lot.cells["lithium_exposure_Pa_h"]).mean())}


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Note the layer that grew on lithium, if there is any, and judge it; nothing grows from here on."""
    cells = lot.cells
    assert cells is not None
    if lot.design.product.anode != "lithium":
        return Result(lot.columns, cells)
    layer = lithium_layer_nm(lot.design, cells["lithium_exposure_Pa_h"])
    return judged_for_air(lot.design, Result(lot.columns, cells.with_columns(lithium_layer_nm=layer)))
