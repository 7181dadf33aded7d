"""The dictionary of every result column: name, unit, meaning and number format, one file per table."""

from __future__ import annotations

from dbetwin.columns.buffers import BUFFERS
from dbetwin.columns.cells import CELLS
from dbetwin.columns.column import Column, Table
from dbetwin.columns.crews import CREWS
from dbetwin.columns.days import DAYS
from dbetwin.columns.flows import FLOWS
from dbetwin.columns.kpis import KPIS
from dbetwin.columns.losses import LOSSES
from dbetwin.columns.lots import LOTS
from dbetwin.columns.machines import MACHINES
from dbetwin.columns.outside import OUTSIDE
from dbetwin.columns.periods import PERIODS
from dbetwin.columns.progress import PROGRESS
from dbetwin.columns.tallies import TALLIES
from dbetwin.columns.visits import VISITS

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        VISITS, PERIODS, LOTS, CELLS, MACHINES, FLOWS, LOSSES, OUTSIDE, BUFFERS, PROGRESS, DAYS, CREWS, TALLIES, KPIS,
    )
}  # fmt: skip
"""Every declared table by the name of its file."""

__all__ = ["TABLES", "Column", "Table"]
