"""Points that fill the space of the factors evenly: Latin hypercubes and Sobol sequences."""

from __future__ import annotations

from typing import Literal

from dbetwin.study.designs.design import Design, keyed, refused

MOST_SOBOL_FACTORS = 21201
"""Dimensions for which direction numbers are tabulated."""
OPTIMISED_UP_TO = 5_000
"""Points times factors up to which exchanges that even out the hypercube take a second or two."""


def latin_hypercube(factors: int, points: int, seed: int) -> Design:
    """Latin hypercube: of ``points`` equal slices of each factor every one holds one point.

    Parameters
    ----------
    factors, points : int
        How many of each, at least 1.
    seed : int
        Seed of the study.

    Returns
    -------
    Design
        Shape (points, factors).

    Notes
    -----
    Places within the slices are random [1]_. Up to 5,000 numbers in all, random exchanges within columns lower the
    centred discrepancy of the whole, so that pairs of factors fill their plane more evenly, too [2]_; above, the
    sample is large enough without.

    References
    ----------
    .. [1] M. D. McKay, R. J. Beckman, W. J. Conover, Technometrics 21 (1979) 239, 10.1080/00401706.1979.10489755.
    .. [2] R. Jin, W. Chen, A. Sudjianto, J. Stat. Plan. Inference 134 (2005) 268, 10.1016/j.jspi.2004.02.014.

    Examples
    --------
    >>> slices = latin_hypercube(factors=2, points=5, seed=1).points * 5 // 1
    >>> sorted(slices[:, 0].tolist())
    [0.0, 1.0, 2.0, 3.0, 4.0]
    """
    _check(factors, points)
    from scipy.stats import qmc  # noqa: TID251 - a study takes minutes, the import a second

    optimised: Literal["random-cd"] | None = "random-cd" if factors * points <= OPTIMISED_UP_TO and points > 1 else None
    sampler = qmc.LatinHypercube(factors, optimization=optimised, rng=keyed(seed, "latin hypercube"))
    return Design("latin hypercube", sampler.random(points))


def sobol(factors: int, points: int, seed: int) -> Design:
    """Scrambled Sobol sequence.

    Parameters
    ----------
    factors : int
        At least 1.
    points : int
        A power of two.
    seed : int
        Seed of the study.

    Returns
    -------
    Design
        Shape (points, factors).

    Raises
    ------
    InputError
        The number of points is no power of two: the sequence fills the cube evenly at these numbers only [2]_.

    Notes
    -----
    Owen's scrambling keeps the evenness and makes means of it unbiased [1]_.

    References
    ----------
    .. [1] A. B. Owen, J. Complexity 14 (1998) 466, 10.1006/jcom.1998.0487.
    .. [2] A. B. Owen, On dropping the first Sobol' point (2020), arXiv 2008.08051.

    Examples
    --------
    >>> sorted((sobol(factors=2, points=4, seed=1).points[:, 1] * 4 // 1).tolist())
    [0.0, 1.0, 2.0, 3.0]
    """
    _check(factors, points)
    if factors > MOST_SOBOL_FACTORS:
        raise refused("factors", f"a Sobol sequence has at most {MOST_SOBOL_FACTORS} factors", factors, "take fewer")
    check_power_of_two(points)
    from scipy.stats import qmc  # noqa: TID251 - a study takes minutes, the import a second

    sampler = qmc.Sobol(factors, scramble=True, rng=keyed(seed, "sobol"))
    return Design("sobol", sampler.random_base2(points.bit_length() - 1))


def check_power_of_two(points: int, field: str = "points") -> None:
    """Refuse what is no power of two, and name the nearest ones."""
    if points < 1 or points & (points - 1):
        below = 1 << max(points.bit_length() - 1, 0)
        remedy = f"take {below} or {2 * below}"
        raise refused(field, "a Sobol sequence is even at powers of two only", points, remedy)


def _check(factors: int, points: int) -> None:
    if factors < 1:
        raise refused("factors", "a design needs at least one factor", factors, "name the factors")
    if points < 1:
        raise refused("points", "a design needs at least one point", points, "ask for more")
