"""Published points about silicon: refits, predictions, and what is not predicted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from dbetwin.interface.published import Point
from dbetwin.interface.silicon.confinement import FILM_SOC
from dbetwin.interface.silicon.cracking import whole_diameter
from dbetwin.materials import load_material
from dbetwin.physics.silicon.alloy import biaxial_modulus, fracture_energy
from dbetwin.physics.silicon.coupling import film_pressure, shift_per_pressure
from dbetwin.physics.silicon.fracture import film_limit, release_rate

SILICON = load_material("silicon")
FULL_CAPACITY_MAH_G = 3579.0
"""Of silicon, Li15Si4."""


def itself(point: Point) -> float:
    return float(np.mean(point.values))


def crack_geometry(point: Point) -> float:
    energy, modulus = fracture_energy(0.1, 8.5, 6.15), biaxial_modulus(0.1, 70e9, 35e9)
    return float(2 * energy * modulus / ((1.75e9) ** 2 * 1e-9 * point.values[0]))


def film_shift() -> float:
    """By theory, without the factor that would fit the measurement (mV/GPa)."""
    shift = shift_per_pressure(1e-6 * SILICON["partial_molar_volume_cm3_mol"])
    return float(1e12 * shift * film_pressure(1.0))


def film_capacity() -> float:
    """A film at no current, down to the cut-off (mAh/g)."""
    return FULL_CAPACITY_MAH_G * float(FILM_SOC((np.zeros(1),))[0])


def thickest_film() -> float:
    """At full charge, under the tension with which discharge begins (nm)."""
    modulus = 1e9 * SILICON["biaxial_modulus_high_lithium_GPa"]
    stress = 1e9 * SILICON["tensile_flow_stress_GPa"]
    return 1e9 * float(film_limit(SILICON["interface_fracture_energy_J_m2"], modulus, stress))


REFITS: Mapping[str, Callable[..., float]] = {
    "materials.silicon.biaxial_modulus_low_lithium_GPa": itself,
    "materials.silicon.biaxial_modulus_high_lithium_GPa": itself,
    "materials.silicon.flow_stress_start_GPa": itself,
    "materials.silicon.tensile_flow_stress_GPa": itself,
    "materials.silicon.fracture_energy_low_lithium_J_m2": itself,
    "materials.silicon.fracture_energy_high_lithium_J_m2": itself,
    "materials.silicon.crack_geometry_factor": crack_geometry,
    "materials.silicon.interface_fracture_energy_J_m2": lambda film: float(
        release_rate(1e9, 1e-9 * film.values[0], 50e9)
    ),
}
PREDICTIONS: Mapping[str, Callable[[], Any]] = {
    "sethuraman_2010_shift_predicted": film_shift,
    "sethuraman_2010_shift_measured": lambda: [film_shift(), film_shift()],
    "mcdowell_2013_amorphous_diameter": lambda: float(whole_diameter(0.5, SILICON["flow_stress_half_GPa"], SILICON)),
    "ferraresi_2018_first_capacity": film_capacity,
    "ping_2019_film": thickest_film,
    "ping_2019_capacity": film_capacity,
}
NOT_PREDICTED: Mapping[str, str] = {
    "xie_2010_film_diffusivity": "a property: within the range of the assumed diffusivity of domains",
    "wang_2015_alloy_diffusivity": "a property: five decades above films, and what a way over charged silicon needs",
    "tan_2021_silicon_alone": "fade over cycles; of transport it says that silicon alone carries 5 mA/cm2",
    "afyon_2019_contact": "fade over cycles, and no number",
    "piper_2013_pressure": "neither the direction nor a number is known",
    "ping_2019_first_cycle": "lithium lost in the first cycle is a setting of the product, not a result",
}
