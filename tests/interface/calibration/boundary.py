"""Published points about grain boundaries: refits, predictions, and what is not predicted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from dbetwin.interface.lithium.crack_limit import Constants as Cracks
from dbetwin.interface.lithium.crack_limit import flaw_depth_um
from dbetwin.interface.lithium.critical_current import combined_current
from dbetwin.interface.lithium.leak_limit import Constants as Leak
from dbetwin.interface.lithium.void_limit import void_limited_current
from dbetwin.interface.published import Point
from dbetwin.interface.separator.grain_boundary import Constants, boundary_share, electron_boost, full_length_um
from dbetwin.materials import load_material
from tests.interface.calibration.filament import PRESSURE_MPA, SAMPLE_MS_CM, crack_limit

GARNET = load_material("llzo")
ROOM_K = 298.15
CLEAN_OHM_CM2, GRAIN_UM = 2.0, 5.0
"""Taken for the samples; nobody told."""


def share() -> float:
    length = full_length_um("schottky", GARNET["grain_boundary_potential_V"], ROOM_K, GARNET, Constants())
    return float(boundary_share(length, GRAIN_UM))


def leaking() -> float:
    volts, narrowing = GARNET["grain_boundary_potential_V"], GARNET["boundary_gap_narrowing_eV"]
    return GARNET["electronic_conductivity_S_cm"] * float(electron_boost(volts, narrowing, GRAIN_UM, ROOM_K, GARNET))


def leak_exponent(high: Point) -> float:
    return float(np.log(high.values[0] / Leak().reference_mA_cm2) / np.log(1e-10 / 1e-12))


def by_grain() -> list[float]:
    """Half a grain is the flaw where nothing is deeper; the leak is off."""
    void = void_limited_current(1.0, PRESSURE_MPA, ROOM_K, load_material("lithium"))
    usual = Cracks()
    flaws = flaw_depth_um(np.array([5.0, 600.0]), usual.pore_um, 0.0, usual.scratch_um)
    cracks = [crack_limit(CLEAN_OHM_CM2, float(flaw), SAMPLE_MS_CM) for flaw in flaws]
    return [float(combined_current([np.asarray(crack), void], 2.0)) for crack in cracks]


REFITS: Mapping[str, Callable[..., float]] = {
    "interface_constants.grain_boundary.core_conductivity_ratio": lambda slowdown: 1.0 / slowdown.values[0],
    "interface_constants.leak_limit.reference_mA_cm2": lambda low: low.values[0],
    "interface_constants.leak_limit.exponent": leak_exponent,
}
PREDICTIONS: Mapping[str, Callable[[], Any]] = {
    "sharafi_2016_boundary_share": share,
    "han_2019_electronic_conductivity": lambda: [leaking(), leaking()],
    "sharafi_2017_grain_critical_current": by_grain,
}
NOT_PREDICTED: Mapping[str, str] = {
    "tenhaeff_2014_temperatures": "a range of measurements; arcs of grain and boundary are a matter of the spectrum",
    "moy_2022_aluminium": "no model has a composition: a dopant acts only through the potential that a planner gives",
    "yu_2018_softening": "a constant of the material, assumed between this and none",
    "liu_2021_gap": "the narrowing of the gap is a constant, and one of 3 eV would put the leak at its cap",
    "sharafi_2017_hardness": "no model has a hardness",
}
