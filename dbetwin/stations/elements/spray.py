"""The spray into a bed of powder: what the gas can dry, how warm and how humid it leaves, how long the coat takes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from dbetwin.physics.bed import drying
from dbetwin.physics.bed.solvent import Solvent, relative_humidity, wet_bulb_temperature
from dbetwin.physics.coat import spray as spraying
from dbetwin.physics.gas import Gas
from dbetwin.stations.elements.bed import Bed


@dataclass(frozen=True, slots=True)
class Nozzle:
    """What is sprayed, and into which gas; SI units but for degrees Celsius."""

    solvent: Solvent
    gas: Gas
    inlet_C: float
    used_up_C: float
    inlet_moisture: float
    load: float
    solids: float
    drop: float
    flight_s: float
    hit: float
    rubbed_off: float
    wall: float
    vessel_diameter: float
    room_C: float


@dataclass(frozen=True, slots=True)
class Spray:
    """How a batch is sprayed and dried; SI units but for degrees Celsius. ``drops`` is how many a granule catches."""

    gas_kg_s: float
    solvent_kg: float
    bed_C: float
    wet_bulb_C: float
    humidity: float
    dust_share: float
    efficiency: float
    spray_s: float
    drops: float


@lru_cache(maxsize=64)
def spray_of(nozzle: Nozzle, bed: Bed, coat_kg: float, mass_kg: float) -> Spray:
    """Drying sets the pace: the spray brings a share of what the gas can evaporate."""
    gas_kg_s = bed.area * bed.velocity * nozzle.gas.density
    full = float(drying.evaporable_moisture(nozzle.inlet_C, nozzle.used_up_C, nozzle.solvent, nozzle.gas.heat_capacity))
    moisture = nozzle.load * full
    side = math.pi * nozzle.vessel_diameter * bed.expanded
    wall = drying.Wall(nozzle.wall * side / gas_kg_s, nozzle.room_C)
    bed_C = float(drying.bed_temperature(nozzle.inlet_C, moisture, nozzle.solvent, nozzle.gas, wall))
    leaving = nozzle.inlet_moisture + moisture
    wet_bulb_C = float(wet_bulb_temperature(bed_C, leaving, nozzle.solvent, nozzle.gas))
    dust = float(spraying.spray_dried_share(_drying_time(nozzle, bed_C - wet_bulb_C), nozzle.flight_s))
    efficiency = float(spraying.deposition_efficiency(nozzle.hit, dust, nozzle.rubbed_off))
    seconds = float(drying.spray_time(coat_kg, nozzle.solids, efficiency, gas_kg_s * moisture))
    # volume of solution, at the solvent's density, over that of granules
    landing = nozzle.hit * (1 - dust) * gas_kg_s * moisture * seconds
    caught = landing / nozzle.solvent.density * bed.grain.density / mass_kg
    return Spray(
        gas_kg_s=gas_kg_s,
        solvent_kg=gas_kg_s * moisture * seconds,
        bed_C=bed_C,
        wet_bulb_C=wet_bulb_C,
        humidity=float(relative_humidity(leaving, bed_C, nozzle.solvent, gas=nozzle.gas)),
        dust_share=dust,
        efficiency=efficiency,
        spray_s=seconds,
        drops=caught * (bed.grain.size / nozzle.drop) ** 3,
    )


def _drying_time(nozzle: Nozzle, cooling: float) -> float:
    return float(
        spraying.drop_drying_time(
            nozzle.drop, nozzle.solvent.density, nozzle.solvent.latent_heat, nozzle.gas.conductivity, cooling
        )
    )
