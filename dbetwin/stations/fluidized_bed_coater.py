"""Fluidized-bed coater: sprays a solution onto fluidised granules and dries it there.

The gas sets the pace: it fluidises the bed at a multiple of the velocity of minimum fluidisation and carries off
the solvent; the spray brings a share of what it can evaporate (``drying_load``). The time to spray the wanted coat
follows, and with it how often a granule passes the spray (renewal theory: evenness), how often two wet granules
meet (lumps) and how long the gas carries fines away. Too cohesive a powder does not flow, too humid a bed collapses,
too slow a gas makes no bubbles and stirs nothing: the batch is lost, and its cause is told.

Assumptions: the solution soaks into the porous granules and coats the primary grains in them; the coat is
thickest on grains near the granule's surface (``intragranule_cv``); grains in stagnant zones catch only a part
(``stagnant_ratio``); the coat dries to deposits of one thickness whose overlap sets the coverage. The bed is reckoned
with the granules that came in. Sprayed solids that miss stay in the filters and are not booked as powder. The gas is
inert, so that solvent vapour cannot burn in it.

Sources: Wen and Yu 1966; Darton 1977; Ennis 1991; Mann 1983; Cheng and Turton 2000; see ``dbetwin.physics``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.errors import Problem
from dbetwin.physics.air.humidity import ATMOSPHERE, vapour_pressure_over_ice
from dbetwin.physics.bed.solvent import ETHANOL, WATER
from dbetwin.physics.coat import uniformity
from dbetwin.physics.coat.spray import LARGEST_DROP
from dbetwin.physics.gas import GASES
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
from dbetwin.stations.elements.bed import Bed, BedSettings, bed_of, blown_out, collapse, flow_problems, grain_of
from dbetwin.stations.elements.coat import Samples, Spread, bare_columns, coat_columns, refused, thickness_nm
from dbetwin.stations.elements.duration import scattered, scattered_ratio
from dbetwin.stations.elements.lineage import lot_id
from dbetwin.stations.elements.lumps import Lumps, Stickiness, lumps_of
from dbetwin.stations.elements.spray import Nozzle, Spray, spray_of

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "fluidized_bed_coater"
BEHAVIOUR: Behaviour = "batch"
OUTPUT: Unit = "kg"
PORTS = ("powder",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()
LIMITS = ("coating_thickness_tolerance", "agglomerate_fraction_max")

SOLVENTS = {"ethanol": ETHANOL, "water": WATER}
FEWEST_PASSES = 10
"""Passes through the spray below which renewal theory is a guess."""
DENSE = 0.95
"""Of the density of the core's material, above which a grain has no pores that take the coat in."""
OUTGROWN = 1.2
"""Growth of the median granule over a batch from which on the bed is another one than was reckoned with."""


