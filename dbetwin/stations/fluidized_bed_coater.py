"""Fluidized-bed coater: sprays a solution onto fluidised granules and dries it there.

The gas sets the pace: it fluidises the bed at a multiple of the velocity of minimum fluidisation and carries off
the solvent; the spray uses a share of what it can evaporate (``drying_load``). The time to spray the wanted coat
follows, and with it how often a granule passes the spray (renewal theory: evenness), how often two wet granules
meet (agglomerates) and how long the gas carries fines away.

Assumptions: the solution soaks into the porous granules and coats the primary grains in them; the coat is
thickest on grains near the granule's surface (``intragranule_cv``); grains in stagnant zones catch only a part
(``stagnant_ratio``); the coat dries to deposits of one thickness whose overlap sets the coverage. Sprayed solids
that miss stay in the filters and are not booked as powder.

Sources: Wen and Yu 1966; Ennis 1991; Mann 1983; Cheng and Turton 2000; see the functions of ``dbetwin.physics``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.errors import Problem
from dbetwin.physics import GRAVITY
from dbetwin.physics.bed import drying, fluidization
from dbetwin.physics.coat import growth as coating
from dbetwin.physics.coat import uniformity as coating_uniformity
from dbetwin.physics.granules import sticking as agglomeration
from dbetwin.randomness import Random
from dbetwin.stations.coat import Spread, coat_columns, thickness_nm
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
from dbetwin.stations.duration import scattered, scattered_ratio
from dbetwin.stations.lineage import lot_id

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "fluidized_bed_coater"
BEHAVIOUR: Behaviour = "batch"
OUTPUT: Unit = "kg"
PORTS = ("powder",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()

SOLVENTS = {"ethanol": drying.ETHANOL, "water": drying.WATER}
ENTRAINMENT = 0.3
"""Share of the terminal velocity above which the gas begins to carry granules out."""


class Settings(StationSettings):
    """Fluidized-bed coater, per machine."""

    kind: Literal["fluidized_bed_coater"] = "fluidized_bed_coater"
    lot_kg: float = Field(gt=0, description="coated powder of one batch")
    bed_diameter_m: float = Field(gt=0)
    u_over_umf: float = Field(gt=1, le=60, description="gas velocity over that of minimum fluidisation")
    inlet_temperature_C: float = Field(gt=20, lt=200)
    bed_temperature_C: float = Field(gt=0, lt=150, description="at which the gas counts as used up")
    drying_load: float = Field(gt=0, le=3, description="solvent sprayed over what the gas can evaporate")
    target_coat_wt_pct: float = Field(gt=0, lt=20, description="coat per mass of uncoated powder")
    solution_solids_fraction: float = Field(gt=0, lt=1)
    spray_time_factor: float = Field(1.0, gt=0, le=5, description="on the spray time that the coat takes")
    load_min: float = Field(ge=0)
    heat_min: float = Field(ge=0)
    dry_min: float = Field(ge=0)
    cool_min: float = Field(ge=0)
    unload_min: float = Field(ge=0)
    clean_min: float = Field(ge=0, description="every so many batches, spread over them")
    batches_per_clean: float = Field(gt=0)
    core_material: str = Field("nmc811", description="material that is coated")
    coat_material: str = Field("lithium_niobate", description="material of the coat")
    solvent: Literal["ethanol", "water"] = "ethanol"
    bed_voidage: float = sourced(0.45, assumed=(0.40, 0.55), note="at minimum fluidisation", gt=0, lt=1)
    bond_limit: float = sourced(50.0, assumed=(10, 200), note="Bond number above which it does not fluidise", gt=0)
    outlet_saturation_limit: float = sourced(
        0.6, assumed=(0.5, 0.7), note="of the leaving gas, above which the bed sticks and collapses", gt=0, lt=1
    )
    spray_zone_share: float = sourced(0.2, assumed=(0.1, 0.5), note="of the bed's surface under the spray", gt=0, le=1)
    cycle_cv: float = sourced(0.8, assumed=(0.3, 1.2), note="of the time between two passes", ge=0)
    per_pass_cv: float = sourced(1.0, assumed=(0.3, 2.0), note="of the mass caught per pass", ge=0)
    intragranule_cv: float = sourced(0.2, assumed=(0.0, 0.5), note="outer to inner grains of a granule", ge=0)
    stagnant_fraction: float = sourced(0.02, assumed=(0.0, 0.15), note="of the bed, rarely sprayed", ge=0, lt=1)
    stagnant_ratio: float = sourced(0.3, assumed=(0.1, 0.6), note="coat there over that of the rest", ge=0, le=1)
    hit_efficiency: float = sourced(0.85, assumed=(0.6, 0.95), note="droplets that meet a granule", gt=0, le=1)
    spray_dried_fraction: float = sourced(0.05, assumed=(0.0, 0.4), note="dust before they do", ge=0, lt=1)
    attrition_fraction: float = sourced(0.01, assumed=(0.0, 0.05), note="of the coat, rubbed off", ge=0, lt=1)
    filter_return: float = sourced(0.85, assumed=(0.80, 0.95), note="of the dust, blown back", ge=0, le=1)
    deposit_thickness_nm: float = sourced(1.7, assumed=(1.0, 3.0), note="of one dried deposit", gt=0)
    wet_area: float = sourced(0.1, assumed=(0.05, 0.2), note="of the spray zone, at full drying load in dry gas", gt=0)
    bridge_survival: float = sourced(
        0.005, assumed=(0.0025, 0.01), note="of a meeting of two wet spots: 0.5-2 % agglomerates usually", ge=0
    )
    binder_viscosity_mPa_s: float = sourced(10.0, assumed=(1, 100), note="of the drying solution", gt=0)
    meeting_velocity_share: float = sourced(
        0.1, assumed=(0.05, 0.5), note="of the velocity that bubbles add, at which granules meet", gt=0
    )
    restitution: float = sourced(0.4, assumed=(0.1, 0.8), note="of dry granules", gt=0, le=1)
    layer_ratio: float = sourced(10.0, assumed=(3, 30), note="liquid layer over asperities", gt=1)
    deposition_cv: float = sourced(0.03, assumed=(0.01, 0.06), note="batch to batch", ge=0)
    agglomerate_cv: float = sourced(0.25, assumed=(0.1, 0.5), note="batch to batch", ge=0)
    stagnant_cv: float = sourced(0.3, assumed=(0.1, 0.6), note="batch to batch", ge=0)
    thickness_assay_cv: float = sourced(0.03, assumed=(0.01, 0.05), note="of the coat by chemical analysis", ge=0)


@dataclass(frozen=True, slots=True)
class Bed:
    """How one batch runs; SI units."""

    velocity: float
    excess_velocity: float
    area: float
    saturation: float
    spray_s: float
    passes: float


def coat_ratio(settings: Settings) -> float:
    """Coat that the settings aim at, per mass of uncoated powder."""
    return settings.target_coat_wt_pct / 100 * settings.spray_time_factor


def planned_efficiency(settings: Settings) -> float:
    """Share of the sprayed solids that is reckoned to stay on the powder."""
    return float(
        coating.deposition_efficiency(
            settings.hit_efficiency, settings.spray_dried_fraction, settings.attrition_fraction
        )
    )


def bed_of(settings: Settings, powder: Mapping[str, float], mass_kg: float) -> Bed:
    """Gas, spray and circulation of a batch."""
    size, density = powder["granule_d50_um"] * 1e-6, powder["granule_density_g_cm3"] * 1e3
    slowest = float(fluidization.minimum_fluidization_velocity(size, density))
    velocity = settings.u_over_umf * slowest
    area = math.pi / 4 * settings.bed_diameter_m**2
    height = mass_kg / (density * (1 - settings.bed_voidage) * area)
    solvent = SOLVENTS[settings.solvent]
    full = float(drying.evaporable_moisture(settings.inlet_temperature_C, settings.bed_temperature_C, solvent))
    moisture = settings.drying_load * full
    gas_kg_s = area * velocity * fluidization.NITROGEN.density
    core = mass_kg / (1 + coat_ratio(settings))
    spray_s = settings.spray_time_factor * float(
        drying.spray_time(
            core * settings.target_coat_wt_pct / 100,
            settings.solution_solids_fraction,
            planned_efficiency(settings),
            gas_kg_s * moisture,
        )
    )
    turnover = float(fluidization.turnover_time(height, velocity - slowest))
    return Bed(
        velocity=velocity,
        excess_velocity=velocity - slowest,
        area=area,
        saturation=float(drying.outlet_saturation(settings.inlet_temperature_C, moisture, solvent)),
        spray_s=spray_s,
        passes=max(spray_s * settings.spray_zone_share / turnover, 1.0),
    )


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Uncoated powder per kilogram of coated powder."""
    return {"powder": 1 / (1 + coat_ratio(settings))}


