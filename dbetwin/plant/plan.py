"""What the plant is asked to deliver, and the yields that its planner counts on."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from dbetwin.documents import Record


class Plan(Record):
    """A start schedule for the line, and targets for the demand arithmetic; the line itself knows no targets."""

    cells_started_per_day: float | None = Field(
        None, gt=0, description="cells stacked per working day; empty: as many as the line can"
    )
    good_cells_per_year: float | None = Field(None, gt=0, description="target output")
    good_energy_GWh_per_year: float | None = Field(
        None, gt=0, description="delivered by the good cells; what the plant is sized for where machines are open"
    )
    cell_yield: float = Field(1.0, gt=0, le=1, description="target, from stacking to the warehouse; demand only")
    electrode_yield: float = Field(1.0, gt=0, le=1, description="target, from film to stacking; demand only")
    lump_oee: Mapping[str, float] = Field(
        {}, description="station to the share of the hours it makes good use of; demand only, never simulated"
    )
