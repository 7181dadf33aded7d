"""Slurry mixer: a planetary mixer stirs solids, dissolved binder and solvent to a slurry; wet electrodes begin here.

Powder comes through the port; the other solids of the recipe and the solvent are bought in and join here. A batch is
mixed and dispersed, then the vessel is cleaned, which ``setup_min`` says. Dispersing tears part of the agglomerates
of the powder apart. What is weighed scatters, so that batches differ in their solids.

The solvent is NMP for both electrodes, the binder polyvinylidene fluoride: PTFE fibrils do not dissolve. That garnet,
being alkaline, attacks this binder and thickens the slurry is known and not modelled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.errors import Problem
from dbetwin.physics.slurry.wet_film import slurry_density
from dbetwin.randomness import Random
from dbetwin.stations.contract import Air, Behaviour, Condition, Material, Result, StationSettings, Unit
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.dry_mixer import ABOUT_THE_POWDER
from dbetwin.stations.elements.duration import scattered, scattered_ratio
from dbetwin.stations.elements.electrode import Electrode, mass_fractions, solids_g_cm3
from dbetwin.stations.elements.lineage import lot_id

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "slurry_mixer"
BEHAVIOUR: Behaviour = "batch"
OUTPUT: Unit = "kg"
PORTS = ("powder",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()

SOLVENT = "nmp"
FIBRILS = "ptfe"
GARNET = "llzo"
MOST_SOLIDS = 0.99


class Settings(StationSettings):
    """Slurry mixer, per machine."""

    kind: Literal["slurry_mixer"] = "slurry_mixer"
    electrode: Electrode
    lot_kg: float = Field(gt=0, description="slurry of one batch")
    vessel_L: float = Field(gt=0, description="working volume")
    mixing_min: float = Field(gt=0, description="until the slurry is dispersed; cleaning is setup_min")
    solids_fraction: float = Field(gt=0, lt=1, description="mass of the solids in that of the slurry")
    powder_material: str | None = Field(
        None, description="ingredient that comes through the port; empty: all the solids of the recipe do"
    )
    solids_cv: float = sourced(0.003, assumed=(0.001, 0.01), note="batch to batch, as weighed, relative", ge=0)
    agglomerates_left: float = sourced(
        0.5, assumed=(0.1, 1.0), note="share that the dispersing does not tear apart", ge=0, le=1
    )


def caution(settings: Settings, design: Design) -> str:
    """What a reader of the run has to know of a slurry with garnet in it."""
    if not mass_fractions(design, settings.electrode).get(GARNET):
        return ""
    return "garnet is alkaline and attacks polyvinylidene fluoride in the slurry: that is not modelled"


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Powder per kilogram of slurry."""
    shares = mass_fractions(design, settings.electrode)
    through_the_port = 1.0 if settings.powder_material is None else shares[settings.powder_material]
    return {"powder": settings.solids_fraction * through_the_port}


def added_kg(settings: Settings, design: Design) -> float:
    """Solvent and the other solids, per kilogram of slurry."""
    return 1 - consumption(settings, design)["powder"]


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of one batch, cleaning apart."""
    return scattered(settings.mixing_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Solids of the slurry, and what is left of the powder's agglomerates; its coat goes on."""
    kept = {name: value for name, value in lot.columns.items() if name not in ABOUT_THE_POWDER}
    solids = min(settings.solids_fraction * scattered_ratio(settings.solids_cv, rng), MOST_SOLIDS)
    if "agglomerate_fraction" in kept:
        kept["agglomerate_fraction"] *= settings.agglomerates_left
    return Result({**kept, "slurry_solids_fraction": solids, "slurry_lot": lot_id(lot)})


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """Density of the slurry, how full the vessel is, and the solvent of a batch."""
    density = _density_kg_per_L(settings, lot.design)
    return {
        "slurry_density_g_cm3": density,
        "filled_L": settings.lot_kg / density,
        "solvent_kg": settings.lot_kg * (1 - settings.solids_fraction),
    }


def problems(settings: Settings, design: Design, upstream: Mapping[str, float]) -> Iterator[Problem]:
    """A recipe that no solvent dissolves, a powder that is not in it, a batch that the vessel does not hold."""
    shares = mass_fractions(design, settings.electrode)
    if shares.get(FIBRILS):
        what = f"dissolves no {FIBRILS}, which product.{settings.electrode}_mass_fractions asks for"
        yield Problem("", "electrode", what, settings.electrode, "give the recipe pvdf in its place")
    if settings.powder_material is not None and settings.powder_material not in shares:
        yield Problem("", "powder_material", "is not in the recipe", settings.powder_material)
        return
    most = settings.vessel_L * _density_kg_per_L(settings, design)
    if settings.lot_kg > most:
        what = f"is more than the vessel's {settings.vessel_L:g} L hold, {most:.0f} kg"
        yield Problem("", "lot_kg", what, f"{settings.lot_kg:g}")


def _density_kg_per_L(settings: Settings, design: Design) -> float:
    solids = solids_g_cm3(design, settings.electrode, {})
    return float(slurry_density(settings.solids_fraction, solids, design.materials[SOLVENT]["density_g_cm3"]))
