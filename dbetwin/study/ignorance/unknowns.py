"""What is not known of a plant: assumed values with a range, apart from what somebody chooses.

The rule, by kind of field:

- constants of interface models are unknown, but those that a note calls a choice, and those that say what is done to
  a cell (an interlayer) or what is asked of it (its end of life);
- properties of materials are unknown where the plant's nominal lot looks them up, but not what one buys a grade by;
- of a station's settings, constants of its model (they have a default that is assumed) are unknown, but set points
  and instruments; what every station has to state is chosen, but times between failures, repairs, losses, and how
  material behaves in the machine;
- whatever is called a scatter or a noise is unknown, wherever it stands;
- calendar, product, operating point, limits, buffers and crews are chosen.

A value that a scenario of the study sets is a decision there, and drawn nowhere. A study overrules all this with
``only``, ``also`` and ``except``. One that is written with a source and no range counts as known.

The same constant with the same value, range and note in several stations is one unknown: what is not known of a
model is not known at each of its machines anew. Failures, losses and times belong to each machine by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from dbetwin.documents import provenance_of
from dbetwin.plant.assumptions import assumptions
from dbetwin.plant.fields import field_at
from dbetwin.plant.plant import Plant
from dbetwin.stations.contract import Breakdown, StationSettings
from dbetwin.study.ignorance.chosen import (
    BELIEVED,
    BELIEVED_IN_THEM,
    CHOICE,
    CHOSEN_SECTIONS,
    GRADE,
    OF_THE_CLOCK,
    SCATTER,
    SET,
    SET_IN_MODELS,
)
from dbetwin.study.ignorance.looked_up import properties_looked_up

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Unknown:
    """One thing that is not known: the fields that it stands in, its value as written, and its range."""

    fields: tuple[str, ...]
    value: float
    low: float
    high: float
    unit: str = ""
    note: str = ""
    whole: bool = False
    """A whole number."""

    @property
    def name(self) -> str:
        """The first field that it stands in."""
        return self.fields[0]


@dataclass(frozen=True)
class Chosen:
    """How a study overrules what counts as unknown: patterns of fields, ``*`` for any text.

    ``only`` narrows the unknowns, and a field that it names in full is drawn whatever the rule says; ``also`` adds to
    them, ``but`` takes away.
    """

    only: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    fixed: frozenset[str] = field(default_factory=frozenset)
    """Fields that the scenarios of the study set."""
    cells: bool = False
    """Cells are drawn: what only a clock sees is left out."""

    def takes(self, plant: Plant, row: Row, looked_up: frozenset[str]) -> bool:
        """Whether a value with a range is drawn."""
        name = row["field"]
        if name in self.fixed or matches(name, self.but) or (self.cells and is_of_the_clock(plant, name)):
            return False
        if name in self.only or matches(name, self.also):
            return True
        return (not self.only or matches(name, self.only)) and is_unknown(plant, row, looked_up)


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Whether a field is meant by one of the patterns; the name of a whole part means all in it.

    Examples
    --------
    >>> matches("press.memory", ["press"]), matches("press.memory", ["*.memory"]), matches("press.memory", ["pre"])
    (True, True, False)
    """
    return any(fnmatchcase(name, each) or name.startswith(f"{each}.") for each in patterns)


def ranged(plant: Plant) -> list[Row]:
    """Numbers that stand inside a range of their own, and are not stated as known."""
    return [row for row in assumptions(plant) if _is_a_number(row) and _is_believed(plant, row)]


def unknowns_of(plant: Plant, chosen: Chosen | None = None, rows: Sequence[Row] | None = None) -> tuple[Unknown, ...]:
    """What is not known of a plant, in the order in which it is assumed.

    Parameters
    ----------
    plant : Plant
        As it is written.
    chosen : Chosen, optional
        How a study overrules the rule above.
    rows : sequence, optional
        As from :func:`ranged`, where they are known already.
    """
    chosen = chosen or Chosen()
    looked_up = properties_looked_up(plant)
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in ranged(plant) if rows is None else rows:
        if chosen.takes(plant, row, looked_up):
            found.setdefault(_kin(plant, row), []).append(row)
    return tuple(_unknown(kin) for kin in found.values())


def is_unknown(plant: Plant, row: Row, looked_up: frozenset[str]) -> bool:
    """Whether a value with a range is something that is not known, and not something that is chosen."""
    name = str(row["field"])
    section, _, rest = name.partition(".")
    last = name.rpartition(".")[2]
    if section == "interface_constants":
        return last not in SET_IN_MODELS and not str(row["note"]).startswith(CHOICE) and ".quality_index." not in name
    if section == "materials":
        return rest in looked_up and not rest.endswith(GRADE)
    if SCATTER.search(last) or name in BELIEVED_IN_THEM:
        return True
    if section in CHOSEN_SECTIONS:
        return False
    return last in BELIEVED or (last not in SET and _has_an_assumed_default(plant, name))


def is_of_the_clock(plant: Plant, name: str) -> bool:
    """Whether a field changes when and how much is made, and no cell; losses of webs and powder change no cell."""
    station, _, last = name.rpartition(".")
    lost_before = last == "handling_loss_pct" and station not in plant.cell_stations
    return lost_before or OF_THE_CLOCK.search(name) is not None


def path_in(plant: Plant, name: str) -> str:
    """Dotted path of a field in the layout: stations go by their own name where a planner writes."""
    return f"stations.{name}" if name.partition(".")[0] in plant.stations else name


def _has_an_assumed_default(plant: Plant, name: str) -> bool:
    told = provenance_of(field_at(plant.document, path_in(plant, name)))
    return told is not None and told.assumed


def _is_a_number(row: Row) -> bool:
    value, low, high = row["value"], row["low"], row["high"]
    if low is None or isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return bool(low < high and low <= value <= high)


def _is_believed(plant: Plant, row: Row) -> bool:
    """Assumed, or from a source that gives a range; a value that is only written has the range of no default."""
    own = plant.document.provenance.get(path_in(plant, row["field"]))
    written = own is not None or path_in(plant, row["field"]) in plant.document.lines
    return bool(row["assumed"]) or (own is not None and own.range is not None) or not written


def _kin(plant: Plant, row: Row) -> tuple[Any, ...]:
    """What makes two values one unknown."""
    name = str(row["field"])
    last = name.rpartition(".")[2]
    own = last in StationSettings.model_fields or last in Breakdown.model_fields
    if name.partition(".")[0] not in plant.stations or own or not _is_of_a_model(plant, name, last):
        return (name,)
    return last, row["value"], row["low"], row["high"], row["note"]


def _is_of_a_model(plant: Plant, name: str, last: str) -> bool:
    return last in BELIEVED or _has_an_assumed_default(plant, name)


def _unknown(kin: Sequence[Row]) -> Unknown:
    first = kin[0]
    whole = isinstance(first["value"], int)
    names = tuple(str(row["field"]) for row in kin)
    unit = "" if first["unit"] == "-" else str(first["unit"])
    value, low, high = (float(first[key]) for key in ("value", "low", "high"))
    return Unknown(names, value, low, high, unit, _note(str(first["note"]), names), whole)


def _note(note: str, names: Sequence[str]) -> str:
    others = ", ".join(name.partition(".")[0] for name in names[1:])
    return "; ".join(filter(None, (note, f"the same in {others}" if others else "")))


def fields_of(unknowns: Iterable[Unknown]) -> Iterator[str]:
    """All fields that are drawn."""
    for each in unknowns:
        yield from each.fields
