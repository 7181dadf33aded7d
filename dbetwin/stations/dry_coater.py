"""Dry coater: lays fine guest grains on a powder without any liquid, by shear or by charge.

Route ``mechanofusion`` presses the guests on by shear: what sticks follows the specific energy, and the machine's
power sets the time. Route ``electrostatic`` sprays them charged: what sticks follows the time. Guests run out as they
stick; those that do not are dust that the sieve takes back and are not booked. The host need not fluidise.

Assumptions: the guests lie at random places, each as thick as its volume over what it shades; the rate constants of
both routes are assumed, with wide ranges: neither is published for battery powders.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.physics.coat import dry
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
from dbetwin.stations.elements.coat import Samples, Spread, bare_columns, coat_columns, refused, thickness_nm
from dbetwin.stations.elements.duration import scattered, scattered_ratio
from dbetwin.stations.elements.lineage import lot_id

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "dry_coater"
BEHAVIOUR: Behaviour = "batch"
OUTPUT: Unit = "kg"
PORTS = ("powder",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()
LIMITS = ("coating_thickness_tolerance", "agglomerate_fraction_max")

LARGEST_ENERGY_KJ_PER_KG = 200.0
TOO_MUCH_ENERGY = "mechanofusion above 200 kJ/kg: grains may break, which is not modelled"


class Settings(StationSettings):
    """Dry coater, per machine."""

    kind: Literal["dry_coater"] = "dry_coater"
    lot_kg: float = Field(gt=0, description="coated powder of one batch")
    route: Literal["mechanofusion", "electrostatic"]
    guest_wt_pct: float = Field(ge=0, lt=20, description="guest given, per mass of uncoated powder")
    specific_energy_kJ_per_kg: float = Field(0.0, ge=0, description="sheared in; route mechanofusion")
    specific_power_W_per_kg: float = sourced(
        100.0, assumed=(30, 300), note="sets how long that takes; route mechanofusion", gt=0
    )
    charging_min: float = Field(0.0, ge=0, description="in the charged spray; route electrostatic")
    load_min: float = Field(ge=0)
    unload_min: float = Field(ge=0)
    core_material: str = Field("nmc811", description="material that is coated")
    coat_material: str = Field("lithium_niobate", description="material of the guest grains")
    guest_nm: float = sourced(10.0, assumed=(5, 50), note="size of a guest grain", gt=0)
    layer_energy_kJ_per_kg: float = sourced(
        33.0, assumed=(10, 100), note="attaches one layer while guests abound: 95 % covered at 100", gt=0
    )
    layer_min: float = sourced(
        10.0, assumed=(3, 30), note="of spray attaches one layer while guests abound: 95 % covered in 30", gt=0
    )
    grain_cv: float = sourced(0.4, assumed=(0.2, 0.8), note="of the coat, grain to grain", ge=0)
    stagnant_fraction: float = sourced(0.02, assumed=(0.0, 0.15), note="of the batch, hardly sheared", ge=0, lt=1)
    stagnant_ratio: float = sourced(0.3, assumed=(0.1, 0.6), note="coat there over that of the rest", gt=0, le=1)
    agglomerates: float = sourced(0.005, assumed=(0.001, 0.02), note="mass fraction, clumps of guests", ge=0)
    attachment_cv: float = sourced(0.05, assumed=(0.02, 0.10), note="batch to batch", ge=0)
    agglomerate_cv: float = sourced(0.25, assumed=(0.1, 0.5), note="batch to batch", ge=0)
    thickness_assay_cv: float = sourced(0.03, assumed=(0.01, 0.05), note="of the coat by chemical analysis", ge=0)
    agglomerate_assay_cv: float = sourced(0.1, assumed=(0.03, 0.3), note="of agglomerates in a sieved sample", ge=0)


def exposure(settings: Settings) -> float:
    """Layers that would be attached while guests abound."""
    if settings.route == "mechanofusion":
        return settings.specific_energy_kJ_per_kg / settings.layer_energy_kJ_per_kg
    return settings.charging_min / settings.layer_min


def layers(settings: Settings, design: Design, strength: float = 1.0) -> tuple[float, float]:
    """Layers of guests that are attached, and that were offered; ``strength`` is the batch's own rate."""
    offered = _given_nm(settings, design) / _layer_nm(settings)
    if offered == 0.0:
        return 0.0, 0.0
    return float(dry.attached_layers(strength * exposure(settings), offered)), offered


