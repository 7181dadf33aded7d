"""One replication of a textbook line, and the figures of it that a check asks for by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from dbetwin.line.parts import PartsMeasured, run_parts
from dbetwin.plant.load import load_plant
from dbetwin.plant.plant import Plant
from dbetwin.study.verification_case import Line


def figures_of(line: Line, names: tuple[str, ...], seed: int, replication: int) -> dict[str, float]:
    """Figures of one replication of a line."""
    plant = _plant(line.layout, line.settings)
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


DERIVED: Mapping[str, Callable[[PartsMeasured], float]] = {"abs(L - lambda W) / L": _little_gap}
"""Figures that are no single number of a run."""
