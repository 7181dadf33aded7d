"""What a layout states about people, maintenance, recipes and ways that lots take, in a line each."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dbetwin.wording import counted

if TYPE_CHECKING:
    from dbetwin.plant import Plant
    from dbetwin.plant.calendar import Calendar
    from dbetwin.plant.flow import Connection
    from dbetwin.stations.contract import Upkeep


def statements(plant: Plant) -> dict[str, Any]:
    """Rules, crews, rework and maintenance, ready for JSON."""
    running = _running_hours(plant)
    return {
        "rules": plant.rules.model_dump(),
        "room": plant.room.model_dump(),
        "crews": {
            name: {
                "people": each.people,
                "skills": list(each.skills),
                "hours_per_week": _week_h(each.calendar),
                "running_hours_per_week": running[name],
            }
            for name, each in plant.crews.items()
        },
        "rework": {name: dataclasses.asdict(each) for name, each in plant.rework.items()},
        "maintenance": {
            name: [item.model_dump(exclude_none=True) for item in settings.maintenance]
            for name, settings in plant.stations.items()
            if settings.maintenance
        },
    }


def statement_lines(plant: Plant) -> Iterator[str]:
    """The same for people to read."""
    yield from _air(plant)
    rules = plant.rules
    fail = "only while they work" if rules.failure_clock == "processing" else "at any time, also while they wait"
    yield f"rules: machines fail {fail}; the lot {_fate(rules.lot_at_failure)}; a finished lot blocks its machine"
    if plant.crews:
        yield f"crews: {'; '.join(_crews(plant))}"
        for name, hours in _running_hours(plant).items():
            if hours:
                there = plant.crews[name].people * _week_h(plant.crews[name].calendar)
                yield (
                    f"crew {name}: to run machines at the pace of the expected bottleneck takes {hours:,.0f} of their "
                    f"{there:,.0f} hours a week"
                )
    for each in plant.rework.values():
        what = f"{each.share:.3g} of the parts" if each.share is not None else f"rejects for {', '.join(each.causes)}"
        times = "" if each.most_times is None else f", at most {counted(each.most_times, 'time')}"
        yield f"rework {each.name}: {what} from {each.from_station} into {each.into}{times}"
    yield from _branches(plant)
    yield from _recipes(plant)
    yield from _machines(plant)
    done = {
        name: ", ".join(_interval(item, plant, name) for item in settings.maintenance)
        for name, settings in plant.stations.items()
    }
    yield from _alike("maintenance", done)


def _alike(heading: str, said: Mapping[str, str]) -> Iterator[str]:
    """Stations of which the same is said, together."""
    names: dict[str, list[str]] = {}
    for name, text in said.items():
        if text:
            names.setdefault(text, []).append(name)
    for text, together in names.items():
        yield f"{heading}: {', '.join(together)} ({text})"


def _air(plant: Plant) -> Iterator[str]:
    """What the air of the dry room makes of it, where that is given."""
    room = plant.room
    if room.air is None:
        return
    yield (
        f"dry room: {room.air.flow_m3_per_h:,.0f} m3/h of air at {room.air.dew_point_C:g} C carry out "
        f"{room.air.moisture_kg_per_h:.3g} kg/h of water at {room.dew_point_C:.1f} C, for {room.air.power_kW:,.0f} kW "
        f"({room.energy_kWh_per_m2_d:.3g} kWh/m2/d)"
    )


def _branches(plant: Plant) -> Iterator[str]:
    """Stations that lots leave by several ways."""
    for name in plant.stations:
        ways = plant.leaving(name)
        if len(ways) < 2:  # noqa: PLR2004
            continue
        told = []
        for way in ways:
            if way.when is not None:
                limit = f"above {way.when.above:g}" if way.when.above is not None else f"below {way.when.below:g}"
                told.append(f"{way.name} when {way.when.column} is {limit}")
            elif way.share is not None:
                told.append(f"{way.name} {way.share / sum(each.share or 0.0 for each in ways):.3g}")
            else:
                told.append(f"{way.name} as there is room" if _by_room(ways) else f"{way.name} else")
        yield f"branch after {name}: {', '.join(told)}"


def _by_room(ways: Iterable[Connection]) -> bool:
    return all(way.when is None and way.share is None for way in ways)


def _recipes(plant: Plant) -> Iterator[str]:
    for name, buffer in plant.buffers.items():
        if buffer.campaign:
            turns = ", ".join(f"{each.deliveries} {each.recipe}" for each in buffer.campaign)
            yield f"campaign {name}: {turns}, over and over"
    yield from _alike("recipes", {name: _apart(each.recipes) for name, each in plant.stations.items()})
    yield from _alike("changeovers", {name: _changeovers(each.changeover_min) for name, each in plant.stations.items()})


def _apart(recipes: Mapping[str, Mapping[str, Any]]) -> str:
    return "; ".join(f"{name} has its own {', '.join(changes)}" for name, changes in recipes.items() if changes)


def _changeovers(minutes: float | Mapping[str, Mapping[str, float]]) -> str:
    if not isinstance(minutes, Mapping):
        return f"{minutes:g} min" if minutes else ""
    turns = [(one, other, each) for one, row in minutes.items() for other, each in row.items()]
    return ", ".join(f"{one} to {other} {each:g} min" for one, other, each in turns)


def _machines(plant: Plant) -> Iterator[str]:
    """Machines that are unlike the others of their station, and sections of a web."""
    for name, settings in plant.stations.items():
        unlike = [
            f"number {place} has its own {', '.join(changes)}"
            for place, changes in enumerate(settings.each_machine, 1)
            if changes
        ]
        if unlike:
            yield f"unlike machines: {name} ({'; '.join(unlike)})"
        sections = [
            each.name + (f", then {each.accumulator_m:g} m of accumulator" if each.accumulator_m else "")
            for each in settings.sections
        ]
        if sections:
            yield f"sections: {name} ({', '.join(sections)})"


def _fate(lot_at_failure: str) -> str:
    return "is scrapped" if lot_at_failure == "scrapped" else lot_at_failure


def _crews(plant: Plant) -> Iterator[str]:
    for crew in plant.crews.values():
        skills = ", ".join(skill.replace("_", " ") for skill in crew.skills)
        hours = "" if crew.calendar == plant.calendar else f", {_week_h(crew.calendar):g} h a week"
        yield f"{crew.people} {crew.name} ({skills}{hours})"


def _running_hours(plant: Plant) -> dict[str, float]:
    from dbetwin.plant.capacity import ideal_capacity
    from dbetwin.plant.crew_hours import running_hours

    return running_hours(plant, ideal_capacity(plant)) if plant.crews else {}


def _week_h(calendar: Calendar) -> float:
    return calendar.minutes_per_week / 60


def _interval(item: Upkeep, plant: Plant, station: str) -> str:
    if item.every_h is not None:
        every = f"{item.every_h:g} h of work"
    elif item.every_calendar_h is not None:
        every = f"{item.every_calendar_h:g} h"
    elif item.every_amount is not None:
        every = f"{item.every_amount:g} {plant.module(station).OUTPUT}"
    else:
        every = f"{item.every_lots} lots"
    return f"{item.name} {item.minutes:g} min every {every}"
