"""What each station could make if nothing ever went wrong, before any simulation: fluid arithmetic.

A station's cycle is its setup and the minutes that its own model gives for a nominal lot with every draw at
its mean. What runs unattended still needs a shift to load and to unload, so a dwell of 24 h turns once per
working day. The ideal figures leave out breakdowns, stops, scrap, waiting for input and for room; the net figure
takes off the mean handling losses and the mean time lost in breakdowns and planned maintenance. Crews do not limit
it, for who waits for whom only a simulation can tell; rework is left out, for only a simulation knows how much goes
back; so are changes of recipe. Machines that differ add up.

Where the flow parts, what goes to different ports meets again in one cell, which needs it all; what fills one buffer
together, or ends in the warehouse at several places, adds up, in proportion to the shares of its ways.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from dbetwin.plant.buffer import WAREHOUSE
from dbetwin.plant.calendar import ALWAYS, MINUTES_PER_WEEK, Calendar
from dbetwin.plant.incoming import incoming_lots
from dbetwin.plant.plant import Plant
from dbetwin.plant.shares import end_shares, filler_shares, recipe_shares
from dbetwin.plant.uptime import Pace, availability, working_share
from dbetwin.randomness import Nominal
from dbetwin.stations.capacity import growth, pace, places
from dbetwin.stations.contract import Condition, Material, StationSettings

SHORTEST_MIN = 1e-3
"""A station that only passes on is not infinitely fast."""
LONG_CYCLE_MIN = 360.0
"""From here on a cycle hangs on the hour at which it begins, and more weeks are walked."""


@dataclass(frozen=True)
class Capacity:
    """What one station could make."""

    station: str
    unit: str
    machines: int
    batch: float
    """Amount that one machine makes in a cycle."""
    cycle_min: float
    """Setup and work of one cycle."""
    per_hour: float
    """Of all machines while they run, around the clock."""
    per_working_day: float
    """Of all machines in the plant's calendar, in the unit of the station."""
    cells_per_unit: float
    cells_per_working_day: float
    cells_per_calendar_day: float
    cells_after_losses_per_working_day: float
    """Cells that would reach the warehouse of it if each station lost just its mean handling loss."""
    availability: float
    """Share of its time that it is not down, by the mean times of its breakdowns."""
    working_share: float
    """Share of its time that it can work: not down, and not under planned maintenance."""
    cells_net_per_working_day: float
    """The same cells, with the mean time lost in its own breakdowns and its maintenance taken off."""


def ideal_capacity(plant: Plant) -> dict[str, Capacity]:
    """Capacity of every station, by name, in flow order."""
    worth, kept = cells_per_unit(plant), cells_per_unit(plant, with_losses=True)
    lots = incoming_lots(plant)
    return {name: _capacity(plant, name, lots[name], worth[name], kept[name]) for name in plant.stations}


