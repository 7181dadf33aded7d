"""Fractions of the two-level factorial, and what each fraction cannot tell apart."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from dbetwin.study.designs.design import Design, Floats, refused
from dbetwin.study.extras import library

RESOLUTIONS = {
    3: "main effects are clear of each other, not of interactions of two",
    4: "main effects are clear of interactions of two; these are not clear of each other",
    5: "main effects and interactions of two are clear of each other",
}
"""What a resolution promises, where interactions of three and more factors are small."""
ROMAN = {3: "III", 4: "IV", 5: "V"}
MOST_FACTORS = 30
"""At resolution V these take 2048 points already."""
Term = tuple[int, ...]
"""Factors that change together: one for a main effect, two for an interaction."""


def size(factors: int, resolution: int) -> int:
    """Number of points of the smallest fraction.

    Examples
    --------
    >>> [size(7, resolution) for resolution in (3, 4, 5)]
    [8, 16, 64]
    """
    return fractional(factors, resolution).size


def fractional(factors: int, resolution: int) -> Design:
    """Regular two-level fractional factorial with the fewest points at a resolution.

    Parameters
    ----------
    factors : int
        Number of factors, 2 to 30.
    resolution : int
        3, 4 or 5: length of the shortest word in the defining relation, at least.

    Returns
    -------
    Design
        Places 0 and 1, a power of two of points; the note says what the resolution promises. Where no fraction has
        it, this is the full factorial.

    Raises
    ------
    InputError
        There is no such design, or pydoe is not installed.

    Notes
    -----
    The columns are the base factors of a full factorial and products of them, found by pydoe so that no
    ``resolution - 1`` columns multiply to a constant [1]_ [2]_.

    References
    ----------
    .. [1] G. E. P. Box, J. S. Hunter, Technometrics 3 (1961) 311, 10.1080/00401706.1961.10489951.
    .. [2] pydoe 1.6, ``fracfact_by_res``.

    Examples
    --------
    >>> fractional(3, 3).points.tolist()
    [[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 1.0]]
    """
    if resolution not in RESOLUTIONS:
        raise refused("resolution", "a fraction has resolution 3, 4 or 5", resolution, "5 tells most, 3 costs least")
    if not 2 <= factors <= MOST_FACTORS:  # noqa: PLR2004 - of one factor there is no fraction
        remedy = "screen them with Morris trajectories" if factors > MOST_FACTORS else "name more"
        raise refused("factors", f"a fraction takes 2 to {MOST_FACTORS} factors", factors, remedy)
    signs: Floats = library("pydoe").fracfact_by_res(factors, resolution)
    whole = len(signs) == 2**factors
    note = "" if whole else f"resolution {ROMAN[resolution]}: {RESOLUTIONS[resolution]}"
    return Design("fractional factorial", (signs + 1.0) / 2.0, note)


def aliases(points: Floats) -> list[dict[Term, int]]:
    """Which main effects and interactions of two factors a two-level design cannot tell apart.

    Parameters
    ----------
    points : array, shape (n, k)
        A two-level design (places 0 and 1).

    Returns
    -------
    list of dict
        Each a set of terms that change together, factors by number, with the sign against the first of them: an
        effect told for the first is the sum over the set, each with its sign. Main effects come first, the terms of
        a set in the order of their factors. What cannot be told from the mean is left out: see :func:`lost`.

    Notes
    -----
    Two terms are aliased where the products of their columns, coded -1 and +1, agree in every row, or differ in
    every row. Interactions of three and more factors are not listed; they are taken to be small.

    Examples
    --------
    >>> aliases(fractional(3, 3).points)
    [{(0,): 1, (1, 2): 1}, {(1,): 1, (0, 2): 1}, {(2,): 1, (0, 1): 1}]
    """
    signs = coded(points)
    found: dict[bytes, dict[Term, int]] = {}
    for term in terms(points.shape[1]):
        column = signs[:, term].prod(axis=1)
        sign = int(column[0])
        if (column == sign).all():
            continue
        found.setdefault((column * sign > 0).tobytes(), {})[term] = sign
    return [{term: sign * first for term, sign in each.items()} for each in found.values() for first in [_first(each)]]


def lost(points: Floats) -> list[Term]:
    """Terms that a two-level design cannot tell from the mean, since their column does not change.

    Examples
    --------
    >>> lost(np.array([[0.0, 0.0], [1.0, 1.0]]))
    [(0, 1)]
    """
    signs = coded(points)
    return [term for term in terms(points.shape[1]) if np.ptp(signs[:, term].prod(axis=1)) == 0]


def terms(factors: int) -> list[Term]:
    """Main effects, then interactions of two."""
    return [*combinations(range(factors), 1), *combinations(range(factors), 2)]


def coded(points: Floats) -> Floats:
    """Places 0 and 1 as -1 and +1.

    Raises
    ------
    ValueError
        There is another place.
    """
    if not np.isin(points, (0.0, 1.0)).all():
        raise ValueError("a two-level design has the places 0 and 1 only")
    return 2.0 * points - 1.0


def _first(signs: dict[Term, int]) -> int:
    return next(iter(signs.values()))
