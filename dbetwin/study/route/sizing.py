"""Plants sized for the same output of good cells a year, before any of them is run."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas as pd

from dbetwin.columns.studies.sizing import SIZING
from dbetwin.errors import InfeasibleError
from dbetwin.plant.overrides import Given
from dbetwin.plant.sizing import RESERVE, Sizing, sized
from dbetwin.study.scenario.scenario import Scenario

BY_SIZING = "sized for its output"
"""Where a value comes from that nobody wrote."""
SET_BY_SIZING = (".machines", ".staff_per_shift", ".cells_started_per_day")
"""Ends of the fields that sizing sets."""
ROUNDED_UP = 0.05
"""Machines beyond what the arithmetic asks for, as a share, above which whole machines hide what routes need."""

RESIZED = 0.1
"""Machines more or less than the layout has, as a share, above which what sizing leaves alone is told."""


def sized_scenario(written: Scenario, good_GWh_per_year: float, reserve: float = RESERVE) -> Scenario:
    """A plant with the machines, people and starts that the flow-graph arithmetic asks for.

    Parameters
    ----------
    written : Scenario
        The plant as it stands.
    good_GWh_per_year : float
        Delivered energy of its good cells, GWh a year.
    reserve : float
        Share of each station's capacity that stays free, 0 to below 1.

    Returns
    -------
    Scenario
        Of the same name and title.

    Raises
    ------
    InputError
        As :func:`dbetwin.plant.sizing.sized`.
    """
    found = sized(written.plant(), good_GWh_per_year, reserve=reserve)
    settings = [Given(field, value, BY_SIZING) for field, value in found.settings.items()]
    return written.with_settings(settings, title=written.title)


def as_written(scenario: Scenario) -> Scenario:
    """A sized plant before it was sized."""
    own = [each for each in scenario.settings if each.where != BY_SIZING]
    return Scenario(scenario.name, scenario.title, scenario.basis, scenario.packed, tuple(own))


def planned_output(scenarios: Sequence[Scenario]) -> float | None:
    """The output of good cells that all plants plan, GWh a year; nothing where one plans none, or another one."""
    planned = {each.plant().plan.good_energy_GWh_per_year for each in scenarios}
    return planned.pop() if len(planned) == 1 else None


def can_be_sized(scenarios: Sequence[Scenario]) -> bool:
    """Whether nothing that sizing would set anew is what a scenario is about, and every plant can work as it stands."""
    if any(each.field.endswith(SET_BY_SIZING) for scenario in scenarios for each in scenario.settings):
        return False
    try:
        return planned_output(scenarios) is not None
    except InfeasibleError:
        return False


def sizings(scenarios: Sequence[Scenario], good_GWh_per_year: float, reserve: float) -> dict[str, Sizing]:
    """Sizing of each plant by its name, from the plant as it was written."""
    return {each.name: sized(as_written(each).plant(), good_GWh_per_year, reserve=reserve) for each in scenarios}


def sizing_table(found: dict[str, Sizing]) -> pd.DataFrame:
    """As ``sizing`` of a study: one row for each plant and station, in flow order."""
    rows = [
        (name, station, each.machines, each.needed, each.busy_share)
        for name, sizing in found.items()
        for station, each in sizing.stations.items()
    ]
    return pd.DataFrame(rows, columns=list(SIZING))


def rounded_up(sizing: Sizing) -> float:
    """Machines beyond those that the arithmetic asks for, because they are whole, as a share of these.

    Examples
    --------
    >>> from dbetwin.plant.sizing import Sized
    >>> mill = Sized("mill", machines=4, needed=2, per_machine=100.0, busy_share=0.6)
    >>> round(rounded_up(Sizing(1.0, 260.0, 0.9, 0.1, 120.0, 130.0, {"mill": mill}, {})), 3)
    0.5
    """
    asked = math.fsum(each.needed * each.busy_share / (1 - sizing.reserve) for each in sizing.stations.values())
    return _machines(sizing) / asked - 1


def left_as_written(found: dict[str, Sizing]) -> Iterator[str]:
    """A sentence where plants are sized so far from their layouts that what sizing leaves alone matters."""
    shares = {
        name: _machines(each) / sum(one.machines for one in each.stations.values()) for name, each in found.items()
    }
    if all(abs(share - 1) <= RESIZED for share in shares.values()):
        return
    told = ", ".join(f"{name} {share:.2g} times" for name, share in shares.items())
    yield (
        f"Sizing sets machines ({told} those of the layout), people and starts; buffers, crews and the dry room, whose "
        "electricity is part of the plant's, stay as the layouts have them."
    )


def _machines(sizing: Sizing) -> int:
    return sum(each.needed for each in sizing.stations.values())


def rounding_cautions(found: dict[str, Sizing]) -> Iterator[str]:
    """A sentence where whole machines are many more than the arithmetic asks for."""
    shares = {name: rounded_up(each) for name, each in found.items()}
    if max(shares.values()) <= ROUNDED_UP:
        return
    told = ", ".join(f"{name} {100 * share:.0f} %" for name, share in shares.items())
    yield (
        f"Machines are whole: there are more than the arithmetic asks for ({told}). Machines, staff, and how full the "
        "line is, are those of so small an output; a larger plant rounds up less."
    )
