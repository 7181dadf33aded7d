"""Silicon infiltrator: deposits silicon from silane in the pores of carbon grains, for the anode.

The gas brings so much silane an hour; the pores take up nearly all of it until they fill, so the feed sets the time.
How evenly silicon grows from the rim of a grain to its middle follows from reaction against diffusion in the pores
(Thiele modulus): where it grows at the rim first, the pore mouths close and the grain holds less than its pores would.
What is left of the pores is the room that the silicon swells into; share and void go with the lot to the cell.

Assumptions: the carbon moves freely, granulated or turned in a drum (grains of 8 um alone are far too cohesive to
fluidise; that is not reckoned); pores close one by one, so that surface and way in shrink together; silane in bubbles
passes unused; grains keep their size; dust from silane that decomposes in the gas is left out; every rate is assumed.

Sources: Iya, Flagella and DiPaolo 1982, J. Electrochem. Soc. 129, 1531; Han et al. 2024, 10.34133/energymatadv.0111;
see the functions of ``dbetwin.physics.vapour``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.errors import Problem
from dbetwin.physics import GAS_CONSTANT, KELVIN
from dbetwin.physics.vapour import cvd, uptake
from dbetwin.randomness import Random
from dbetwin.stations.contract import (
    Air,
    Behaviour,
    Condition,
    Loss,
    Material,
    Result,
    StationSettings,
    Unit,
)
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered, scattered_ratio
from dbetwin.stations.elements.lineage import lot_id

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "silicon_infiltrator"
BEHAVIOUR: Behaviour = "batch"
OUTPUT: Unit = "kg"
PORTS = ("carbon",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()
LIMITS = ("silicon_tolerance",)

NORMAL_MOL_PER_M3 = 101325.0 / (GAS_CONSTANT * KELVIN)
"""Gas in a cubic metre at 0 C and one atmosphere, in which gas flows are given."""
FULLEST = 0.999
"""Of what the pores can take: the last of it takes for ever."""
MOUTHS_CLOSE = "pore mouths close before the grains hold the silicon wanted"
WARM_C = 600.0
TOO_WARM = "silane above 600 C: it decomposes in the gas, which is not modelled"


class Settings(StationSettings):
    """Silicon infiltrator, per machine."""

    kind: Literal["silicon_infiltrator"] = "silicon_infiltrator"
    lot_kg: float = Field(gt=0, description="silicon-carbon of one batch")
    target_silicon_fraction: float = Field(ge=0, lt=0.95, description="silicon in the mass of the product")
    temperature_C: float = Field(gt=300, lt=900)
    pressure_kPa: float = Field(gt=0, le=500)
    silane_fraction: float = Field(gt=0, le=1, description="of the gas, by moles")
    gas_flow_m3_per_h: float = Field(gt=0, description="at 0 C and 101.3 kPa")
    load_min: float = Field(ge=0)
    heat_min: float = Field(ge=0)
    cool_min: float = Field(ge=0, description="purge included")
    unload_min: float = Field(ge=0)
    carbon_pore_volume_cm3_per_g: float = sourced(1.0, assumed=(0.5, 1.2), note="of the porous carbon", gt=0)
    carbon_surface_m2_per_g: float = sourced(1000.0, assumed=(300, 2000), note="of its pores", gt=0)
    pore_nm: float = sourced(2.0, assumed=(1.0, 5.0), note="width of its pores", gt=0)
    tortuosity: float = sourced(4.0, assumed=(2.0, 8.0), note="of its pores", ge=1)
    activation_kJ_per_mol: float = sourced(
        162.0, source="Iya, Flagella and DiPaolo 1982, J. Electrochem. Soc. 129, 1531: 38.8 kcal/mol", gt=0
    )
    frequency_m_per_s: float = sourced(2.8e8, assumed=(3e7, 3e9), note="first order, at little silane", gt=0)
    inhibition_per_Pa: float = sourced(0.7, assumed=(0.05, 5.0), note="of the surface by adsorbed hydrogen", ge=0)
    bypass: float = sourced(0.1, assumed=(0.0, 0.5), note="of the silane, in bubbles, unused", ge=0, lt=1)
    deposit_cv: float = sourced(0.02, assumed=(0.01, 0.05), note="of silicon per carbon, batch to batch", ge=0)
    assay_cv: float = sourced(0.01, assumed=(0.005, 0.03), note="of the silicon's share by weighing", ge=0)


@dataclass(frozen=True, slots=True)
class Infiltration:
    """How one batch runs; SI units."""

    evenness: float
    filled: float
    """Share of the pores."""
    damkoehler: float
    silane_mol: float
    conversion: float
    seconds: float


def _silicon_density(design: Design) -> float:
    return 1e3 * design.materials["silicon"]["density_g_cm3"]


def _pores(settings: Settings) -> float:
    return 1e-3 * settings.carbon_pore_volume_cm3_per_g


def _carbon_density(design: Design) -> float:
    return 1e3 * design.materials["silicon_carbon"]["carbon_skeleton_g_cm3"]


def _uptake_velocity(settings: Settings) -> float:
    return float(
        cvd.deposition_velocity(
            settings.temperature_C + KELVIN,
            1e3 * settings.pressure_kPa * settings.silane_fraction,
            settings.frequency_m_per_s,
            1e3 * settings.activation_kJ_per_mol,
            settings.inhibition_per_Pa,
        )
    )


def evenness(settings: Settings, design: Design) -> float:
    """Silicon in a grain over what it would be, were all of it as full as its rim; the most that its pores take."""
    grain = 1 / (1 / _carbon_density(design) + _pores(settings))
    diffusivity = cvd.knudsen_diffusivity(
        1e-9 * settings.pore_nm,
        settings.temperature_C + KELVIN,
        cvd.SILANE_MOLAR_MASS,
        _pores(settings) * grain,
        settings.tortuosity,
    )
    radius = 1e-6 * design.materials["silicon_carbon"]["particle_size_um"] / 2
    surface = 1e3 * settings.carbon_surface_m2_per_g * grain
    return float(cvd.evenness(cvd.thiele_modulus(radius, _uptake_velocity(settings), surface, diffusivity)))


def filled(settings: Settings, design: Design) -> float:
    """Share of the pores that the settings fill: what is wanted, or what gets in before the mouths close."""
    wanted = float(cvd.filled_share(settings.target_silicon_fraction, _pores(settings), _silicon_density(design)))
    return min(wanted, FULLEST * evenness(settings, design))


def silicon_fraction(settings: Settings, design: Design) -> float:
    """Silicon in the mass of what is planned."""
    return _fraction(settings, design, filled(settings, design))


def _fraction(settings: Settings, design: Design, share: float) -> float:
    return float(cvd.largest_silicon_share(_pores(settings), _silicon_density(design), share))


def infiltration_of(settings: Settings, design: Design, made_kg: float) -> Infiltration:
    """How long silane is fed, and what of it is used."""
    most, share = evenness(settings, design), filled(settings, design)
    carbon_kg = made_kg * (1 - _fraction(settings, design, share))
    held_mol = most * _pores(settings) * carbon_kg * _silicon_density(design) / cvd.SILICON_MOLAR_MASS
    mol_per_s = settings.gas_flow_m3_per_h / 3600 * NORMAL_MOL_PER_M3
    hot_flow = mol_per_s * GAS_CONSTANT * (settings.temperature_C + KELVIN) / (1e3 * settings.pressure_kPa)
    area = 1e3 * settings.carbon_surface_m2_per_g * carbon_kg
    damkoehler = float(uptake.damkoehler_number(most * _uptake_velocity(settings), area, hot_flow))
    fed_mol = held_mol * float(uptake.feed_for(share / most, damkoehler)) / (1 - settings.bypass)
    return Infiltration(
        evenness=most,
        filled=share,
        damkoehler=damkoehler,
        silane_mol=fed_mol,
        conversion=held_mol * share / most / fed_mol if fed_mol else 0.0,
        seconds=fed_mol / (mol_per_s * settings.silane_fraction),
    )


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Porous carbon per kilogram of silicon-carbon."""
    return {"carbon": 1 - silicon_fraction(settings, design)}


