"""Worlds that are possible: one value for everything that is not known, drawn for the whole plant at once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dbetwin.plant.overrides import Given
from dbetwin.plant.plant import Plant
from dbetwin.study.designs.design import Floats, keyed
from dbetwin.study.ignorance.unknowns import Unknown, path_in

Shape = Literal["triangular", "uniform"]
DECADE = 10.0
"""Ratio of the ends above which a range is one of sizes, and drawn on a logarithmic scale."""


@dataclass(frozen=True)
class Draws:
    """Places of what is not known in its distribution, 0 to 1, and how they become values."""

    unknowns: tuple[Unknown, ...]
    """Of all plants that are compared, each once."""
    places: Floats
    """Shape (draws, unknowns)."""
    shape: Shape

    def __len__(self) -> int:
        return len(self.places)

    def values(self) -> Floats:
        """Value of each unknown in each draw, shape (draws, unknowns), in its own unit."""
        pairs = zip(self.places.T, self.unknowns, strict=True)
        return np.stack([values_at(column, each, self.shape) for column, each in pairs], axis=1)

    def truths(self, plant: Plant, own: Sequence[Unknown]) -> list[tuple[Given, ...]]:
        """What is true in each draw of what a plant does not know; the same place in every plant that has the field."""
        at = {name: column for column, each in enumerate(self.unknowns) for name in each.fields}
        place_of = {each: next(at[name] for name in each.fields if name in at) for each in own}
        columns = [(each, values_at(self.places[:, place_of[each]], each, self.shape)) for each in own]
        return [
            tuple(
                Given(path_in(plant, name), int(column[number]) if each.whole else float(column[number]), "")
                for each, column in columns
                for name in each.fields
            )
            for number in range(len(self))
        ]


def drawn(unknowns: Sequence[Unknown], draws: int, seed: int, shape: Shape = "triangular") -> Draws:
    """A Latin hypercube over what is not known.

    Parameters
    ----------
    unknowns : sequence of Unknown
        What is drawn, independently of each other.
    draws : int
        Number of worlds, at least 1.
    seed : int
        Seed of the study.
    shape : str
        Distribution inside a range: ``triangular`` with the written value as its mode, or ``uniform``; both are
        assumed. Where the ends are more than a decade apart, both are in the logarithm.

    Returns
    -------
    Draws
        The draws of an unknown belong to its name: which others are drawn does not matter to them.

    Notes
    -----
    Of ``draws`` equally likely slices of each distribution every one holds one draw [1]_.

    References
    ----------
    .. [1] M. D. McKay, R. J. Beckman, W. J. Conover, Technometrics 21 (1979) 239, 10.1080/00401706.1979.10489755.

    Examples
    --------
    >>> found = drawn([Unknown(("press.memory",), 0.5, 0.0, 1.0)], 4, seed=1)
    >>> sorted((found.places[:, 0] * 4 // 1).tolist())
    [0.0, 1.0, 2.0, 3.0]
    """
    columns = []
    for each in unknowns:
        random = keyed(seed, f"ignorance {each.name}")
        columns.append((random.permutation(draws) + random.random(draws)) / draws)
    return Draws(tuple(unknowns), np.stack(columns, axis=1), shape)


def united(of_plants: Sequence[Sequence[Unknown]]) -> tuple[Unknown, ...]:
    """What is not known of several plants, each once; a field that two of them have is one unknown."""
    found: list[Unknown] = []
    owner: dict[str, Unknown] = {}
    for own in of_plants:
        for each in own:
            if not any(name in owner for name in each.fields):
                found.append(each)
            for name in each.fields:
                owner.setdefault(name, each)
    return tuple(found)


def is_log(unknown: Unknown) -> bool:
    """Whether a range is one of sizes: above 0 and wider than a decade; whole numbers are counted."""
    return not unknown.whole and unknown.low > 0 and unknown.high / unknown.low > DECADE


def values_at(places: Floats, unknown: Unknown, shape: Shape = "triangular") -> Floats:
    """Values of an unknown at places of its distribution.

    Parameters
    ----------
    places : array, shape (n,)
        0 to 1.
    unknown : Unknown
        Range, and the mode of a triangular distribution.
    shape : str
        As in :func:`drawn`.

    Returns
    -------
    array, shape (n,)
        In the unit of the unknown. A whole number is drawn half a number beyond its ends, and rounded.

    Notes
    -----
    Triangular between ``a`` and ``b`` with mode ``c`` and ``p = (c - a) / (b - a)``: ``a + sqrt(u (b - a) (c - a))``
    up to ``u = p``, ``b - sqrt((1 - u) (b - a) (b - c))`` above.

    Examples
    --------
    >>> values_at(np.array([0.0, 0.5, 1.0]), Unknown(("x",), 0.3, 0.0, 0.6)).round(9).tolist()
    [0.0, 0.3, 0.6]
    >>> values_at(np.array([0.0, 0.5, 1.0]), Unknown(("x",), 1.0, 0.1, 10.0)).round(9).tolist()
    [0.1, 1.0, 10.0]
    """
    log, half = is_log(unknown), 0.5 if unknown.whole else 0.0
    ends = (unknown.low - half, unknown.value, unknown.high + half)
    low, mode, high = map(math.log, ends) if log else ends
    if shape == "uniform":
        found = low + places * (high - low)
    else:
        rising = low + np.sqrt(places * (high - low) * (mode - low))
        falling = high - np.sqrt((1.0 - places) * (high - low) * (high - mode))
        found = np.where(places * (high - low) <= mode - low, rising, falling)
    found = np.exp(found) if log else found
    return np.clip(np.rint(found) if unknown.whole else found, unknown.low, unknown.high)


def scale_of(unknown: Unknown, shape: Shape) -> str:
    """How an unknown is drawn, in words."""
    return f"{shape}, logarithmic" if is_log(unknown) else str(shape)


def on_its_scale(values: Floats, unknowns: Sequence[Unknown]) -> Floats:
    """Values on the scale on which each is drawn, shape (draws, unknowns): what a response is regressed on."""
    columns = [np.log(column) if is_log(each) else column for column, each in zip(values.T, unknowns, strict=True)]
    return np.stack(columns, axis=1)


def rows_of(draws: Draws) -> Mapping[str, Sequence[object]]:
    """Every draw of every unknown, one a row."""
    values, names = draws.values(), [each.name for each in draws.unknowns]
    count = len(names)
    return {
        "draw": [number for number in range(len(draws)) for _ in range(count)],
        "field": names * len(draws),
        "value": values.ravel().tolist(),
    }
