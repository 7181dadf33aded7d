"""Whether the people that machines ask for are there, and can do what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dbetwin.documents import Document, attempt
from dbetwin.errors import Problem
from dbetwin.plant.calendar import ALWAYS, Calendar
from dbetwin.plant.crew import Roster
from dbetwin.plant.flow import Draft
from dbetwin.stations.contract import Hands, StationSettings
from dbetwin.wording import meant


def crew_problems(draft: Draft, document: Document) -> list[Problem]:
    """Unknown crews, skills that they lack, more people than there are, shifts that never begin."""
    written = document.values.get("crews")
    names = list(written) if isinstance(written, Mapping) else []
    found = {name: attempt(Roster, document, f"crews.{name}") for name in names if "." not in name}
    crews = {name: each if isinstance(each, Roster) else None for name, each in found.items()}
    problems = list(_shifts(crews, document))
    for station, settings in draft.stations.items():
        problems += _without_people(station, settings, document)
        for task, hands in settings.crew.items():
            problems += _hands(hands, task, f"stations.{station}.crew.{task}", crews, document)
    return problems


def _shifts(crews: Mapping[str, Roster | None], document: Document) -> Iterator[Problem]:
    of_plant = attempt(Calendar, document, "calendar") if document.values.get("calendar") else ALWAYS
    for name, roster in crews.items():
        if not name.isidentifier():
            what = "the name should be letters, digits and underscores"
            yield document.problem(f"crews.{name}", what, name)
        if roster is not None and isinstance(of_plant, Calendar):
            for what in roster.mistakes(of_plant):
                yield document.problem(f"crews.{name}", f"{what}; what it leaves out is as in calendar")


def _without_people(station: str, settings: StationSettings, document: Document) -> Iterator[Problem]:
    """A machine that works without people cannot wait for those who run it."""
    if "run" not in settings.crew:
        return
    apart = [(f"each_machine.{place}.", each.get("attended")) for place, each in enumerate(settings.each_machine)]
    for where, attended in (("", settings.attended), *apart):
        if attended is False:
            what = f"works without people, but crew.run asks for {settings.crew['run'].crew}"
            remedy = "leave out one of them; a machine that is only loaded and unloaded has unattended_run"
            yield document.problem(f"stations.{station}.{where}attended", what, remedy=remedy)


def _hands(
    hands: Hands, task: str, path: str, crews: Mapping[str, Roster | None], document: Document
) -> Iterator[Problem]:
    if hands.crew not in crews:
        remedy = meant(hands.crew, crews, "crews are") or "add it under crews"
        yield document.problem(f"{path}.crew", "is no crew", hands.crew, remedy)
    elif (roster := crews[hands.crew]) is not None:  # a crew that is badly written is told of with the layout
        if task not in roster.skills:
            remedy = f"add {task} to crews.{hands.crew}.skills"
            yield document.problem(f"{path}.crew", f"this crew does not have the skill {task}", hands.crew, remedy)
        if hands.people > roster.people:
            what = f"asks for more people than {hands.crew} has, {roster.people}"
            yield document.problem(f"{path}.people", what, str(hands.people))
