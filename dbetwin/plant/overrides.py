"""Values set from outside a layout: ``--set coater.machines=2``."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from os.path import commonprefix
from typing import Any

from dbetwin import documents, interface, materials, units
from dbetwin.documents import Document, Provenance, provenance_of
from dbetwin.errors import InputError, Problem
from dbetwin.plant.fields import VARIANTS, field_at, known_at, value_at
from dbetwin.plant.schema import SECTIONS, Layout
from dbetwin.wording import meant

OPTION = "--set"
PLAIN = ("name", "title", "description")
"""Fields of a layout that are single values."""


@dataclass(frozen=True)
class Given:
    """A value that somebody sets from outside a layout, and where he says so."""

    field: str
    """As a planner writes it: ``coater.machines``, ``room.dew_point_C``."""
    value: Any
    """As YAML reads it: a number, a word, a number with its unit, null, a list or a mapping."""
    where: str
    """``what-if.yaml:12``, or the option ``--set coater.machines=2``."""


@dataclass(frozen=True)
class Override:
    """A value set from outside, and what it was."""

    field: str
    """Dotted path as a planner writes it: ``coater.machines``, ``room.dew_point_C``."""
    value: Any
    was: Any


def with_overrides(document: Document, settings: Sequence[str | Given]) -> tuple[Document, list[Problem]]:
    """The document with values set from outside; a text is ``field=value``, its value read as YAML.

    With it come the problems of settings that are badly written or name a field that does not exist.
    """
    problems: list[Problem] = []
    for setting in settings:
        found = _set(document, setting)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            document = found
    return document, problems


def blamed(problems: Iterable[Problem], before: Iterable[Problem], document: Document) -> list[Problem]:
    """The problems, where those that the document did not have ``before`` name the settings that brought them in."""
    old = {(each.field, each.what) for each in before}
    return [
        each
        if each.where in set(document.overrides.values()) or (each.field, each.what) in old or not document.overrides
        else replace(each, where=_culprits(each.field, document))
        for each in problems
    ]


def _culprits(field: str, document: Document) -> str:
    """The settings that stand nearest to a field."""
    shared = {path: len(commonprefix([path.split("."), field.split(".")])) for path in document.overrides}
    most = max(shared.values())
    near = [path for path in shared if shared[path] == most]
    return " ".join(document.overrides[path] for path in near)


def short_name(path: str) -> str:
    """How a planner names a value: stations go by their own name."""
    return path.removeprefix("stations.")


def overrides_of(written: Document, document: Document) -> tuple[Override, ...]:
    """What was set from outside, with what each value was before: as written, or the default."""
    return tuple(
        Override(
            short_name(path), _number(path, value_at(document.values, path)), _number(path, _before(written, path))
        )
        for path in document.overrides
    )


def _before(written: Document, path: str) -> Any:
    found = value_at(written.values, path)
    if found is not None:
        return found
    match path.split("."):
        case ["stations", name, variant, _, field_name] if variant in VARIANTS:  # differed by nothing until now
            return _before(written, f"stations.{name}.{field_name}")
    if (field := field_at(written, path)) is not None and not field.is_required():
        return field.get_default()
    match path.split("."):
        case ["materials", name, field_name]:
            return materials.load_material(name)[field_name]
        case _:
            return None


def _usual_range(document: Document, path: str) -> tuple[float, float] | None:
    """The range in which the default of a value is assumed; a value set from outside is still read against it."""
    match path.split("."):
        case ["materials", name, field]:
            return materials.load_material(name).provenance[field].range
        case _:
            usual = provenance_of(field_at(document, path))
            return usual.range if usual else None


def _number(path: str, value: Any) -> Any:
    """As JSON writes it; a text with a unit is the number that its name asks for."""
    name = path.rpartition(".")[2]
    if isinstance(value, str) and units.suffix_of(name):
        return units.convert(value, name)
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, int | float | bool | str | list | None) else str(value)


def _set(document: Document, setting: str | Given) -> Document | Problem:
    given = _read(setting) if isinstance(setting, str) else setting
    if isinstance(given, Problem):
        return given
    parts = given.field.split(".")
    wrong = _resolve_within(document, given.where, parts)
    return wrong or _with_value(document, parts, given)


def _read(text: str) -> Given | Problem:
    """A setting written on one line."""
    option = f"{OPTION} {text}"
    name, equals, written = text.partition("=")
    name = name.strip()
    if not equals or not all(name.split(".")):
        return Problem(option, "", "should be field=value", remedy="such as coater.machines=2")
    try:
        read = documents.parse(f"given: {written}", option)
    except InputError:
        return Problem(option, name, "the value cannot be read", written, "write a number, a word or null")
    if read.problems:
        return replace(read.problems[0], where=option, field=name)
    return Given(name, read.values["given"], option)


def named(setting: str | Given) -> str:
    """The field that a setting is of."""
    return setting.field if isinstance(setting, Given) else setting.partition("=")[0].strip()


def value_now(document: Document, field: str, where: str) -> Any:
    """What a layout says of a field, or the default where it says nothing.

    Raises
    ------
    InputError
        The layout has no such field; ``where`` is who asks for it.
    """
    parts = field.split(".")
    wrong = _resolve_within(document, where, parts)
    if wrong is not None:
        raise InputError(wrong)
    path = ".".join(parts)
    return _number(path, _before(document, path))


def _resolve_within(document: Document, where: str, parts: list[str]) -> Problem | None:
    """Make a full path of what a planner writes; what is wrong if it leads to no single value."""
    name = ".".join(parts)
    if parts[0] in (document.values.get("stations") or ()):
        parts.insert(0, "stations")
    wrong = _resolve(document, where, parts)
    if wrong is None and parts[0] not in PLAIN and _is_whole(parts):
        what, remedy = "is not a single value", f"name a field of it: {name}.<field>=<value>"
        wrong = Problem(where, name, what, remedy=remedy)
    return wrong


def _is_whole(parts: list[str]) -> bool:
    """A section, or a whole station or buffer."""
    return len(parts) == 1 or (parts[0] in ("stations", "buffers") and len(parts) <= 2)  # noqa: PLR2004


def _resolve(document: Document, option: str, parts: list[str]) -> Problem | None:
    """Put places for the names of items of lists into ``parts``; what is wrong if they lead nowhere."""
    for depth, part in enumerate(parts):
        place = value_at(document.values, ".".join(parts[:depth])) if depth else None
        if not isinstance(place, Mapping | list | None):
            whole = short_name(".".join(parts[:depth]))
            what, remedy = f"{whole} is a single value", f"set it whole: {whole}=<value>"
            return Problem(option, short_name(".".join(parts)), what, remedy=remedy)
        if isinstance(place, list) and part in (names := _item_names(place)):
            parts[depth] = str(names.index(part))
            continue
        known = _known(document, parts[:depth])
        if part not in known:
            return _no_such(document, option, parts, depth, _item_names(place) or known)
    return None


def _item_names(place: Any) -> list[str]:
    """Names of the items of a list, such as ``minor`` and ``major`` of the breakdowns; empty if they have none."""
    items = place if isinstance(place, list) else []
    return [str(item["name"]) for item in items if isinstance(item, Mapping) and "name" in item]


def _no_such(document: Document, option: str, parts: list[str], depth: int, known: list[str]) -> Problem:  # noqa: PLR0913
    whole = short_name(".".join(parts[:depth])) or "the layout"
    home = "" if depth else _home(document, parts[0])
    remedy = f"did you mean {'.'.join([home, *parts])}?" if home else meant(parts[depth], known)
    return Problem(option, short_name(".".join(parts)), f"{whole} has no {parts[depth]!r}", remedy=remedy)


def _home(document: Document, name: str) -> str:
    """The part of a layout that knows a name."""
    homes: dict[str, Iterable[str]] = {
        **{section: document.values.get(section) or () for section in ("buffers", "crews", "rework")},
        "materials": materials.names(),
        "interface_constants": interface.phenomena(),
        **{section: record.model_fields for section, record in SECTIONS.items()},
    }
    return next((home for home, names in homes.items() if name in names), "")


def _with_value(document: Document, parts: list[str], given: Given) -> Document:
    path = ".".join(parts)
    values = copy.deepcopy(dict(document.values))
    place: Any = values
    for part in parts[:-1]:
        if isinstance(place, list):
            place = place[int(part)]
        else:
            if place.get(part) is None:
                place[part] = {}
            place = place[part]
    place[int(parts[-1]) if isinstance(place, list) else parts[-1]] = given.value
    was = document.provenance.get(path, Provenance())
    source = OPTION if given.where.startswith(OPTION) else given.where
    now = replace(was, source=source, assumed=False, range=was.range or _usual_range(document, path))
    return replace(
        document,
        values=values,
        provenance={**document.provenance, path: now},
        overrides={**document.overrides, path: given.where},
    )


def _known(document: Document, parts: list[str]) -> list[str]:
    """Names that may stand under a path."""
    fields = known_at(document, parts)
    if fields:
        return fields
    written = value_at(document.values, ".".join(parts)) if parts else document.values
    known = [str(place) for place in range(len(written))] if isinstance(written, list) else list(written or ())
    match parts:
        case []:
            known = [*(document.values.get("stations") or ()), *Layout.model_fields]
        case ["interface"] | ["interface_constants"]:
            known = list(interface.phenomena())
        case ["materials"]:
            known = list(materials.names())
        case ["materials", name] if name in materials.names():
            known = list(materials.load_material(name).values)
    return known
