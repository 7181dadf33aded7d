"""Interface: sums, chances of failure, quality."""

from __future__ import annotations

from dbetwin.columns.cells.kinds import asr, chance, share
from dbetwin.columns.column import Column
from dbetwin.columns.components import COMPONENTS, LIMITING

_CODES = ", ".join(f"{code} {name}" for code, name in enumerate(LIMITING))

VERDICT = (
    asr("cell_asr_ohm_cm2", "all of the above: the resistance that is graded", 400.0, core=True),
    chance("p_pinhole", "the separator has a hole"),
    chance("p_filament", "lithium grows through the separator"),
    chance("p_short", "either happens"),
    chance("p_delamination", "the anode tears off"),
    Column("ceramic_stress_MPa", "MPa", "largest tension a brittle membrane has met", "0.0", high=300.0),
    chance("p_ceramic", "a membrane breaks"),
    chance("p_open", "contact is lost"),
    chance("p_failure", "any of these happens"),
    *(share(f"quality_{name.replace(' ', '_')}", f"quality of the {name}, 1 is best") for name in COMPONENTS),
    Column("cycle_life", "cycles", "phenomenological: a comparison, no forecast", "0", high=10_001.0),
    Column("quality_index", "-", "weighted geometric mean of those, 100 is best", "0.0", high=100.01, core=True),
    Column(
        "limiting_component",
        "-",
        f"costs most against the nominal cell: {_CODES}",
        "0",
        low=-0.5,
        high=len(LIMITING) - 0.5,
        core=True,
    ),
)
