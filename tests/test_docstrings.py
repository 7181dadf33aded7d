"""Docstrings of the models are data: every argument with its unit and shape, every formula with its source."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from dbetwin.units import suffix_of

PACKAGES = ("physics", "celldesign", "interface", "outcome")
NUMBERS = re.compile(r"\b(float|Floats|Values|NDArray\[np\.floating)\b|NDArray\[np\.float")
"""In an annotation: the argument is a quantity, so it has a unit and a shape."""
CONTAINERS = re.compile(r"\b(Mapping|dict|DataFrame|Series|Run|Callable|Sequence|tuple|list|str)\b")
"""In an annotation: the argument holds several things, which its description explains."""
SHAPE = re.compile(r"\b(float|int|scalar)\b|shape \(")
SYMBOL = (
    r"(?:[-1%°]|°?C|K|[kMGumn]?(?:m|g|A|V|W|N|J|Pa|S|Ah|Wh|eV|mol|F|Hz|s|L|C)|cm|ohm|min|h|d|a|ppm|rpm|rad|deg|"
    r"cells?|lots?|sheets?|faces?|particles?|grains?|units?|kt|bar)"
)
POWER = r"(?:\*{0,2}\^?\(?-?[\dn](?:[./]\d)?\)?)?"
UNIT = re.compile(rf"{SYMBOL}{POWER}(?:\s*[ */·.]\s*\(?{SYMBOL}{POWER}\)?)*")
IN_BRACKETS = re.compile(r"[(\[]((?:[^()\[\]]|\([^()]*\))*)[)\]]")
WORDS = re.compile(
    r"\b(dimensionless|number of|per ?cent|per million|shares?|fraction|ratio|relative|probability|chance|exponent|"
    r"efficiency|cv|degree|coefficients? of (restitution|variation)|index|1 where|0 to 1|0-1|"
    r"(any|one) unit|unit of|standard deviations|degrees celsius|kg (\w+ )?per kg|per day)\b",
    re.IGNORECASE,
)
"""Units written out, and words for what has none."""
PURE = re.compile(r"^relative_|(^|_)(ratio|fraction|cv|share|exponent)$")
"""Names of what has no unit."""
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
FINDABLE = re.compile(
    r"\b10\.\d{4,}/|\bISBN\b|https?://|\barXiv\b|\b[A-Z]?\d+, \d+|\b(Press|dissertation|manual|paper|US \d{4}/\d+)\b"
)
"""A DOI; for what has none, volume and page, publisher, or number of the report."""
WHOLE_PLANT = re.compile(r"\b(Run|Design|Product|Situation)\b")
"""In an annotation: only a whole plant has one, so no example fits into a docstring."""
HYPOTHESIS = ["known", "situation", "constants"]
"""Arguments of every hypothesis about an interface; their meaning is said once, where a hypothesis is defined."""


def sections(docstring: str) -> dict[str, list[str]]:
    """Lines of a numpydoc docstring by section; the summary under the empty name."""
    lines = inspect.cleandoc(docstring).splitlines()
    found: dict[str, list[str]] = {"": []}
    name = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line and re.fullmatch(r"-{3,}", following) and len(following) == len(line):
            name = line
            found[name] = []
        elif not (name and line == "-" * len(name)):
            found[name].append(line)
    return found


def entries(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Head and body of the entries of a section: ``("gap : float", "Width of the nip (m).")``."""
    head, body = "", []
    for line in lines:
        if line and not line.startswith(" "):
            if head:
                yield head, " ".join(body)
            head, body = line, []
        else:
            body.append(line.strip())
    if head:
        yield head, " ".join(body)


def names_a_unit(text: str) -> bool:
    """Whether one of the phrases of a text, or what stands in its brackets, is a unit; or it says there is none."""
    text = re.sub(r"shape \([^)]*\)", "", text)
    bracketed = IN_BRACKETS.findall(text)
    phrases = re.split(r"[,;:()\[\]]|\.\s|\.$|\s(?:in|of|for)\s", " ; ".join([text, *bracketed]))
    return bool(WORDS.search(text)) or any(UNIT.fullmatch(each.strip(" .")) for each in [*bracketed, *phrases])


def parameter_problems(parameter: inspect.Parameter, head: str, body: str) -> Iterator[str]:
    annotation = str(parameter.annotation)
    if NUMBERS.search(annotation) and not CONTAINERS.search(annotation):
        in_its_name = PURE.search(parameter.name) or suffix_of(parameter.name)
        if not in_its_name and not names_a_unit(f"{head}; {body}"):
            yield f"{parameter.name}: no unit"
        if not SHAPE.search(head):
            yield f"{parameter.name}: neither float nor a shape"
    elif not body.strip():
        yield f"{parameter.name}: not explained"


def source_problems(parts: dict[str, list[str]]) -> Iterator[str]:
    """A formula has a source or is assumed; whatever has a year is named so that it can be found."""
    references = "\n".join(parts.get("References", []))
    if not references.strip() and "assumed" not in "\n".join(parts.get("Notes", [])).lower():
        yield "no source: neither References nor the word assumed"
    for reference in re.split(r"(?m)^(?:\.\. \[\d+\]|\d+\.) ", references):
        if YEAR.search(reference) and not FINDABLE.search(reference):
            yield f"reference that cannot be found: {' '.join(reference.split())[:60]}"