def added_kg(settings: Settings, design: Design) -> float:
    """Coat per kilogram of coated powder."""
    return coat_ratio(settings) / (1 + coat_ratio(settings))


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of one batch: the spray takes what the gas can dry, the rest is fixed."""
    spray = bed_of(settings, lot.inputs["powder"].columns, lot.amount).spray_s / 60
    clean = settings.clean_min / settings.batches_per_clean
    fixed = settings.load_min + settings.heat_min + settings.dry_min + settings.cool_min + settings.unload_min + clean
    return scattered(fixed + spray, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Thickness, evenness and coverage of the coat, agglomerates and fines."""
    powder = lot.inputs["powder"].columns
    bed = bed_of(settings, powder, lot.amount)
    contact = float(fluidization.gas_contact(powder["bond_number"]))
    coat = coat_ratio(settings) * contact * scattered_ratio(settings.deposition_cv, rng)
    columns = {
        **powder,
        **coat_columns(
            coat,
            thickness_nm(lot.design, settings.core_material, settings.coat_material, coat),
            _spread(settings, bed.passes, scattered_ratio(settings.stagnant_cv, rng)),
        ),
        "agglomerate_fraction": _agglomerates(settings, powder, bed) * scattered_ratio(settings.agglomerate_cv, rng),
        "coating_lot": lot_id(lot),
    }
    lost = _blown_out(settings, lot, bed) * (1 - settings.filter_return)
    columns["fines_fraction"] = powder["fines_fraction"] - lost
    fines = Loss("fines", "handling", lost * lot.amount)
    cause = _cause_of_rejection(settings, lot, bed, columns, rng)
    return Result(columns, losses=(Loss(cause, "quality", lot.amount),) if cause else (fines,))


