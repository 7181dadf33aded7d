"""Carbonate forms on Ta-doped garnet within 3 min of ambient air and raises the resistance of its surface.

Sahal, Guo, Chan and Rolston 2024, Batteries 10, 249, 10.3390/batteries10070249. The air is taken as half saturated at
22 C, where the source only says ambient.

A trend: after 3 min the film should be more than one layer of formula units of Li2CO3 (0.39 nm, from its density of
2.11 g/cm3), and in a dry room at -60 C it should not be there before days have passed.
"""

import numpy as np
import pytest

from dbetwin.interface.face.surface_film import film_asr_ohm_cm2, film_thickness_nm
from dbetwin.materials import load_material
from dbetwin.physics.air.humidity import vapour_pressure, vapour_pressure_over_water

GARNET = load_material("llzo")
MONOLAYER_NM = 1e7 * (73.89 / (2.11 * 6.022e23)) ** (1 / 3)
MINUTES = 3.0


def film_nm(pressure_Pa: float, minutes: float) -> float:
    dose = pressure_Pa * minutes / 60
    return float(film_thickness_nm(dose, GARNET["film_reference_nm"], GARNET["film_reference_dose_Pa_h"]))


def test_three_minutes_of_ambient_air_are_enough():
    ambient = 0.5 * float(vapour_pressure_over_water(22.0))
    grown = film_nm(ambient, MINUTES)
    resistance = float(film_asr_ohm_cm2(grown, GARNET["film_conductivity_S_m"]))
    print(f"{grown:.2f} nm, {grown / MONOLAYER_NM:.1f} layers, {resistance:.1f} ohm cm2")
    assert grown > MONOLAYER_NM
    assert resistance > 1.0


def test_a_dry_room_gives_days():
    hours = 0.5 * float(vapour_pressure_over_water(22.0)) * MINUTES / 60 / float(vapour_pressure(-60.0))
    print(f"the same film at -60 C: after {hours:.0f} h")
    assert film_nm(float(vapour_pressure(-60.0)), 60 * hours) == pytest.approx(
        film_nm(0.5 * float(vapour_pressure_over_water(22.0)), MINUTES)
    )
    assert np.log10(hours) == pytest.approx(1.79, abs=0.05)
