"""Gases that are blown through powder, near room temperature and at atmospheric pressure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Gas:
    """Density kg/m3, viscosity Pa s, molar mass kg/mol, heat capacity J/(kg K), thermal conductivity W/(m K)."""

    density: float
    viscosity: float
    molar_mass: float = 0.028014
    heat_capacity: float = 1040.0
    conductivity: float = 0.026


NITROGEN = Gas(1.165, 1.78e-5)
"""Nitrogen, as good as air; 1.165 kg/m3 holds at 20 degrees Celsius, at 25 it is 1.7 % less."""

ARGON = Gas(1.634, 2.26e-5, 0.039948, 520.0, 0.0177)
"""Argon at 25 degrees Celsius."""

GASES: Mapping[str, Gas] = MappingProxyType({"nitrogen": NITROGEN, "argon": ARGON})
