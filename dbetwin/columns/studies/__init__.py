"""Columns of what studies leave, one file per table."""

from __future__ import annotations

from dbetwin.columns.column import Table
from dbetwin.columns.studies.bands import BANDS
from dbetwin.columns.studies.claims import CLAIMS
from dbetwin.columns.studies.draws import DRAWS
from dbetwin.columns.studies.effects import EFFECTS
from dbetwin.columns.studies.factors import FACTORS
from dbetwin.columns.studies.gains import GAINS
from dbetwin.columns.studies.ladder import LADDER
from dbetwin.columns.studies.morris import MORRIS
from dbetwin.columns.studies.pareto import PARETO
from dbetwin.columns.studies.points import POINTS
from dbetwin.columns.studies.quantiles import QUANTILES
from dbetwin.columns.studies.route import ROUTE
from dbetwin.columns.studies.runs import RUNS
from dbetwin.columns.studies.scenarios import SCENARIOS
from dbetwin.columns.studies.selection import SELECTION
from dbetwin.columns.studies.sizing import SIZING
from dbetwin.columns.studies.sobol_indices import SOBOL_INDICES
from dbetwin.columns.studies.surrogate import SURROGATE
from dbetwin.columns.studies.surrogates import SURROGATES
from dbetwin.columns.studies.tolerance_costs import TOLERANCE_COSTS
from dbetwin.columns.studies.tolerances import TOLERANCES
from dbetwin.columns.studies.tornado import TORNADO
from dbetwin.columns.studies.trials import TRIALS
from dbetwin.columns.studies.unknowns import UNKNOWNS
from dbetwin.columns.studies.warm_up import WARM_UP
from dbetwin.columns.studies.worth import WORTH

STUDIES: dict[str, Table] = {
    table.name: table
    for table in (
        RUNS, SCENARIOS, QUANTILES, SELECTION, WARM_UP, TRIALS, PARETO, GAINS, LADDER, BANDS, UNKNOWNS, WORTH, DRAWS,
        ROUTE, SIZING, CLAIMS, TOLERANCES, TOLERANCE_COSTS,
        FACTORS, POINTS, EFFECTS, SOBOL_INDICES, MORRIS, TORNADO, SURROGATES, SURROGATE,
    )
}  # fmt: skip
"""Every table of a study by the name of its file."""
