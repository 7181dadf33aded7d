"""Published points about interfaces: which of them set a parameter, and which are predictions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

Read = Literal["in the source", "second-hand", "from memory", "not found"]


@dataclass(frozen=True)
class Point:
    """One published value, or a row of them that belong together."""

    name: str
    what: str
    values: tuple[float, ...]
    unit: str
    source: str
    read: Read
    conditions: str = ""
    factor: float | None = None
    """Largest ratio of prediction and value, either way, where the point gates a test."""
    share: float | None = None
    """Largest relative distance, where the point gates a test."""

    @property
    def gates(self) -> bool:
        """Whether a test fails when a prediction misses it; never of a point from memory."""
        return (self.factor is not None or self.share is not None) and self.read not in ("from memory", "not found")


@dataclass(frozen=True)
class Calibrated:
    """A parameter that was set by published points."""

    parameter: str
    """Its full name in a layout: ``materials.llzo...`` or ``interface_constants.void_limit...``."""
    value: float
    points: tuple[str, ...]
    how: str
    """How the value follows from the points."""


@dataclass(frozen=True)
class Published:
    """All of it."""

    points: Mapping[str, Point]
    parameters: Mapping[str, Calibrated]

    @property
    def predictions(self) -> tuple[Point, ...]:
        """Points that set nothing."""
        used = {name for each in self.parameters.values() for name in each.points}
        return tuple(point for name, point in self.points.items() if name not in used)


@lru_cache(maxsize=1)
def published() -> Published:
    """Points and parameters of ``calibration.yaml``.

    Returns
    -------
    Published
        Points by name, and parameters by name.

    Notes
    -----
    Read once.

    References
    ----------
    .. [1] ``dbetwin/interface/calibration.yaml``.

    Examples
    --------
    >>> sorted(published().parameters) == sorted(set(published().parameters))
    True
    """
    from ruamel.yaml import YAML  # slow to import, and most callers never read a file

    text = resources.files("dbetwin.interface").joinpath("calibration.yaml").read_text("utf-8")
    written = YAML(typ="safe").load(text)
    points = {}
    for name, entry in written["points"].items():
        values = entry.pop("value")
        numbers = tuple(map(float, values)) if isinstance(values, list) else (float(values),)
        within = entry.pop("within", {})
        points[name] = Point(name=name, values=numbers, **entry, **within)
    parameters = {
        name: Calibrated(name, float(entry["value"]), tuple(entry["points"]), entry["how"])
        for name, entry in written["parameters"].items()
    }
    return Published(points, parameters)
