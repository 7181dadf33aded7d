"""How many machines each station needs for a stated good output: the flow-graph arithmetic, turned round.

What one machine of a station could deliver net of losses and stops is held against what the year asks for. Beside the
mean handling losses, each station loses here what its own model takes off a nominal lot: the first metres of a roll,
those after each stop, sheets with a defect, fines. What inspection will reject, no arithmetic knows: that is
``good_share``, a figure of the planner's or of a run. A random plant never keeps its machines as busy as this
arithmetic, so some of the capacity is kept free (``reserve``); what is right can only be seen by running it.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass

from dbetwin.errors import InputError, Problem
from dbetwin.plant.capacity import Capacity, cells_per_unit, ideal_capacity, mean_lost_share
from dbetwin.plant.nominal import Walk, nominal_cell
from dbetwin.plant.plant import Plant
from dbetwin.stations.contract import Air, Condition, Material

RESERVE = 0.10
"""Share of each station's capacity that is kept free; assumed, 0.05 to 0.20."""
WH_PER_GWH = 1e9
ROUNDING = 1e-9
MOST_LOST = 0.99


@dataclass(frozen=True)
class Sized:
    """One station of a plant that is sized."""

    station: str
    machines: int
    """As the layout has them."""
    needed: int
    per_machine: float
    """Good cells per working day that one machine could deliver for, net of losses, rejects and stops."""
    busy_share: float
    """Of the needed machines' time at work, losses and stops made good; at most 1 less the reserve."""


@dataclass(frozen=True)
class Sizing:
    """The machines for a good output, and what to set for it."""

    good_GWh_per_year: float
    cell_energy_Wh: float
    """Delivered by a good cell."""
    good_share: float
    reserve: float
    good_cells_per_day: float
    """Per working day of the plant's year."""
    cells_started_per_day: float
    """What the plan has to release per working day."""
    stations: Mapping[str, Sized]
    settings: Mapping[str, float]
    """Field to value, as ``--set`` takes them: machines where they change, people in proportion, and the release."""


def sized(
    plant: Plant,
    good_GWh_per_year: float,
    *,
    reserve: float = RESERVE,
    good_share: float | None = None,
    cell_energy_Wh: float | None = None,
) -> Sizing:
    """Machines that a plant needs to deliver so much energy in good cells a year.

    Parameters
    ----------
    plant : Plant
        That makes cells.
    good_GWh_per_year : float
        Delivered energy of the good cells, GWh per year of ``calendar.working_days_per_year``.
    reserve : float
        Share of each station's net capacity that stays free, 0 to below 1.
    good_share : float, optional
        Of the cells that no handling loses, those that pass every inspection; default what ``plan.cell_yield`` leaves
        when the mean handling losses from stacking on are taken off it.
    cell_energy_Wh : float, optional
        Delivered by the mean good cell; default that of the nominal cell.

    Returns
    -------
    Sizing
        By station in flow order, and the settings that make the plant so.

    Raises
    ------
    InputError
        A plain plant; an output, reserve or share that cannot be; or a station of unlike machines that would need
        another number of them.

    Notes
    -----
    ``machines = ceil(demand / (net per machine x good_share x (1 - reserve)))``; a station's net capacity is linear in
    its machines. Released are the good cells over good_share and over what is kept from stacking on. People grow with
    the machines of their station, which is assumed; buffers, crews and the dry room stay as they are.
    """
    _refuse_what_cannot_be(plant, good_GWh_per_year, reserve, good_share, cell_energy_Wh)
    capacities, lost = ideal_capacity(plant), mean_losses(plant)
    kept = cells_per_unit(plant, lost=lost)
    energy_Wh = cell_energy_Wh or float(nominal_cell(plant).columns["energy_Wh"])
    share = _expected_good_share(plant, lost) if good_share is None else good_share
    good = good_GWh_per_year * WH_PER_GWH / energy_Wh / working_days(plant)
    stations = {
        name: _sized(each, each.per_working_day * kept[name] * each.working_share * share, good, reserve)
        for name, each in capacities.items()
    }
    _refuse_unlike(plant, stations)
    started = good / share / kept[str(plant.first_cell_station)]
    changed = _changed(plant, stations)
    return Sizing(
        good_GWh_per_year, energy_Wh, share, reserve, good, started, stations,
        {**changed, "plan.cells_started_per_day": started},
    )  # fmt: skip


