"""Which models a cell was outside the range of."""

from __future__ import annotations

from dbetwin.columns.cells.kinds import flag

OUTSIDE = (
    flag("outside_press", "pressed outside 100 to 600 MPa, 25 to 150 C or 1 to 30 min"),
    flag("outside_contact", "lithium pressed outside 25 to 175 C"),
    flag("outside_creep", "lithium pressed harder than the power law of its creep reaches"),
    flag("outside_closing", "stack pressure beyond the power law of lithium's creep"),
    flag("outside_void_limit", "stack pressure above the 7 MPa that the void limit was measured to"),
    flag("outside_ionic_path", "cathode conductor below percolation"),
    flag("outside_anode_path", "anode electrolyte below percolation, or its grains beyond the law of its threshold"),
    flag("outside_confinement", "silicon beyond a strain of 0.5 in an elastic matrix, or a film with pores"),
    flag("outside_boundary_leak", "electronic leak along grain boundaries at its cap"),
    flag("outside_membrane_porosity", "membrane of more than 10 % pores, beyond the fits of its strength"),
    flag("outside_pressed_plate", "membrane stressed most by a hollow less than 4 times as wide as it is thick"),
    flag("outside_flaw", "flaw deeper than 0.9 of the membrane, cut there or not used"),
)
