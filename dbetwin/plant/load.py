"""From a file, or the name of a plant that comes with dbetwin, to a :class:`Plant`; all mistakes at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dbetwin import interface, materials, units
from dbetwin.celldesign.design import Design
from dbetwin.documents import Document, Provenance, Record, attempt, with_written
from dbetwin.errors import InfeasibleError, InputError, Problem
from dbetwin.materials import Material
from dbetwin.plant import shipped
from dbetwin.plant.based_on import read_layout
from dbetwin.plant.buffer import SUPPLIER, WAREHOUSE, Buffer
from dbetwin.plant.checks import flow_problems
from dbetwin.plant.consistency import design_problems, rule_problems, station_problems
from dbetwin.plant.fields import value_at
from dbetwin.plant.flow import Draft
from dbetwin.plant.overrides import Given, blamed, named, overrides_of, with_overrides
from dbetwin.plant.plant import NO_CELL, Plant
from dbetwin.plant.rules import EXAMPLE
from dbetwin.plant.schema import Asked, Layout
from dbetwin.plant.sections import is_plain, section_problems
from dbetwin.plant.staffing import crew_problems
from dbetwin.plant.variants import with_variants
from dbetwin.stations import KINDS, station
from dbetwin.stations.contract import Station, StationSettings
from dbetwin.wording import listed, meant, nearest

SIGNED = ("V", "eV", "degC")
"""Units of properties that may be below 0."""


def load_plant(path_or_name: str | Path, set_values: str | Sequence[str] = ()) -> Plant:
    """Read and check a plant.

    Parameters
    ----------
    path_or_name : path or str
        A YAML file, or the name of a plant that comes with dbetwin, such as ``pilot``.
    set_values : str or sequence of str
        Values to use instead of the written ones, each ``field=value``: ``coater.machines=2``.

    Raises
    ------
    InputError
        With every mistake found, each with its file and line, or with the setting that brought it in.
    """
    written = read_layout(shipped.find(path_or_name))
    return plant_of(written, [set_values] if isinstance(set_values, str) else set_values)


def plant_of(written: Document, set_values: Sequence[str | Given] = (), *, forbearing: bool = False) -> Plant:
    """The plant that a document describes.

    A forbearing reader takes a plant even where a station finds that it cannot work as it is set, so that one can
    look at that station.
    A value set from outside that changes how cells are made does not move what they are held against: the plant
    then carries along the one as written, with only what is asked for changed.

    Raises
    ------
    InfeasibleError
        Every value can be read, but the plant that they make cannot work.
    InputError
        A value cannot be used.
    """
    document, problems = with_overrides(written, set_values)
    try:
        plant = _plant(document, problems, forbearing=forbearing)
    except InputError as error:
        before = _problems(written) if document.overrides else ()
        raise type(error)(*blamed(error.problems, before, document)) from None
    return replace(plant, overrides=overrides_of(written, document), specified=_specified(written, set_values))


def _problems(document: Document) -> tuple[Problem, ...]:
    try:
        _plant(document)
    except InputError as error:
        return error.problems
    return ()


def _plant(document: Document, problems: Sequence[Problem] = (), *, forbearing: bool = False) -> Plant:
    """The plant of a document alone; every part is read, whatever is wrong with the others."""
    reading = _Reading(document, problems)
    draft, layout = reading.draft(), reading.layout()
    misread = bool(reading.problems or document.problems)
    if reading.flow_is_known:
        reading.problems += flow_problems(draft, document)
    reading.problems += crew_problems(draft, document)
    design, constants = reading.design()
    found = with_written(document, reading.problems)
    if layout is None or design is None or found:
        kind = InputError if misread or design is None else InfeasibleError
        raise kind(*sorted(dict.fromkeys(found), key=_place))
    layout = layout.model_copy(update={"stations": draft.stations, "buffers": draft.buffers})
    plant = Plant(
        path=document.path,
        layout=layout,
        stations={name: draft.stations[name] for name in draft.order()},
        buffers=draft.connections(),
        design=design,
        constants=constants,
        document=document,
        overrides=(),
        layout_hash=_hash(layout),
    )
    if told := [*([] if forbearing else station_problems(plant)), *rule_problems(plant)]:
        raise InfeasibleError(*told)
    return plant


def _specified(written: Document, set_values: Sequence[str | Given]) -> Plant | None:
    asked = [each for each in set_values if named(each).partition(".")[0] in Asked.model_fields]
    return plant_of(written, asked) if len(asked) < len(set_values) else None


def _place(problem: Problem) -> tuple[str, int]:
    file, _, line = problem.where.rpartition(":")
    return (file, int(line)) if line.isdigit() else (problem.where, 0)


class _Reading:
    """The parts of a document validated one by one, gathering what is wrong with them."""

    def __init__(self, document: Document, problems: Sequence[Problem]) -> None:
        self.document = document
        self.problems = list(problems)
        self.flow_is_known = True
        """Every station has a name and every buffer two ends, whatever else is wrong."""

    def layout(self) -> Layout | None:
        self.problems += section_problems(self.document)
        found = attempt(Layout, self.document)
        if isinstance(found, Layout):
            return found
        self.problems += [
            replace(each, remedy=f"add {EXAMPLE}") if (each.field, each.what) == ("rules", "is missing") else each
            for each in found
        ]
        return None

    def draft(self) -> Draft:
        stations: dict[str, StationSettings] = {}
        modules: dict[str, Station] = {}
        buffers: dict[str, Buffer] = {}
        for name in self._names("stations"):
            module = self._module(name)
            if module is None:
                stations[name] = StationSettings.model_construct(kind="", machines=1)
                continue
            modules[name] = module
            settings = attempt(module.Settings, self.document, f"stations.{name}")
            if isinstance(settings, StationSettings):
                stations[name], told = with_variants(settings, self.document, f"stations.{name}")
                self.problems += told
            else:
                self.problems += settings
                stations[name] = module.Settings.model_construct(kind=module.KIND, machines=1)
        for name in self._names("buffers"):
            buffer = self._buffer(name)
            if buffer is None:
                self.flow_is_known = False
            else:
                buffers[name] = buffer
        return Draft(stations, modules, buffers)

    def _buffer(self, name: str) -> Buffer | None:
        """The buffer, or as much of it as says between which stations it stands."""
        found = attempt(Buffer, self.document, f"buffers.{name}")
        if isinstance(found, Buffer):
            return found
        self.problems += found
        begin, end = (value_at(self.document.values, f"buffers.{name}.{key}") for key in ("from", "to"))
        if isinstance(begin, list) and begin and all(isinstance(each, str) for each in begin):
            begin = tuple(begin)
        if not isinstance(begin, str | tuple) or not isinstance(end, str):
            return None
        return Buffer.model_construct(from_=begin, to=end)

    def _names(self, section: str) -> list[str]:
        written = self.document.values.get(section)
        if not isinstance(written, Mapping):
            self.flow_is_known = False
            return []
        good = []
        taken = {SUPPLIER, WAREHOUSE, *Layout.model_fields}
        for name in written:
            if not name.isidentifier() or (section == "stations" and name in taken):
                what = "is taken" if name.isidentifier() else "should be letters, digits and underscores"
                self.problems.append(self.document.problem(f"{section}.{name}", f"the name {what}", name))
                self.flow_is_known = False
            else:
                good.append(name)
        return good

    def _module(self, name: str) -> Station | None:
        path = f"stations.{name}"
        kind = value_at(self.document.values, f"{path}.kind")
        if kind in KINDS:
            return station(str(kind))
        if kind is None:
            self.problems.append(self.document.problem(path, "has no kind", remedy=f"kinds are {listed(KINDS)}"))
        else:
            remedy = meant(str(kind), KINDS, "kinds are")
            self.problems.append(self.document.problem(f"{path}.kind", "is no kind of station", str(kind), remedy))
        return None

    def design(self) -> tuple[Design | None, dict[str, Record]]:
        """What the plant makes, and the constants of every interface model that it is judged by."""
        asked = attempt(Asked, self.document)
        if not isinstance(asked, Asked):  # told of with the layout
            return None, {}
        if is_plain(self.document):
            return NO_CELL, {}
        if asked.product is None or asked.operating_point is None:  # told of with the layout
            return None, {}
        constants = self._constants(asked)
        given = {
            phenomenon: record.model_dump(include=record.model_fields_set)
            for phenomenon, record in constants.items()
            if record.model_fields_set
        }
        shelf = self._materials(asked)
        chosen = dict(asked.interface)
        design = Design(
            asked.product, asked.operating_point, asked.limits, shelf, chosen, None, given, asked.specification
        )
        self.problems += design_problems(design, self.document)
        return design, constants

    def _constants(self, layout: Asked) -> dict[str, Record]:
        """The constants of each chosen model; models that do not exist are told of later."""
        found: dict[str, Record] = {}
        for phenomenon, name in layout.interface.items():
            if phenomenon not in interface.phenomena() or name not in interface.hypotheses(phenomenon):
                continue
            model = interface.constants_of(phenomenon, name)
            path = f"interface_constants.{phenomenon}"
            read = attempt(model, self.document, path) if phenomenon in layout.interface_constants else model()
            if isinstance(read, Record):
                found[phenomenon] = read
            else:
                self.problems += read
        for phenomenon in layout.interface_constants:
            if phenomenon not in layout.interface:
                remedy = nearest(phenomenon, layout.interface)
                path = f"interface_constants.{phenomenon}"
                self.problems.append(self.document.problem(path, "no model is chosen for it", remedy=remedy))
        return found

    def _materials(self, layout: Asked) -> dict[str, Material]:
        """Every known material, with the property values that the layout overrides."""
        shelf = {name: materials.load_material(name) for name in materials.names()}
        for name, values in layout.materials.items():
            if name not in shelf:
                remedy = meant(name, shelf)
                self.problems.append(self.document.problem(f"materials.{name}", "is no material", remedy=remedy))
            elif values:
                shelf[name] = self._overridden(shelf[name], values)
        return shelf

    def _overridden(self, material: Material, values: Mapping[str, float | str]) -> Material:
        new: dict[str, float] = {}
        provenance: dict[str, Provenance] = {}
        for name, value in values.items():
            path = f"materials.{material.name}.{name}"
            if name not in material.values:
                remedy = meant(name, material.values, "it has")
                self.problems.append(self.document.problem(path, "is no property of it", remedy=remedy))
                continue
            try:
                new[name] = units.convert(value, name) if isinstance(value, str) else float(value)
            except ValueError as error:
                self.problems.append(self.document.problem(path, str(error), repr(value)))
            if new.get(name, 0.0) < 0 and not _may_be_negative(material, name):
                self.problems.append(self.document.problem(path, "cannot be below 0", f"{new[name]:g}"))
            provenance[name] = self.document.provenance.get(path, Provenance())
        return replace(material, values={**material.values, **new}, provenance={**material.provenance, **provenance})


def _may_be_negative(material: Material, name: str) -> bool:
    """Whether a property has a sign; a potential may, and what is stated to."""
    ends = material.provenance[name].range
    return units.unit_of(name) in SIGNED or min(material.values[name], *(ends or (0.0,))) < 0


def _hash(layout: Layout) -> str:
    """Of the values alone: titles, sources and the order of fields do not count."""
    values: dict[str, Any] = layout.model_dump(mode="json", exclude={"title", "description", "sources"})
    values["plan"].pop("good_energy_GWh_per_year")  # a target for who sizes the plant, which no line ever sees
    if not any(values["specification"].values()):
        del values["specification"]  # inspection decides what is good, as it did before there was one
    values["stations"] = [[name, _counting(each)] for name, each in layout.stations.items()]
    values["buffers"] = [[name, each.model_dump(mode="json")] for name, each in layout.buffers.items()]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def _counting(settings: StationSettings) -> dict[str, Any]:
    """Values that tell plants apart; a factor of 1 changes nothing, and runs made before there was one stay known."""
    values: dict[str, Any] = settings.model_dump(mode="json")
    if settings.capacity_factor == 1:
        del values["capacity_factor"]
    return values
