"""What a designed experiment is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, field_validator

from dbetwin.documents import Record
from dbetwin.study import question as question_

Method = Literal[
    "full_factorial", "fractional_factorial", "latin_hypercube", "sobol_sequence", "sobol_indices", "morris", "tornado"
]


class Map(Record):
    """Two factors over which a surrogate is drawn."""

    x: str = Field(description="factor to the right")
    y: str = Field(description="factor upwards")


class Asked(question_.Asked):
    """What a design says besides what every study says."""

    kind: Literal["design"]
    factors: Mapping[str, Any] = Field(
        min_length=1, description="field to {low, high, step, log}, or a list of values or words"
    )
    method: Method = Field(description="how points are chosen, and what is told of them")
    levels: int | None = Field(
        None, ge=2, le=1000, description="full_factorial: of each range, 2 if empty; morris: of the grid, 4 if empty"
    )
    resolution: Literal[3, 4, 5] | None = Field(
        None, description="fractional_factorial: 5 tells interactions apart, 4 (if empty) main effects only"
    )
    points: int | None = Field(None, ge=1, description="latin_hypercube and sobol_sequence: how many")
    base_points: int | None = Field(
        None, ge=2, description="sobol_indices: a power of two; takes so many points for each factor and two more"
    )
    trajectories: int | None = Field(None, ge=2, description="morris: 10 if empty")
    surrogate: tuple[Map, ...] = Field((), description="maps over two factors by a formula that is fitted to the runs")

    @field_validator("surrogate", mode="before")
    @classmethod
    def _one_or_many_maps(cls, given: Any) -> Any:
        return given if isinstance(given, list | tuple) else (given,)
