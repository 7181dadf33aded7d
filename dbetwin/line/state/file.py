"""State files: one archive with a readable document and the rows of cells; refused when things do not add up."""

from __future__ import annotations

import io
import json
import math
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbetwin.cells import Cells
from dbetwin.errors import InputError, Problem, reason
from dbetwin.line.line import Line
from dbetwin.line.state.document import FORMAT, document_of, hands_of, put_back
from dbetwin.line.state.rows import rows_in
from dbetwin.line.window import Window
from dbetwin.plant import Plant
from dbetwin.randomness import Streams
from dbetwin.stations.contract import StationSettings

DOCUMENT, ROWS = "state.json", "cells.npz"
UNREADABLE = (
    OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, TypeError, LookupError,
    AttributeError, ArithmeticError, AssertionError,
)  # fmt: skip
"""What a damaged archive, or a document that lacks something, ends in."""
NEARLY = 1e-6
"""Relative error of sums of many lots."""


@dataclass(frozen=True)
class State:
    """A state as read: where the file is, the document, the rows of cells."""

    path: Path
    document: Mapping[str, Any]
    rows: Mapping[int, Cells]

    @property
    def clock_min(self) -> float:
        """The moment that it is the state of."""
        return float(self.document["clock_min"])

    @property
    def filled_by_min(self) -> float:
        """Until when the stations before the cells work around the clock."""
        return float(self.document["filled_by_min"])

    def bring(self, line: Line) -> None:
        """Put a line that has not begun into this state."""
        put_back(line, self.document, self.rows)


def write_state(line: Line, now: float, path: Path) -> None:
    """Write the state of a line at a moment, whole or not at all."""
    document, archive = document_of(line, now)
    document = {"plant": line.plant.name, "layout_hash": line.plant.layout_hash, **document}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archived:
        for name, content in ((DOCUMENT, json.dumps(document, indent=1, allow_nan=False).encode()), (ROWS, archive)):
            # the same state makes the same file, whenever it is written
            archived.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    partial = path.with_suffix(".partial")
    partial.write_bytes(packed.getvalue())
    partial.replace(path)


def read_state(path: Path, plant: Plant) -> State:
    """Read a state and hold it against the plant that it is to be the state of.

    Raises
    ------
    InputError
        The file cannot be read, is of another plant, or what it holds does not add up.
    """
    try:
        with zipfile.ZipFile(path) as archived:
            document = json.loads(archived.read(DOCUMENT), parse_constant=_no_number)
            archive = archived.read(ROWS)
        if document.get("format") != FORMAT:
            raise InputError(_refused(path, "", f"is of format {document.get('format')}, not {FORMAT}", ""))
        state = State(path, document, rows_in(document["rows"], archive))
        problems = [*_moment(state), *_other_plant(state, plant), *_sums(state)] or [*_limits(state, plant)]
        if not problems:
            _try(state, plant)
    except UNREADABLE as error:
        told = reason(error) if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        raise InputError(_refused(path, "", f"is no state that dbetwin wrote ({told})", "")) from None
    if problems:
        raise InputError(*problems)
    return state


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _moment(state: State) -> Iterator[Problem]:
    """Runs begin at minute 0."""
    if state.clock_min < 0:
        yield _refused(state.path, "clock_min", "must be 0 or more", f"{state.clock_min:g}")


def _try(state: State, plant: Plant) -> None:
    """Bring a line into the state that nobody will run: whatever is missing shows before a run is begun."""
    window = Window(state.clock_min, state.clock_min)
    state.bring(Line(plant, Streams(0), window, lambda *end: None, state.filled_by_min, state.clock_min))


def _refused(path: Path, field: str, what: str, got: str) -> Problem:
    return Problem(str(path), field, what, got, "write it anew with dbetwin run --snapshot-at")


def _other_plant(state: State, plant: Plant) -> Iterator[Problem]:
    """Settings may differ, so that a what-if can begin here; what stands where may not."""
    document, path = state.document, state.path
    for part, here in (("stations", plant.stations), ("buffers", plant.buffers), ("crews", plant.crews)):
        for name in sorted({*document[part], *here}):
            if name not in here or name not in document[part]:
                where = "the plant" if name not in here else "the state"
                yield _refused(path, f"{part}.{name}", f"is not in {where}", "")
    for name, settings in plant.stations.items():
        known = document["stations"].get(name)
        count = 1 if plant.module(name).BEHAVIOUR == "store" else settings.machines
        if known and len(known["machines"]) != count:
            what = "the plant has another number of machines than the state"
            yield _refused(path, f"stations.{name}.machines", what, f"{count} and {len(known['machines'])}")
        if known and known["hands"] != hands_of(settings):
            what = "the plant asks other people for its work than the state"
            yield _refused(
                path, f"stations.{name}.crew", what, f"{_people(hands_of(settings))}, not {_people(known['hands'])}"
            )
        for place, machine in enumerate(known["machines"][:count] if known else ()):
            yield from _other_machine(f"stations.{name}.machines.{place}", machine, settings.of_machine(place), state)


