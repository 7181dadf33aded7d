"""What keeps silicon from its full charge, cause by cause, found by switching causes off for the same cells.

A cause is switched off by swapping a model or a constant of the design. Causes meet: a better contact is worth less
where the silicon is cracked, and a drop of voltage hurts only where pressure has taken the rest. So each cell is
judged under all combinations of causes, and what a cause takes is its Shapley value: the mean of what it takes when it
comes last, next to last and so on, over all orders in which the causes can come. The parts add up to the whole loss,
whatever order the causes stand in.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.cell import areal_capacities
from dbetwin.celldesign.design import Design
from dbetwin.errors import InputError, Problem
from dbetwin.interface import hypotheses
from dbetwin.interface.chain import steps
from dbetwin.plant.plant import Plant
from dbetwin.plant.sample import sample

Floats = NDArray[np.float64]
Rows = Mapping[str, Floats]

USABLE = "usable_soc"
PRESSURE = "stack_pressure_MPa"
OUTSIDE = "outside_"
"""Beginning of the columns that say where a model is used outside its range."""
COMPLETE = {"silicon_kinetics": "diffusion", "silicon_cracking": "particles", "silicon_capacity": "weakest"}
"""Models that answer where a layout has ones that leave the phenomenon out."""
LEAVING_OUT = ("none", "accessible")
UNKNOWN: Mapping[str, tuple[str, ...]] = {
    "interface_constants.silicon_capacity.neighbours": ("1", "12"),
    "interface.silicon_confinement": ("misfit", "misfit_relieved"),
    "interface.anode_ionic_path": ("particles", "lithiated", "network"),
    "materials.silicon_carbon.silicon_domain_nm": ("10", "500"),
}
"""What no measurement decides and the answer hangs on: both ends, or the other models, are told with every answer."""


@dataclass(frozen=True)
class Cause:
    """One thing that holds silicon back, and how to make it stop."""

    name: str
    meaning: str
    off: Callable[[Design], Design]


def with_models(design: Design, **models: str) -> Design:
    """The design with other models for some phenomena, which come with their own constants."""
    kept = {name: values for name, values in design.interface_constants.items() if name not in models}
    return dataclasses.replace(design, interface={**design.interface, **models}, interface_constants=kept)


def with_constants(design: Design, phenomenon: str, **values: float) -> Design:
    """The design with other constants of the model that it has for a phenomenon."""
    own = {**design.interface_constants.get(phenomenon, {}), **values}
    return dataclasses.replace(design, interface_constants={**design.interface_constants, phenomenon: own})


def with_material(design: Design, name: str, **values: float) -> Design:
    """The design with some properties of a material replaced."""
    old = design.materials[name]
    changed = dataclasses.replace(old, values={**old.values, **values})
    return dataclasses.replace(design, materials={**design.materials, name: changed})


def with_setting(design: Design, field: str, value: str) -> Design:
    """The design with a model, a constant or a property set, all by the names that they have in a layout."""
    section, name, *last = field.split(".")
    if section == "interface":
        return design if design.interface[name] == value else with_models(design, **{name: value})
    change = with_constants if section == "interface_constants" else with_material
    return change(design, name, **{last[0]: float(value)})


def _without_stress(design: Design) -> Design:
    return with_constants(design, "silicon_confinement", coupling=0.0)


def _without_path(design: Design) -> Design:
    return with_models(design, anode_ionic_path="particles", anode_resistance="none")


def _without_diffusion(design: Design) -> Design:
    return with_models(design, silicon_kinetics="none")


def _without_gaps(design: Design) -> Design:
    return with_models(design, contact="full", wetting="none", contact_in_use="held")


def _without_cracks(design: Design) -> Design:
    return with_models(design, silicon_cracking="none")


CAUSES = (
    Cause("stress", "pressure of swelling without room lowers silicon's potential to the cut-off", _without_stress),
    Cause("ion path", "resistance of the face and of the way through the anode takes potential", _without_path),
    Cause("diffusion", "lithium has no time to cross the domains of silicon", _without_diffusion),
    Cause("contact", "silicon above gaps of the face is not reached, and the face resists more", _without_gaps),
    Cause("cracking", "silicon cracks off and is lost", _without_cracks),
)


@dataclass(frozen=True)
class Decomposition:
    """Of rows of cells: the charge that is left, and what each cause takes of it."""

    usable: Floats
    """Usable state of charge with all causes at work."""
    unhindered: Floats
    """With none of them."""
    parts: Mapping[str, Floats]
    """State of charge that each cause takes."""
    outside: Mapping[str, Floats]
    """Models that are used outside their range with all causes at work, and in which cells (1)."""

    @property
    def lost(self) -> Floats:
        """What the causes take together."""
        return self.unhindered - self.usable

    @property
    def remainder(self) -> Floats:
        """What is short of full charge and none of the causes takes."""
        return 1.0 - self.unhindered


@dataclass(frozen=True)
class Decoupling:
    """A plant's cells, taken apart."""

    plant: Plant
    design: Design
    """What they were judged by."""
    answering: Mapping[str, str]
    """Models that answered where the layout leaves a phenomenon out."""
    cells: int
    seed: int
    found: Decomposition
    otherwise: Mapping[str, Decomposition]
    """The same with what is unknown set otherwise, by the setting that does so."""
    asked_soc: Floats
    """State of charge that takes all that the cathode of a cell gives."""


