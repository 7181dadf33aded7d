"""The plants that a study of routes names, read and sized."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dbetwin import documents
from dbetwin.documents import Document, Written
from dbetwin.errors import InputError, Problem
from dbetwin.plant.based_on import BASED_ON, base_of, written_layout
from dbetwin.plant.sizing import RESERVE
from dbetwin.study.route.sizing import planned_output, sized_scenario
from dbetwin.study.scenario.scenario import Scenario, scenario_of
from dbetwin.study.scenario.written import Scenarios

PLANTS, OUTPUT = "plants", "good_GWh_per_year"


def read_plants(document: Document, names: Sequence[str]) -> tuple[Scenario, ...]:
    """Plants by name or by file beside the study, each as it stands.

    Raises
    ------
    InputError
        One cannot be read, stands there twice, or makes no cells; each with file and line.
    """
    found: list[Scenario] = []
    problems: list[Problem] = []
    for place, name in enumerate(names):
        path = f"{PLANTS}.{place}"
        try:
            one = _read(document, path, name)
        except InputError as error:
            problems += error.problems
            continue
        problems += _wrong(document, path, one, found)
        found.append(one)
    if problems:
        raise InputError(*problems)
    return tuple(found)


def _read(document: Document, path: str, name: str) -> Scenario:
    file, _, line = document.where(path).rpartition(":")
    asked = Written(file, {BASED_ON: name}, {BASED_ON: int(line)})
    layout = documents.unwrapped(written_layout(base_of(asked, path)))
    one = scenario_of(layout, str(layout.values.get("name", name)))
    one.plant()
    return one


def _wrong(document: Document, path: str, one: Scenario, before: Sequence[Scenario]) -> Iterator[Problem]:
    if one.plant().is_plain:
        yield document.problem(path, "makes no cells: there is no output to size it for", one.name, "name another")
    if one.name in [each.name for each in before]:
        yield document.problem(path, "has the name of another plant before it", one.name, "name each plant once")


def output_of(document: Document, asked: float | None, plants: Sequence[Scenario]) -> float:
    """The output that all plants are sized for, GWh a year.

    Raises
    ------
    InputError
        None is asked for, and the plants do not all plan the same.
    """
    output = asked if asked is not None else planned_output(plants)
    if output is None:
        planned = ", ".join(f"{each.name} {each.plant().plan.good_energy_GWh_per_year or 'none'}" for each in plants)
        what = "is missing, and the plants do not plan the same output"
        raise InputError(document.problem(OUTPUT, what, planned, f"add it, such as {OUTPUT}: 10"))
    return output


def sized_plants(plants: Sequence[Scenario], output: float, reserve: float = RESERVE) -> Scenarios:
    """All plants sized for an output in GWh a year; the first is what the others are compared with.

    Raises
    ------
    InputError
        A plant cannot be sized.
    """
    base, *others = [sized_scenario(each, output, reserve) for each in plants]
    return Scenarios(base, tuple(others))
