"""Published points about resistance: refits, predictions, and what is not predicted.

How a published treatment is put into inputs of the model. Lithium was pressed at 3 MPa and 25 C (no source states its
pressure), on a garnet of 0.5 mS/cm with the usual asperities and spacing. The film of a sample is what its resistance
before the treatment tells, with the same pressing and heat; a sample that was cleaned has what a treatment leaves.
A layer that was put on covers all of the face; it makes 0.95 of the film harmless on a cleaned face, else one half.
Where a source speaks of lithium that wets, it was molten; where it says nothing, it saw the usual heat treatment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from scipy.optimize import brentq

from dbetwin.interface.face.constriction import constriction_asr_ohm_cm2
from dbetwin.interface.face.contact import lithium_hardness, plastic_contact
from dbetwin.interface.face.resistance import Interlayer, interface_asr_ohm_cm2
from dbetwin.interface.face.surface_film import Treatment, film_asr_ohm_cm2, film_thickness_nm
from dbetwin.interface.face.wetting import Constants as Heat
from dbetwin.interface.face.wetting import covered_by_film, formed_contact, wetting_extent
from dbetwin.interface.published import Point, published
from dbetwin.interface.separator.resistance import protonated_share
from dbetwin.materials import load_material
from dbetwin.physics.air.humidity import vapour_pressure_over_water

LITHIUM, GARNET = load_material("lithium"), load_material("llzo")
PRESSED_MPA, ROOM_C, MOLTEN_C = 3.0, 25.0, 250.0
SAMPLE_MS_CM = 0.5
SIX_WEEKS_H = 6 * 7 * 24.0
ROOM_AIR_PA = 0.5 * float(vapour_pressure_over_water(22.0))
"""Half saturated at 22 C."""
EXPOSED_2016_H = 16.0
"""In room air, of the pellets of 2016; not stated, taken."""
ON_CLEANED, ON_FILM = 0.95, 0.5
"""Share of the film that an interlayer makes harmless."""
THICKEST_NM = 1000.0


def contact(film_nm: float, heat_C: float = ROOM_C, coverage: float = 0.0, press_C: float = ROOM_C) -> float:
    """Contact after pressing and heat."""
    hardness = lithium_hardness(GARNET["asperity_size_um"], press_C, LITHIUM)
    heat = Heat()
    wettable = 1.0 - (1.0 - coverage) * covered_by_film(film_nm, heat.closing_film_nm)
    pressed = plastic_contact(PRESSED_MPA, hardness)
    return float(formed_contact(pressed, wetting_extent(max(heat_C, press_C), heat), wettable))


def asr(film_nm: float, touching: float, harmless: float = 0.0) -> float:
    """Of a face with a film, of which an interlayer that covers everything makes a share harmless."""
    film = float(film_asr_ohm_cm2(film_nm, GARNET["film_conductivity_S_m"])) * (1.0 - harmless)
    layer = Interlayer()
    through = 1e-5 * layer.interlayer_thickness_nm / layer.interlayer_conductivity_S_m if harmless else 0.0
    crowded = constriction_asr_ohm_cm2(touching, GARNET["contact_spacing_um"], SAMPLE_MS_CM)
    return float(interface_asr_ohm_cm2(GARNET["charge_transfer_ohm_cm2"], film + through, touching, crowded))


def film_of(resistance: float, **made: float) -> float:
    """Film that explains a resistance (nm)."""
    return float(brentq(lambda film: asr(film, contact(film, **made)) - resistance, 0.0, THICKEST_NM))


def covered(name: str, harmless: float = ON_FILM) -> float:
    """What an interlayer makes of the resistance before it, at the usual heat."""
    heat = Heat().heat_treatment_C
    film = film_of(published().points[f"{name}_before"].values[0], heat_C=heat)
    return asr(film, contact(film, heat_C=heat, coverage=1.0), harmless)


def covered_after_cleaning() -> float:
    """A layer on a cleaned face, and lithium molten on it."""
    film = Treatment().residual_film_nm
    return asr(film, contact(film, heat_C=MOLTEN_C, coverage=1.0), ON_CLEANED)


def aged() -> float:
    """What ten days of room air make of a face, lithium heated under pressure before and after as in 2016."""
    young = film_of(published().points["sharafi_2017_fresh"].values[0], press_C=175.0)
    grown = film_thickness_nm(240.0 * ROOM_AIR_PA, GARNET["film_reference_nm"], GARNET["film_reference_dose_Pa_h"])
    old = float(np.hypot(young, grown))
    return asr(old, contact(old, press_C=175.0))


def film_conductivity(point: Point) -> float:
    """Of the film that the exposure grew, from the resistance it has at the cold pressed contact."""
    dose = EXPOSED_2016_H * ROOM_AIR_PA
    film = float(film_thickness_nm(dose, GARNET["film_reference_nm"], GARNET["film_reference_dose_Pa_h"]))
    touching = contact(film)
    crowded = float(constriction_asr_ohm_cm2(touching, GARNET["contact_spacing_um"], SAMPLE_MS_CM))
    alone = (point.values[0] - crowded) * touching - GARNET["charge_transfer_ohm_cm2"]
    return 1e-5 * film / alone


def residual_film(point: Point) -> float:
    """What is left of the film where lithium is molten on a face that was heated clean (nm)."""
    return film_of(point.values[0], heat_C=MOLTEN_C)


def protonation_dose(before: Point, after: Point) -> float:
    dose = 0.8 * SIX_WEEKS_H * float(vapour_pressure_over_water(22.0))
    return -dose / float(np.log(after.values[0] / before.values[0]))


def kept_in_dry_air() -> float:
    dose = 0.05 * SIX_WEEKS_H * float(vapour_pressure_over_water(22.0))
    return float(protonated_share(dose, GARNET["protonation_dose_Pa_h"]))


REFITS: Mapping[str, Callable[..., float]] = {
    "materials.llzo.film_conductivity_S_m": film_conductivity,
    "materials.llzo.protonation_dose_Pa_h": protonation_dose,
    "interface_constants.surface_film.residual_film_nm": residual_film,
}
PREDICTIONS: Mapping[str, Callable[[], Any]] = {
    "han_2017_coated": covered_after_cleaning,
    "luo_2017_germanium": lambda: covered("luo_2017_germanium"),
    "luo_2016_silicon": lambda: covered("luo_2016_silicon"),
    "fu_2017_aluminium": lambda: covered("fu_2017_aluminium"),
    "cheng_2014_polished": lambda: asr(0.0, contact(0.0)),
    "sharafi_2017_aged": aged,
    "xia_2017_dry": kept_in_dry_air,
}
BEFORE = "it stands for the film that the sample had, with which the resistance after the treatment is predicted"
NOT_PREDICTED: Mapping[str, str] = {
    "han_2017_coated_before": "the film of that sample is not known, and the one after cleaning does not depend on it",
    "luo_2017_germanium_before": BEFORE,
    "luo_2016_silicon_before": BEFORE,
    "fu_2017_aluminium_before": BEFORE,
    "sharafi_2017_fresh": BEFORE,
    "cheng_2014_exposed": "how long the sample lay in air is not stated",
    "cheng_2015_grains": "no model says how the grains of a surface change its film or its contact",
    "cheng_2015_large_grains": "the same, and from memory",
    "sharafi_2017_angles": "the models know how much of a face is wetted, no angle",
    "krauskopf_2020_charge_transfer": "charge transfer is an input; the default of 1 ohm cm2 is above what this says",
}