def usable_soc(columns: Rows, design: Design) -> Floats:
    """What silicon reaches in the end, in cells as they come to formation with their fixture's pressure."""
    return _up_to_capacity(columns, design)[USABLE]


def _up_to_capacity(columns: Rows, design: Design) -> dict[str, Floats]:
    """What the models add, up to the one that says what silicon reaches in the end."""
    known: dict[str, Floats] = {}
    for _, found in steps(columns, design):
        known |= found
        if USABLE in found:
            return known
    raise InputError(Problem("", "product.anode", "has no silicon", design.product.anode))


def shapley(values: Floats) -> Floats:
    """What each of n causes takes, from the values under all their combinations.

    Parameters
    ----------
    values : array, shape (2^n, cells)
        Value when those causes work whose bits the row number has.

    Returns
    -------
    array, shape (n, cells)
        Mean fall of the value when the cause joins, over all orders; the rows add up to first less last value.
    """
    causes = len(values).bit_length() - 1
    weights = [math.factorial(k) * math.factorial(causes - k - 1) / math.factorial(causes) for k in range(causes)]
    parts = np.zeros((causes, values.shape[1]))
    for cause in range(causes):
        for others in range(len(values)):
            if not others >> cause & 1:
                parts[cause] += weights[others.bit_count()] * (values[others] - values[others | 1 << cause])
    return parts


def decompose(columns: Rows, design: Design, causes: Sequence[Cause] = CAUSES) -> Decomposition:
    """Take apart what cells lack of their full charge.

    Parameters
    ----------
    columns : mapping of arrays, shape (n,)
        Cells as they come to formation, with their fixture's pressure.
    design : Design
        What they are judged by.
    causes : sequence of Cause
        To be told apart.
    """
    values = []
    for working in range(2 ** len(causes)):
        judging = design
        for place, cause in enumerate(causes):
            judging = judging if working >> place & 1 else cause.off(judging)
        values.append(usable_soc(columns, judging))
    parts = shapley(np.array(values))
    named = {cause.name: part for cause, part in zip(causes, parts, strict=True)}
    flags = {name: each for name, each in _up_to_capacity(columns, design).items() if name.startswith(OUTSIDE)}
    outside = {name.removeprefix(OUTSIDE): flag for name, flag in flags.items() if flag.any()}
    return Decomposition(values[-1], values[0], named, outside)


def completed(design: Design) -> tuple[Design, dict[str, str]]:
    """The design with models that answer where its own leave a phenomenon out, and which these are."""
    wanted = {
        phenomenon: name
        for phenomenon, name in COMPLETE.items()
        if design.interface.get(phenomenon) in LEAVING_OUT and name in hypotheses(phenomenon)
    }
    return with_models(design, **wanted), wanted


def decoupled(plant: Plant, cells: int = 2000, seed: int = 1, *, as_written: bool = False) -> Decoupling:
    """Take apart the charge of a plant's cells.

    Parameters
    ----------
    plant : Plant
        With silicon anodes.
    cells, seed : int
        Of the sample, see :func:`dbetwin.plant.sample.sample`.
    as_written : bool
        Whether phenomena that the layout leaves out stay out; their parts are then 0.

    Raises
    ------
    InputError
        The plant makes no cells, or none with silicon.
    """
    refuse_without_silicon(plant)
    drawn = sample(plant, cells, seed)
    design, answering = (drawn.plant.design, {}) if as_written else completed(drawn.plant.design)
    columns = {**drawn.entering.columns, PRESSURE: drawn.finished[PRESSURE]}
    found = decompose(columns, design)
    asked = _asked(drawn.finished.columns, design)
    return Decoupling(plant, design, answering, len(found.usable), seed, found, _otherwise(columns, design), asked)


def refuse_without_silicon(plant: Plant) -> None:
    """Ask before anything is drawn.

    Raises
    ------
    InputError
        The plant makes no cells, or none with silicon.
    """
    if plant.is_plain:
        raise InputError(Problem(plant.path, "stations", "no cells are made here"))
    if plant.design.product.anode != "silicon":
        what = "has no silicon whose charge could be taken apart"
        raise InputError(Problem(plant.path, "product.anode", what, plant.design.product.anode))


def _asked(known: Rows, design: Design) -> Floats:
    """State of charge at which silicon has taken what the cathode gives, on the mean of the faces."""
    positive, negative = areal_capacities(design, known)
    return np.asarray(positive * known["cathode_utilisation"] / negative * design.product.silicon_soc_target)


def _otherwise(columns: Rows, design: Design) -> dict[str, Decomposition]:
    """The same cells with each of what is unknown set otherwise, under the setting that does so."""
    found = {}
    for field, values in UNKNOWN.items():
        for value in values:
            other = with_setting(design, field, value)
            if other != design:
                found[f"{field}={value}"] = decompose(columns, other)
    return found
