"""The nip of a pair of rolls: what a line load makes of an electrode's porosity."""

from __future__ import annotations

from pydantic import Field

from dbetwin.documents import sourced
from dbetwin.physics.film.compaction import Compaction, compacted_porosity, compaction_resistance, sprung_back
from dbetwin.stations.contract import StationSettings


class NipSettings(StationSettings):
    """Settings of a station that presses a web between rolls."""

    line_load_N_per_mm: float = Field(ge=0)
    roll_temperature_C: float = Field(gt=0, lt=300)
    roll_diameter_m: float = Field(gt=0)
    porosity_least: float = Field(ge=0, lt=1, description="that no load goes below")
    compaction_resistance_N_per_mm: float = Field(
        gt=0, description="line load that takes 63 % of the way, at 25 C, the reference loading and roll"
    )
    reference_loading_mg_cm2: float = Field(gt=0, description="of one face, to which the resistance belongs")
    reference_roll_m: float = sourced(0.8, assumed=(0.25, 1.0), note="diameter to which the resistance belongs", gt=0)
    softening_per_K: float = sourced(0.004, assumed=(0.002, 0.006), note="warm rolls need less load", ge=0)
    fracture_load_N_per_mm: float = sourced(1500.0, assumed=(800, 3000), note="particles begin to break", gt=0)
    springback: float = sourced(0.04, assumed=(0.01, 0.10), note="of the thickness after the nip", ge=0)


def porosity_after(settings: NipSettings, porosity_fed: float, loading_mg_cm2: float, load_ratio: float = 1.0) -> float:
    """Porosity that the line load leaves of what is fed, after the web has sprung back.

    Load beyond the one that breaks particles breaks more of them and closes no more pores.
    """
    resistance = 1e3 * float(
        compaction_resistance(
            settings.compaction_resistance_N_per_mm,
            loading_mg_cm2 / settings.reference_loading_mg_cm2,
            settings.roll_diameter_m / settings.reference_roll_m,
            settings.roll_temperature_C - 25.0,
            settings.softening_per_K,
        )
    )
    material = Compaction(porosity_fed, settings.porosity_least, resistance)
    load = min(settings.line_load_N_per_mm * load_ratio, settings.fracture_load_N_per_mm)
    pressed = compacted_porosity(1e3 * load, material)
    return min(float(sprung_back(pressed, settings.springback)), porosity_fed)
