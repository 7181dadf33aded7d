"""A cell with one thing set otherwise: a column of it, or fields of the plant that makes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dbetwin.celldesign.design import Design
from dbetwin.errors import InputError, Problem
from dbetwin.plant.assumptions import assumptions
from dbetwin.plant.load import plant_of
from dbetwin.plant.nominal import entering
from dbetwin.study.cell.cell_settings import SHORT, Place, place_of
from dbetwin.study.cell.one_cell import (
    PRESSURE,
    PRESSURE_FIELD,
    Asked,
    Comer,
    Rows,
    comer,
    inputs_of,
    judge_of,
    with_pressure,
)
from dbetwin.wording import meant

OPTION = "--map"


def place_in(asked: Asked, here: Comer, name: str, *, incoming: bool) -> Place:
    """What a name stands for; the fixture's pressure is moved as the column that it is."""
    columns = inputs_of(here)
    if name in columns and (incoming or name not in SHORT):
        return Place(name, column=name)
    known = [*SHORT, *columns]
    if incoming or (name not in SHORT and "." not in name):
        raise InputError(
            Problem(OPTION, "", "nothing of the cell or its plant has this name", name, meant(name, known))
        )
    place = place_of(asked.written, name)
    return Place(name, column=PRESSURE) if place.fields == (PRESSURE_FIELD,) else place


def moved(asked: Asked, place: Place, value: float) -> Asked:
    """The same cell with one thing set otherwise."""
    if place.column:
        return dataclasses.replace(asked, given={**asked.given, place.column: value})
    return dataclasses.replace(asked, set_values=(*asked.set_values, *place.settings(value)))


def refuse_impossible(asked: Asked, place: Place, value: float) -> None:
    """Refuse a value that cannot be set."""
    tried = moved(asked, place, value)
    if place.column:
        comer(tried)
    else:
        plant_of(tried.written, tried.fields)


def value_here(here: Comer, place: Place) -> float | None:
    """The value that a cell has; None where neither the plant nor a model states it as a number."""
    if place.column:
        return float(here.columns[place.column][0])
    field = place.fields[0].removeprefix("stations.")
    found = next((row["value"] for row in assumptions(here.plant) if row["field"] == field), None)
    return float(found) if isinstance(found, int | float) else None


def made(asked: Asked, here: Comer) -> tuple[Design, Rows]:
    """What a plant brings to formation; everything about it was checked before."""
    plant = plant_of(asked.written, asked.fields)
    cells = entering(plant, judge_of(plant))[0].cells
    assert cells is not None
    design = dataclasses.replace(plant.design, nominal=here.design.nominal)
    columns = with_pressure(dict(cells.columns), design)
    return design, {**columns, **{name: np.full(1, value) for name, value in asked.replaced.items()}}


def leaves_alone(here: Comer, cells: Sequence[tuple[Design, Rows]]) -> bool:
    """Whether the cell that comes to formation is the same whatever the value; the fixture's pressure aside."""
    return all(np.array_equal(columns[name], here.columns[name]) for _, columns in cells for name in here.columns)


def combined(base: Design, first: Design, second: Design) -> Design:
    """The second design with everything in which the first differs from the one that both were made of."""
    constants = dict(second.interface_constants)
    for phenomenon, values in first.interface_constants.items():
        changes = _changed(base.interface_constants.get(phenomenon, {}), values)
        constants[phenomenon] = {**constants.get(phenomenon, {}), **changes}
    materials = dict(second.materials)
    for name, each in first.materials.items():
        if changes := _changed(base.materials[name].values, each.values):
            values = {**materials[name].values, **changes}
            materials[name] = dataclasses.replace(materials[name], values=values)
    product = _changed(base.product.model_dump(), first.product.model_dump())
    point = _changed(base.operating_point.model_dump(), first.operating_point.model_dump())
    return dataclasses.replace(
        second,
        product=second.product.model_copy(update=product),
        operating_point=second.operating_point.model_copy(update=point),
        materials=materials,
        interface_constants=constants,
    )


def _changed(base: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in base or base[name] != value}
