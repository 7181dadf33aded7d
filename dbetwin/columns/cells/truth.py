"""What is truly wrong with a cell; no inspection sees it."""

from __future__ import annotations

from dbetwin.columns.causes import TRUE_CAUSES
from dbetwin.columns.cells.kinds import flag
from dbetwin.columns.column import Column

_CODES = ", ".join(f"{code} {name}" for code, name in enumerate(TRUE_CAUSES))

TRUTH = (
    flag("latent_edge", "truth: an edge of a cathode has no anode before it, so lithium plates there"),
    flag("latent_pinhole", "truth: the separator has a hole"),
    flag("latent_short", "truth: shorted, by a hole or a filament"),
    flag("latent_delamination", "truth: the anode tore off"),
    flag("latent_ceramic", "truth: a membrane broke"),
    flag("latent_open", "truth: contact is lost"),
    Column("self_discharge_ratio", "-", "truth: self-discharge over that of a healthy cell", "0.00", high=50.0),
    flag(
        "bad",
        "truth: any failure, lithium too long in air, or capacity, resistance or energy off specification",
        core=True,
    ),
    Column(
        "true_cause",
        "-",
        f"truth: what is wrong, the first that arose: {_CODES}",
        "0",
        low=-0.5,
        high=len(TRUE_CAUSES) - 0.5,
    ),
)
