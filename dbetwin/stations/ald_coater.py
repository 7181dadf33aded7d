"""Atomic layer coater: grows an oxide on fluidised powder in cycles of precursor, purge, water, purge.

A cycle stops by itself when the surface is full, so the number of cycles sets the coat. How much precursor the
powder's surface takes, what of a dose it catches (forced through the bed, or stirred over it) and how long the gas
needs to bring doses and to flush the vessel set precursor and time. A dose too small for the bed leaves grains
without their layer in that cycle: the coat gets thinner and less even.

Assumptions: some of the gas passes unused in bubbles (``bypass``); a formula unit is a deposit of its own, laid at
random; water comes in excess; the granulator's clumps are all the clumps there are; the gas fluidises as cold gas does.
What the gas carries into the filters is blown back.

Sources: Valdesueiro 2015, 10.3390/ma8031249; Weimer 2019, 10.1007/s11051-018-4442-9; Yanguas-Gil and Elam 2024,
10.1116/6.0004006; see the functions of ``dbetwin.physics.vapour``.
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
from dbetwin.physics import KELVIN
from dbetwin.physics.coat.uniformity import combined_cv
from dbetwin.physics.vapour import ald, uptake
from dbetwin.randomness import Random
from dbetwin.stations.contract import (
    Air,
    Behaviour,
    Condition,
    Loss,
    Material,
    Result,
    Unit,
)
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.bed import Bed, BedSettings, bed_of, collapse, flow_problems, grain_of
from dbetwin.stations.elements.coat import Samples, Spread, bare_columns, coat_columns, refused
from dbetwin.stations.elements.duration import scattered, scattered_ratio
from dbetwin.stations.elements.lineage import lot_id

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "ald_coater"
BEHAVIOUR: Behaviour = "batch"
OUTPUT: Unit = "kg"
PORTS = ("powder",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()
LIMITS = ("coating_thickness_tolerance", "agglomerate_fraction_max")

OVERDOSED = "dosed twice what the surface holds below 100 C: precursor condenses, and more grows than reckoned"
CONDENSES_BELOW_C, CONDENSES_ABOVE = 100.0, 2.0
"""Twice the dose grew more at 27 C; at 170 C six times the dose hardly did (Valdesueiro 2015)."""


class Settings(BedSettings):
    """Atomic layer coater, per machine."""

    kind: Literal["ald_coater"] = "ald_coater"
    lot_kg: float = Field(gt=0, description="coated powder of one batch")
    vessel_volume_m3: float = Field(gt=0, description="that a purge flushes")
    temperature_C: float = Field(gt=0, lt=400, description="of the bed")
    cycles: int = Field(ge=0, le=1000)
    dose_ratio: float = Field(gt=0, le=20, description="precursor of a pulse over what the surface holds")
    precursor_fraction: float = Field(gt=0, lt=1, description="of the gas while it doses, by moles")
    water_fraction: float = Field(gt=0, lt=1, description="of the gas while it doses, by moles")
    load_min: float = Field(ge=0)
    heat_min: float = Field(ge=0)
    cool_min: float = Field(ge=0)
    unload_min: float = Field(ge=0)
    clean_min: float = Field(ge=0, description="every so many batches, spread over them")
    batches_per_clean: float = Field(gt=0)
    dosing: Literal["forced", "stirred"] = Field("forced", description="through the bed, or over it in a drum")
    core_material: str = Field("nmc811", description="material that is coated")
    coat_material: Literal["alumina"] = Field("alumina", description="material whose cycles are known")
    pressure_kPa: float = sourced(101.325, source="standard atmosphere", gt=0)
    growth_per_cycle_nm: float = sourced(
        0.145,
        source="Valdesueiro 2015, 10.3390/ma8031249: 0.14-0.15 in a fluidized bed",
        note="0.08-0.11 on mesoporous silica, Strempel 2018, 10.3390/nano8060365",
        gt=0,
    )
    specific_surface_m2_per_g: float = sourced(0.3, assumed=(0.2, 0.6), note="of the powder, by gas adsorption", gt=0)
    sticking: float = sourced(1e-3, assumed=(1e-4, 1e-2), note="reactive collisions with a bare surface", gt=0, le=1)
    bypass: float = sourced(0.1, assumed=(0.0, 0.5), note="of the precursor, in bubbles, unused", ge=0, lt=1)
    water_excess: float = sourced(2.0, assumed=(1.0, 5.0), note="over what the surface takes", ge=1)
    purge_volumes: float = sourced(4.0, assumed=(3.0, 5.0), note="of the vessel, after each pulse", gt=0)
    grain_cv: float = sourced(0.1, assumed=(0.03, 0.3), note="grain to grain, of a saturated coat", ge=0)
    stagnant_fraction: float = sourced(0.02, assumed=(0.0, 0.15), note="of the bed, hardly mixed", ge=0, lt=1)
    stagnant_ratio: float = sourced(
        0.8, assumed=(0.5, 1.0), note="coat there over the rest's: gas creeps in", gt=0, le=1
    )
    agglomerates: float = sourced(0.002, assumed=(0.0, 0.01), note="mass fraction: no liquid, little clumps", ge=0)
    growth_cv: float = sourced(0.03, assumed=(0.01, 0.06), note="batch to batch", ge=0)
    agglomerate_cv: float = sourced(0.25, assumed=(0.1, 0.5), note="batch to batch", ge=0)
    thickness_assay_cv: float = sourced(0.03, assumed=(0.01, 0.05), note="of the coat by chemical analysis", ge=0)
    agglomerate_assay_cv: float = sourced(0.1, assumed=(0.03, 0.3), note="of agglomerates in a sieved sample", ge=0)


@dataclass(frozen=True, slots=True)
class Cycle:
    """One cycle of a batch; SI units."""

    bed: Bed
    damkoehler: float
    saturation: float
    utilisation: float
    precursor_mol: float
    dose_s: float
    water_s: float
    purge_s: float

    @property
    def seconds(self) -> float:
        """Time of the whole cycle: both pulses, each with its purge."""
        return self.dose_s + self.water_s + 2 * self.purge_s


def planned_thickness_nm(settings: Settings) -> float:
    """Coat that the settings aim at: every cycle saturates."""
    return settings.growth_per_cycle_nm * settings.cycles


def coat_ratio(settings: Settings, design: Design) -> float:
    """Coat per mass of uncoated powder, were all gas outside bubbles taken up at once."""
    caught = min(settings.dose_ratio * (1 - settings.bypass), 1.0)
    return _mass_ratio(settings, design, planned_thickness_nm(settings) * caught)


def _mass_ratio(settings: Settings, design: Design, thickness_nm: float) -> float:
    density = design.materials[settings.coat_material]["density_g_cm3"]
    surface = 1e3 * settings.specific_surface_m2_per_g
    return float(ald.coat_mass_ratio(1e-9 * thickness_nm, surface, 1e3 * density))


def cycle_of(settings: Settings, design: Design, powder: Mapping[str, float], coated_kg: float) -> Cycle:
    """How one cycle runs."""
    coat = design.materials[settings.coat_material]
    bed = bed_of(
        settings.vessel, grain_of(settings.vessel, powder, design.materials[settings.core_material]), coated_kg
    )
    flow = bed.velocity * bed.area
    area = 1e3 * settings.specific_surface_m2_per_g * coated_kg / (1 + coat_ratio(settings, design))
    kelvin, pascal = settings.temperature_C + KELVIN, 1e3 * settings.pressure_kPa
    per_area = ald.places_per_area(
        1e-9 * settings.growth_per_cycle_nm,
        1e3 * coat["density_g_cm3"],
        1e-3 * coat["molar_mass_g_per_mol"],
        coat["precursor_per_formula"],
    )
    adsorption = ald.adsorption_velocity(settings.sticking, 1e-3 * coat["precursor_molar_mass_g_per_mol"], kelvin)
    damkoehler = float(uptake.damkoehler_number(adsorption, area, flow))
    met = settings.dose_ratio * (1 - settings.bypass)
    if settings.dosing == "forced":
        saturation = float(uptake.taken_up(met * bed.contact, damkoehler))
    else:
        saturation = float(uptake.taken_up_stirred(met, damkoehler))
    precursor = settings.dose_ratio * float(per_area) * area
    water = settings.water_excess * float(per_area) * area * coat["water_per_formula"] / coat["precursor_per_formula"]
    return Cycle(
        bed=bed,
        damkoehler=damkoehler,
        saturation=saturation,
        utilisation=saturation / settings.dose_ratio,
        precursor_mol=precursor,
        dose_s=float(ald.pulse_time(precursor, flow, settings.precursor_fraction, pascal, kelvin)),
        water_s=float(ald.pulse_time(water, flow, settings.water_fraction, pascal, kelvin)),
        purge_s=float(ald.purge_time(settings.vessel_volume_m3, flow, settings.purge_volumes)),
    )


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Uncoated powder per kilogram of coated powder."""
    return {"powder": 1 / (1 + coat_ratio(settings, design))}


