"""A bed of powder under gas, as a machine runs it: how fast the gas goes, how it bubbles, how the powder turns over.

The gas flows at a multiple of the velocity of minimum fluidisation of the grains that it meets: granules, or the
fines where these rule. Bubbles carry what flows above the velocity at which they first appear, and lift the solids.
A cohesive powder flows as agglomerates: they set how far it swells and what the gas carries away.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from pydantic import Field

from dbetwin.documents import sourced
from dbetwin.errors import Problem
from dbetwin.materials import Material as Properties
from dbetwin.physics.bed import bubbles, cohesion, elutriation, expansion, minimum_velocity, sizes
from dbetwin.physics.bed.circulation import Lift, solids_circulation, turnover_time
from dbetwin.physics.bed.falling import terminal_velocity
from dbetwin.physics.bed.geldart import geldart_group
from dbetwin.physics.bed.pressure_drop import bed_pressure_drop
from dbetwin.physics.gas import GASES, Gas
from dbetwin.stations.contract import StationSettings

WINDOW: Mapping[str, tuple[float, float]] = {"A": (2, 6), "B": (2, 6), "C": (10, 50), "D": (1, 2)}
"""Gas velocity over that of minimum fluidisation within which a group is run; assumed, of C over the formal value."""
ENTRAINMENT = 0.3
"""Share of the terminal velocity of the finest tenth above which the gas begins to carry grains out."""
FINEST_SHARE = 0.1
FINEST_WEN_YU_UM = 100.0
REYNOLDS_OF_ERGUN = (1.0, 1000.0)


@dataclass(frozen=True, slots=True)
class Vessel:
    """A machine with a bed in it; SI units."""

    diameter: float
    orifice_area: float
    voidage: float
    gas: Gas
    law: str
    multiple: float
    lift: Lift
    shaking: float
    ruling_fines: float
    adhesion: float

    @property
    def area(self) -> float:
        """Cross section, m2."""
        return math.pi / 4 * self.diameter**2


class BedSettings(StationSettings):
    """Settings of a station that blows gas through powder."""

    bed_diameter_m: float = Field(gt=0)
    u_over_umf: float = Field(gt=1, le=60, description="gas velocity over that of minimum fluidisation")
    gas: Literal["nitrogen", "argon"] = "nitrogen"
    minimum_velocity: Literal["wen_yu", "ergun", "grace", "richardson", "chitester"] = Field(
        "wen_yu", description="law of minimum fluidisation"
    )
    bed_voidage: float = sourced(0.45, assumed=(0.40, 0.55), note="at minimum fluidisation", gt=0, lt=1)
    bond_limit: float = sourced(50.0, assumed=(10, 200), note="Bond number above which it does not fluidise", gt=0)
    vibration_gamma: float = sourced(2.0, assumed=(0, 5), note="acceleration of the shaken bed over gravity", ge=0)
    ruling_fines: float = sourced(
        cohesion.FEWEST_RULING_FINES, "Kamranian Marnani 2019, 10.3390/pr7010035",
        note="mass fraction that makes a powder flow as its fines do", gt=0, le=1,
    )  # fmt: skip
    adhesion_nN: float = sourced(180.0, assumed=(88, 370), note="of two grains; soft to hard", gt=0)
    orifice_area_mm2: float = sourced(0.0, assumed=(0, 200), note="of the gas plate per hole; 0 is porous", ge=0)
    bubble_flow_share: float = sourced(
        0.7, assumed=(0.5, 1.0), note="of the excess gas that is in bubbles: 0.7 in group B, 1 in group A", gt=0, le=1
    )
    wake_share: float = sourced(0.4, assumed=(0.2, 0.5), note="solids in a bubble's wake, of its volume", gt=0)
    drift_share: float = sourced(0.4, assumed=(0.2, 0.5), note="solids that drift behind it, of its volume", ge=0)

    @cached_property
    def vessel(self) -> Vessel:
        """The machine as a bed sees it."""
        return Vessel(
            diameter=self.bed_diameter_m,
            orifice_area=self.orifice_area_mm2 * 1e-6,
            voidage=self.bed_voidage,
            gas=GASES[self.gas],
            law=self.minimum_velocity,
            multiple=self.u_over_umf,
            lift=Lift(self.bubble_flow_share, self.wake_share, self.drift_share),
            shaking=self.vibration_gamma,
            ruling_fines=self.ruling_fines,
            adhesion=self.adhesion_nN * 1e-9,
        )


@dataclass(frozen=True, slots=True)
class Grain:
    """What the gas meets; SI units. ``bond`` is that in the machine, shaken as it is."""

    size: float
    finest: float
    spread: float
    density: float
    bond: float


@dataclass(frozen=True, slots=True)
class Bed:
    """How a batch flows; SI units."""

    grain: Grain
    group: str
    slowest: float
    bubbling: float
    velocity: float
    excess: float
    area: float
    height: float
    expanded: float
    swollen: float
    bubble: float
    bubble_velocity: float
    circulation: float
    turnover_s: float
    pressure_drop: float
    entraining: float
    contact: float
    outside: tuple[str, ...]


def grain_of(vessel: Vessel, powder: Mapping[str, float], core: Properties) -> Grain:
    """The grains that rule a powder: its granules, or the ungranulated grains of ``core`` where there are many."""
    coarse, fine, share = powder["bond_number"], powder["fines_bond_number"], powder["fines_fraction"]
    bond = float(cohesion.ruling_bond_number(coarse, fine, share, vessel.ruling_fines))
    shaken = float(cohesion.shaken_bond_number(bond, vessel.shaking))
    if share >= vessel.ruling_fines:
        size = core["particle_size_um"] * 1e-6
        return Grain(size, size, 0.0, core["density_g_cm3"] * 1e3, shaken)
    median, finest, coarsest = (powder[f"granule_{name}_um"] * 1e-6 for name in ("d50", "d10", "d90"))
    return Grain(
        size=sizes.sauter_diameter(median, finest, coarsest),
        finest=finest,
        spread=sizes.size_spread(finest, coarsest),
        density=powder["granule_density_g_cm3"] * 1e3,
        bond=shaken,
    )


def slowest_velocity(vessel: Vessel, grain: Grain) -> float:
    """Velocity of minimum fluidisation by the law that the machine is laid out with."""
    if vessel.law == "ergun":
        return float(
            minimum_velocity.ergun_minimum_fluidization_velocity(grain.size, grain.density, vessel.voidage, vessel.gas)
        )
    return float(minimum_velocity.minimum_fluidization_velocity(grain.size, grain.density, vessel.gas, vessel.law))


@lru_cache(maxsize=64)
def bed_of(vessel: Vessel, grain: Grain, mass_kg: float) -> Bed:
    """Gas, bubbles and circulation of a batch; the clock and the powder ask for the same one."""
    slowest = slowest_velocity(vessel, grain)
    velocity = vessel.multiple * slowest
    group = geldart_group(grain.size, grain.density, vessel.adhesion, vessel.gas)
    flowing = float(cohesion.agglomerate_diameter(grain.size, grain.bond))
    bubbling = max(slowest, float(minimum_velocity.minimum_bubbling_velocity(flowing, vessel.gas)))
    excess = max(velocity - bubbling, 0.0)
    height = mass_kg / (grain.density * (1 - vessel.voidage) * vessel.area)
    bubble = float(bubbles.bubble_diameter(excess, height / 2, vessel.orifice_area))
    rising = float(bubbles.bubble_velocity(excess, min(bubble, bubbles.SLUGGING * vessel.diameter)))
    share = float(bubbles.bubble_share(vessel.lift.flow * excess, rising)) if excess else 0.0
    swollen = _swollen(vessel, grain, group, slowest, min(velocity, bubbling))
    expanded = float(expansion.expanded_height(height, vessel.voidage, swollen, share))
    carried = ENTRAINMENT * _falling(vessel, grain.finest, grain)
    return Bed(
        grain=grain,
        group=group,
        slowest=slowest,
        bubbling=bubbling,
        velocity=velocity,
        excess=excess,
        area=vessel.area,
        height=height,
        expanded=expanded,
        swollen=swollen,
        bubble=bubble,
        bubble_velocity=rising,
        circulation=float(solids_circulation(grain.density, vessel.voidage, excess, vessel.lift)),
        turnover_s=float(turnover_time(height, excess, vessel.lift)) if excess else math.inf,
        pressure_drop=float(bed_pressure_drop(height, grain.density, vessel.voidage, vessel.gas)),
        entraining=carried,
        contact=float(cohesion.gas_contact(grain.bond)),
        outside=tuple(_outside(vessel, grain, group, velocity > carried, bubble)),
    )


def _falling(vessel: Vessel, size: float, grain: Grain) -> float:
    """Terminal velocity of a grain, of the agglomerate that it is part of in a cohesive powder."""
    return float(
        terminal_velocity(
            cohesion.agglomerate_diameter(size, grain.bond),
            cohesion.agglomerate_density(grain.density, grain.bond),
            vessel.gas,
        )
    )


def _swollen(vessel: Vessel, grain: Grain, group: str, slowest: float, between: float) -> float:
    """Voidage between the bubbles, at the velocity that the gas has there."""
    falling = _falling(vessel, grain.size, grain)
    if group == "C":
        swollen = float(expansion.swollen_voidage(between, falling, expansion.AGGLOMERATES))
        return max(swollen, vessel.voidage)
    reynolds = minimum_velocity.reynolds_number(falling, grain.size, vessel.gas)
    exponent = float(expansion.richardson_zaki_exponent(reynolds))
    # through the known point: the bed's voidage at minimum fluidisation
    return float(expansion.swollen_voidage(between, slowest / vessel.voidage**exponent, exponent))


def _outside(vessel: Vessel, grain: Grain, group: str, carries: bool, bubble: float) -> list[str]:
    """Correlations that this bed leaves the range of."""
    reynolds = float(minimum_velocity.reynolds_number(slowest_velocity(vessel, grain), grain.size, vessel.gas))
    least, most = WINDOW[group]
    told = {
        "Sauter mean of the grains below 100 um: minimum fluidisation by Wen and Yu": vessel.law == "wen_yu"
        and grain.size * 1e6 < FINEST_WEN_YU_UM,
        "Reynolds number beyond 1 to 1000: minimum fluidisation by Ergun": vessel.law == "ergun"
        and not REYNOLDS_OF_ERGUN[0] <= reynolds <= REYNOLDS_OF_ERGUN[1],
        "gas velocity beyond what suits the powder's group: circulation of the bed": not least
        <= vessel.multiple
        <= most,
        "gas faster than 0.3 of the fall of the finest tenth: a bed that keeps its grains": carries,
        "bubbles wider than 0.6 of the bed (slugs): their size and rise": bubble >= bubbles.SLUGGING * vessel.diameter,
    }
    return [phrase for phrase, applies in told.items() if applies]


def blown_out(
    vessel: Vessel, bed: Bed, core: Properties, fines: float, seconds: float, mass_kg: float
) -> tuple[float, float]:
    """Mass fractions that the gas carries into the filters meanwhile.

    Of the fines, which are grains of ``core``; and of the rest, of which only the finest tenth is near to flying.
    """
    size, density = core["particle_size_um"] * 1e-6, core["density_g_cm3"] * 1e3
    falling = terminal_velocity(size, density, vessel.gas) if fines else 0.0
    parts = ((fines, falling), (FINEST_SHARE * (1 - fines), bed.entraining / ENTRAINMENT))
    rates = (elutriation.elutriation_rate(bed.velocity, slowest, vessel.gas) for _, slowest in parts)
    carried = [float(elutriation.carried_out(rate, bed.area, seconds, mass_kg)) for rate in rates]
    return parts[0][0] * carried[0], parts[1][0] * carried[1]


def collapse(settings: BedSettings, bed: Bed) -> str:
    """Why a bed does not flow, or is not stirred; empty when it is."""
    if bed.grain.bond > settings.bond_limit:
        return "does not fluidise"
    return "" if bed.excess else "no bubbles: the bed is not stirred"


def flow_problems(settings: BedSettings, bed: Bed) -> Iterator[Problem]:
    """What can be told before a run of how the bed flows with the nominal powder."""
    grain = bed.grain
    if grain.bond > settings.bond_limit:
        what = (
            f"the powder will not fluidise: its grains of {1e6 * grain.size:.3g} um stick to each other "
            f"{grain.bond:.3g} times more strongly than they weigh, the limit is {settings.bond_limit:g}"
        )
        yield Problem("", "bond_limit", what, remedy="granulate it first or add a flow aid (station granulator, route)")
        return
    if not bed.excess:
        what = f"the bed is not stirred: bubbles appear at {bed.bubbling:.3g} m/s, the gas goes {bed.velocity:.3g} m/s"
        yield Problem("", "u_over_umf", what, f"{settings.u_over_umf:g}")
    if bed.velocity > bed.entraining:
        what = f"the gas would carry granules out: {bed.velocity:.3g} m/s, more than {bed.entraining:.3g} m/s"
        yield Problem("", "u_over_umf", what, f"{settings.u_over_umf:g}")
