"""Which models a cell was outside the range of."""

from __future__ import annotations

from dbetwin.columns.cells.kinds import flag

OUTSIDE = (
    flag("outside_press", "pressed outside 100 to 600 MPa, 25 to 150 C or 1 to 30 min"),
    flag("outside_contact", "lithium pressed outside 25 to 175 C"),
    flag("outside_ionic_path", "cathode conductor below percolation"),
    flag("outside_anode_path", "anode electrolyte below percolation, or its grains beyond the law of its threshold"),
    flag("outside_confinement", "silicon beyond the table's free volume or voltage drop"),
    flag("outside_flaw", "flaw deeper than 0.9 of the membrane, cut there"),
)