def added_kg(settings: Settings, design: Design) -> float:
    """Coat per kilogram of coated powder."""
    ratio = coat_ratio(settings, design)
    return ratio / (1 + ratio)


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of one batch: its cycles, none in a bed that does not move, and what any batch takes."""
    cycle = cycle_of(settings, lot.design, lot.inputs["powder"].columns, lot.amount)
    cycles = 0 if _collapse(settings, cycle.bed) else settings.cycles
    clean = settings.clean_min / settings.batches_per_clean
    fixed = settings.load_min + settings.heat_min + settings.cool_min + settings.unload_min + clean
    return scattered(fixed + cycles * cycle.seconds / 60, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Thickness, evenness and coverage of the coat."""
    powder = lot.inputs["powder"].columns
    cycle = cycle_of(settings, lot.design, powder, lot.amount)
    clumps = settings.agglomerates * scattered_ratio(settings.agglomerate_cv, rng)
    growth = scattered_ratio(settings.growth_cv, rng)
    columns = {
        **powder,
        **_coat(settings, lot.design, cycle, growth),
        "agglomerate_fraction": clumps,
        "coating_lot": lot_id(lot),
    }
    shown = Samples(
        scattered_ratio(settings.thickness_assay_cv, rng), scattered_ratio(settings.agglomerate_assay_cv, rng)
    )
    cause = _cause_of_rejection(settings, lot.design, cycle.bed, columns, shown)
    losses = (Loss(cause, "quality", lot.amount),) if cause else ()
    flowing = cycle.bed.outside if settings.dosing == "forced" else ()
    return Result(columns, losses=losses, outside=(*flowing, OVERDOSED) if _is_overdosed(settings) else flowing)


