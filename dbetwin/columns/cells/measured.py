"""What the instruments read."""

from __future__ import annotations

from dbetwin.columns.cells.kinds import asr
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
    Column("measured_thickness_mm", "mm", "press: thickness of the pressed pouch", "0.000", high=20.0),
    Column("measured_leak_ratio", "-", "hi-pot: leak over that of a healthy cell", "0.00", high=100.0),
    Column("measured_self_discharge_ratio", "-", "formation: self-discharge over a healthy cell's", "0.00", high=50.0),
    Column("measured_stack_pressure_MPa", "MPa", "load cell of the fixture: stack pressure", "0.00", high=20.0),
    asr("measured_interface_arc_ohm_cm2", "impedance: the arc in which the interface is seen", 400.0),
    Column("measured_interface_arc_uF_cm2", "uF/cm2", "impedance: its capacitance", "0.000", high=20.0),
    Column("measured_contact_fraction", "-", "impedance: contact by that capacitance", "0.000", high=2.0),
    asr("measured_boundary_arc_ohm_cm2", "impedance: the arc in which grain boundaries are seen", 400.0),
    Column("measured_ageing_ratio", "-", "ageing: voltage lost over what a healthy cell loses", "0.00", high=50.0),
    Column("measured_capacity_Ah", "Ah", "end of line: capacity", "0.000", high=100.0, core=True),
    Column("measured_resistance_ohm_cm2", "ohm cm2", "end of line: resistance", "0.0", high=400.0, core=True),
    Column("measured_energy_Wh", "Wh", "end of line: energy", "0.00", high=400.0),
)
