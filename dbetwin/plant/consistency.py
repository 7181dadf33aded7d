"""Whether what the plant makes, what it is made of and how it is judged fit together."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dbetwin import interface
from dbetwin.celldesign.design import Design
from dbetwin.documents import Document, nearest
from dbetwin.errors import Problem
from dbetwin.plant.plant import Plant


def design_problems(plant: Plant) -> list[Problem]:
    """Everything wrong with product, materials, interface models, and with single stations in view of them."""
    fractions = [*_fractions(plant.design, plant.document)]
    if fractions:
        return fractions  # the models would only stumble over them again
    return [*_interface(plant.design, plant.document), *_stations(plant)]


def _fractions(design: Design, document: Document) -> Iterator[Problem]:
    product = design.product
    for name in ("cathode_mass_fractions", "anode_mass_fractions"):
        fractions = getattr(product, name)
        path = f"product.{name}"
        for material in fractions:
            if material not in design.materials:
                remedy = nearest(material, design.materials) or f"known are {', '.join(design.materials)}"
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


def _stations(plant: Plant) -> Iterator[Problem]:
    """What a station's own module has to say, such as a powder that will not fluidise."""
    for name, settings in plant.stations.items():
        check = getattr(plant.module(name), "problems", None)
        if check is None:
            continue
        for each in check(settings, plant.design, plant.incoming_lots[name].columns):
            path = f"stations.{name}.{each.field}" if each.field else f"stations.{name}"
            yield plant.document.problem(path, each.what, each.got, each.remedy)