def added_kg(settings: Settings, design: Design) -> float:
    """Silicon per kilogram of silicon-carbon."""
    return silicon_fraction(settings, design)


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of one batch: feeding silane, and what any batch takes."""
    fixed = settings.load_min + settings.heat_min + settings.cool_min + settings.unload_min
    return scattered(fixed + infiltration_of(settings, lot.design, lot.amount).seconds / 60, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Silicon in the grains, and the void left for it to swell into."""
    design = lot.design
    planned, most = filled(settings, design), evenness(settings, design)
    share = min(planned * scattered_ratio(settings.deposit_cv, rng), most)
    silicon = _fraction(settings, design, share)
    columns = {
        **lot.inputs["carbon"].columns,
        "silicon_mass_fraction": silicon,
        "silicon_void": float(cvd.void_left(share, _pores(settings), _carbon_density(design))),
        "silicon_lot": lot_id(lot),
    }
    weighed = silicon * scattered_ratio(settings.assay_cv, rng)
    wanted, tolerance = design.materials["silicon_carbon"]["silicon_mass_fraction"], design.limits.silicon_tolerance
    off = design.nominal is not None and tolerance is not None and abs(weighed / wanted - 1) > tolerance
    losses = (Loss("silicon share", "quality", lot.amount),) if off else ()
    return Result(columns, losses=losses, outside=_outside(settings, design))


def _outside(settings: Settings, design: Design) -> tuple[str, ...]:
    short = silicon_fraction(settings, design) < settings.target_silicon_fraction * (1 - 1e-9)
    said = {MOUTHS_CLOSE: short, TOO_WARM: settings.temperature_C > WARM_C}
    return tuple(phrase for phrase, true in said.items() if true)


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """What goes on inside, for who looks at the unit alone."""
    batch = infiltration_of(settings, lot.design, lot.amount)
    return {
        "silane_kg": batch.silane_mol * cvd.SILANE_MOLAR_MASS,
        "silane_conversion": batch.conversion,
        "deposition_min": batch.seconds / 60,
        "pores_filled_fraction": batch.filled,
        "evenness_in_grain": batch.evenness,
        "largest_silicon_fraction": _fraction(settings, lot.design, batch.evenness),
        "damkoehler_number": batch.damkoehler,
    }


def problems(settings: Settings, design: Design, upstream: Mapping[str, float]) -> Iterator[Problem]:
    """Whether the pores hold what is wanted, and whether the anode is designed for what comes out."""
    most, planned = _fraction(settings, design, FULLEST), silicon_fraction(settings, design)
    wanted, tolerance = design.materials["silicon_carbon"]["silicon_mass_fraction"], design.limits.silicon_tolerance
    if settings.target_silicon_fraction > most:
        what = f"does not fit: pores of {settings.carbon_pore_volume_cm3_per_g:g} cm3/g hold {most:.3f} at most"
        yield Problem("", "target_silicon_fraction", what, f"{settings.target_silicon_fraction:g}")
    elif tolerance is not None and abs(planned / wanted - 1) > tolerance:
        what = f"every lot will be rejected: it makes {planned:.3f} of silicon, the anode is designed for {wanted:g}"
        remedy = "design the anode for it (materials.silicon_carbon), or open limits.silicon_tolerance"
        yield Problem("", "target_silicon_fraction", what, f"{settings.target_silicon_fraction:g}", remedy)
