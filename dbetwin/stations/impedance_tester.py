"""Impedance tester: the arcs of a formed cell at rest, and limits on the one in which the interface is seen.

The interface between anode and separator is known by its capacitance, which is also what touches: the only
measurement of contact that leaves a cell whole. Arcs that cannot be told apart are read as one, and the cold helps
with those of grain boundaries. What was settled in formation is measured here, under the same pressure.

Assumptions: noise of a fit is normal, relative and independent from arc to arc; the cell is as warm as it is said to
be; contact does not change between formation and this test; a limit stands against the reading of the nominal cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.interface.seen.analyser import fitted_arcs, nominal_reading, resistances_at
from dbetwin.interface.seen.impedance import Constants, contact_from_capacitance
from dbetwin.interface.seen.spectrum import frequencies
from dbetwin.randomness import Random
from dbetwin.stations.contract import Air, Behaviour, Condition, Material, Result, StationSettings, Unit
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered
from dbetwin.stations.elements.inspection import Floats, Readings, above, below, measured, rejected_by

__all__ = ["added_kg", "consumption", "figures", "minutes", "stops", "transform", "worn"]

KIND = "impedance_tester"
BEHAVIOUR: Behaviour = "passing"
OUTPUT: Unit = "cells"
PORTS = ("cells",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ("interface_arc_noise", "interface_capacitance_noise", "boundary_arc_noise")
ARC, CONTACT = "interface arc", "contact"
REJECTS = (ARC, CONTACT)
"""Causes for which cells are rejected here."""
LIMITS = ("interface_arc_ratio_max", "contact_ratio_min")
INTERFACE, BOUNDARY = "interface", "grain_boundary"
ANALYSER = Constants()


class Settings(StationSettings):
    """Impedance tester, per machine."""

    kind: Literal["impedance_tester"] = "impedance_tester"
    seconds_per_cell: float = Field(gt=0, description="a sweep over the cells that are measured side by side")
    temperature_C: float = sourced(
        25.0, assumed=(-30.0, 60.0), note="of the measured cell; -20 C slows grain boundaries", gt=-50, lt=150
    )
    arc_noise_cv: float = sourced(0.03, assumed=(0.02, 0.05), note="of the resistance of a fitted arc", ge=0)
    capacitance_noise_cv: float = sourced(0.10, assumed=(0.05, 0.2), note="of its capacitance", ge=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """The cell itself."""
    return {"cells": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of a tray."""
    return scattered(lot.amount * settings.seconds_per_cell / 60, settings.time_cv, rng)


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """How long a sweep takes, and how many must run at a time to keep the pace."""
    sweep_s = float((1.0 / frequencies(ANALYSER)).sum())
    return {
        "cells_per_h": 3600 / settings.seconds_per_cell,
        "sweep_s": sweep_s,
        "cells_side_by_side": float(np.ceil(sweep_s / settings.seconds_per_cell)),
    }


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Fit the arcs, compare with those of the nominal cell, reject; of cells that were not formed nothing is known."""
    cells = lot.cells
    if cells is None or "anode_asr_ohm_cm2" not in cells.columns:
        return Result(lot.columns, cells)
    known, situation = resistances_at(cells.columns, lot.design, settings.temperature_C)
    fitted, draws = fitted_arcs(known, situation, ANALYSER), cells.draws
    ohm, farad = fitted[INTERFACE]
    arc = measured(ohm, draws["interface_arc_noise"], settings.arc_noise_cv)
    capacitance = measured(farad, draws["interface_capacitance_noise"], settings.capacitance_noise_cv)
    read = {
        "measured_interface_arc_ohm_cm2": arc,
        "measured_interface_arc_uF_cm2": capacitance,
        "measured_contact_fraction": contact_from_capacitance(capacitance, ANALYSER.interface_uF_cm2),
    }
    if BOUNDARY in fitted:
        boundary = fitted[BOUNDARY][0]
        own = measured(boundary, draws["boundary_arc_noise"], settings.arc_noise_cv)
        # where both are seen in one arc, there is one reading
        read["measured_boundary_arc_ohm_cm2"] = np.where(boundary == ohm, arc, own)
    cells = cells.with_columns(**read)
    return Result(lot.columns, cells, rejected=rejected_by(judge, settings, cells, lot.design))


def judge(settings: Settings, readings: Readings, design: Design) -> dict[str, Floats]:
    """How far the arc is too large and its capacitance too small; one that is not seen rejects nobody."""
    limits, (ohm, farad) = design.limits, nominal_reading(design, settings.temperature_C)[INTERFACE]
    excess = {
        ARC: above(readings["measured_interface_arc_ohm_cm2"] / ohm, limits.interface_arc_ratio_max),
        CONTACT: below(readings["measured_interface_arc_uF_cm2"] / farad, limits.contact_ratio_min),
    }
    return {cause: np.nan_to_num(each) for cause, each in excess.items()}
