"""Published points about filaments and garnet's strength: refits, predictions, and what is not predicted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from scipy.optimize import brentq

from dbetwin.interface.arrhenius import speedup
from dbetwin.interface.lithium.crack_limit import (
    Constants,
    boundary_toughness,
    crack_limited_current,
    fracture_toughness,
    opening_pressure,
)
from dbetwin.interface.lithium.critical_current import Constants as Combination
from dbetwin.interface.lithium.critical_current import combined_current
from dbetwin.interface.lithium.void_limit import void_limited_current
from dbetwin.interface.published import Point
from dbetwin.interface.separator.ceramic_fracture import young_modulus
from dbetwin.materials import load_material

LITHIUM, GARNET = load_material("lithium"), load_material("llzo")
SERIES_C = (30.0, 70.0, 100.0, 130.0, 160.0)
RESISTANCE_2016, SAMPLE_MS_CM = 514.0, 0.5
TOUGHNESS, FLAW_UM, PRESSURE_MPA = 1.0, 30.0, 3.0
"""Taken for the pellets of the series, inside their ranges; nobody measured them."""


def crack_limit(asr: float, flaw_um: float, conductivity: float, toughness: float = TOUGHNESS) -> float:
    usual = Constants()
    pressure = opening_pressure(flaw_um, toughness, usual.shape_factor, usual.residual_MPa)
    flaw_asr = usual.path_factor * 0.1 * flaw_um / conductivity
    return float(crack_limited_current(pressure, asr, flaw_asr, LITHIUM["molar_volume_cm3_mol"]))


def critical(asr: float, celsius: float, activation_eV: float, pressure_MPa: float = PRESSURE_MPA) -> float:
    """Of a pellet with full contact whose resistance is given at 25 C (mA/cm2)."""
    kelvin = celsius + 273.15
    conductivity = SAMPLE_MS_CM * speedup(GARNET["conductivity_activation_eV"], kelvin)
    crack = crack_limit(asr / speedup(activation_eV, kelvin), FLAW_UM, conductivity)
    void = void_limited_current(1.0, pressure_MPa, kelvin, LITHIUM)
    return float(combined_current([np.asarray(crack), void], Combination().combination))


def interface_activation(series: Point) -> float:
    def mean_log_ratio(activation_eV: float) -> float:
        model = [critical(RESISTANCE_2016, celsius, activation_eV) for celsius in SERIES_C]
        return float(np.mean(np.log(np.array(model) / series.values)))

    return float(brentq(mean_log_ratio, 0.2, 1.0))


def toughness_decay(at_83: Point) -> float:
    return float(np.log(GARNET["fracture_toughness_MPa_sqrt_m"] / at_83.values[0]) / 0.15)


def modulus_without_pores(at_3: Point) -> float:
    return float(at_3.values[0] * np.exp(GARNET["young_modulus_porosity_decay"] * 0.03))


def modulus_decay(at_6: Point) -> float:
    return float(np.log(GARNET["young_modulus_pore_free_GPa"] / at_6.values[0]) / 0.06)


def room(asr: float, pressure_MPa: float = PRESSURE_MPA) -> float:
    return critical(asr, 25.0, GARNET["charge_transfer_activation_eV"], pressure_MPa)


def dense_garnet() -> float:
    whole = fracture_toughness(0.01, GARNET)
    soft = float(boundary_toughness(whole, GARNET["grain_boundary_stiffness_ratio"]))
    return crack_limit(2.0, FLAW_UM, SAMPLE_MS_CM, soft)


REFITS: Mapping[str, Callable[..., float]] = {
    "materials.llzo.charge_transfer_activation_eV": interface_activation,
    "materials.llzo.fracture_toughness_MPa_sqrt_m": lambda at_98: at_98.values[0],
    "materials.llzo.fracture_toughness_porosity_decay": toughness_decay,
    "materials.llzo.young_modulus_pore_free_GPa": modulus_without_pores,
    "materials.llzo.young_modulus_porosity_decay": modulus_decay,
}
PREDICTIONS: Mapping[str, Callable[[], Any]] = {
    "flatscher_2020_best": lambda: room(2.0, pressure_MPa=0.0),
    "sharafi_2017_clean": lambda: room(2.0),
    "dense_2025_garnet": dense_garnet,
    "lowack_2026_flaw_exponent": lambda: np.log2(crack_limit(0.0, 20.0, 0.5) / crack_limit(0.0, 10.0, 0.5)),
    "hu_2022_modulus": lambda: young_modulus(0.02, GARNET),
    "wolfenstine_2013_toughness": lambda: fracture_toughness(0.03, GARNET),
    "fu_2017_strength": lambda: GARNET["weibull_strength_MPa"] * 0.9 ** (-1.0 / GARNET["weibull_modulus"]),
    "fu_2017_modulus": lambda: young_modulus(0.02, GARNET),
}
NOT_PREDICTED: Mapping[str, str] = {
    "dense_2025_argyrodite": "no toughness, flaws or voids of the sulfide are among the materials",
    "kazyak_2020_opening": "a mechanism, which the crack limit takes for granted",
    "mcconohy_2023_stress": "numbers not read; compression raises the crack limit, which is tested as a trend",
    "protocol_2023_steps": "the critical current has no protocol: it is a limit for a steady current",
    "zhang_2024_contours": "no model has a contoured interface",
}