def _coat(settings: Settings, design: Design, cycle: Cycle, growth: float) -> dict[str, float]:
    if settings.cycles == 0:
        return bare_columns()
    thickness = float(ald.film_thickness(settings.growth_per_cycle_nm * growth, settings.cycles, cycle.saturation))
    coat = design.materials[settings.coat_material]
    layer = float(ald.layer_thickness(1e-3 * coat["molar_mass_g_per_mol"], 1e3 * coat["density_g_cm3"]))
    missed = ald.pulse_scatter(cycle.saturation, settings.cycles)
    spread = Spread(
        float(combined_cv(missed, settings.grain_cv)),
        settings.stagnant_fraction,
        settings.stagnant_ratio,
        1e9 * layer,
    )
    return coat_columns(_mass_ratio(settings, design, thickness), thickness, spread)


def _is_overdosed(settings: Settings) -> bool:
    held = settings.dose_ratio * (1 - settings.bypass)
    return settings.temperature_C < CONDENSES_BELOW_C and held >= CONDENSES_ABOVE


def _cause_of_rejection(
    settings: Settings, design: Design, bed: Bed, columns: Mapping[str, float], shown: Samples
) -> str:
    """Why the batch is scrapped; empty when it is not."""
    if design.nominal is None:
        return ""
    return _collapse(settings, bed) or refused(design.limits, columns, planned_thickness_nm(settings), shown)


def _collapse(settings: Settings, bed: Bed) -> str:
    """Why gas that is forced through the bed does not move it; empty when it does, or need not."""
    return collapse(settings, bed) if settings.dosing == "forced" else ""


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """What goes on inside, for who looks at the unit alone."""
    cycle = cycle_of(settings, lot.design, lot.inputs["powder"].columns, lot.amount)
    coat = lot.design.materials[settings.coat_material]
    precursor_kg = 1e-3 * coat["precursor_molar_mass_g_per_mol"] * cycle.precursor_mol * settings.cycles
    return {
        "geldart_group": cycle.bed.group,
        "bond_number_shaken": cycle.bed.grain.bond,
        "gas_contact_ratio": cycle.bed.contact,
        "minimum_fluidization_m_per_s": cycle.bed.slowest,
        "gas_velocity_m_per_s": cycle.bed.velocity,
        "cycle_min": cycle.seconds / 60,
        "dose_s": cycle.dose_s,
        "water_s": cycle.water_s,
        "purge_s": cycle.purge_s,
        "damkoehler_number": cycle.damkoehler,
        "saturation": cycle.saturation,
        "precursor_utilisation": cycle.utilisation,
        "precursor_kg": precursor_kg,
    }


def problems(settings: Settings, design: Design, upstream: Mapping[str, float]) -> Iterator[Problem]:
    """Whether the nominal powder will flow, where it has to."""
    if settings.dosing == "forced" and "bond_number" in upstream:
        yield from flow_problems(settings, cycle_of(settings, design, upstream, settings.lot_kg).bed)