class Settings(BedSettings):
    """Fluidized-bed coater, per machine."""

    kind: Literal["fluidized_bed_coater"] = "fluidized_bed_coater"
    lot_kg: float = Field(gt=0, description="coated powder of one batch")
    inlet_temperature_C: float = Field(gt=20, lt=200)
    bed_temperature_C: float = Field(gt=0, lt=150, description="at which the gas counts as used up")
    drying_load: float = Field(gt=0, le=3, description="solvent sprayed over what the gas can evaporate")
    target_coat_wt_pct: float = Field(ge=0, lt=20, description="coat per mass of uncoated powder; 0 sprays nothing")
    solution_solids_fraction: float = Field(gt=0, lt=1)
    spray_time_factor: float = Field(1.0, ge=0, le=5, description="on the spray time that the coat takes")
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
    inlet_dew_point_C: float = sourced(-40.0, assumed=(-70, 0), note="of the gas; counts with water only", le=0)
    outlet_humidity_limit: float = sourced(
        0.6, assumed=(0.5, 0.7), note="of the leaving gas, above which the bed sticks and collapses", gt=0, lt=1
    )
    wall_W_per_m2_K: float = sourced(10.0, assumed=(3, 20), note="heat through the wall about the bed", ge=0)
    room_temperature_C: float = sourced(22.0, assumed=(18, 28), note="about the machine", gt=0, lt=50)
    visits: Literal["bubbles", "two_zones"] = Field(
        "bubbles", description="what brings powder to the spray: turnover by bubbles, or exchange of two mixed zones"
    )
    spray_zone_share: float = sourced(0.2, assumed=(0.1, 0.5), note="of the bed's surface under the spray", gt=0, le=1)
    spray_depth_mm: float = sourced(10.0, assumed=(3, 30), note="of the layer that the spray wets", gt=0)
    spray_stay_s: float = sourced(0.4, assumed=(0.1, 2), note="of a granule in that layer, with two zones", gt=0)
    cycle_cv: float = sourced(0.8, assumed=(0.3, 1.2), note="of the time between two passes", ge=0)
    per_pass_cv: float = sourced(1.0, assumed=(0.3, 2.0), note="of the mass caught per pass", ge=0)
    stay_exponent: float = sourced(0.5, assumed=(0, 1), note="of size, by which large granules stay longer", ge=0, le=1)
    intragranule_cv: float = sourced(0.2, assumed=(0.0, 0.5), note="outer to inner grains of a granule", ge=0)
    stagnant_fraction: float = sourced(0.02, assumed=(0.0, 0.15), note="of the bed, rarely sprayed", ge=0, lt=1)
    stagnant_ratio: float = sourced(0.3, assumed=(0.1, 0.6), note="coat there over that of the rest", ge=0, le=1)
    hit_efficiency: float = sourced(0.85, assumed=(0.6, 0.95), note="droplets that meet a granule", gt=0, le=1)
    drop_um: float = sourced(8.0, assumed=(5, 40), note="finer than a tenth of a granule, or it binds several", gt=0)
    flight_s: float = sourced(0.002, assumed=(0.0005, 0.01), note="of a drop from nozzle to granule", gt=0)
    attrition_fraction: float = sourced(0.01, assumed=(0.0, 0.05), note="of the coat, rubbed off", ge=0, lt=1)
    filter_return: float = sourced(0.85, assumed=(0.80, 0.95), note="of the dust, blown back", ge=0, le=1)
    deposit_thickness_nm: float = sourced(1.7, assumed=(1.0, 3.0), note="of one dried deposit", gt=0)
    drop_spreading: float = sourced(2.0, assumed=(1.5, 3), note="of a drop on a granule, over its diameter", gt=0)
    bridge_survival: float = sourced(
        1e-5,
        assumed=(5e-6, 2e-5),
        note="bridges of 8 um drops on 100 um granules that last: fitted to 0.5-2 % agglomerated",
        ge=0,
        le=1,
    )
    binder_viscosity_mPa_s: float = sourced(10.0, assumed=(1, 100), note="of the drying solution", gt=0)
    restitution: float = sourced(0.4, assumed=(0.1, 0.8), note="of dry granules", gt=0, le=1)
    layer_ratio: float = sourced(10.0, assumed=(3, 30), note="liquid layer over asperities", gt=1)
    meeting_law: Literal["equipartition", "constant"] = Field(
        "equipartition", description="how often granules of two sizes stick: by equal kinetic energy, or all alike"
    )
    lump_breakage: float = sourced(
        0.1,
        assumed=(0.0, 1.0),
        note="how often a lump of twice d90 is cut, over how often a granule sticks",
        ge=0,
        le=5,
    )
    deposition_cv: float = sourced(0.03, assumed=(0.01, 0.06), note="batch to batch", ge=0)
    agglomerate_cv: float = sourced(0.25, assumed=(0.1, 0.5), note="batch to batch", ge=0)
    stagnant_cv: float = sourced(0.3, assumed=(0.1, 0.6), note="batch to batch", ge=0)
    thickness_assay_cv: float = sourced(0.03, assumed=(0.01, 0.05), note="of the coat by chemical analysis", ge=0)
    agglomerate_assay_cv: float = sourced(0.1, assumed=(0.03, 0.3), note="of agglomerates in a sieved sample", ge=0)

    @property
    def coat_ratio(self) -> float:
        """Coat aimed at, per mass of uncoated powder."""
        return self.target_coat_wt_pct / 100 * self.spray_time_factor

    @cached_property
    def nozzle(self) -> Nozzle:
        """What is sprayed, and into which gas."""
        gas, solvent = GASES[self.gas], SOLVENTS[self.solvent]
        water = float(vapour_pressure_over_ice(self.inlet_dew_point_C)) / ATMOSPHERE
        return Nozzle(
            solvent=solvent,
            gas=gas,
            inlet_C=self.inlet_temperature_C,
            used_up_C=self.bed_temperature_C,
            inlet_moisture=water * solvent.molar_mass / gas.molar_mass if self.solvent == "water" else 0.0,
            load=self.drying_load,
            solids=self.solution_solids_fraction,
            drop=self.drop_um * 1e-6,
            flight_s=self.flight_s,
            hit=self.hit_efficiency,
            rubbed_off=self.attrition_fraction,
            wall=self.wall_W_per_m2_K,
            vessel_diameter=self.bed_diameter_m,
            room_C=self.room_temperature_C,
        )

    @cached_property
    def stickiness(self) -> Stickiness:
        """What makes wet granules hold together."""
        return Stickiness(
            zone_share=self.spray_zone_share,
            zone_depth=self.spray_depth_mm * 1e-3,
            survival=self.bridge_survival,
            spreading=self.drop_spreading,
            viscosity=self.binder_viscosity_mPa_s * 1e-3,
            restitution=self.restitution,
            layer_ratio=self.layer_ratio,
            kernel=self.meeting_law,
            breakage=self.lump_breakage,
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """How one batch runs; SI units."""

    bed: Bed
    spray: Spray
    lumps: Lumps
    cycle_s: float
    passes: float


def batch_of(settings: Settings, design: Design, powder: Mapping[str, float], mass_kg: float) -> Batch:
    """Bed, spray, lumps and passes of a batch that is sprayed."""
    grain = grain_of(settings.vessel, powder, design.materials[settings.core_material])
    bed = bed_of(settings.vessel, grain, mass_kg)
    coat_kg = mass_kg * settings.coat_ratio / (1 + settings.coat_ratio)
    spray = spray_of(settings.nozzle, bed, coat_kg, mass_kg)
    lumps = lumps_of(settings.stickiness, settings.nozzle, bed, spray, mass_kg, _layer(settings, design, powder))
    cycle_s = bed.turnover_s / settings.spray_zone_share
    if settings.visits == "two_zones":
        cycle_s = float(uniformity.two_zone_cycle(settings.spray_stay_s, lumps.zone_mass_share))
    return Batch(bed, spray, lumps, cycle_s, max(spray.spray_s / cycle_s, 1.0))


def _layer(settings: Settings, design: Design, powder: Mapping[str, float]) -> float:
    """Volume of the coat over that of the grains where these are dense; porous granules take it in."""
    core, coat = (design.materials[name]["density_g_cm3"] for name in (settings.core_material, settings.coat_material))
    return settings.coat_ratio * core / coat if powder["granule_density_g_cm3"] > DENSE * core else 0.0


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Uncoated powder per kilogram of coated powder."""
    return {"powder": 1 / (1 + settings.coat_ratio)}


def added_kg(settings: Settings, design: Design) -> float:
    """Coat per kilogram of coated powder."""
    return settings.coat_ratio / (1 + settings.coat_ratio)


def evaporated_kg(settings: Settings, lot: Material) -> Mapping[str, float]:
    """Solvent that leaves with the gas of a batch, by name; that of the coat which is lost on the way among it."""
    if not settings.coat_ratio:
        return {}
    batch = batch_of(settings, lot.design, lot.inputs["powder"].columns, lot.amount)
    return {settings.solvent: 0.0 if collapse(settings, batch.bed) else batch.spray.solvent_kg}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of one batch: the spray takes what the gas can dry, none on a bed that does not move; the rest is fixed."""
    spray = 0.0
    if settings.coat_ratio:
        batch = batch_of(settings, lot.design, lot.inputs["powder"].columns, lot.amount)
        spray = 0.0 if collapse(settings, batch.bed) else batch.spray.spray_s / 60
    clean = settings.clean_min / settings.batches_per_clean
    fixed = settings.load_min + settings.heat_min + settings.dry_min + settings.cool_min + settings.unload_min + clean
    return scattered(fixed + spray, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Thickness, evenness and coverage of the coat, lumps and fines; powder that is not sprayed leaves as it came."""
    powder = lot.inputs["powder"].columns
    if not settings.coat_ratio:
        return Result({**bare_columns(), "agglomerate_fraction": 0.0, **powder, "coating_lot": lot_id(lot)})
    batch = batch_of(settings, lot.design, powder, lot.amount)
    coat = settings.coat_ratio * batch.bed.contact * scattered_ratio(settings.deposition_cv, rng)
    thickness = thickness_nm(lot.design, settings.core_material, settings.coat_material, coat)
    spread = _spread(settings, batch, scattered_ratio(settings.stagnant_cv, rng))
    lumps = min(batch.lumps.share * scattered_ratio(settings.agglomerate_cv, rng), 1.0)
    columns = {
        **powder,
        **_grown(powder, batch.lumps.growth),
        **coat_columns(coat, thickness, spread),
        "agglomerate_fraction": lumps,
        "coating_lot": lot_id(lot),
    }
    core = lot.design.materials[settings.core_material]
    blown = blown_out(settings.vessel, batch.bed, core, powder["fines_fraction"], batch.spray.spray_s, lot.amount)
    fines, finest = (share * (1 - settings.filter_return) for share in blown)
    columns["fines_fraction"] = powder["fines_fraction"] - fines
    losses = (Loss("fines", "handling", (fines + finest) * lot.amount),)
    shown = Samples(
        scattered_ratio(settings.thickness_assay_cv, rng), scattered_ratio(settings.agglomerate_assay_cv, rng)
    )
    cause = _cause_of_rejection(settings, lot.design, batch, columns, shown)
    if cause:
        losses = (Loss(cause, "quality", lot.amount),)
    return Result(columns, losses=losses, outside=tuple(_outside(settings, powder, batch)))


def _grown(powder: Mapping[str, float], growth: float) -> dict[str, float]:
    """Granules that have grown together, their spread kept; the heavier they are, the less their attraction counts."""
    sizes = {name: powder[name] * growth for name in ("granule_d10_um", "granule_d50_um", "granule_d90_um")}
    return {**sizes, "bond_number": powder["bond_number"] / growth**3}


def _spread(settings: Settings, batch: Batch, stagnation: float) -> Spread:
    """Scatter from pass to pass, by the count of drops, with a granule's size, and inside a granule."""
    if settings.visits == "two_zones":
        renewal = uniformity.two_zone_cv(batch.passes, batch.lumps.zone_mass_share)
    else:
        renewal = uniformity.renewal_cv(batch.passes, settings.cycle_cv, settings.per_pass_cv)
    by_size = uniformity.size_cv(batch.bed.grain.spread, settings.stay_exponent)
    caught = uniformity.combined_cv(renewal, uniformity.drop_count_cv(batch.spray.drops))
    between = uniformity.combined_cv(caught, by_size)
    return Spread(
        cv=float(uniformity.combined_cv(between, settings.intragranule_cv)),
        stagnant_fraction=min(settings.stagnant_fraction * stagnation, 0.95),
        stagnant_ratio=settings.stagnant_ratio,
        deposit_nm=settings.deposit_thickness_nm,
    )


def _collapse(settings: Settings, batch: Batch) -> str:
    """Why the bed does not work; empty when it does."""
    too_humid = batch.spray.humidity > settings.outlet_humidity_limit
    return collapse(settings, batch.bed) or ("outlet gas too humid: the bed collapsed" if too_humid else "")


def _cause_of_rejection(
    settings: Settings, design: Design, batch: Batch, columns: Mapping[str, float], shown: Samples
) -> str:
    """Why the batch is scrapped; empty when it is not."""
    if design.nominal is None:
        return ""
    target = thickness_nm(design, settings.core_material, settings.coat_material, settings.coat_ratio)
    return _collapse(settings, batch) or refused(design.limits, columns, target, shown)


def _outside(settings: Settings, powder: Mapping[str, float], batch: Batch) -> Iterator[str]:
    """Models that this batch leaves the range of."""
    yield from batch.bed.outside
    yield from batch.lumps.outside
    if batch.passes < FEWEST_PASSES:
        yield "fewer than 10 passes through the spray: evenness by renewal theory"
    if settings.drop_um > LARGEST_DROP * powder["granule_d50_um"]:
        yield "drops larger than a tenth of a granule: each coats one granule"
    if batch.lumps.growth > OUTGROWN:
        yield "granules grow by more than a fifth: a bed of the granules that came in"


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """What goes on in the bed while this lot is sprayed."""
    if not settings.coat_ratio:
        return {"spray_min": 0.0}
    batch = batch_of(settings, lot.design, lot.inputs["powder"].columns, lot.amount)
    bed, spray, lumps = batch.bed, batch.spray, batch.lumps
    return {
        "geldart_group": bed.group, "bond_number_shaken": bed.grain.bond, "gas_contact_ratio": bed.contact,
        "sauter_diameter_um": 1e6 * bed.grain.size, "minimum_fluidization_m_per_s": bed.slowest,
        "first_bubbles_m_per_s": bed.bubbling, "gas_velocity_m_per_s": bed.velocity,
        "entraining_velocity_m_per_s": bed.entraining, "bed_height_m": bed.height, "swollen_bed_m": bed.expanded,
        "bed_pressure_drop_Pa": bed.pressure_drop, "bubble_size_mm": 1e3 * bed.bubble,
        "bubble_velocity_m_per_s": bed.bubble_velocity, "solids_circulation_kg_per_m2_s": bed.circulation,
        "turnover_s": bed.turnover_s, "cycle_s": batch.cycle_s, "passes": batch.passes,
        "drops_per_granule": spray.drops,
        "gas_kg_per_h": 3600 * spray.gas_kg_s, "bed_temperature_C": spray.bed_C, "wet_bulb_C": spray.wet_bulb_C,
        "outlet_humidity_ratio": spray.humidity, "solvent_kg": spray.solvent_kg,
        "spray_dried_fraction": spray.dust_share, "deposition_efficiency_ratio": spray.efficiency,
        "spot_drying_s": lumps.dry_s, "wet_surface_fraction": lumps.wet_share, "meetings_per_s": lumps.meetings_per_s,
        "met_while_wet_fraction": lumps.met_while_wet, "viscous_stokes_number": lumps.stokes,
        "critical_stokes_number": lumps.critical,
        "sticking_regime": lumps.regime, "agglomerated_fraction": lumps.share,
        "oversize_fraction": lumps.oversize, "median_growth_ratio": lumps.growth,
        "spray_min": spray.spray_s / 60,
    }  # fmt: skip


def problems(settings: Settings, design: Design, upstream: Mapping[str, float]) -> Iterator[Problem]:
    """What can be told before a run of how the bed will behave with the nominal powder."""
    if settings.bed_temperature_C >= settings.inlet_temperature_C:
        what = "should be below the inlet temperature, or the gas dries nothing"
        yield Problem("", "bed_temperature_C", what, f"{settings.bed_temperature_C:g}")
        return
    if "bond_number" not in upstream or not settings.coat_ratio:
        return
    batch = batch_of(settings, design, upstream, settings.lot_kg)
    yield from flow_problems(settings, batch.bed)
    if batch.bed.grain.bond <= settings.bond_limit and batch.spray.humidity > settings.outlet_humidity_limit:
        what = f"the bed will drown: the gas would leave at {100 * batch.spray.humidity:.0f} % of saturation"
        yield Problem("", "drying_load", what, f"{settings.drying_load:g}", "spray less per gas")
