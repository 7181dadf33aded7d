"""Columns of what studies leave, one file per table."""

from __future__ import annotations

from dbetwin.columns.column import Table
from dbetwin.columns.studies.gains import GAINS
from dbetwin.columns.studies.ladder import LADDER
from dbetwin.columns.studies.pareto import PARETO
from dbetwin.columns.studies.quantiles import QUANTILES
from dbetwin.columns.studies.runs import RUNS
from dbetwin.columns.studies.scenarios import SCENARIOS
from dbetwin.columns.studies.selection import SELECTION
from dbetwin.columns.studies.trials import TRIALS
from dbetwin.columns.studies.warm_up import WARM_UP

STUDIES: dict[str, Table] = {
    table.name: table for table in (RUNS, SCENARIOS, QUANTILES, SELECTION, WARM_UP, TRIALS, PARETO, GAINS, LADDER)
}
"""Every table of a study by the name of its file."""