def _changed(plant: Plant, stations: Mapping[str, Sized]) -> dict[str, float]:
    """Machines where their number changes, and the people who go with them."""
    changed: dict[str, float] = {}
    for name, each in stations.items():
        if each.needed == each.machines:
            continue
        changed[f"{name}.machines"] = each.needed
        if people := plant.stations[name].staff_per_shift:
            changed[f"{name}.staff_per_shift"] = people * each.needed / each.machines
    return changed


def working_days(plant: Plant) -> float:
    """Working days of the plant's year; every week counts where no number is stated."""
    return plant.calendar.working_days_per_year or len(plant.calendar.working_days) * 365 / 7


def mean_losses(plant: Plant) -> dict[str, float]:
    """Of what each station makes, the share that is lost by chance and by its own model, rejects apart."""
    walk = _LosingWalk(plant)
    for name in plant.stations:
        walk.made[name] = walk.lot_of(name)
    return {
        name: 1 - (1 - mean_lost_share(settings)) * (1 - walk.lost.get(name, 0.0))
        for name, settings in plant.stations.items()
    }


class _LosingWalk(Walk):
    """The nominal lot on its way, and what each station's model takes off it; stops as often as on average."""

    def __init__(self, plant: Plant) -> None:
        super().__init__(plant)
        self.lost: dict[str, float] = {}

    def lot_of(self, name: str) -> Material:
        """The lot that leaves a station, which notes what it costs."""
        lot, air = self.entering(name)
        whole, stopped = self._loss(name, lot, air, 0), self._loss(name, lot, air, 1)
        breakdowns = self.plant.stations[name].breakdowns
        stops = self.work_h[name] * sum(1 / each.mtbf_h for each in breakdowns)  # nights, web breaks: the reserve's
        self.lost[name] = min((whole + stops * (stopped - whole)) / lot.amount, MOST_LOST)
        return super().lot_of(name)

    def _loss(self, name: str, lot: Material, air: Air, restarts: int) -> float:
        settings, module = self.plant.stations[name], self.plant.module(name)
        met = dataclasses.replace(lot, restarts=restarts)
        result = module.transform(settings, met, Condition(), air, self.draws_of(name))
        return sum(loss.amount for loss in result.losses)


def _sized(capacity: Capacity, could: float, good: float, reserve: float) -> Sized:
    each = could / capacity.machines
    needed = max(math.ceil(good / (each * (1 - reserve)) - ROUNDING), 1)
    return Sized(capacity.station, capacity.machines, needed, each, good / (needed * each))


def _expected_good_share(plant: Plant, lost: Mapping[str, float]) -> float:
    kept = math.prod(1 - lost[name] for name in plant.cell_stations)
    return min(plant.plan.cell_yield / kept, 1.0)


def _refuse_what_cannot_be(
    plant: Plant, good_GWh_per_year: float, reserve: float, good_share: float | None, cell_energy_Wh: float | None
) -> None:
    told = []
    if plant.is_plain or plant.first_cell_station is None:
        told.append(Problem(plant.path, "", "makes no cells: there is no energy to size it for"))
    if not good_GWh_per_year > 0:
        told.append(Problem(plant.path, "good_GWh_per_year", "should be above 0", f"{good_GWh_per_year:g}"))
    if not 0 <= reserve < 1:
        told.append(Problem(plant.path, "reserve", "should be 0 or more, and below 1", f"{reserve:g}"))
    if good_share is not None and not 0 < good_share <= 1:
        told.append(Problem(plant.path, "good_share", "should be above 0, and at most 1", f"{good_share:g}"))
    if cell_energy_Wh is not None and not cell_energy_Wh > 0:
        told.append(Problem(plant.path, "cell_energy_Wh", "should be above 0", f"{cell_energy_Wh:g}"))
    if told:
        raise InputError(*told)


def _refuse_unlike(plant: Plant, stations: Mapping[str, Sized]) -> None:
    """Which of its machines a station of unlike ones should have more of, is for the planner to say."""
    told = [
        Problem(
            plant.document.where(f"stations.{name}.each_machine"),
            f"stations.{name}.each_machine",
            f"its machines are unlike, and {each.needed} are needed: no number of them can be set alone",
            str(each.machines),
            "list as many as are needed, or write them alike",
        )
        for name, each in stations.items()
        if plant.stations[name].each_machine and each.needed != each.machines
    ]
    if told:
        raise InputError(*told)
