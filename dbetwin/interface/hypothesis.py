"""What a hypothesis about an interface is, and what each of them is told about the cell's use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.design import Design
from dbetwin.columns.column import Column
from dbetwin.documents import Record
from dbetwin.materials import Material

Floats = NDArray[np.float64]
Known = Mapping[str, Floats]
"""Columns of the cells known so far, by name."""

ANODES = ("silicon", "lithium")
SEPARATORS = ("composite", "dense")

ZERO_CELSIUS_K = 273.15


class NoConstants(Record):
    """A null model has none."""


@dataclass(frozen=True, slots=True)
class Situation:
    """The operating point in the units that the hypotheses use."""

    design: Design
    temperature_K: float
    current_mA_cm2: float
    """On one face, at the design's rate and areal capacity."""
    separator_area_cm2: float
    """All faces of a cell together."""

    @classmethod
    def of(cls, design: Design) -> Situation:
        """The situation that a design is judged in."""
        point, product = design.operating_point, design.product
        return cls(
            design,
            point.temperature_C + ZERO_CELSIUS_K,
            point.c_rate * product.cathode_areal_capacity_mAh_cm2,
            product.faces * product.cathode_area_cm2,
        )

    def material(self, name: str) -> Material:
        """The material as the layout has it."""
        return self.design.materials[name]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One named answer to what an interface does: its function, its constants, and where it may be applied."""

    columns: Callable[[Known, Situation, Any], dict[str, Floats]]
    """Takes what is known, the situation and the constants; returns the columns it adds."""
    constants: type[Record] = NoConstants
    anodes: tuple[str, ...] = ANODES
    separators: tuple[str, ...] = SEPARATORS
    caution: str = ""
    """What a reader of its results must know; repeated in the report of every run that uses it."""
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other phenomenon to those of its hypotheses whose columns this one reads."""
    declares: tuple[Column, ...] = ()
    """Columns of its own, for a model from another package; those of this one stand in ``dbetwin.columns.cells``."""


def nothing(known: Known, situation: Situation, constants: Any) -> dict[str, Floats]:
    """Add no column: the phenomenon does not occur here, and is not reported."""
    return {}


def filled(known: Known, value: float) -> Floats:
    """A column with the same value in every row.

    Parameters
    ----------
    known : mapping of arrays, shape (n,)
        Columns of the cells known so far, which tell how many rows there are.
    value : float
        The value (any unit).

    Returns
    -------
    array, shape (n,)
        The column (unit of the value).

    Notes
    -----
    As long as any known column.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> filled({"film_nm": np.zeros(3)}, 1.0).tolist()
    [1.0, 1.0, 1.0]
    """
    return np.full(len(next(iter(known.values()))), value)