def cells_per_unit(
    plant: Plant, *, with_losses: bool = False, lost: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Cells that the plant makes while each station makes one unit: consumption ratios walked up from the warehouse.

    In a plant without cells it is units that reach the warehouse, by whichever way. ``lost`` is the share that each
    station loses; ``with_losses`` stands for what each loses by chance alone.
    """
    if lost is None and with_losses:
        lost = {name: mean_lost_share(each) for name, each in plant.stations.items()}
    needed, _ = _needed(plant, lost or dict.fromkeys(plant.stations, 0.0))
    return {name: 1 / amount for name, amount in needed.items()}


def unit_worth(plant: Plant) -> dict[str, float]:
    """Cells that one unit of each station is enough for, if nothing is lost behind it.

    Unlike the cells that the plant makes meanwhile, it does not grow when other cells pass by another way.
    """
    needed, portion = _needed(plant, dict.fromkeys(plant.stations, 0.0))
    return {name: portion[name] / needed[name] for name in plant.stations}


def _needed(plant: Plant, lost: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """Units that each station makes per cell of the plant, and the share of those cells that need it at all.

    Ways by which only part of the cells goes have shares that add up to 1; a station all of whose ways are needed by
    each cell has as many shares of 1.
    """
    ends, fillers = end_shares(plant, lost), filler_shares(plant, lost)
    needed: dict[str, float] = {}
    portion: dict[str, float] = {}
    for name in reversed(list(plant.stations)):
        need = cells = 0.0
        for way in plant.leaving(name):
            share = fillers[way.name][name]
            if way.to_station == WAREHOUSE:
                need, cells = need + share * ends[way.name], cells + share * ends[way.name]
                continue
            taker = plant.stations[way.to_station]
            per_unit = plant.module(way.to_station).consumption(taker, plant.design)[way.port]
            need += share * needed[way.to_station] * per_unit
            cells += share * portion[way.to_station]
        needed[name], portion[name] = need / (1 - lost[name]), min(cells, 1.0)
    return needed, portion


def mean_lost_share(settings: StationSettings) -> float:
    """Of what a station makes, the share that is lost there by chance alone."""
    kept = (1 - settings.handling_loss_pct / 100) * (1 - float(getattr(settings, "scrap_share", 0.0)))
    return 1 - kept


def expected_bottleneck(plant: Plant) -> str:
    """The station of which the fewest cells would reach the warehouse, losses and breakdowns taken off."""
    capacities = ideal_capacity(plant)
    return min(capacities, key=lambda name: capacities[name].cells_net_per_working_day)


def longest_path_h(plant: Plant) -> float:
    """Hours from the first supplier to the warehouse along the slowest path, without waiting in buffers."""
    return max(path_hours(plant).values())


def path_hours(plant: Plant) -> dict[str, float]:
    """Hours until a lot leaves each station, along the slowest path to it; nights and weekends included."""
    reached: dict[str, float] = {}
    lots = incoming_lots(plant)
    for name in plant.stations:
        fed = plant.feeding(name).values()
        before = [reached.get(filler, 0.0) for each in fed for filler in each.from_stations]
        settings = plant.stations[name]
        _, minutes = cycle(plant, name, lots[name])
        attended = settings.attended and not settings.unattended_run and plant.module(name).BEHAVIOUR != "store"
        stretch = MINUTES_PER_WEEK / plant.calendar.minutes_per_week if attended else 1.0
        reached[name] = max(before, default=0.0) + minutes * stretch / 60
    return reached


def cycle(plant: Plant, name: str, lot: Material, settings: StationSettings | None = None) -> tuple[float, float]:
    """Amount that one machine makes in a cycle of the given lot, and the minutes it takes.

    Where its recipes differ, the mean over the lots of a campaign; without the time of the changes between them.
    """
    settings = settings or plant.stations[name]
    mix = recipe_shares(plant, name) if settings.recipes else {}
    if not mix:
        return _cycle(plant, name, lot, settings)
    cycles = {recipe: _cycle(plant, name, lot, settings.of_recipe(recipe)) for recipe in mix}
    amount = next(iter(cycles.values()))[0]
    return amount, sum(share * cycles[recipe][1] for recipe, share in mix.items())


def _cycle(plant: Plant, name: str, lot: Material, settings: StationSettings) -> tuple[float, float]:
    module = plant.module(name)
    minutes = float(module.minutes(settings, lot, Condition(), Nominal())) / pace(module, settings)
    minutes = max(minutes, SHORTEST_MIN)
    match module.BEHAVIOUR:
        case "web":  # every input lot that is used up has to be mounted; the slowest section sets the pace
            mounted = [
                lot.inputs[port].amount / each.lot_size for port, each in plant.feeding(name).items() if each.lot_size
            ]
            slowest = min((each.speed_factor for each in settings.sections), default=1.0)
            return lot.amount, minutes / slowest + settings.setup_min * sum(mounted)
        case "passing":
            lots = float(getattr(settings, "lots_per_batch", 1)) * growth(module, settings)
            return lot.amount * lots, minutes + settings.setup_min
        case "store":
            return places(module, settings), minutes
        case _:
            return lot.amount * growth(module, settings), minutes + settings.setup_min


@dataclass(frozen=True)
class _Paced:
    """What machines of one kind of settings could make in a week."""

    batch: float
    cycle_min: float
    per_hour: float
    per_week: float
    availability: float
    working: float


def _together(unlike: list[_Paced]) -> _Paced:
    """Machines side by side: amounts add up, shares of time count by what each makes."""
    per_hour, per_week = sum(each.per_hour for each in unlike), sum(each.per_week for each in unlike)
    batch = unlike[0].batch
    return _Paced(
        batch=batch,
        cycle_min=len(unlike) * batch / per_hour * 60,
        per_hour=per_hour,
        per_week=per_week,
        availability=sum(each.per_week * each.availability for each in unlike) / per_week,
        working=sum(each.per_week * each.working for each in unlike) / per_week,
    )


def _paced(plant: Plant, name: str, lot: Material, settings: StationSettings, machines: int) -> _Paced:
    module, clock = plant.module(name), plant.rules.failure_clock
    batch, minutes = cycle(plant, name, lot, settings)
    calendar = plant.calendar if settings.attended else ALWAYS
    by_itself = settings.unattended_run or module.BEHAVIOUR == "store"
    cycles_per_week = turns_per_week(calendar, minutes) if by_itself else calendar.minutes_per_week / minutes
    manned = 1.0 if by_itself else calendar.minutes_per_week / MINUTES_PER_WEEK
    lots = 1.0 if module.BEHAVIOUR == "batch" else batch / lot.amount
    return _Paced(
        batch=batch,
        cycle_min=minutes,
        per_hour=machines * batch / minutes * 60,
        per_week=machines * batch * cycles_per_week,
        availability=availability(settings, clock),
        working=working_share(settings, clock, Pace(minutes, batch, lots, manned)),
    )


def _capacity(plant: Plant, name: str, lot: Material, worth: float, kept: float) -> Capacity:
    settings = plant.stations[name]
    unlike = [_paced(plant, name, lot, settings.of_machine(each), 1) for each in range(len(settings.each_machine))]
    paced = _together(unlike) if unlike else _paced(plant, name, lot, settings, settings.machines)
    per_day = paced.per_week / len(plant.calendar.working_days)
    return Capacity(
        station=name,
        unit=plant.module(name).OUTPUT,
        machines=settings.machines,
        batch=paced.batch,
        cycle_min=paced.cycle_min,
        per_hour=paced.per_hour,
        per_working_day=per_day,
        cells_per_unit=worth,
        cells_per_working_day=per_day * worth,
        cells_per_calendar_day=paced.per_week * worth / 7,
        cells_after_losses_per_working_day=per_day * kept,
        availability=paced.availability,
        working_share=paced.working,
        cells_net_per_working_day=per_day * kept * paced.working,
    )


def turns_per_week(calendar: Calendar, cycle_min: float) -> float:
    """Cycles of something that runs on by itself but is loaded and unloaded only while a shift is on."""
    if calendar.is_always_on:
        return MINUTES_PER_WEEK / cycle_min
    weeks = max(20 if cycle_min >= LONG_CYCLE_MIN else 2, math.ceil(10 * cycle_min / MINUTES_PER_WEEK))
    begin = calendar.next_on(0.0)
    end = begin + weeks * MINUTES_PER_WEEK
    turns, now = 0, begin
    while now < end:
        turns += 1
        now = calendar.next_on(now + cycle_min)
    return turns / weeks


def utilisation(capacities: Mapping[str, Capacity]) -> dict[str, float]:
    """How busy each station is, making good its losses and its time down, while the slowest one never rests."""
    could = {name: each.cells_net_per_working_day for name, each in capacities.items()}
    slowest = min(could.values())
    return {name: slowest / cells for name, cells in could.items()}
