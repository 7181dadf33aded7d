"""The nip of a pair of rolls: what a line load makes of an electrode's porosity, and what comes back after it.

A web rests between the nip and the next station: in a store, under vacuum, on the cutter. Its springback goes on with
the logarithm of time, so that ``rest_h`` need not be known well: tenfold the time is one per cent of the thickness.
"""

from __future__ import annotations

from pydantic import Field

from dbetwin.documents import sourced
from dbetwin.physics.film.compaction import Compaction, compacted_porosity, compaction_resistance
from dbetwin.physics.film.springback import springback, sprung_back
from dbetwin.stations.contract import StationSettings

SOFTENING_C = (25.0, 120.0)
"""Roll temperatures between which the softening is known, roughly."""


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
    springback: float = sourced(
        0.04, assumed=(0.01, 0.10), note="of the thickness, an hour after pressing to the least porosity", ge=0
    )
    springback_even: float = sourced(
        0.5, assumed=(0, 1), note="share of it that comes back however little was pressed", ge=0, le=1
    )
    springback_per_decade: float = sourced(0.01, assumed=(0.005, 0.02), note="more in ten times the time", ge=0)
    rest_h: float = sourced(24.0, assumed=(4, 200), note="from the nip until the web is pressed again or cut", ge=0)


def resistance_N_per_m(settings: NipSettings, loading_mg_cm2: float) -> float:
    """Line load that takes 63 % of the way, for this web on these rolls."""
    return 1e3 * float(
        compaction_resistance(
            settings.compaction_resistance_N_per_mm,
            loading_mg_cm2 / settings.reference_loading_mg_cm2,
            settings.roll_diameter_m / settings.reference_roll_m,
            settings.roll_temperature_C - 25.0,
            settings.softening_per_K,
        )
    )


def porosity_in_nip(
    settings: NipSettings, porosity_fed: float, loading_mg_cm2: float, load_ratio: float = 1.0
) -> float:
    """Porosity at the narrowest place; load beyond the one that breaks particles closes no more pores."""
    material = Compaction(porosity_fed, settings.porosity_least, resistance_N_per_m(settings, loading_mg_cm2))
    load = min(settings.line_load_N_per_mm * load_ratio, settings.fracture_load_N_per_mm)
    return min(float(compacted_porosity(1e3 * load, material)), porosity_fed)


def growth_after(settings: NipSettings, porosity_fed: float, in_nip: float) -> float:
    """Springback of the thickness until the web is used, relative."""
    way = porosity_fed - settings.porosity_least
    degree = (porosity_fed - in_nip) / way if way > 0 else 0.0
    return float(
        springback(
            settings.springback, degree, settings.springback_even, settings.rest_h, settings.springback_per_decade
        )
    )


def porosity_at_rest(settings: NipSettings, porosity_fed: float, in_nip: float) -> float:
    """Porosity once the web has sprung back; a nip never leaves a web looser than it came."""
    return min(float(sprung_back(in_nip, growth_after(settings, porosity_fed, in_nip))), porosity_fed)


def porosity_after(settings: NipSettings, porosity_fed: float, loading_mg_cm2: float, load_ratio: float = 1.0) -> float:
    """Porosity that the line load leaves of what is fed, after the web has sprung back."""
    return porosity_at_rest(settings, porosity_fed, porosity_in_nip(settings, porosity_fed, loading_mg_cm2, load_ratio))


def nip_outside(settings: NipSettings) -> tuple[str, ...]:
    """Models of the nip that these settings are beyond the range of."""
    found = []
    if settings.line_load_N_per_mm > settings.fracture_load_N_per_mm:
        found.append("line load above the one that breaks particles")
    if not SOFTENING_C[0] <= settings.roll_temperature_C <= SOFTENING_C[1]:
        found.append("rolls outside 25 to 120 C: softening of the electrode")
    return tuple(found)
