"""How long one thing takes when every one takes its own time: a distribution of minutes, chosen by name."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, GetJsonSchemaHandler, ValidationInfo, model_validator
from pydantic_core import CoreSchema

from dbetwin import units
from dbetwin.documents import Record
from dbetwin.errors import reason
from dbetwin.randomness import Nominal, Random

Floats = NDArray[np.float64]
Distribution = Literal[
    "deterministic", "exponential", "erlang", "gamma", "lognormal", "weibull", "triangular", "empirical"
]
TAKES: Mapping[str, tuple[str, ...]] = {
    "deterministic": ("mean_min",),
    "exponential": ("mean_min",),
    "erlang": ("mean_min", "stages"),
    "gamma": ("mean_min", "cv"),
    "lognormal": ("mean_min", "cv"),
    "weibull": ("mean_min", "shape"),
    "triangular": ("low_min", "mode_min", "high_min"),
    "empirical": ("values", "file", "column"),
}
"""Distribution to the fields that describe it; all of them are needed, but for an empirical one."""


class ProcessTime(Record):
    """A distribution of minutes; a number alone is a time that never varies.

    ``mean`` and ``cv2`` are exact, of the distribution and not of a sample.
    """

    distribution: Distribution
    mean_min: float | None = Field(None, gt=0)
    cv: float | None = Field(None, gt=0, le=100, description="standard deviation by mean: gamma, lognormal")
    stages: int | None = Field(None, ge=1, le=10_000, description="exponential stages of equal mean: erlang")
    shape: float | None = Field(None, gt=0.05, le=1000, description="weibull; 1 is exponential")
    low_min: float | None = Field(None, ge=0, description="triangular")
    mode_min: float | None = Field(None, ge=0, description="triangular: the likeliest time")
    high_min: float | None = Field(None, gt=0, description="triangular")
    values: tuple[float, ...] | None = Field(None, description="empirical: minutes, each as likely as the others")
    file: str | None = Field(None, description="empirical: CSV or Parquet file, beside the layout")
    column: str | None = Field(None, description="empirical: column of the file, in minutes")

    # --- reading ------------------------------------------------------------------------------------------

    @model_validator(mode="before")
    @classmethod
    def _written(cls, given: Any, info: ValidationInfo) -> Any:
        """A number alone is deterministic; the minutes of a file are read where a layout names one."""
        if isinstance(given, int | float | str) and not isinstance(given, bool):
            minutes = units.convert(given, "mean_min") if isinstance(given, str) else given
            return {"distribution": "deterministic", "mean_min": minutes}
        if not isinstance(given, Mapping) or not isinstance(given.get("file"), str):
            return given
        if given.get("values") is not None:
            if info.context:
                raise ValueError("values and file: give one of them")
            return given  # read before: a record made again of its own values
        if not isinstance(given.get("column"), str):
            raise ValueError("column is missing: which column of the file holds the minutes?")
        folder = (info.context or {}).get("folder", Path())
        return {**given, "values": _minutes_of(Path(folder) / given["file"], given["column"])}

    @model_validator(mode="after")
    def _fits_together(self) -> ProcessTime:
        takes = TAKES[self.distribution]
        given = [name for name in type(self).model_fields if name != "distribution" and getattr(self, name) is not None]
        if foreign := [name for name in given if name not in takes]:
            raise ValueError(f"{foreign[0]} is not for {self.distribution}, which takes {', '.join(takes)}")
        if self.distribution == "empirical":
            _check_values(self.values)
        elif missing := [name for name in takes if name not in given]:
            raise ValueError(f"{missing[0]} is missing: {self.distribution} takes {', '.join(takes)}")
        if self.distribution == "triangular":
            low, mode, high = self._corners
            if not low <= mode <= high or low == high:
                raise ValueError("mode_min should lie between low_min and high_min, and these apart")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """A number alone will do as well."""
        return {"anyOf": [handler(core), {"type": "number", "exclusiveMinimum": 0}]}

    # --- moments ------------------------------------------------------------------------------------------

    @cached_property
    def mean(self) -> float:
        """Mean, in minutes."""
        if self.distribution == "triangular":
            return sum(self._corners) / 3
        if self.distribution == "empirical":
            return float(self._sample.mean())
        assert self.mean_min is not None
        return self.mean_min

    @cached_property
    def cv2(self) -> float:
        """Squared coefficient of variation."""
        return _CV2[self.distribution](self)

    @property
    def _corners(self) -> tuple[float, float, float]:
        assert self.low_min is not None
        assert self.mode_min is not None
        assert self.high_min is not None
        return self.low_min, self.mode_min, self.high_min

    @cached_property
    def _sample(self) -> Floats:
        return np.array(self.values, dtype=float)

    # --- drawing ------------------------------------------------------------------------------------------

    def draw(self, rng: Random, n: int) -> Floats:
        """So many independent times, in minutes; the nominal stand-in gives the mean."""
        if isinstance(rng, Nominal):
            return np.full(n, self.mean)
        return np.asarray(_DRAW[self.distribution](self, rng, n), dtype=float)


def _check_values(values: Sequence[float] | None) -> None:
    if not values:
        raise ValueError("values is missing: empirical takes a list of minutes, or a file and its column")
    if not all(math.isfinite(value) and value >= 0 for value in values) or max(values) == 0:
        raise ValueError("values should be minutes of 0 or more, not all of them 0")


def _minutes_of(path: Path, column: str) -> tuple[float, ...]:
    """One column of a CSV or Parquet file."""
    try:
        found = _parquet_column(path, column) if path.suffix.lower() == ".parquet" else _csv_column(path, column)
    except KeyError:
        raise ValueError(f"column {column!r} is not in {path.name}") from None
    except OSError as error:
        raise ValueError(f"file {path.name} cannot be read: {reason(error)}") from None
    except (ValueError, TypeError) as error:
        raise ValueError(f"file {path.name}: column {column!r} holds something that is no number: {error}") from None
    if not found:
        raise ValueError(f"file {path.name} holds no row")
    return found


def _csv_column(path: Path, column: str) -> tuple[float, ...]:
    with path.open(newline="", encoding="utf-8-sig") as lines:
        return tuple(float(row[column]) for row in csv.DictReader(lines))


def _parquet_column(path: Path, column: str) -> tuple[float, ...]:
    import pyarrow  # only for a layout that names such a file
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.read_table(path)
    except pyarrow.ArrowInvalid as error:
        raise OSError(str(error)) from None
    return tuple(map(float, table.column(column).to_pylist()))


def _lognormal(time: ProcessTime, rng: np.random.Generator, n: int) -> Floats:
    assert time.cv is not None
    sigma = math.sqrt(math.log1p(time.cv**2))
    return rng.lognormal(math.log(time.mean) - sigma * sigma / 2, sigma, n)


def _gamma(time: ProcessTime, rng: np.random.Generator, n: int) -> Floats:
    shape = 1 / time.cv2
    return rng.gamma(shape, time.mean / shape, n)


def _weibull(time: ProcessTime, rng: np.random.Generator, n: int) -> Floats:
    assert time.shape is not None
    return rng.weibull(time.shape, n) * (time.mean / math.gamma(1 + 1 / time.shape))


def _weibull_cv2(time: ProcessTime) -> float:
    assert time.shape is not None
    return math.expm1(math.lgamma(1 + 2 / time.shape) - 2 * math.lgamma(1 + 1 / time.shape))


def _triangular_cv2(time: ProcessTime) -> float:
    low, mode, high = time._corners
    return (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18 / time.mean**2


_CV2: Mapping[str, Callable[[ProcessTime], float]] = {
    "deterministic": lambda time: 0.0,
    "exponential": lambda time: 1.0,
    "erlang": lambda time: 1.0 / (time.stages or 1),
    "gamma": lambda time: (time.cv or 0.0) ** 2,
    "lognormal": lambda time: (time.cv or 0.0) ** 2,
    "weibull": _weibull_cv2,
    "triangular": _triangular_cv2,
    "empirical": lambda time: float(time._sample.var()) / time.mean**2,
}
_DRAW: Mapping[str, Callable[[ProcessTime, np.random.Generator, int], Floats]] = {
    "deterministic": lambda time, rng, n: np.full(n, time.mean),
    "exponential": lambda time, rng, n: rng.exponential(time.mean, n),
    "erlang": _gamma,
    "gamma": _gamma,
    "lognormal": _lognormal,
    "weibull": _weibull,
    "triangular": lambda time, rng, n: rng.triangular(*time._corners, n),
    "empirical": lambda time, rng, n: rng.choice(time._sample, n),
}
