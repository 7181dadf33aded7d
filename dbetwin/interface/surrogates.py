"""Every solution that is read from a table; ``make tables`` solves them anew."""

from __future__ import annotations

from dbetwin.interface.face import creep
from dbetwin.interface.separator.boundary_layer import EXCESS
from dbetwin.interface.silicon import confinement
from dbetwin.interface.tables import Surrogate

SURROGATES: tuple[Surrogate, ...] = (
    creep.STRAIN,
    EXCESS,
    confinement.ELASTIC_SOC,
    confinement.RELIEVED_SOC,
    confinement.FILM_SOC,
)
