"""What is truly wrong with a cell; no inspection sees it."""

from __future__ import annotations

from dbetwin.columns.cells.kinds import flag
from dbetwin.columns.column import Column

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
)
