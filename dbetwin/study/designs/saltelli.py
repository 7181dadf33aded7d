"""The points from which Sobol indices are told: two independent samples, and the one with each column of the other."""

from __future__ import annotations

import numpy as np

from dbetwin.study.designs.design import Design, Floats, keyed, refused
from dbetwin.study.designs.filling import MOST_SOBOL_FACTORS, check_power_of_two


def size(factors: int, base: int) -> int:
    """Number of points of the design.

    Examples
    --------
    >>> size(factors=3, base=1024)
    5120
    """
    return base * (factors + 2)


def saltelli(factors: int, base: int, seed: int) -> Design:
    """Matrices A, B, and A with each column taken from B.

    Parameters
    ----------
    factors : int
        At least 2.
    base : int
        Rows of A, a power of two; of the Ishigami function 4096 bring the indices to about 0.01.
    seed : int
        Seed of the study.

    Returns
    -------
    Design
        Shape (base * (factors + 2), factors): the rows of A, of B, of A with column 0 from B, with column 1, and so on.

    Raises
    ------
    InputError
        The base is no power of two.

    Notes
    -----
    A and B are the halves of a scrambled Sobol sequence in twice as many dimensions [1]_.

    References
    ----------
    .. [1] A. Saltelli et al., Comput. Phys. Commun. 181 (2010) 259, 10.1016/j.cpc.2009.09.018.

    Examples
    --------
    >>> points = saltelli(factors=2, base=2, seed=1).points
    >>> a, b, first, second = points.reshape(4, 2, 2)
    >>> bool((first[:, 0] == b[:, 0]).all() and (first[:, 1] == a[:, 1]).all())
    True
    """
    if not 2 <= factors <= MOST_SOBOL_FACTORS // 2:  # noqa: PLR2004 - shares of one factor are no question
        raise refused("factors", f"Sobol indices take 2 to {MOST_SOBOL_FACTORS // 2} factors", factors, "name others")
    check_power_of_two(base, "base")
    from scipy.stats import qmc  # noqa: TID251 - a study takes minutes, the import a second

    both = qmc.Sobol(2 * factors, scramble=True, rng=keyed(seed, "saltelli")).random_base2(base.bit_length() - 1)
    first, second = both[:, :factors], both[:, factors:]
    return Design("saltelli", np.concatenate([first, second, *_exchanged(first, second)]))


def _exchanged(first: Floats, second: Floats) -> list[Floats]:
    """The first matrix with one column of the second, for each column."""
    found = []
    for column in range(first.shape[1]):
        mixed = first.copy()
        mixed[:, column] = second[:, column]
        found.append(mixed)
    return found
