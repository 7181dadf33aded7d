"""Interface: lithium, empty in cells with silicon."""

from __future__ import annotations

from dbetwin.columns.cells.kinds import share
from dbetwin.columns.column import Column

LITHIUM = (
    Column("void_limited_mA_cm2", "mA/cm2", "largest current that leaves no voids", "0.00", high=20.0),
    Column(
        "strip_capacity_mAh_cm2",
        "mAh/cm2",
        "charge stripped before voids take contact; at most what may be stripped of the lithium there",
        "0.00",
        high=30.0,
    ),
    Column("current_focusing", "-", "local current at void edges over the mean", "0.0", high=60.0),
    Column("flaw_um", "um", "depth of the flaw a filament can start from", "0.0", high=40.0),
    Column("crack_limited_mA_cm2", "mA/cm2", "current that opens that flaw", "0.00", high=400.0),
    Column("crack_modulus", "-", "Weibull modulus of that current", "0.00", high=15.0),
    Column("leak_current_mA_cm2", "mA/cm2", "current that the electronic leak allows, if named", "0.00", high=20.0),
    share("leak_weight", "its weight beside voids and cracks"),
    Column("leak_limited_mA_cm2", "mA/cm2", "limit by electronic leak as it counts, by its weight", "0.00", high=20.0),
    Column(
        "cell_critical_current_mA_cm2", "mA/cm2", "critical current that half of such cells stand", "0.00", high=20.0
    ),
    Column(
        "critical_current_mA_cm2",
        "mA/cm2",
        "current at which lithium shorts the cell",
        "0.00",
        "float",
        0.0,
        20.0,
        True,
    ),
)
