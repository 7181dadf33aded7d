"""How long crews would have to run machines, at the pace of the expected bottleneck: fluid arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dbetwin.plant.capacity import Capacity
from dbetwin.plant.incoming import incoming_lots
from dbetwin.plant.plant import Plant
from dbetwin.randomness import Nominal
from dbetwin.stations.contract import Condition, Hands


def running_hours(plant: Plant, capacities: Mapping[str, Capacity]) -> dict[str, float]:
    """Hours of people per week, by crew; set-up, repair and upkeep come on top, and so does what is lost by chance."""
    pace = min(each.cells_net_per_working_day for each in capacities.values()) * len(plant.calendar.working_days)
    hours = dict.fromkeys(plant.crews, 0.0)
    for name, settings in plant.stations.items():
        hands = settings.crew.get("run")
        each = capacities[name]
        if hands is not None and each.cells_after_losses_per_working_day:
            made = pace * each.per_working_day / each.cells_after_losses_per_working_day
            hours[hands.crew] += made * _hours_per_unit(plant, name, each, hands)
    return hours


def _hours_per_unit(plant: Plant, name: str, capacity: Capacity, hands: Hands) -> float:
    """Of people, for one unit that leaves a station."""
    module: Any = plant.module(name)
    if module.BEHAVIOUR != "store":
        return hands.people * capacity.machines / capacity.per_hour
    # in a store each lot has people of its own, for its dwell or for as long as they are with it
    lot = incoming_lots(plant)[name]
    attended = getattr(module, "attended_minutes", module.minutes)
    minutes = float(attended(plant.stations[name], lot, Condition(), Nominal()))
    return hands.people * minutes / 60 / lot.amount
