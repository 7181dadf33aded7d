"""The values a plant rests on, each with unit and source; assumed ones with their range."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dbetwin import units
from dbetwin.documents import Document, Provenance
from dbetwin.materials import Material
from dbetwin.plant.fields import value_at
from dbetwin.plant.nominal import materials_read
from dbetwin.plant.overrides import short_name
from dbetwin.plant.plant import Plant
from dbetwin.plant.schema import SECTIONS
from dbetwin.stations.contract import Breakdown


@dataclass(frozen=True)
class Assumption:
    """One value: where it comes from, or in what range it is assumed, and whether it was set from outside."""

    field: str
    value: Any
    unit: str
    source: str
    assumed: bool
    low: float | None
    high: float | None
    note: str
    overridden: bool


def assumptions(plant: Plant) -> list[dict[str, Any]]:
    """Every value the plant rests on: what the layout writes, defaults of the models, material values used.

    Rows of field, value, unit, source, assumed, low, high, note and overridden, ready for JSON.
    """
    return [dataclasses.asdict(row) for row in _rows(plant)]


def _rows(plant: Plant) -> list[Assumption]:
    layout, document = plant.layout, plant.document
    rows: list[Assumption] = []
    for section in SECTIONS:
        if (record := getattr(layout, section)) is not None:
            rows += _of_record(record, section, document)
    for section in ("crews", "rework"):
        for name, written in getattr(layout, section).items():
            rows += _of_record(written, f"{section}.{name}", document)
    for phenomenon, model in layout.interface.items():
        rows.append(_row(f"interface.{phenomenon}", model, document, None))
        rows += _of_record(plant.constants[phenomenon], f"interface_constants.{phenomenon}", document)
    for name, settings in plant.stations.items():
        rows += _of_record(settings, f"stations.{name}", document)
    for name, buffer in layout.buffers.items():
        rows += _of_record(buffer, f"buffers.{name}", document)
    for name in _used(plant):
        rows += _of_material(plant.design.materials[name], document)
    return rows


def _used(plant: Plant) -> list[str]:
    """Materials that the layout names, and those that its stations and models look up besides."""
    layout, product = plant.layout, plant.layout.product
    if product is None:
        return []
    named = {*layout.materials, *product.cathode_mass_fractions, *product.anode_mass_fractions}
    return sorted(named | materials_read(plant))


def _of_record(record: BaseModel, path: str, document: Document) -> Iterator[Assumption]:
    for name, field in type(record).model_fields.items():
        if name == "mttr_cv" and isinstance(record, Breakdown) and record.repair != "lognormal":
            continue  # nothing rests on it
        here, value = f"{path}.{field.alias or name}", getattr(record, name)
        if isinstance(value, BaseModel) and here not in document.lines:  # nothing of it but what was set from outside
            yield from _of_record(value, here, document)
        elif here in document.lines or here in document.overrides or _default_provenance(field) is not None:
            yield from _of_value(value, here, document, _default_provenance(field))


def _of_value(value: Any, path: str, document: Document, default: Provenance | None) -> Iterator[Assumption]:
    written = value_at(document.values, path)
    if isinstance(value, BaseModel) and written is not None and not isinstance(written, Mapping):
        yield _row(path, written, document, default)  # a record that may be written as a single value
    elif isinstance(value, BaseModel):
        yield from _of_record(value, path, document)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _of_value(item, f"{path}.{key}", document, default)
    elif isinstance(value, tuple) and any(isinstance(item, BaseModel | Mapping) for item in value):
        for place, item in enumerate(value):
            yield from _of_value(item, f"{path}.{place}", document, default)
    else:
        yield _row(path, value, document, default)


def _row(path: str, value: Any, document: Document, default: Provenance | None) -> Assumption:
    written = path in document.lines or path in document.overrides
    found = _provenance(path, document) or (default if default and not written else Provenance())
    # a value set from outside is still read against the range in which its default is assumed
    low, high = found.range or (default.range if default else None) or (None, None)
    return Assumption(
        field=short_name(path),
        value=plain(value),
        unit=_unit(path),
        source=found.source,
        assumed=found.assumed,
        low=low,
        high=high,
        note=found.note,
        overridden=path in document.overrides,
    )


def plain(value: Any) -> Any:
    """As JSON writes it."""
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _provenance(path: str, document: Document) -> Provenance | None:
    """What is said of a value, or of the whole mapping that it stands in."""
    while path:
        if path in document.provenance:
            return document.provenance[path]
        path = path.rpartition(".")[0]
    return None


def _unit(path: str) -> str:
    """Unit by the last part of the path that names one; the keys of a mapping do not."""
    parts = path.split(".")
    owner = parts[-2] if len(parts) > 1 and parts[-2].endswith(("_fractions", "lump_oee")) else parts[-1]
    return units.unit_of(owner)


def _default_provenance(field: FieldInfo) -> Provenance | None:
    extra = field.json_schema_extra
    found: Any = extra.get("provenance") if isinstance(extra, dict) else None
    return found if isinstance(found, Provenance) else None


def _of_material(material: Material, document: Document) -> Iterator[Assumption]:
    for name, value in material.values.items():
        path = f"materials.{material.name}.{name}"
        yield _row(path, value, document, material.provenance.get(name))
