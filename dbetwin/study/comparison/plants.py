"""From what somebody names side by side to plants: shipped ones, layout files, files of scenarios, one of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dbetwin import documents
from dbetwin.errors import InputError, Problem
from dbetwin.plant.overrides import OPTION, Given, value_now, with_overrides
from dbetwin.study.scenario.scenario import Scenario, scenario_of_layout
from dbetwin.study.scenario.written import Scenarios, holds_scenarios, read_scenarios, scenarios_in
from dbetwin.wording import meant

STUDY, KIND = "study", "kind"
"""Of a study; a file of scenarios may be one as well."""
OF_ONE = ":"
"""Between a file of scenarios and the one that is meant."""


def plants_named(names: Sequence[str], settings: Sequence[str] = ()) -> Scenarios:
    """The plants that are to be compared, the first as the base.

    Parameters
    ----------
    names : sequence of str
        A shipped plant, a layout file, a file of scenarios (all of them, its base first), or ``FILE.yaml:scenario``.
    settings : sequence of str
        ``field=value``, for all of them.

    Returns
    -------
    Scenarios
        Each plant once, each name once.

    Raises
    ------
    InputError
        A name, file or value cannot be used, or a value is set for all that one of the scenarios sets by itself.
    """
    found: list[Scenario] = []
    problems: list[Problem] = []
    for name in names:
        try:
            found += [each for each in _meant(name) if each.key not in {one.key for one in found}]
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    base, *others = [_set_to(each, settings) for each in _told_apart(found)]
    return Scenarios(base, tuple(others))


def _meant(name: str) -> Iterable[Scenario]:
    file, mark, one = name.rpartition(OF_ONE)
    if mark and not Path(name).exists() and Path(file).is_file() and _holds_scenarios(file):
        scenarios = _scenarios(file)
        called = [each.name for each in scenarios.all]
        if one not in called:
            raise InputError(Problem(name, "", f"{file} has no scenario of that name", one, meant(one, called)))
        return [scenarios.called(one)]
    if _holds_scenarios(name):
        return _scenarios(name).all
    if _is_a_study(name):
        what = "is a study, and names no scenarios that could be compared"
        raise InputError(Problem(name, "", what, remedy=f"make it with dbetwin study {name}, or name plants"))
    return [scenario_of_layout(name)]


def _holds_scenarios(name: str) -> bool:
    return _is_yaml(name) and holds_scenarios(Path(name))


def _is_a_study(name: str) -> bool:
    return _is_yaml(name) and STUDY in documents.written(name).values


def _is_yaml(name: str) -> bool:
    return Path(name).is_file() and Path(name).suffix in (".yaml", ".yml")


def _scenarios(file: str) -> Scenarios:
    """Of a study only its plants: days and all else are the command's."""
    written = documents.written(file)
    return scenarios_in(written) if KIND in written.values else read_scenarios(file)


def _told_apart(scenarios: Sequence[Scenario]) -> Iterator[Scenario]:
    """The same plants, where one that has the name of another before it gets a number."""
    names: set[str] = set()
    for each in scenarios:
        name, number = each.name, 1
        while name in names:
            number += 1
            name = f"{each.name}-{number}"
        names.add(name)
        yield replace(each, name=name)


def _set_to(scenario: Scenario, settings: Sequence[str]) -> Scenario:
    """A plant with values set from outside; a value that makes it unable to work is no mistake here."""
    given = [_given(scenario, text) for text in settings]
    own = {each.field for each in scenario.settings}
    twice = [each for each in given if each.field in own]
    if twice:
        what = f"is set by scenario {scenario.name} itself"
        raise InputError(*(Problem(each.where, each.field, what, remedy="leave out one of the two") for each in twice))
    changed = scenario.with_settings(given, title=scenario.title)
    changed.why_infeasible()
    return changed


def _given(scenario: Scenario, text: str) -> Given:
    document, problems = with_overrides(scenario.document, [text])
    if problems:
        raise InputError(*problems)
    field, _, _ = text.partition("=")
    where = f"{OPTION} {text}"
    return Given(field.strip(), value_now(document, field.strip(), where), where)
