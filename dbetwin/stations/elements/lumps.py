"""Lumps that wet granules make in a bed under a spray: how often a wet spot meets a granule, and what becomes of it.

Only granules in the spray zone are wet. Bubbles shear the bed, so that neighbours meet; a wet spot between two of them
makes a bridge. Few bridges last to the end of the batch (``survival``, the one constant that is fitted), the fewer the
heavier the granules and the finer the drops are; the others set their granules free again. How long a spot stays wet is
a matter of drying: a cold or humid bed clumps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dbetwin.physics.granules import agglomerates, bridges, meetings, sticking, wetting
from dbetwin.stations.elements.bed import Bed
from dbetwin.stations.elements.spray import Nozzle, Spray

LEAST_SPREAD, LARGEST_SPREAD = 0.1, 0.8
"""Of the granules' sizes, within which the balance of their sizes is solved."""
ROUNDING = 0.01
"""Of the spread, so that few balances serve all lots."""
LEAST_COOLING = 0.1
"""Kelvin by which a spot is colder than the bed, at least: in saturated gas it would never dry."""


@dataclass(frozen=True, slots=True)
class Stickiness:
    """What makes granules hold together; SI units."""

    zone_share: float
    zone_depth: float
    survival: float
    spreading: float
    viscosity: float
    restitution: float
    layer_ratio: float
    kernel: str
    breakage: float


@dataclass(frozen=True, slots=True)
class Lumps:
    """How a batch clumps; SI units.

    ``extent`` counts sticking meetings; ``share`` of the mass has joined others, ``oversize`` of it in lumps of more
    than twice d90: see ``dbetwin.physics.granules.agglomerates``.
    """

    zone_mass_share: float
    dry_s: float
    wet_share: float
    meeting_velocity: float
    meetings_per_s: float
    met_while_wet: float
    stokes: float
    critical: float
    regime: str
    extent: float
    share: float
    oversize: float
    growth: float
    outside: tuple[str, ...]


@lru_cache(maxsize=64)
def lumps_of(sticky: Stickiness, nozzle: Nozzle, bed: Bed, spray: Spray, mass_kg: float, layer: float = 0.0) -> Lumps:
    """Meetings of wet granules over the spray, and the lumps they leave; ``layer``: coat around dense grains, v/v."""
    grain = bed.grain
    zone = min(sticky.zone_share * sticky.zone_depth / bed.expanded, 1.0)
    film = float(wetting.film_height(nozzle.drop, sticky.spreading))
    liquid = (nozzle.solvent.density, nozzle.solvent.latent_heat)
    cooling = max(spray.bed_C - spray.wet_bulb_C, LEAST_COOLING)
    dry_s = float(wetting.drying_time(film, grain.size, cooling, *liquid, nozzle.gas.conductivity))
    surface = zone * 6 * mass_kg / (grain.density * grain.size)
    landing = nozzle.hit * (1 - spray.dust_share) * spray.solvent_kg / (spray.spray_s * nozzle.solvent.density)
    wet = float(wetting.wet_share_of_surface(landing, film, dry_s, surface))
    velocity = float(meetings.shear_velocity(bed.bubble_velocity, bed.bubble, grain.size)) if bed.excess else 0.0
    rate = float(meetings.meeting_rate(velocity, grain.size, 1 - bed.swollen))
    stokes = float(sticking.viscous_stokes_number(grain.density, grain.size, velocity, sticky.viscosity))
    critical = float(sticking.critical_stokes_number(sticky.restitution, sticky.layer_ratio))
    holds = float(sticking.sticking_share(stokes, critical)) if stokes else 1.0
    survival = float(bridges.surviving_share(sticky.survival, nozzle.drop, grain.size, grain.density))
    extent = 0.5 * rate * wet * holds * survival * zone * spray.spray_s
    spread = round(min(max(grain.spread, LEAST_SPREAD), LARGEST_SPREAD), 2)
    return Lumps(
        zone_mass_share=zone,
        dry_s=dry_s,
        wet_share=wet,
        meeting_velocity=velocity,
        meetings_per_s=rate,
        met_while_wet=float(wetting.met_while_wet(dry_s, rate)),
        stokes=stokes,
        critical=critical,
        regime=sticking.regime(holds),
        extent=extent,
        share=agglomerates.agglomerated_share(extent, spread, sticky.breakage, sticky.kernel),
        oversize=agglomerates.oversize_share(extent, spread, sticky.breakage, sticky.kernel),
        growth=agglomerates.median_growth(extent, spread, sticky.breakage, sticky.kernel, layer),
        outside=tuple(_outside(sticky, grain.spread, spread, extent)),
    )


def _outside(sticky: Stickiness, given: float, taken: float, extent: float) -> Iterator[str]:
    """Where the balance of sizes was not solved."""
    if abs(given - taken) > ROUNDING:
        yield "spread of the granules' sizes beyond 0.1 to 0.8: lumps by a population balance"
    if extent > agglomerates.greatest_extent(taken, sticky.kernel):
        yield "more sticking than the population balance was solved for: lumps"
