"""From the unit cube of a design to the values of its factors, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from dbetwin.study.designs.design import Floats, Whole, refused

Item = TypeVar("Item")


def scaled(points: Floats, low: float, high: float, integer: bool = False, log: bool = False) -> Floats:
    """Values of a factor with a range.

    Parameters
    ----------
    points : array, any shape
        Places between the ends (0 to 1).
    low, high : float
        Ends of the range, any unit, ``low < high``; whole numbers for an integer factor; above 0 where ``log``.
    integer : bool
        Whole numbers only.
    log : bool
        Equal ratios in place of equal differences.

    Returns
    -------
    array
        In the unit of the ends; of an integer factor floats with whole values.

    Notes
    -----
    ``low + u (high - low)``, or ``low (high / low)^u``; 0 and 1 give the ends exactly. An integer factor divides the
    unit interval into ``high - low + 1`` cells, equal ones if it is not ``log``: every number is as likely as any
    other, where rounding would give the two ends half the chance of the others. Levels ``i / (m - 1)`` of a factorial
    with as many levels as there are whole numbers hit each of them once.

    Examples
    --------
    >>> scaled(np.array([0.0, 0.5, 1.0]), 10.0, 1000.0, log=True).round(6).tolist()
    [10.0, 100.0, 1000.0]
    >>> scaled(np.array([0.0, 0.2, 0.3, 0.5, 1.0]), 1, 4, integer=True).tolist()
    [1.0, 1.0, 2.0, 3.0, 4.0]
    """
    _check(points, low, high, integer, log)
    if integer and log:
        whole: Floats = np.clip(np.floor(low * ((high + 1) / low) ** points), low, high)
        return whole
    if integer:
        return low + cells(points, round(high - low) + 1).astype(np.float64)
    found = low * (high / low) ** points if log else low * (1.0 - points) + high * points
    ends: Floats = np.where(points == 1.0, high, np.clip(found, low, high))
    return ends


def placed(values: Floats, low: float, high: float, integer: bool = False, log: bool = False) -> Floats:
    """Places of values in the range of a factor (0 to 1): the way back from :func:`scaled`.

    Notes
    -----
    A whole number stands in the middle of its cell. There and back again a real value returns to about 1e-15 of the
    range, a whole number exactly.

    Raises
    ------
    InputError
        A value lies outside the range.

    Examples
    --------
    >>> placed(np.array([1.0, 4.0]), 1, 4, integer=True).tolist()
    [0.125, 0.875]
    """
    values = np.asarray(values, dtype=np.float64)
    outside = ~((values >= low) & (values <= high))
    if outside.any():
        raise refused("", "the value lies outside its range", values[outside][0], f"{low:g} to {high:g}")
    if integer and log:
        found = np.log((values + 0.5) / low) / np.log((high + 1) / low)
    elif integer:
        found = (values - low + 0.5) / (high - low + 1)
    elif log:
        found = np.log(values / low) / np.log(high / low)
    else:
        found = (values - low) / (high - low)
    places: Floats = np.clip(found, 0.0, 1.0)
    return places


def cells(points: Floats, count: int) -> Whole:
    """In which of so many equal cells of the unit interval each place lies (0 to ``count - 1``).

    Examples
    --------
    >>> cells(np.array([0.0, 0.49, 0.5, 1.0]), 2).tolist()
    [0, 0, 1, 1]
    """
    inside: Whole = np.clip(np.floor(points * count), 0, count - 1).astype(np.int64)
    return inside


def items_at(points: Floats, items: Sequence[Item]) -> list[Item]:
    """What a factor with a list takes at each place, every item with the same chance.

    Examples
    --------
    >>> items_at(np.array([0.0, 0.4, 0.9]), ["film", "wet", "free-standing"])
    ['film', 'wet', 'free-standing']
    """
    return [items[index] for index in cells(points, len(items))]


def place_of(index: int, count: int) -> float:
    """Place of an item of a list: the middle of its cell (0 to 1)."""
    return (index + 0.5) / count


def _check(points: Floats, low: float, high: float, integer: bool, log: bool) -> None:
    if not ((points >= 0) & (points <= 1)).all():
        raise ValueError("places lie between 0 and 1")
    if not low < high:
        raise refused("", "the range is empty", f"{low:g} to {high:g}", "write the low end first, then a higher one")
    if log and low <= 0:
        raise refused("", "a logarithmic range starts above 0", f"{low:g}", "raise its low end or leave out the log")
    if integer and (low != round(low) or high != round(high)):
        raise refused("", "the ends of an integer factor are whole", f"{low:g} to {high:g}", "round them")
