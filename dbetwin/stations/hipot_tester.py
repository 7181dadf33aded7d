"""Hi-pot tester: a voltage across the dry cell, and a limit on the current that leaks.

A healthy cell leaks in proportion to 1 / thickness of its separator. A hole leaks far more, but not every hole
does: some are half closed by what the press pushed into them, pass, and stay in the cell.

Assumptions: the leak through a hole, over that of a healthy cell, is lognormal; what is read is the electrons' share,
so the voltage is held until no ion moves any more, or stays below that at which lithium would pass.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.celldesign.faces import standard_normal
from dbetwin.columns.causes import EDGE, HOLE
from dbetwin.documents import sourced
from dbetwin.interface.separator.pinholes import cluster_parameter, hole_probability
from dbetwin.randomness import Random
from dbetwin.stations.contract import Air, Behaviour, Condition, Material, Result, StationSettings, Unit
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered
from dbetwin.stations.elements.inspection import Floats, Readings, above, measured, rejected_by
from dbetwin.stations.elements.true_cause import with_truth

__all__ = ["added_kg", "consumption", "figures", "minutes", "stops", "transform", "worn"]

KIND = "hipot_tester"
BEHAVIOUR: Behaviour = "passing"
OUTPUT: Unit = "cells"
PORTS = ("cells",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ("pinhole", "pinhole_leak", "leak_noise")
SHORT = "pinhole short"
REJECTS = (SHORT,)
"""Causes for which cells are rejected here."""
LIMITS = ("leak_ratio_max",)


class Settings(StationSettings):
    """Hi-pot tester, per machine."""

    kind: Literal["hipot_tester"] = "hipot_tester"
    seconds_per_cell: float = Field(gt=0)
    hole_leak_ratio: float = sourced(
        10.0, assumed=(3.0, 100.0), note="median leak through a hole over that of a healthy cell", gt=0
    )
    hole_leak_scatter: float = sourced(0.8, assumed=(0.4, 1.5), note="sigma of its logarithm", ge=0)
    leak_noise_cv: float = sourced(0.05, assumed=(0.02, 0.15), note="of the measured current", ge=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """The cell itself."""
    return {"cells": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of a tray."""
    return scattered(lot.amount * settings.seconds_per_cell / 60, settings.time_cv, rng)


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """How well the test tells a hole from none."""
    limit = lot.design.limits.leak_ratio_max
    found: dict[str, float | str] = {"cells_per_h": 3600 / settings.seconds_per_cell, **_healthy(lot.design)}
    if limit is not None and limit > 1.0 and settings.hole_leak_scatter > 0.0:
        below = math.log((limit - 1.0) / settings.hole_leak_ratio) / settings.hole_leak_scatter
        found["holes_that_pass_pct"] = 50.0 * math.erfc(-below / math.sqrt(2.0))
    return found


def _healthy(design: Design) -> dict[str, float | str]:
    """Leak of a healthy cell per volt, ``sigma_e A / h``; nobody knows what a composite conducts."""
    product = design.product
    if product.separator != "dense":
        return {}
    per_cm2 = 1e10 * design.materials["llzo"]["electronic_conductivity_S_cm"] / product.separator_thickness_um
    return {
        "healthy_leak_at_1_V_uA_cm2": per_cm2,
        "healthy_leak_at_1_V_mA": 1e-3 * per_cm2 * product.faces * product.cathode_area_cm2,
    }


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Draw who has a hole, measure the leak, reject what leaks."""
    cells, design = lot.cells, lot.design
    assert cells is not None
    draws = cells.draws
    hole = np.zeros(len(cells))
    if design.interface["pinholes"] != "none":
        sheets, clustering = design.product.double_cathodes, cluster_parameter(design)
        chance = hole_probability(cells["pinholes_expected"], sheets, clustering)
        hole = (draws["pinhole"] < chance).astype(np.float64)
    truth = design.product.separator_thickness_um / cells["separator_thickness_um_mean"]
    rows = np.flatnonzero(hole)  # few: only they need to be worked out
    scatter = settings.hole_leak_scatter * standard_normal(draws["pinhole_leak"][rows])
    truth[rows] += settings.hole_leak_ratio * np.exp(scatter)
    leak = measured(truth, draws["leak_noise"], settings.leak_noise_cv)
    wrong = with_truth(cells.columns, {EDGE: cells["latent_edge"], HOLE: hole})
    cells = cells.with_columns(latent_pinhole=hole, measured_leak_ratio=leak, **wrong)
    return Result(lot.columns, cells, rejected=rejected_by(judge, settings, cells, design))


def judge(settings: Settings, readings: Readings, design: Design) -> dict[str, Floats]:
    """How far each cell leaks beyond the limit."""
    return {SHORT: above(readings["measured_leak_ratio"], design.limits.leak_ratio_max)}
