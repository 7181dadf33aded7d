"""What a layout states about people, maintenance and ways back, in a line each."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dbetwin.plant import Plant
    from dbetwin.plant.calendar import Calendar
    from dbetwin.stations.contract import Upkeep


def statements(plant: Plant) -> dict[str, Any]:
    """Rules, crews, rework and maintenance, ready for JSON."""
    return {
        "rules": plant.rules.model_dump(),
        "crews": {
            name: {"people": each.people, "skills": list(each.skills), "hours_per_week": _week_h(each.calendar)}
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
    rules = plant.rules
    fail = "only while they work" if rules.failure_clock == "processing" else "at any time, also while they wait"
    yield f"rules: machines fail {fail}; the lot {_fate(rules.lot_at_failure)}; a finished lot blocks its machine"
    if plant.crews:
        yield f"crews: {'; '.join(_crews(plant))}"
    for each in plant.rework.values():
        what = f"{each.share:.3g} of the parts" if each.share is not None else f"rejects for {', '.join(each.causes)}"
        times = "" if each.most_times is None else f", at most {each.most_times} times"
        yield f"rework {each.name}: {what} from {each.from_station} into {each.into}{times}"
    alike: dict[str, list[str]] = {}
    for name, settings in plant.stations.items():
        if settings.maintenance:
            done = ", ".join(_interval(item, plant, name) for item in settings.maintenance)
            alike.setdefault(done, []).append(name)
    for done, names in alike.items():
        yield f"maintenance: {', '.join(names)} ({done})"


def _fate(lot_at_failure: str) -> str:
    return "is scrapped" if lot_at_failure == "scrapped" else lot_at_failure


def _crews(plant: Plant) -> Iterator[str]:
    for crew in plant.crews.values():
        skills = ", ".join(skill.replace("_", " ") for skill in crew.skills)
        hours = "" if crew.calendar == plant.calendar else f", {_week_h(crew.calendar):g} h a week"
        yield f"{crew.people} {crew.name} ({skills}{hours})"


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
