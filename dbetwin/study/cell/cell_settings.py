"""Short names of what one would change about a cell, and what they stand for in a plant or of a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dbetwin.documents import Document
from dbetwin.errors import InputError, Problem
from dbetwin.plant.fields import value_at
from dbetwin.plant.shipped import plants
from dbetwin.wording import meant

FIELDS = {
    "stack_pressure_MPa": "operating_point.stack_pressure_MPa",
    "temperature_C": "operating_point.temperature_C",
    "c_rate": "operating_point.c_rate",
    "separator_thickness_um": "product.separator_thickness_um",
    "cathode_porosity": "product.cathode_porosity",
    "anode_porosity": "product.anode_porosity",
}
"""To fields of any plant that makes cells."""
OF_THE_PRESS = {"isostatic_pressure_MPa": "pressure_MPa", "press_temperature_C": "temperature_C"}
"""To settings of the isostatic press, whatever the plant calls it."""
INPUTS = {
    "separator_exposure_Pa_h": "separator_exposure_Pa_h",
    "grain_um": "separator_grain_um",
    "separator_porosity": "separator_porosity",
}
"""To columns of the cell that comes to formation."""
INPUT = "--input"
DEW_POINT = "dew_point_C"
"""Of the room and of every station that has a dew point of its own; dry cabinets keep theirs."""
SHORT = (*OF_THE_PRESS, *FIELDS, *INPUTS, DEW_POINT)


def option_of(column: str) -> str:
    """How a column of the cell is replaced from outside.

    Examples
    --------
    >>> option_of("separator_grain_um"), option_of("film_nm")
    ('--grain-um or --input', '--input')
    """
    short = next((name for name, each in INPUTS.items() if each == column), None)
    return f"--{short.replace('_', '-')} or {INPUT}" if short else INPUT


@dataclass(frozen=True)
class Place:
    """What a name stands for: fields of the plant, all set alike, or one column of the cell."""

    name: str
    fields: tuple[str, ...] = ()
    column: str = ""

    def settings(self, value: float) -> list[str]:
        """As they are set from outside."""
        return [f"{field}={value!r}" for field in self.fields]


def place_of(written: Document, name: str) -> Place:
    """What a short name stands for in a plant; any other name is a field.

    Raises
    ------
    InputError
        The plant has no isostatic press.
    """
    if name in INPUTS:
        return Place(name, column=INPUTS[name])
    if name in OF_THE_PRESS:
        return Place(name, (f"{_press(written, name)}.{OF_THE_PRESS[name]}",))
    if name == DEW_POINT:
        return Place(name, tuple(_dew_points(written)))
    return Place(name, (FIELDS.get(name, name),))


def _stations(written: Document) -> Mapping[str, Mapping[str, object]]:
    known = written.values.get("stations") or {}
    return {name: each for name, each in known.items() if isinstance(each, Mapping)}


def _press(written: Document, asked: str) -> str:
    found = [name for name, each in _stations(written).items() if each.get("kind") == "isostatic_press"]
    if not found:
        raise InputError(Problem(written.path, "stations", f"none of them is an isostatic press to set {asked} of"))
    return found[0]


def _dew_points(written: Document) -> list[str]:
    own = [f"stations.{name}.{DEW_POINT}" for name in _stations(written)]
    return [f"room.{DEW_POINT}", *(path for path in own if value_at(written.values, path) is not None)]


MADE_BY = {
    ("silicon", "composite"): "pilot",
    ("silicon", "dense"): "silicon_garnet",
    ("lithium", "dense"): "lithium_metal",
}
"""Anode and separator to the shipped plant that makes such cells."""
USUAL = {"silicon": "composite", "lithium": "dense"}
"""Anode to the separator that goes with it where none is named."""


def layout_of(layout: str | None, anode: str | None, separator: str | None) -> str:
    """The plant that is meant by its name, or by the parts of its cells.

    Raises
    ------
    InputError
        A part that there is not, parts that no shipped plant puts together, or parts beside a name.
    """
    if layout is not None:
        if anode or separator:
            what, remedy = "says already what its cells are made of", "leave out --anode and --separator"
            raise InputError(Problem(f"--layout {layout}", "", what, remedy=remedy))
        return layout
    _refuse_unknown("--anode", anode, [each for each, _ in MADE_BY])
    _refuse_unknown("--separator", separator, [each for _, each in MADE_BY])
    anode = anode or next(each for each, usual in USUAL.items() if separator in (None, usual))
    name = MADE_BY.get((anode, separator or USUAL[anode]))
    if name is None or name not in plants():
        made = ", ".join(f"{first} on {second}" for (first, second), each in MADE_BY.items() if each in plants())
        what = f"no shipped plant makes cells of {anode} on a {separator or USUAL[anode]} separator"
        raise InputError(Problem("--anode", "", what, remedy=f"there is {made}; or give a --layout of your own"))
    return name


def _refuse_unknown(option: str, given: str | None, known: list[str]) -> None:
    if given is not None and given not in known:
        raise InputError(Problem(option, "", "is no such part", given, meant(given, dict.fromkeys(known))))


def pairs(option: str, texts: Sequence[str]) -> dict[str, str]:
    """Texts of the form ``name=value``, taken apart.

    Raises
    ------
    InputError
        One of them has another form.
    """
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not (equals and name.strip() and value.strip()):
            raise InputError(Problem(option, "", "is not name=value", text))
        found[name.strip()] = value.strip()
    return found


def numbers(option: str, texts: Sequence[str]) -> dict[str, float]:
    """Texts of the form ``name=number``, taken apart.

    Raises
    ------
    InputError
        One of them has another form.
    """
    try:
        return {name: float(value) for name, value in pairs(option, texts).items()}
    except ValueError:
        raise InputError(Problem(option, "", "is not column=number", ", ".join(texts))) from None


def _refuse_pores(written: Document, named: Mapping[str, float | None]) -> None:
    """A foil has no pores, and nothing would answer to them."""
    if named.get("anode_porosity") is not None and value_at(written.values, "product.anode") == "lithium":
        raise InputError(Problem("--anode-porosity", "", "an anode of lithium has no pores"))


def settings_and_inputs(written: Document, named: Mapping[str, float | None]) -> tuple[list[str], dict[str, float]]:
    """What short names with their values set in the plant, and what they replace of the cell."""
    _refuse_pores(written, named)
    places = [(place_of(written, name), value) for name, value in named.items() if value is not None]
    settings = [text for place, value in places for text in place.settings(value)]
    return settings, {place.column: value for place, value in places if place.column}
