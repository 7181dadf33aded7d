"""One replication of a textbook line, and the figures of it that a check asks for by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dbetwin.line.fluid import Fluid
from dbetwin.line.line import Line as GeneralLine
from dbetwin.line.parts import PartsMeasured, run_parts
from dbetwin.line.window import Window
from dbetwin.outcome.machines import station_times
from dbetwin.plant.load import load_plant
from dbetwin.plant.plant import Plant
from dbetwin.randomness import Streams
from dbetwin.runs.simulate import simulate
from dbetwin.stations.contract import Breakdown, Section
from dbetwin.study.verification.case import Line, Web

THROUGHPUT = "throughput_per_min"
LITTLE_GAP = "abs(L - lambda W) / L"
OEE_GAP = "OEE x planned / ideal - good"
RUNNING = "share of the time running"


def figures_of(line: Line | Web, names: tuple[str, ...], seed: int, replication: int) -> dict[str, float]:
    """Figures of one replication of a line."""
    if isinstance(line, Web):
        found = {RUNNING: _running_share(line, seed, replication)}
        return {name: found[name] for name in names}
    plant = _plant(line.layout, line.settings)
    if line.with_tables:
        found = {OEE_GAP: _oee_gap(plant, line.minutes, seed, replication)}
        return {name: found[name] for name in names}
    if line.by_lots:
        return {name: _by_lots(plant, line, name, seed, replication) for name in names}
    measured = run_parts(plant, minutes=line.minutes, warmup_min=line.warmup_min, seed=seed, replication=replication)
    return {name: figure(measured, name) for name in names}


@cache
def _plant(layout: str, settings: tuple[str, ...]) -> Plant:
    return load_plant(layout, settings)


def figure(measured: PartsMeasured, name: str) -> float:
    """A figure by its path, such as ``buffers.queue.mean_wait_min``; a quotient of two; or one that is derived."""
    if name in DERIVED:
        return DERIVED[name](measured)
    above, _, below = name.partition(" / ")
    return _at(measured, above) / (_at(measured, below) if below else 1.0)


def _at(measured: PartsMeasured, path: str) -> float:
    found: Any = measured
    for part in path.split("."):
        found = found[part] if isinstance(found, Mapping) else getattr(found, part)
    return float(found)


def _little_gap(measured: PartsMeasured) -> float:
    """What the mean number in the system differs from rate times mean stay, as a share of it."""
    return abs(1 - measured.throughput_per_min * measured.mean_flow_min / measured.mean_in_system)


DERIVED: Mapping[str, Callable[[PartsMeasured], float]] = {LITTLE_GAP: _little_gap}
"""Figures that are no single number of a run."""


def _by_lots(plant: Plant, line: Line, name: str, seed: int, replication: int) -> float:
    """Throughput per minute of the general line."""
    if name != THROUGHPUT:
        raise KeyError(name)
    window = Window(line.warmup_min, line.warmup_min + line.minutes)
    general = GeneralLine(plant, Streams(seed, replication), window, lambda *cells: None)
    general.run()
    general.close()
    return sum(day.good_parts for day in general.ledger.days.values()) / line.minutes


# --- what is not a line of machines, or needs the tables of a run -------------------------------------------------


def _running_share(web: Web, seed: int, replication: int) -> float:
    """Share of the time in which the end of a web runs."""
    stop = Breakdown(name="stop", mtbf_h=web.mtbf_min / 60, mttr_h=web.mttr_min / 60, repair="exponential")
    first = Section(name="unwinder", breakdowns=(stop,), accumulator_m=web.accumulator_m)
    fluid = Fluid("web", 0, (first, Section(name="winder", breakdowns=(stop,))), Streams(seed, replication))
    fluid.run(web.warmup_min, 1.0)
    return web.minutes / sum(minutes for _, minutes in fluid.run(web.minutes, 1.0))


def _oee_gap(plant: Plant, minutes: float, seed: int, replication: int) -> float:
    """Parts by which A x P x Q of the machines table is off the good parts of the flows table; the worst station."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        run = simulate(plant, minutes / 1440, seed, start="empty", out=out, replication=replication)
        machines, flows = run.table("machines"), run.table("flows")
    times = station_times(machines, flows).set_index("station")
    good = flows.set_index("station")["good"]
    ideal = {name: plant.stations[name].time_min.mean for name in times.index}  # type: ignore[attr-defined]
    gaps = [times.loc[name, "oee"] * times.loc[name, "planned_min"] / ideal[name] - good[name] for name in ideal]
    return float(max(map(abs, gaps)))
