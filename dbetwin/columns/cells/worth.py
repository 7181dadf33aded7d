"""What a cell weighs, holds and delivers."""

from __future__ import annotations

from dbetwin.columns.column import Column

WORTH = (
    Column("mass_g", "g", "mass of the cell", "0.0", high=2000.0),
    Column("volume_mL", "mL", "outline box, terminals included", "0.0", high=1000.0),
    Column("nominal_capacity_Ah", "Ah", "what was built, first-cycle loss taken off", "0.000", high=100.0),
    Column("nominal_energy_Wh", "Wh", "the same without any resistance", "0.00", high=400.0),
    Column("nominal_specific_energy_Wh_kg", "Wh/kg", "the same by mass", "0.0", low=100.0, high=500.0),
    Column("capacity_Ah", "Ah", "delivered at the operating point", "0.000", high=100.0, core=True),
    Column("voltage_V", "V", "mean voltage under load", "0.000", high=4.5),
    Column("energy_Wh", "Wh", "delivered at the operating point", "0.00", high=400.0, core=True),
    Column("specific_energy_Wh_kg", "Wh/kg", "the same by mass", "0.0", low=100.0, high=500.0, core=True),
    Column("energy_density_Wh_L", "Wh/L", "the same by volume", "0.0", low=200.0, high=1200.0, core=True),
)
