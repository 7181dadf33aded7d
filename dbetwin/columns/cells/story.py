"""What became of a cell, when, and what it was made of."""

from __future__ import annotations

from dbetwin.columns.cells.kinds import lineage
from dbetwin.columns.column import Column

STORY = (
    Column("cell_key", "-", "key of the magazine the cell began in", "0", "integer", core=True),
    Column("cell_index", "-", "place of the cell in that magazine", "0", "integer", core=True),
    Column("fate", "-", "good, rejected, handling (lost) or expiry (waited too long)", "@", "text", core=True),
    Column("cause", "-", "why it was rejected or lost", "@", "text", core=True),
    Column("station", "-", "where it was rejected or lost", "@", "text", core=True),
    Column("released_min", "min", "when its oldest ancestor was taken up, from the start of the run", "0.0", high=1e6),
    Column("stacked_min", "min", "when it was stacked", "0.0", high=1e6),
    Column("finished_min", "min", "when its story ended", "0.0", high=1e6, core=True),
    Column("lead_time_h", "h", "from its oldest ancestor at the first station to its end", "#,##0.0", high=4000.0),
    Column("stack_to_finish_h", "h", "from stacking to its end", "#,##0.0", high=2000.0),
    lineage("cathode_roll", "the cathode film"),
    lineage("anode_roll", "the anode film"),
    lineage("separator_roll", "the separator"),
    lineage("coating_batch", "the coated powder"),
    lineage("press_batch", "the isostatic pressing", core=True),
    lineage("formation_batch", "the formation tower's load", core=True),
    Column("reworked", "-", "how often it was sent back to be done again, in a plant that does so", "0", high=20.0),
)
