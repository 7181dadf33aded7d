"""Scenarios as a planner writes them: named changes to a plant, layered on a base.

::

    base: pilot
    scenarios:
      lighter_calender:
        title: a third less load
        calender_cathode.line_load_N_per_mm: 400
      one_formation_more:
        formation.machines: {more: 1}
      both:
        based_on: lighter_calender
        formation.machines: {more: 1}
      shift_less:
        calendar.shift_end_h: 14
      sintered:
        plant: giga_sintered

A key with a dot is a field and goes by the rules of ``--set``. A key without one is a section of the layout
(``stations``, ``buffers``, ``calendar``, ...), laid over the base as a layout with ``based_on`` would be: that makes
another plant, whose limits follow its own nominal cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dbetwin import documents
from dbetwin.documents import Document, Written
from dbetwin.errors import InputError, Problem
from dbetwin.plant.based_on import BASED_ON, base_of, with_changes, written_layout
from dbetwin.plant.overrides import Given
from dbetwin.plant.schema import NAME, Layout
from dbetwin.study.scenario.change import given
from dbetwin.study.scenario.scenario import Scenario, scenario_of
from dbetwin.wording import meant, nearest, shown

SCENARIOS, BASE, PLANT = "scenarios", "base", "plant"
BASE_NAME = "base"
"""What the base is called among its scenarios."""
TOLD = ("title", "description")
OWN = (*TOLD, PLANT, BASED_ON)
"""Keys of a scenario that are no change."""
OF_FILE = (*TOLD, "name", BASE, SCENARIOS)


@dataclass(frozen=True)
class Scenarios:
    """A base and what is asked about it."""

    base: Scenario
    others: tuple[Scenario, ...]

    @property
    def all(self) -> tuple[Scenario, ...]:
        """The base first."""
        return self.base, *self.others

    def called(self, name: str) -> Scenario:
        """The scenario of that name."""
        return next(each for each in self.all if each.name == name)


def holds_scenarios(path: Path) -> bool:
    """Whether a file is one of scenarios, and no layout.

    Raises
    ------
    InputError
        It cannot be read.
    """
    return SCENARIOS in documents.written(path).values


def read_scenarios(path: str | Path) -> Scenarios:
    """Read a file of scenarios; all its mistakes are told at once.

    Raises
    ------
    InputError
        A name, field or value cannot be used, each with its file and line. A plant that can be read but cannot work
        is no mistake of the file: :meth:`.Scenario.why_infeasible` tells of it.
    """
    file = documents.written(path)
    unknown = [
        Problem(file.where(key), key, "is no part of a file of scenarios", remedy=meant(key, OF_FILE))
        for key in file.values
        if key not in OF_FILE
    ]
    if unknown:
        raise InputError(*file.problems, *unknown)
    return scenarios_in(file)


def scenarios_in(file: Written) -> Scenarios:
    """The base and the scenarios that a file writes, whatever else it holds.

    Raises
    ------
    InputError
        As :func:`read_scenarios`.
    """
    return _Reading(file).read()


def base_in(file: Written) -> Scenario:
    """The base that a file names.

    Raises
    ------
    InputError
        It names none, or one that cannot be read.
    """
    return _Reading(file).base()


class _Reading:
    """The scenarios of a file, read one by one, gathering what is wrong with them."""

    def __init__(self, file: Written) -> None:
        self.file = file
        self.plain: Document = documents.unwrapped(file)
        self.problems: list[Problem] = list(self.plain.problems)
        self.read_by_now: dict[str, Scenario] = {}
        self._layouts: dict[str, Written] = {}
        """Of each scenario read by now, as it is written."""

    def read(self) -> Scenarios:
        base = self.base()
        self.read_by_now[BASE_NAME] = base
        named = self.plain.values.get(SCENARIOS)
        if not isinstance(named, Mapping) or not named:
            what = "should name at least one scenario, each a mapping of changes"
            raise InputError(*self.problems, self.plain.problem(SCENARIOS, what))
        found = [self._scenario(name) for name in named]
        if self.problems:
            raise InputError(*dict.fromkeys(self.problems))
        return Scenarios(base, tuple(each for each in found if each is not None))

    def base(self) -> Scenario:
        if BASE not in self.plain.values:
            what = "is missing"
            raise InputError(*self.problems, self.plain.problem(BASE, what, remedy="add it, such as base: pilot"))
        self._layouts[BASE_NAME] = self._layout(self.plain.values[BASE], BASE)
        return scenario_of(documents.unwrapped(self._layouts[BASE_NAME]), BASE_NAME)

    def _layout(self, named: Any, at: str) -> Written:
        """The plant that is named at a dotted path of this file."""
        asked = Written(self.file.name, {BASED_ON: named}, {BASED_ON: self.file.lines.get(at, 1)})
        return written_layout(base_of(asked, at))

    def _scenario(self, name: str) -> Scenario | None:
        at = f"{SCENARIOS}.{name}"
        try:
            found = self._made(name, at)
            found.why_infeasible()
        except InputError as error:
            self.problems += error.problems
            return None
        self.read_by_now[name] = found
        return found

    def _made(self, name: str, at: str) -> Scenario:
        written = self.plain.values[SCENARIOS][name]
        self._refuse_name(name, at)
        if not isinstance(written, Mapping):
            raise InputError(self.plain.problem(at, "should be a mapping of changes", shown(written)))
        sections = self._sections(name, written, at)
        start, layout = self._start(written, at)
        if sections:
            layout = with_changes(layout, self._change(sections, at))
            start = replace(scenario_of(documents.unwrapped(layout), name), settings=start.settings)
        self._layouts[name] = layout
        settings = list(start.settings)
        for field, value in written.items():
            if field not in OWN and field not in sections:
                settings.append(given(start.document, settings, field, value, self.plain.where(f"{at}.{field}")))
        title = str(written.get("title", ""))
        return replace(start.with_settings(settings), name=name, title=title)

    def _refuse_name(self, name: str, at: str) -> None:
        if re.fullmatch(NAME, name) is None:
            raise InputError(self.plain.problem(at, "the name should be letters, digits, - and _", name))
        if name == BASE_NAME:
            raise InputError(self.plain.problem(at, "this is what the base itself is called", name, "rename it"))

    def _sections(self, name: str, written: Mapping[str, Any], at: str) -> dict[str, Any]:
        """What is laid over the layout, sources still around its values."""
        known = [key for key in Layout.model_fields if key not in OWN]
        for key in written:
            if key not in OWN and key not in known and "." not in key:
                remedy = nearest(key, [*OWN, *known]) or f"a field is STATION.FIELD, such as {key}.machines"
                raise InputError(self.plain.problem(f"{at}.{key}", "is neither a field nor a section", remedy=remedy))
        return {key: item for key, item in self.file.values[SCENARIOS][name].items() if key in known}

    def _change(self, sections: Mapping[str, Any], at: str) -> Written:
        here = f"{at}."
        lines = {path.removeprefix(here): line for path, line in self.file.lines.items() if path.startswith(here)}
        return Written(self.file.name, sections, lines)

    def _start(self, written: Mapping[str, Any], at: str) -> tuple[Scenario, Written]:
        """What the changes are laid over."""
        if PLANT in written and BASED_ON in written:
            raise InputError(self.plain.problem(f"{at}.{PLANT}", f"stands beside {BASED_ON}", remedy="leave out one"))
        if PLANT in written:
            layout = self._layout(written[PLANT], f"{at}.{PLANT}")
            return scenario_of(documents.unwrapped(layout), str(written[PLANT])), layout
        before = str(written.get(BASED_ON, BASE_NAME))
        if before not in self.read_by_now:
            remedy = meant(before, self.read_by_now, "before it stand")
            raise InputError(self.plain.problem(f"{at}.{BASED_ON}", "is no scenario before this one", before, remedy))
        return self.read_by_now[before], self._layouts[before]


def fields_of(scenario: Scenario, base: Scenario) -> tuple[Given, ...]:
    """What a scenario sets that its base does not."""
    return tuple(each for each in scenario.settings if each not in base.settings)
