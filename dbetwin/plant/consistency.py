"""Whether what the plant makes, what it is made of and how it is judged fit together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from dbetwin.celldesign.design import Design
from dbetwin.documents import Document, nearest
from dbetwin.errors import Problem
from dbetwin.plant.flow import Draft


def design_problems(draft: Draft, design: Design, document: Document) -> list[Problem]:
    """Everything wrong with product, materials, interface models, and with single stations in view of them."""
    fractions = [*_fractions(design, document)]
    if fractions:
        return fractions  # the models would only stumble over them again
    return [*_interface(design, document), *_stations(draft, design, document)]


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
    """Models applied to materials outside their list."""
    check = getattr(import_module("dbetwin.interface"), "problems", None)
    if check is not None:
        yield from _told(check(design.interface, design.product), "interface", document)


def _stations(draft: Draft, design: Design, document: Document) -> Iterator[Problem]:
    """What a station's own module has to say, such as a powder that will not fluidise."""
    for name, module in draft.modules.items():
        check = getattr(module, "problems", None)
        if check is not None:
            found = check(draft.stations[name], design, draft.known_of_inputs(name))
            yield from _told(found, f"stations.{name}", document)


def _told(found: Iterable[Any], path: str, document: Document) -> Iterator[Problem]:
    """Problems of models that know no file: those without a place get that of the field they name."""
    for each in found:
        problem = each if isinstance(each, Problem) else Problem("", "", str(each))
        field = f"{path}.{problem.field}" if problem.field and not problem.field.startswith(path) else problem.field
        yield document.problem(field or path, problem.what, problem.got, problem.remedy)
