"""Small lines of plain machines, written as a planner would."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dbetwin.documents import parse
from dbetwin.line.parts import PartsLine
from dbetwin.line.window import Window
from dbetwin.plant import Plant
from dbetwin.plant.load import plant_of
from dbetwin.randomness import Streams

Times = float | Mapping[str, Any]
EXPONENTIAL = {"distribution": "exponential", "mean_min": 1.0}


def machine(time: Times, machines: int = 1, **more: Any) -> dict[str, Any]:
    return {"kind": "machine", "machines": machines, "time_min": time, **more}


def breakdown(name: str = "stop", mtbf_min: float = 30.0, mttr_min: float = 5.0, **more: Any) -> dict[str, Any]:
    given = {"name": name, "mtbf_h": mtbf_min / 60, "mttr_h": mttr_min / 60, "repair": "exponential", **more}
    if given["repair"] == "lognormal":
        given.setdefault("mttr_cv", 0.8)
    return given


def plant(  # noqa: PLR0913
    stations: Mapping[str, Any], buffers: Mapping[str, Any], *, clock: str = "processing", lot: str = "resumes",
    rework: Mapping[str, Any] | None = None, **more: Any,
) -> Plant:  # fmt: skip
    """A plant of a layout; JSON is YAML."""
    layout = {
        "name": "toy", "rules": {"failure_clock": clock, "lot_at_failure": lot, "blocking": "after_service"},
        "stations": stations, "buffers": buffers, **({"rework": rework} if rework else {}), **more,
    }  # fmt: skip
    return plant_of(parse(json.dumps(layout), "toy.yaml"))


def row(
    stations: Sequence[Mapping[str, Any]], places: Sequence[float], *, raw: Mapping[str, Any] | None = None, **more: Any
) -> Plant:
    """Stations m1, m2, ... one after another, with buffers b1, b2, ... between them."""
    last = len(stations)
    buffers: dict[str, Any] = {"raw": {"from": "supplier", "to": "m1", "lot_parts": 1, **(raw or {})}}
    for number, capacity in enumerate(places, start=1):
        buffers[f"b{number}"] = {"from": f"m{number}", "to": f"m{number + 1}", "capacity_parts": capacity}
    buffers["done"] = {"from": f"m{last}", "to": "warehouse"}
    return plant({f"m{number}": each for number, each in enumerate(stations, start=1)}, buffers, **more)


def run(made: Plant, minutes: float, *, warmup: float = 0.0, seed: int = 1, visits: bool = True) -> PartsLine:
    """A line run to its end and closed."""
    line = PartsLine(made, Streams(seed), Window(warmup, warmup + minutes), visits=visits)
    assert line.run()
    line.close()
    return line


def visits(line: PartsLine, station: str) -> list[tuple[int, float, float, float, float]]:
    """Number, arrival, begin, end and departure of every part that left a station, in the order of departures."""
    rows: list[Any] = line.ledger.visits
    return [(row[0], row[5], row[6], row[7], row[8]) for row in rows if row[1] == station]
