"""Crews: people whom machines share, what they can do, and when they are there."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field, ValidationError, field_validator

from dbetwin.documents import Record
from dbetwin.plant.calendar import Calendar, Weekday
from dbetwin.stations.contract import Task


class Roster(Record):
    """A crew as written; what it leaves out of its shifts is as in the calendar of the plant."""

    people: int = Field(ge=1, le=10_000, description="there at the same time")
    skills: tuple[Task, ...] = Field(min_length=1, description="tasks that each of them can do")
    working_days: tuple[Weekday, ...] | None = Field(None, min_length=1)
    shift_start_h: float | None = Field(None, ge=0, lt=24)
    shift_end_h: float | None = Field(None, gt=0, le=24)

    @field_validator("skills")
    @classmethod
    def _each_once(cls, given: tuple[Task, ...]) -> tuple[Task, ...]:
        if len(set(given)) < len(given):
            raise ValueError("a skill stands twice")
        return given

    def calendar(self, of_plant: Calendar) -> Calendar:
        """When the crew is there."""
        own = self.model_dump(include={"working_days", "shift_start_h", "shift_end_h"}, exclude_none=True)
        return of_plant.model_copy(update=own) if own else of_plant

    def mistakes(self, of_plant: Calendar) -> list[str]:
        """What is wrong with its shifts once the plant's calendar fills the gaps."""
        try:
            self.calendar(of_plant)
        except ValidationError as error:
            return [str(each["ctx"]["error"]) for each in error.errors() if "error" in each.get("ctx", {})]
        return []


@dataclass(frozen=True)
class Crew:
    """A crew in its plant."""

    name: str
    people: int
    skills: tuple[Task, ...]
    calendar: Calendar