def _other_machine(
    where: str, machine: Mapping[str, Any], settings: StationSettings, state: State
) -> Iterator[Problem]:
    if "places" not in machine:
        missing = {each.name for each in settings.breakdowns} - {*machine["failures"], *machine["breakers"]}
        if missing:
            yield _refused(state.path, where, "knows nothing of a breakdown", min(missing))
    under_way = machine["upkeep"]["under_way"]
    if under_way is not None and under_way not in {each.name for each in settings.maintenance}:
        yield _refused(state.path, where, "is under upkeep that the plant does not know", under_way)


def _people(hands: Mapping[str, Any]) -> str:
    return ", ".join(f"{task}: {people} of {crew}" for task, (crew, people) in sorted(hands.items())) or "nobody"


def _sums(state: State) -> Iterator[Problem]:
    """What went in is there, has gone on or was lost: amounts and masses, place by place."""
    for name, buffer in state.document["buffers"].items():
        account, lots = buffer["account"], buffer["lots"]
        for unit, level in (("amount", "level"), ("mass", "mass_kg")):
            here = sum(lot[f"{unit}_kg" if unit == "mass" else unit] for lot in lots)
            kept = account[f"{unit}_in"] - account[f"{unit}_out"] - account[f"{unit}_expired"]
            scale = max(account[f"{unit}_in"], 1.0)
            for other, told in ((kept, "what went in less what went out"), (buffer[level], f"its {level}")):
                if not _close(here, other, scale):
                    what = f"{unit} in its lots is not {told}"
                    yield _refused(state.path, f"buffers.{name}", what, f"{here:.12g}, not {other:.12g}")
    for name, station in state.document["stations"].items():
        account = station["account"]
        on_machines = [lot for machine in station["machines"] for lot in _lots_on(machine)]
        here = sum(lot["mass_kg"] for lot in on_machines)
        came = account["mass_in"] + account["mass_added"] + _delivered_kg(station)
        kept = came - account["mass_good"] - account["mass_lost"] - account["mass_sent_back"]
        if not _close(here, kept, max(account["mass_in"], 1.0)):
            what = "mass on its machines is not what went in less what went out"
            yield _refused(state.path, f"stations.{name}", what, f"{here:.12g} kg, not {kept:.12g} kg")


def _close(one: float, other: float, scale: float) -> bool:
    return math.isclose(one, other, rel_tol=NEARLY, abs_tol=NEARLY * scale)


def _lots_on(machine: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (lot for lot in (*machine["mounted"], machine["delivered"], machine.get("next_lot")) if lot)
    for making in machine["making"]:
        yield from (piece for pieces in making["pieces"].values() for piece in pieces)
    for holder in (machine, *machine.get("places", ())):
        yield from (parcel["lot"] for parcel in holder["outgoing"])
    yield from (place["lot"] for place in machine.get("places", ()) if place["lot"])


def _delivered_kg(station: Mapping[str, Any]) -> float:
    """What was brought to a machine and is not yet counted as taken in."""
    return float(sum(machine["delivered"]["mass_kg"] for machine in station["machines"] if machine["delivered"]))


def _limits(state: State, plant: Plant) -> Iterator[Problem]:
    """No buffer holds more than it can, and every row of cells is there."""
    for name, buffer in state.document["buffers"].items():
        capacity = plant.buffers[name].capacity
        # the first lot may be the rest of one that was handed over past a buffer too small for it
        beside = sum(lot["amount"] for lot in buffer["lots"][1:])
        if beside > capacity * (1 + NEARLY):
            yield _refused(state.path, f"buffers.{name}", f"holds at most {capacity:g}", f"{buffer['level']:g}")
        if buffer["level"] < 0:
            yield _refused(state.path, f"buffers.{name}", "holds less than nothing", f"{buffer['level']:g}")
        for lot in buffer["lots"]:
            if lot["unit"] == "cells" and lot["rows"] is not None and len(state.rows[lot["rows"]]) != lot["amount"]:
                what = f"lot {lot['number']} has another number of rows than of cells"
                yield _refused(state.path, f"buffers.{name}", what, f"{lot['amount']:g}")
