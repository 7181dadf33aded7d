"""Whether what the plant makes, what it is made of and how it is judged fit together, and make a cell that works."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from dbetwin import interface
from dbetwin.celldesign.cell import open_voltage
from dbetwin.celldesign.design import Design
from dbetwin.documents import Document
from dbetwin.errors import Problem
from dbetwin.plant.incoming import incoming_lots, known_columns
from dbetwin.plant.plant import Plant
from dbetwin.units import unit_of
from dbetwin.wording import meant

WORKING = {
    "nominal_capacity_Ah": "built capacity",
    "capacity_Ah": "capacity",
    "voltage_V": "voltage",
    "energy_Wh": "energy",
}
"""Figures of a cell that must be above nothing, and how they are called."""

FAILURES = {
    "p_short": "is shorted",
    "p_delamination": "has a torn anode",
    "p_ceramic": "has a broken membrane",
    "p_open": "has lost its contact",
}
LIKELY = 0.5
"""A failure more probable than this belongs to the design, not to chance."""
LEAST_CAPACITY = 0.5
"""Of what was built; a nominal cell that delivers less does not work as designed."""
LARGEST_DROP = 0.5
"""Of the voltage at rest; a nominal cell that loses more to its resistance does not work as designed."""


def design_problems(design: Design, document: Document) -> list[Problem]:
    """Everything wrong with product and interface models, whatever the stations are."""
    return [*_fractions(design, document), *_interface(design, document)]


def station_problems(plant: Plant) -> list[Problem]:
    """What the stations' own modules have to say, such as a powder that will not fluidise."""
    found: list[Problem] = []
    lots = incoming_lots(plant)
    for name, settings in plant.stations.items():
        check = getattr(plant.module(name), "problems", None)
        if check is None:
            continue
        for each in check(settings, plant.design, lots[name].columns):
            path = f"stations.{name}.{each.field}" if each.field else f"stations.{name}"
            found.append(plant.document.problem(path, each.what, each.got, each.remedy))
    return found


def rule_problems(plant: Plant) -> list[Problem]:
    """Rules of branches that ask for a column which the lots do not have, as far as that is known."""
    ruled = {name: each.when for name, each in plant.buffers.items() if each.when is not None}
    known = known_columns(plant) if ruled else {}
    found = []
    for name, when in ruled.items():
        for station in plant.buffers[name].from_stations:
            if station in known and when.column not in known[station]:
                what = f"lots of {station} have no such column"
                remedy = meant(when.column, known[station], "they have")
                found.append(plant.document.problem(f"buffers.{name}.when.column", what, when.column, remedy))
    return found


def nominal_problems(plant: Plant, columns: Mapping[str, float]) -> list[Problem]:
    """That the nominal cell has no capacity, voltage or energy left: nothing could be held against such a one."""
    dead = [name for name in WORKING if name in columns and not (math.isfinite(columns[name]) and columns[name] > 0)]
    if not dead:
        return []
    got = ", ".join(f"{columns[name]:.3g} {unit_of(name)}" for name in dead)
    what = f"the nominal cell has no {' and no '.join(WORKING[name] for name in dead)} at its operating point"
    return [Problem(_cause(plant), "", what, got, "ask for a lower c_rate, or for a cell of less resistance")]


def _cause(plant: Plant) -> str:
    """Options that changed the plant; where there are none, the line of its operating point."""
    return " ".join(dict.fromkeys(plant.document.overrides.values())) or plant.document.where("operating_point")


def _fractions(design: Design, document: Document) -> Iterator[Problem]:
    product = design.product
    for name in ("cathode_mass_fractions", "anode_mass_fractions"):
        fractions = getattr(product, name)
        path = f"product.{name}"
        for material in fractions:
            if material not in design.materials:
                remedy = meant(material, design.materials)
                yield document.problem(f"{path}.{material}", "is no material", remedy=remedy)
        needed = name.startswith("cathode") or product.anode == "silicon"
        if (fractions or needed) and not math.isclose(sum(fractions.values()), 1.0, abs_tol=1e-6):
            yield document.problem(path, "should add up to 1", f"{sum(fractions.values()):g}")


def _interface(design: Design, document: Document) -> Iterator[Problem]:
    """Phenomena without a model, unknown models, models applied to materials outside their list."""
    for sentence in interface.problems(design.interface, design.product):
        phenomenon, colon, what = sentence.partition(": ")
        if colon and phenomenon in interface.phenomena():
            yield document.problem(f"interface.{phenomenon}", what)
        else:
            yield document.problem("interface", sentence)


def nominal_warnings(plant: Plant, columns: Mapping[str, float]) -> list[str]:
    """What is wrong with the nominal cell itself: then every limit is held against a cell that nobody would want.

    ``columns`` are those of the nominal cell at the end of the line; what is not among them is not judged.
    """
    found = [f"{name} is {value}" for name, value in columns.items() if not math.isfinite(value)]
    if columns.get("plating", 0.0) > 0.0:
        found.append("plates lithium on its silicon at the operating point")
    found += [
        f"{what} with a probability of {columns[name]:.2f}"
        for name, what in FAILURES.items()
        if columns.get(name, 0.0) > LIKELY
    ]
    found += [*_weak(plant.design, columns), *_aged(plant.design, columns)]
    return [f"the nominal cell {what}" for what in found]


def _weak(design: Design, columns: Mapping[str, float]) -> Iterator[str]:
    """Capacity and resistance that no working cell has."""
    if "nominal_capacity_Ah" in columns and "capacity_Ah" in columns:
        built, capacity = columns["nominal_capacity_Ah"], columns["capacity_Ah"]
        if not capacity > LEAST_CAPACITY * built:
            yield f"delivers {capacity:.3g} Ah of the {built:.3g} Ah that were built"
    if "cell_asr_ohm_cm2" in columns and "voltage_V" in columns:
        resistance, rest = columns["cell_asr_ohm_cm2"], open_voltage(design)
        if resistance < 0.0 or not columns["voltage_V"] > (1.0 - LARGEST_DROP) * rest:
            yield (
                f"has {columns['voltage_V']:.3g} V left of {rest:.3g} V under load, its resistance being "
                f"{resistance:.3g} ohm cm2"
            )


def _aged(design: Design, columns: Mapping[str, float]) -> Iterator[str]:
    """Lithium that stands too long in air even when all goes to plan."""
    limit, layer = design.limits.lithium_layer_max_nm, columns.get("lithium_layer_nm", 0.0)
    if limit is not None and layer > limit:
        yield f"has grown {layer:.3g} nm on its lithium before the pouch is sealed, the limit is {limit:g} nm"
