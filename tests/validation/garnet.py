"""A furnace that holds garnet for a given time, as the sources do; every constant is the furnace's default."""

from __future__ import annotations

from dataclasses import replace

from dbetwin.celldesign.design import Design
from dbetwin.stations.sintering_furnace import Settings, Sintered, conductivity_mS_cm, sintered
from tests.stations.powder_to_web import DESIGN


def held(temperature_C: float, hours: float) -> Sintered:
    """Garnet held at a temperature."""
    return sintered(furnace(temperature_C, hours), temperature_C)


def furnace(temperature_C: float, hours: float) -> Settings:
    """A furnace with that dwell."""
    return Settings(
        machines=1, lot_m=1.0, speed_m_per_min=1.0, hot_zone_m=60 * hours, temperature_C=temperature_C,
        green_density=0.55,
    )  # fmt: skip


def conductivity(temperature_C: float, hours: float, thickness_um: float, **garnet: float) -> tuple[float, float]:
    """Conductivity in mS/cm and lithium lost, of garnet with some properties of its own."""
    settings = furnace(temperature_C, hours)
    return conductivity_mS_cm(settings, _made_of(garnet), sintered(settings, temperature_C), thickness_um)


def range_of_conductivity() -> tuple[float, float]:
    """In which the conductivity of dense garnet is assumed, mS/cm."""
    found = DESIGN.materials["llzo"].provenance["conductivity_mS_cm"].range
    assert found is not None
    return found


def _made_of(garnet: dict[str, float]) -> Design:
    old = DESIGN.materials["llzo"]
    return replace(DESIGN, materials={**DESIGN.materials, "llzo": replace(old, values={**old.values, **garnet})})