def _given_nm(settings: Settings, design: Design) -> float:
    return thickness_nm(design, settings.core_material, settings.coat_material, settings.guest_wt_pct / 100)


def _layer_nm(settings: Settings) -> float:
    return 1e9 * float(dry.guest_layer_thickness(1e-9 * settings.guest_nm))


def coat_ratio(settings: Settings, design: Design, strength: float = 1.0) -> float:
    """Coat that sticks, per mass of uncoated powder."""
    attached, offered = layers(settings, design, strength)
    return settings.guest_wt_pct / 100 * (attached / offered) if offered else 0.0


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Uncoated powder per kilogram of coated powder."""
    return {"powder": 1 / (1 + coat_ratio(settings, design))}


def added_kg(settings: Settings, design: Design) -> float:
    """Coat per kilogram of coated powder."""
    ratio = coat_ratio(settings, design)
    return ratio / (1 + ratio)


def working_minutes(settings: Settings) -> float:
    """Time of shearing or spraying."""
    if settings.route == "electrostatic":
        return settings.charging_min
    return 1000 * settings.specific_energy_kJ_per_kg / settings.specific_power_W_per_kg / 60


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of one batch."""
    return scattered(settings.load_min + working_minutes(settings) + settings.unload_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Thickness, evenness and coverage of the coat."""
    strength = scattered_ratio(settings.attachment_cv, rng)
    ratio = coat_ratio(settings, lot.design, strength)
    columns = {
        **lot.inputs["powder"].columns,
        **_coat(settings, lot.design, ratio),
        "agglomerate_fraction": settings.agglomerates * scattered_ratio(settings.agglomerate_cv, rng),
        "coating_lot": lot_id(lot),
    }
    shown = Samples(
        scattered_ratio(settings.thickness_assay_cv, rng), scattered_ratio(settings.agglomerate_assay_cv, rng)
    )
    cause = _cause_of_rejection(settings, lot.design, columns, shown)
    beyond = settings.route == "mechanofusion" and settings.specific_energy_kJ_per_kg > LARGEST_ENERGY_KJ_PER_KG
    losses = (Loss(cause, "quality", lot.amount),) if cause else ()
    return Result(columns, losses=losses, outside=(TOO_MUCH_ENERGY,) if beyond else ())


def _coat(settings: Settings, design: Design, ratio: float) -> dict[str, float]:
    if ratio == 0.0:
        return bare_columns()
    thickness = thickness_nm(design, settings.core_material, settings.coat_material, ratio)
    spread = Spread(settings.grain_cv, settings.stagnant_fraction, settings.stagnant_ratio, _layer_nm(settings))
    return coat_columns(ratio, thickness, spread)


def _cause_of_rejection(settings: Settings, design: Design, columns: Mapping[str, float], shown: Samples) -> str:
    """Why the batch is scrapped; empty when it is not."""
    if design.nominal is None:
        return ""
    planned = thickness_nm(design, settings.core_material, settings.coat_material, coat_ratio(settings, design))
    return refused(design.limits, columns, planned, shown)


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """What goes on inside, for who looks at the unit alone."""
    attached, offered = layers(settings, lot.design)
    return {
        "route": settings.route,
        "working_min": working_minutes(settings),
        "layers_offered": offered,
        "layers_attached": attached,
        "guest_attached_fraction": attached / offered if offered else 0.0,
    }
