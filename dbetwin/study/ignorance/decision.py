"""What is to be decided between the plants of a study, and what knowing would be worth to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dbetwin.documents import Record
from dbetwin.study.designs.design import Floats
from dbetwin.study.responses import Response

FEWEST = 20
"""Worlds below which nothing is told of a decision."""


class Decision(Record):
    """By what the plants are weighed against each other."""

    response: str = Field(description="key figure that decides")
    larger_is_better: bool = Field(True, description="more of it is better")
    where_it_fails: float | None = Field(
        None, description="worth of a plant where it does not work; empty: such worlds are left out"
    )

    def utilities(self, values: Floats) -> tuple[Floats, NDArray[np.bool_]]:
        """Worth of each plant in each world, more is better, and which worlds count.

        Parameters
        ----------
        values : array, shape (worlds, plants)
            Response, any unit; no number where the plant does not work.

        Returns
        -------
        tuple of array
            Utilities, shape (worlds that count, plants), and flags, shape (worlds,).
        """
        if self.where_it_fails is not None:
            values = np.where(np.isfinite(values), values, self.where_it_fails)
        counts: NDArray[np.bool_] = np.asarray(np.isfinite(values).all(axis=1))
        return (values if self.larger_is_better else -values)[counts], counts


def called(names: Sequence[str], response: Response, larger_is_better: bool) -> str:
    """A decision in words, such as ``base or thick: more specific_energy_Wh_kg``."""
    return f"{' or '.join(names)}: {'more' if larger_is_better else 'less'} {response.name}"
