"""Interface: the separator."""

from __future__ import annotations

from dbetwin.columns.cells.kinds import asr
from dbetwin.columns.column import Column

SEPARATOR = (
    Column("hot_separator_conductivity_mS_cm", "mS/cm", "separator at the temperature of use", "0.000", high=10.0),
    asr("separator_asr_ohm_cm2", "separator", 50.0),
    asr("grain_boundary_asr_ohm_cm2", "grain boundaries, part of the separator", 20.0),
    Column(
        "electronic_conductivity_S_cm",
        "S/cm",
        "of a dense separator, with what charged boundaries add",
        "0.0E+00",
        high=1e-6,
    ),
)
