"""One cell through the interface models, phenomenon by phenomenon, against the one that the plant is meant to make.

The cell comes to formation as the plant makes it when every setting sits at its mean; options change settings of the
plant, which the whole way follows, or replace what is known of the cell when it gets there, which nothing follows
but the models.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.design import Design
from dbetwin.celldesign.recipe import anode_recipe, cathode_recipe
from dbetwin.columns.cells import CELLS
from dbetwin.documents import Document, Record
from dbetwin.errors import InputError, Problem
from dbetwin.interface.chain import SUMS, chosen, properties, steps
from dbetwin.interface.hypothesis import Hypothesis
from dbetwin.materials import Material
from dbetwin.plant.alone import LINEAGE, stand
from dbetwin.plant.load import plant_of
from dbetwin.plant.nominal import entering, nominal_cell
from dbetwin.plant.plant import Plant
from dbetwin.plant.sample import JUDGE
from dbetwin.stations.formation import delivered
from dbetwin.study.cell.cell_settings import option_of
from dbetwin.wording import meant

Floats = NDArray[np.float64]
Rows = Mapping[str, Floats]

PRESSURE = "stack_pressure_MPa"
"""Column that the fixture gives a cell; its mean is a field of the operating point."""
PRESSURE_FIELD = f"operating_point.{PRESSURE}"
ONE_HALF = 0.5
"""The number that decides over a nominal cell's failures."""


@dataclass(frozen=True)
class Asked:
    """A cell that somebody asks for."""

    written: Document
    """The plant."""
    set_values: tuple[str, ...] = ()
    """What is set otherwise in it, each ``field=value``."""
    given: Mapping[str, float] = field(default_factory=dict)
    """Columns of the cell that are replaced."""
    models: Mapping[str, str] = field(default_factory=dict)
    """Phenomenon to the model that is to answer it; the cell of the plant as written is judged by them as well."""

    @property
    def chosen(self) -> list[str]:
        """The models as they are set."""
        return [f"interface.{phenomenon}={name}" for phenomenon, name in self.models.items()]

    @property
    def fields(self) -> list[str]:
        """All that is set in the plant; the fixture's pressure is a field of it, too."""
        own = [f"{PRESSURE_FIELD}={self.given[PRESSURE]!r}"] if PRESSURE in self.given else []
        return [*self.chosen, *self.set_values, *own]

    @property
    def replaced(self) -> dict[str, float]:
        """Columns that are replaced without the plant knowing."""
        return {name: value for name, value in self.given.items() if name != PRESSURE}


@dataclass(frozen=True)
class Comer:
    """A cell as it comes to formation, and what it is judged by there."""

    plant: Plant
    design: Design
    """With the cell of the plant as written in it, which quality is held against."""
    columns: Rows
    """One row."""

    @property
    def nominal(self) -> Mapping[str, float]:
        """What the plant as written makes, by the same models."""
        return self.design.nominal.columns if self.design.nominal else {}


@dataclass(frozen=True)
class Step:
    """One phenomenon: the model chosen for it, what it reads besides columns, and what it says."""

    phenomenon: str
    model: str
    says: str
    """First line of the model's description."""
    constants: Mapping[str, float]
    """Its own, and properties of materials that it looked up, as ``llzo.surface_slope``."""
    columns: Mapping[str, float]
    caution: str


@dataclass(frozen=True)
class OneCell:
    """A cell with everything that is said of it."""

    comer: Comer
    steps: tuple[Step, ...]
    columns: Mapping[str, float]
    """All of them: as it came, what the models added, what it delivers."""

    @property
    def outside(self) -> tuple[str, ...]:
        """Columns that say that a model is used outside its range."""
        return tuple(name for name, value in self.columns.items() if name.startswith("outside_") and value > 0)


def judge_of(plant: Plant) -> str:
    """The station where cells are judged.

    Raises
    ------
    InputError
        The plant makes no cells, or never forms them.
    """
    names = [] if plant.is_plain else [name for name in plant.stations if plant.module(name).KIND == JUDGE]
    if not names:
        raise InputError(Problem(plant.path, "stations", "none of them is formation: no cell is judged"))
    return names[0]


def comer(asked: Asked) -> Comer:
    """The cell that a plant brings to formation.

    Raises
    ------
    InputError
        A field, a value, a column or a model that cannot be.
    """
    base = plant_of(asked.written, asked.chosen)
    _refuse_unknown(base, asked.replaced)
    each = stand(asked.written, judge_of(base), asked.fields, asked.replaced)
    design = dataclasses.replace(each.lot.design, nominal=nominal_cell(base))
    cells = each.lot.cells
    assert cells is not None
    return Comer(each.plant, design, with_pressure(dict(cells.columns), design))