def _spread(settings: Settings, passes: float, stagnation: float) -> Spread:
    renewal = coating_uniformity.renewal_cv(passes, settings.cycle_cv, settings.per_pass_cv)
    return Spread(
        cv=float(coating_uniformity.combined_cv(renewal, settings.intragranule_cv)),
        stagnant_fraction=min(settings.stagnant_fraction * stagnation, 0.95),
        stagnant_ratio=settings.stagnant_ratio,
        deposit_nm=settings.deposit_thickness_nm,
    )


def _agglomerates(settings: Settings, powder: Mapping[str, float], bed: Bed) -> float:
    size, density = powder["granule_d50_um"] * 1e-6, powder["granule_density_g_cm3"] * 1e3
    meeting = settings.meeting_velocity_share * bed.excess_velocity
    stokes = agglomeration.viscous_stokes_number(density, size, meeting, settings.binder_viscosity_mPa_s * 1e-3)
    critical = agglomeration.critical_stokes_number(settings.restitution, settings.layer_ratio)
    wet = agglomeration.wet_share(settings.drying_load, bed.saturation, settings.wet_area)
    sticks = 1.0 if stokes < critical else 0.0
    return float(agglomeration.agglomerate_fraction(bed.passes, wet, settings.bridge_survival, sticks))


def _blown_out(settings: Settings, lot: Material, bed: Bed) -> float:
    """Mass fraction of fines that the gas carries into the filters while it sprays."""
    powder = lot.inputs["powder"].columns
    if powder["fines_fraction"] == 0.0:
        return 0.0
    core = lot.design.materials[settings.core_material]
    # fine grains fall in the Stokes regime
    falling = (
        core["density_g_cm3"] * 1e3 * GRAVITY * (core["particle_size_um"] * 1e-6) ** 2
        / (18 * fluidization.NITROGEN.viscosity)
    )  # fmt: skip
    rate = float(fluidization.elutriation_rate(bed.velocity, falling))
    return powder["fines_fraction"] * -math.expm1(-rate * bed.area * bed.spray_s / lot.amount)


def _cause_of_rejection(settings: Settings, lot: Material, bed: Bed, columns: Mapping[str, float], rng: Random) -> str:
    """Why the batch is scrapped; empty when it is not."""
    assay = scattered_ratio(settings.thickness_assay_cv, rng)
    if lot.design.nominal is None:
        return ""
    if columns["bond_number"] > settings.bond_limit:
        return "does not fluidise"
    if not 0 <= bed.saturation <= settings.outlet_saturation_limit:
        return "bed too wet"
    limits = lot.design.limits
    target = thickness_nm(lot.design, settings.core_material, settings.coat_material, coat_ratio(settings))
    missed = abs(columns["coating_thickness_nm"] * assay / target - 1)
    if limits.coating_thickness_tolerance is not None and missed > limits.coating_thickness_tolerance:
        return "coat thickness"
    lumps = limits.agglomerate_fraction_max
    return "agglomerates" if lumps is not None and columns["agglomerate_fraction"] > lumps else ""


def problems(settings: Settings, design: Design, upstream: Mapping[str, float]) -> Iterator[Problem]:
    """What can be told before a run of how the bed will behave with the nominal powder."""
    if settings.bed_temperature_C >= settings.inlet_temperature_C:
        what = "should be below the inlet temperature, or the gas dries nothing"
        yield Problem("", "bed_temperature_C", what, f"{settings.bed_temperature_C:g}")
        return
    if "bond_number" not in upstream:
        return
    if upstream["bond_number"] > settings.bond_limit:
        yield Problem(
            "",
            "bond_limit",
            f"the powder will not fluidise: its grains of {upstream['granule_d50_um']:.3g} um stick to each other "
            f"{upstream['bond_number']:.3g} times more strongly than they weigh, the limit is {settings.bond_limit:g}",
            remedy="granulate it first or add a flow aid (station granulator, route)",
        )
        return
    bed = bed_of(settings, upstream, settings.lot_kg)
    if not 0 <= bed.saturation <= settings.outlet_saturation_limit:
        yield Problem(
            "",
            "drying_load",
            f"the bed will drown: the gas would leave at {100 * bed.saturation:.0f} % of saturation",
            f"{settings.drying_load:g}",
            "spray less per gas",
        )
    size, density = upstream["granule_d50_um"] * 1e-6, upstream["granule_density_g_cm3"] * 1e3
    carried = ENTRAINMENT * float(fluidization.terminal_velocity(size, density))
    if bed.velocity > carried:
        yield Problem(
            "",
            "u_over_umf",
            f"the gas would carry granules out: {bed.velocity:.3g} m/s, more than {carried:.3g} m/s",
            f"{settings.u_over_umf:g}",
        )
