"""What is looked at in each plant: key figures of its runs, and three that follow from them and the plant."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from dbetwin.columns.studies.route import ROUTE
from dbetwin.plant import Plant
from dbetwin.plant.sizing import WH_PER_GWH, working_days
from dbetwin.runs.kept import Known
from dbetwin.study.comparison.matrix import Matrix
from dbetwin.study.comparison.replicated import Replicated
from dbetwin.study.responses import Response

YEARLY = Response(
    "good_energy_GWh_per_year", "good_energy_GWh_per_year", "GWh/a",
    "delivered energy of the good cells, in the working days of a year", "#,##0.00",
)  # fmt: skip
MAKING = Response(
    "electrode_making_kWh_per_kWh", "electrode_making_kWh_per_kWh", "",
    "electricity from mixing to calendering, both electrodes, per delivered kWh", "0.000",
)  # fmt: skip
WET_COATING = Response(
    "wet_coating_electricity_pct", "wet_coating_electricity_pct", "%",
    "electricity of coaters with their dryers, of all that the plant uses", "0.0",
)  # fmt: skip
OWN = (YEARLY, MAKING, WET_COATING)
"""Figures that no run tells by itself."""
BEFORE_OWN = ("good_cells_per_day",)
KEY_FIGURES = (
    *BEFORE_OWN, "cell_yield", "rolled_throughput_yield", "scrap_pct", "electricity_kWh_per_kWh",
    "electrode_electricity_kWh_per_kWh", "machines", "staff_per_shift", "solvent_kg_per_kWh.nmp",
    "solvent_kg_per_kWh.ethanol", "cathode_contact_fraction", "anode_contact_fraction", "specific_energy_Wh_kg",
    "cell_asr_ohm_cm2", "lead_time_h",
)  # fmt: skip
"""Key figures that are looked at, as a study names its responses."""
SOLVENT = "solvent_kg_per_kWh."
ELECTRODE_MAKING = (
    "dry_mixer", "kneader", "film_calender", "dry_coater", "slurry_mixer", "slurry_coater", "calender", "web_calender",
)  # fmt: skip
"""Kinds of stations from mixing to calendering: where a dry route differs from a wet one."""
WET_COATER = "slurry_coater"
ELECTRICITY = "electricity_per_station_kWh."


def with_own(known: Known, plant: Plant) -> Known:
    """What is known of a run, with the figures that follow from it and the plant.

    Parameters
    ----------
    known : mapping
        Of a run; one without figures is handed back.
    plant : Plant
        That was run.

    Returns
    -------
    mapping
        The same and ``OWN``; a solvent that the run does not name evaporates nowhere, which is zero and not unknown.

    Notes
    -----
    GWh a year = good energy of the window / its working days x the working days of the plant's year.
    """
    if "figures" not in known:
        return known
    figures: Mapping[str, float] = known["figures"]
    solvents = {name: 0.0 for name in KEY_FIGURES if name.startswith(SOLVENT)}
    return {**known, "figures": {**solvents, **figures, **_own(figures, plant)}}


def _own(figures: Mapping[str, float], plant: Plant) -> dict[str, float]:
    def of(name: str) -> float:
        return figures.get(name, math.nan)

    def used(kinds: Sequence[str]) -> float:
        return math.fsum(
            figures.get(f"{ELECTRICITY}{name}", 0.0) for name in plant.stations if plant.module(name).KIND in kinds
        )

    good_kWh = of("good_energy_kWh_per_day") * of("measured_days")
    yearly = good_kWh / of("working_days") * working_days(plant) * 1e3 / WH_PER_GWH if of("working_days") else math.nan
    making = used(ELECTRODE_MAKING) / good_kWh if good_kWh else math.nan
    total = of("electricity_kWh")
    wet = 100 * used((WET_COATER,)) / total if total else math.nan
    return {YEARLY.figure: yearly, MAKING.figure: making, WET_COATING.figure: wet}


def in_order(key_figures: Sequence[Response]) -> tuple[Response, ...]:
    """All that is looked at, output first."""
    first = [each for each in key_figures if each.name in BEFORE_OWN]
    return tuple(dict.fromkeys((*first, *OWN, *key_figures)))


def is_wet(plant: Plant) -> bool:
    """Whether a plant casts its electrodes from slurries."""
    return any(plant.module(name).KIND == WET_COATER for name in plant.stations)


def route_table(found: Matrix) -> pd.DataFrame:
    """As ``route`` of a study: one row for each figure and plant."""
    rows = [_row(found, plant, each) for each in found.responses for plant in found.plants]
    return pd.DataFrame(rows, columns=list(ROUTE))


def _row(found: Matrix, plant: Replicated, response: Response) -> tuple[str | float, ...]:
    mean, judged = found.mean(plant, response), found.judged.get((plant.name, response.name))
    percent = judged.comparison.relative if judged else None
    ends = (percent.value, percent.low, percent.high) if percent else (math.nan,) * 3
    known = (mean.mean, mean.half_width) if mean else (math.nan,) * 2
    return plant.name, response.name, response.unit, *map(_bounded, (*known, *ends))


def _bounded(number: float) -> float:
    """Not a number for what has no bound."""
    return number if math.isfinite(number) else math.nan
