"""What the instruments read."""

from __future__ import annotations

from dbetwin.columns.column import Column

MEASURED = (
    Column(
        "measured_overhang_mm",
        "mm",
        "stacker: least overhang of the anode that the camera sees",
        "0.00",
        low=-1.0,
        high=5.0,
    ),
    Column("measured_leak_ratio", "-", "hi-pot: leak over that of a healthy cell", "0.00", high=100.0),
    Column("measured_self_discharge_ratio", "-", "formation: self-discharge over a healthy cell's", "0.00", high=50.0),
    Column("measured_ageing_ratio", "-", "ageing: voltage lost over what a healthy cell loses", "0.00", high=50.0),
    Column("measured_capacity_Ah", "Ah", "end of line: capacity", "0.000", high=100.0, core=True),
    Column("measured_resistance_ohm_cm2", "ohm cm2", "end of line: resistance", "0.0", high=400.0, core=True),
    Column("measured_energy_Wh", "Wh", "end of line: energy", "0.00", high=400.0),
)