def _refuse_unknown(plant: Plant, replaced: Mapping[str, float]) -> None:
    """Only what a cell brings to formation can be replaced of it."""
    cells = entering(plant, judge_of(plant))[0].cells
    assert cells is not None
    for name in replaced:
        if name not in cells.columns:
            told = f": {CELLS[name].meaning}" if name in CELLS else ""
            known = [each for each in cells.columns if not each.endswith(LINEAGE)]
            remedy = "" if told else meant(name, [*known, PRESSURE])
            what = f"a cell of {plant.name} brings no such column{told}"
            raise InputError(Problem(option_of(name), "", what, name, remedy))


def with_pressure(columns: Rows, design: Design) -> Rows:
    """The fixture's pressure added, at its mean."""
    rows = len(next(iter(columns.values())))
    return {**columns, PRESSURE: np.full(rows, design.operating_point.stack_pressure_MPa)}


def inputs_of(each: Comer) -> dict[str, float]:
    """What may be replaced of a cell: what is known of it when it comes, but for where it comes from."""
    return {name: float(rows[0]) for name, rows in each.columns.items() if not name.endswith(LINEAGE)}


def judged(design: Design, columns: Rows) -> dict[str, Floats]:
    """Rows of cells, judged: what the models add, and what the cells deliver.

    Parameters
    ----------
    design : Design
        What they are judged by.
    columns : mapping of arrays, shape (n,)
        As they come, the fixture's pressure included.

    Returns
    -------
    dict of arrays, shape (n,)
        All columns.
    """
    known = dict(columns)
    known |= properties(known, design)
    return known | _delivered(known, design)


def _delivered(known: Rows, design: Design) -> dict[str, Floats]:
    """What the cells deliver; one more likely open than not delivers nothing."""
    is_open = (known["p_open"] > ONE_HALF).astype(np.float64)
    return delivered({**known, "latent_open": is_open}, design)


def evaluated(each: Comer) -> OneCell:
    """The cell, followed through the models.

    Raises
    ------
    InputError
        Inputs were given that no cell can have.
    """
    what, remedy = "the models cannot work on this cell", "keep nearer to the values of the nominal cell"
    try:
        with np.errstate(all="ignore"):  # what is no number is told below
            found = _evaluated(each)
    except (ArithmeticError, ValueError) as failure:
        raise InputError(Problem(each.plant.path, "", what, remedy=remedy)) from failure
    wrong = [name for name, value in found.columns.items() if math.isnan(value)]
    if wrong:
        raise InputError(Problem(each.plant.path, "", f"{what}: {wrong[0]} is no number", remedy=remedy))
    return found


def _evaluated(each: Comer) -> OneCell:
    shelf = _NotingShelf(each.design.materials)
    design = dataclasses.replace(each.design, materials=shelf)
    _weighed_beforehand(design)
    shelf.read.clear()
    known, found = dict(each.columns), []
    behind = {phenomenon: (hypothesis, constants) for phenomenon, hypothesis, constants in chosen(design)}
    for phenomenon, columns in steps(known, design):
        known |= columns
        hypothesis, constants = behind.get(phenomenon, (None, None))
        found.append(_step(each.design, phenomenon, hypothesis, constants, shelf.read, columns))
        shelf.read.clear()
    known |= _delivered(known, each.design)
    return OneCell(each, tuple(found), {name: float(rows[0]) for name, rows in known.items()})


def _weighed_beforehand(design: Design) -> None:
    """Work out recipes, which are kept: what they look up is no part of any model."""
    cathode_recipe(design)
    if design.product.anode_mass_fractions:
        anode_recipe(design)


def _step(  # noqa: PLR0913 - what a step consists of
    design: Design,
    phenomenon: str,
    hypothesis: Hypothesis | None,
    constants: Record | None,
    read: Mapping[str, float],
    columns: Rows,
) -> Step:
    values = {name: float(rows[0]) for name, rows in columns.items()}
    if hypothesis is None:
        assert phenomenon == SUMS
        return Step(phenomenon, "", "Resistances of anode, separator and cathode, added up.", {}, values, "")
    own = dict(constants.model_dump()) if constants else {}
    says = (hypothesis.columns.__doc__ or "").strip().partition("\n")[0]
    return Step(phenomenon, design.interface[phenomenon], says, {**own, **read}, values, hypothesis.caution)


class _NotingShelf(Mapping[str, Material]):
    """Materials by name, and which of their properties were looked up since it was last cleared."""

    def __init__(self, shelf: Mapping[str, Material]) -> None:
        self.read: dict[str, float] = {}
        self._shelf = {
            name: dataclasses.replace(each, values=_NotingValues(name, each.values, self.read))
            for name, each in shelf.items()
        }

    def __getitem__(self, name: str) -> Material:
        return self._shelf[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shelf)

    def __len__(self) -> int:
        return len(self._shelf)


class _NotingValues(Mapping[str, float]):
    """Properties of one material."""

    def __init__(self, material: str, values: Mapping[str, float], read: dict[str, float]) -> None:
        self._material, self._values, self._read = material, values, read

    def __getitem__(self, name: str) -> float:
        value = self._values[name]
        self._read[f"{self._material}.{name}"] = value
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)
