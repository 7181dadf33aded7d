"""Published points about contact: refits, predictions, and what is not predicted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from dbetwin.interface.face.constriction import constriction_asr_ohm_cm2
from dbetwin.interface.face.contact import lithium_hardness, plastic_contact
from dbetwin.interface.face.contact_in_use import Stripping
from dbetwin.interface.face.creep import closing_per_h, creep_law
from dbetwin.interface.lithium.void_limit import void_limited_current
from dbetwin.interface.published import Point
from dbetwin.materials import load_material
from dbetwin.physics.lithium.creep import creep_strain, flow_stress, reduced_time
from dbetwin.physics.lithium.voids import edge_focusing

LITHIUM, GARNET = load_material("lithium"), load_material("llzo")
ROOM_K, MASIAS_K = 298.15, 299.15
SAMPLE_MS_CM = 0.5
"""Conductivity of the pellets of 2016 (mS/cm)."""


def itself(point: Point) -> float:
    return point.values[0]


def pressure_factor(point: Point) -> float:
    return point.values[0] / 3.0 ** LITHIUM["void_pressure_exponent"]


def pressure_exponent(point: Point) -> float:
    return float(np.log(point.values[0] / LITHIUM["void_pressure_factor_mA_cm2"]) / np.log(7.0))


def contact(pressure_MPa: float, temperature_C: float) -> float:
    """Of lithium on garnet with its usual asperities."""
    return float(plastic_contact(pressure_MPa, lithium_hardness(GARNET["asperity_size_um"], temperature_C, LITHIUM)))


def resistance(fraction: float, film: float) -> float:
    """Of a face at 25 C: charge transfer and film over the contact, and constriction."""
    crowded = constriction_asr_ohm_cm2(fraction, GARNET["contact_spacing_um"], SAMPLE_MS_CM)
    return (GARNET["charge_transfer_ohm_cm2"] + film) / fraction + float(crowded)


def after_heating() -> float:
    """The film is what 5822 ohm cm2 tells of it at 3 MPa cold; the same film at the contact of 3 MPa at 175 C."""
    cold, hot = contact(3.0, 25.0), contact(3.0, 175.0)
    film = (5822.0 - resistance(cold, 0.0)) * cold
    return resistance(hot, film)


def resistance_exponent() -> float:
    """Of the constriction, at loads so small that contact is linear in pressure."""
    pressures = np.array([0.01, 0.011])
    fraction = plastic_contact(pressures, lithium_hardness(GARNET["asperity_size_um"], 25.0, LITHIUM))
    crowded = constriction_asr_ohm_cm2(fraction, GARNET["contact_spacing_um"], SAMPLE_MS_CM)
    return float(np.diff(np.log(crowded))[0] / np.log(1.1))


def creep_rates(stress_MPa: Any) -> Any:
    """Of lithium that has not hardened (1/s)."""
    law = creep_law(LITHIUM)
    return creep_strain(1e6 * np.asarray(stress_MPa), 1e-9, law) / 1e-9 * reduced_time(1.0, MASIAS_K, law)


def pressed_rates() -> Any:
    """Of lithium under a pressure, of which friction leaves a share to drive it (1/s)."""
    pressures = np.array([0.8, 1.0, 1.2, 1.48, 2.4])
    return closing_per_h(pressures, MASIAS_K, LITHIUM) / LITHIUM["gap_closing_per_strain"] / 3600.0


def yield_MPa() -> float:
    law = creep_law(LITHIUM)
    return 1e-6 * float(flow_stress(1.21e-3 / reduced_time(1.0, MASIAS_K, law), law.initial, law))


def void_limit(pressure_MPa: float) -> float:
    return float(void_limited_current(1.0, pressure_MPa, ROOM_K, LITHIUM))


def largest_focusing() -> float:
    usual = Stripping()
    return float(edge_focusing(1.0, 1e-6, usual.focusing_slope, usual.largest_focusing))


REFITS: Mapping[str, Callable[..., float]] = {
    "materials.lithium.asperity_strength_25C_MPa": itself,
    "materials.lithium.asperity_strength_90C_MPa": itself,
    "materials.lithium.asperity_size_exponent_25C": itself,
    "materials.lithium.asperity_size_exponent_90C": itself,
    "materials.lithium.void_pressure_factor_mA_cm2": pressure_factor,
    "materials.lithium.void_pressure_exponent": pressure_exponent,
    "materials.lithium.void_current_mA_cm2": itself,
}
PREDICTIONS: Mapping[str, Callable[[], Any]] = {
    "krauskopf_2019_pressed": lambda: resistance(contact(400.0, 25.0), 0.0),
    "contacts_2025_pressure_exponent": resistance_exponent,
    "xu_2017_large_pillar": lambda: lithium_hardness(9.45, 25.0, LITHIUM) / 3.0,
    "sharafi_2016_after_175C": after_heating,
    "masias_2019_creep_exponent": lambda: np.log2(creep_rates(0.6) / creep_rates(0.3)),
    "masias_2019_creep_rates": lambda: creep_rates([0.2, 0.301, 0.4, 0.6]),
    "masias_2019_compression_rates": pressed_rates,
    "masias_2019_yield": yield_MPa,
    "wang_2019_low_current": lambda: void_limit(0.4),
    "wang_2019_high_current": lambda: void_limit(2.0),
    "raj_2022_edge": largest_focusing,
}
NOT_PREDICTED: Mapping[str, str] = {
    "contacts_2025_area_exponent": "charge transfer gives -1 and constriction at a fixed spacing -0.5; with -0.5 over "
    "pressure, -1 over area says that the area measured there grew as the root of pressure, which no model here does",
    "lee_2020_built": "what a builder chose is no limit; that the press makes the contact and the stack does not is "
    "tested as a trend",
}
