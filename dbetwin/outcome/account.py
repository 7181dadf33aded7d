"""Everything that one finished run tells, computed once; the key figures and the report read it from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from dbetwin.outcome.balances import WHOLE_LINE, balances
from dbetwin.outcome.bottleneck import active_periods, bottlenecks
from dbetwin.outcome.chains import waiting_chains
from dbetwin.outcome.constraint import Constraint, constraint
from dbetwin.outcome.electricity import electricity, room_load
from dbetwin.outcome.ends import end_stations, fillers_of, finished
from dbetwin.outcome.flow import hours_since, littles_law, released_min, weighted_stats
from dbetwin.outcome.grading import fates
from dbetwin.outcome.histogram import Histogram, histograms
from dbetwin.outcome.machines import station_times
from dbetwin.outcome.yields import first_piece_station, first_piece_stations, station_yields, yield_ladder

if TYPE_CHECKING:
    from dbetwin.runs import Run

MINUTES_PER_DAY = 1440.0
SMALL = ("flows", "losses", "outside", "buffers", "machines", "progress", "days", "tallies")
"""Tables whose size does not grow with the run."""


@dataclass(frozen=True)
class Account:
    """A run's small tables, and what follows from them; each part is computed when it is first asked for."""

    info: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    read: Callable[..., pd.DataFrame]
    """Reads a table that grows with the run, or some ``columns`` of it, when it is needed."""

    @property
    def stations(self) -> Sequence[Mapping[str, Any]]:
        """Stations in flow order."""
        return list(self.info["stations"])

    @cached_property
    def measured_days(self) -> float:
        """Calendar days that were measured: those asked for, or as far as an interrupted run came."""
        asked = float(self.info["days"])
        if self.info.get("status", "complete") == "complete":
            return asked
        return min(max(float(self.info["simulated_until_day"]) - self._warmup_days, 0.0), asked)

    @property
    def working_days(self) -> int:
        """Days of the window on which a shift was on; a day that was measured in part counts."""
        return int(self.tables["days"]["working"].sum())

    @property
    def _warmup_days(self) -> float:
        return float(self.info.get("warmup_days", 0))

    @property
    def window_min(self) -> tuple[float, float]:
        """The measured window, minutes from the start of the run."""
        start = self._warmup_days * MINUTES_PER_DAY
        return start, start + self.measured_days * MINUTES_PER_DAY

    @property
    def piece_unit(self) -> str:
        """What the plant finishes: cells, or the unit of the last machine."""
        return str(self.stations[-1]["unit"])

    @property
    def makes_cells(self) -> bool:
        """The plant finishes cells; else parts of plain machines."""
        return self.piece_unit == "cells"

    @cached_property
    def started(self) -> float:
        """Pieces begun in the window: cells stacked."""
        flows = self.tables["flows"]
        first = first_piece_stations(self.stations, self.tables["buffers"])
        return float(flows.loc[flows["station"].isin(first), "made"].sum())

    @cached_property
    def good(self) -> float:
        """Pieces that came into the warehouse in the window, from whichever station."""
        return finished(self.tables["buffers"])

    @cached_property
    def yields(self) -> pd.DataFrame:
        """Yield per station."""
        return station_yields(self.tables["flows"])

    @cached_property
    def ladder(self) -> pd.DataFrame:
        """The yield ladder."""
        return yield_ladder(self.tables["flows"], self.tables["losses"], self.tables["buffers"], self.stations)

    @cached_property
    def times(self) -> pd.DataFrame:
        """States, utilisation and OEE per station."""
        return station_times(self.tables["machines"], self.tables["flows"])

    @cached_property
    def constraint(self) -> Constraint:
        """The station that limits the plant, and why it is that one."""
        return constraint(self.times, self.tables["buffers"])

    @cached_property
    def periods(self) -> pd.DataFrame:
        """When each machine was active, starved and blocked."""
        return self.read("periods")

    @cached_property
    def bottlenecks(self) -> pd.DataFrame:
        """For how long each station was the momentary bottleneck, and how long it is active at a time."""
        return bottlenecks(active_periods(self.periods, *self.window_min), *self.window_min, "station")

    @cached_property
    def bottleneck_machines(self) -> pd.DataFrame:
        """The same of each machine."""
        return bottlenecks(active_periods(self.periods, *self.window_min), *self.window_min, "station", "machine")

    @cached_property
    def chains(self) -> pd.DataFrame:
        """What the machines waited, by the station at the root of the wait."""
        return waiting_chains(self.periods, self.tables["buffers"], self.stations, *self.window_min)

    @cached_property
    def little(self) -> pd.DataFrame:
        """Little's law at every buffer, and over the pieces of the whole line."""
        low, high = self.window_min
        whole = self.tables["progress"].assign(buffer=WHOLE_LINE)
        return littles_law(pd.concat([whole, self.tables["buffers"]], ignore_index=True), high - low)

    @cached_property
    def electricity_by_place_kWh(self) -> dict[str, float]:
        """Electricity of the window by station, the dry room beside."""
        return electricity(self.tables["machines"], self.stations, room_load(self.info), self.measured_days)

    @property
    def electricity_kWh(self) -> float:
        """Electricity of the window, machines and dry room."""
        return sum(self.electricity_by_place_kWh.values())

    @cached_property
    def histograms(self) -> dict[tuple[str, str], Histogram]:
        """Distribution of every tallied column."""
        return histograms(self.tables["tallies"])

    @cached_property
    def fates(self) -> pd.DataFrame:
        """What became of the cells."""
        return fates(self.tables["tallies"])

    @cached_property
    def balances(self) -> pd.DataFrame:
        """All balances, closed or not."""
        low, high = self.window_min
        return balances(self.tables, self.fates, self.chains, high - low)

    @cached_property
    def lead_time_h(self) -> dict[str, float] | None:
        """Hours from the first station of the flow to the finish; of plain parts, from their delivery."""
        if self.makes_cells:
            return self._hours_from(str(self.stations[0]["name"]), "lead_time_h")
        lots = self.read("lots").drop_duplicates("lot")
        visits = self.finishing().drop_duplicates("lot", keep="last")  # what was sent back came to the end twice
        return weighted_stats(*hours_since(visits, dict(zip(lots["lot"], lots["made_min"], strict=True))))

    @cached_property
    def stack_to_finish_h(self) -> dict[str, float] | None:
        """Hours from stacking to the finish."""
        return self._hours_from(first_piece_station(self.stations), "stack_to_finish_h")

    def _hours_from(self, station: str, tallied: str) -> dict[str, float] | None:
        """From the tallies where the cells carry the time, else from the genealogy of the lots."""
        if (tallied, "good") in self.histograms:
            return self.histograms[tallied, "good"].stats()
        return weighted_stats(*hours_since(self.finishing(), released_min(self.read("lots"), station)))

    def finishing(self) -> pd.DataFrame:
        """Visits of the window after which a lot went to the warehouse."""
        visits, (low, high) = self.read("visits"), self.window_min
        buffers = self.tables["buffers"]
        last = end_stations(buffers)
        if set(last) & fillers_of(buffers[buffers["to_station"] != "warehouse"]):  # some of its lots went further
            visits = visits.drop_duplicates("lot", keep="last")
        at_end = visits["station"].isin(last)
        return visits[at_end & (visits["leave_min"] >= low) & (visits["leave_min"] < high)]


def take_account(run: Run | Account) -> Account:
    """Read the small tables of a run.

    Parameters
    ----------
    run : Run or Account
        A run folder; the rows of the cells are not read. An account that was taken already is handed back, so that
        what follows from large tables is worked out once.

    Returns
    -------
    Account
        The run's tables with everything that follows from them.

    Examples
    --------
    >>> take_account(run).good
    470.0
    """
    if isinstance(run, Account):
        return run
    return Account(run.info, {name: run.table(name) for name in SMALL}, run.table)