def signature_problems(signature: inspect.Signature, lines: list[str]) -> Iterator[str]:
    """The Parameters are those of the signature, in its order, each with what it is."""
    described = [
        (name.strip(), head, body) for head, body in entries(lines) for name in head.split(" : ")[0].split(",")
    ]
    written = [name.lstrip("*\\") for name, _, _ in described]
    if written != list(signature.parameters):
        yield f"parameters {written} are not those of the signature {list(signature.parameters)}"
        return
    for name, head, body in described:
        yield from parameter_problems(signature.parameters[name.lstrip("*\\")], head, body)


def problems(function: Callable[..., Any]) -> list[str]:
    """What the docstring of a function leaves out, or says of another signature."""
    parts = sections(function.__doc__ or "")
    signature = inspect.signature(inspect.unwrap(function))
    found: list[str] = []
    if not parts[""] or not parts[""][0].endswith("."):
        found.append("no summary of one line")
    if list(signature.parameters) == HYPOTHESIS:
        return found
    found += signature_problems(signature, parts.get("Parameters", []))
    result = str(signature.return_annotation)
    returned = "; ".join(parts.get("Returns", []))
    a_quantity = bool(NUMBERS.search(result)) and not CONTAINERS.search(result)
    if result != "None" and not returned.strip():
        found.append("no Returns")
    elif a_quantity and not names_a_unit(returned):
        found.append("Returns: no unit")
    counts = function.__module__.startswith("dbetwin.outcome")  # a table of counts needs no formula, counting no paper
    if not "".join(parts.get("Notes", [])).strip() and (a_quantity or not counts):
        found.append("no Notes")
    if not counts:
        found += source_problems(parts)
    of_a_plant = any(WHOLE_PLANT.search(str(each.annotation)) for each in signature.parameters.values())
    if ">>> " not in "\n".join(parts.get("Examples", [])) and not of_a_plant:
        found.append("no Examples")
    return found


def modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        home = importlib.import_module(f"dbetwin.{package}")
        for found in pkgutil.walk_packages(home.__path__, f"{home.__name__}."):
            yield importlib.import_module(found.name)


def public_functions() -> Iterator[Any]:
    for module in modules():
        for name, value in vars(module).items():
            own = getattr(value, "__module__", "") == module.__name__ and not name.startswith("_")
            if own and inspect.isfunction(inspect.unwrap(value)):
                yield pytest.param(value, id=f"{module.__name__.removeprefix('dbetwin.')}.{name}")


@pytest.mark.parametrize("function", list(public_functions()))
def test_a_public_function_of_the_models_is_documented(function: Callable[..., Any]) -> None:
    assert problems(function) == []


# --- the check itself finds what it is there for ----------------------------------------------------------------


def pressed(pressure: float, time: float) -> float:
    """Porosity after pressing.

    Parameters
    ----------
    pressure : array, shape (n,)
        Isostatic pressure (Pa).
    time : float
        Dwell, s.

    Returns
    -------
    float
        Porosity (-).

    Notes
    -----
    ``exp(-p t)``, assumed.

    Examples
    --------
    >>> pressed(0.0, 1.0)
    1.0
    """
    return 1.0 if pressure * time == 0 else 0.0


def altered(old: str, new: str) -> Callable[..., Any]:
    def copy(pressure: float, time: float) -> float:
        return pressed(pressure, time)

    assert pressed.__doc__ is not None
    assert old in pressed.__doc__
    copy.__doc__ = pressed.__doc__.replace(old, new)
    return copy


def test_a_complete_docstring_has_no_problem() -> None:
    assert problems(pressed) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("pressure : array", "load : array", "not those of the signature"),
        ("time : float\n        Dwell, s.\n", "", "not those of the signature"),
        ("(Pa)", "", "pressure: no unit"),
        ("Dwell, s.", "Dwell.", "time: no unit"),
        ("array, shape (n,)", "array", "pressure: neither float nor a shape"),
        ("Porosity (-).", "Porosity.", "Returns: no unit"),
        ("Returns\n    -------\n    float\n        Porosity (-).\n", "", "no Returns"),
        ("``exp(-p t)``, assumed.", "", "no Notes"),
        ("assumed", "obvious", "no source"),
        (">>> ", "", "no Examples"),
    ],
)
def test_what_is_left_out_is_found(old: str, new: str, problem: str) -> None:
    assert any(problem in found for found in problems(altered(old, new)))


@pytest.mark.parametrize(
    "text",
    ["(mg/cm2)", "(-)", "pressure, Pa", "in MPa", "[J/(mol K)]", "(1/s)", "(ohm cm2)", "(m**2/s)", "(kg/m3)", "(%)"],
)
def test_units_are_recognised(text: str) -> None:
    assert names_a_unit(f"A quantity {text}.")


@pytest.mark.parametrize("text", ["of the film", "(see above)", "in the roll, per face", "(n,)", "shape (n,)"])
def test_other_words_are_not_units(text: str) -> None:
    assert not names_a_unit(f"A quantity {text}.")
