"""Population balance: granules that stick, break and grow, counted in bins of volume.

Cell average technique (Kumar, Peglow, Warnecke, Heinrich 2008): what is born into a bin is taken together, and its
number and its mean volume are handed to the two pivots around that mean, so that number and volume of the newborn
are both kept. Volume is conserved to rounding. A granule larger than the last bin is kept there as the volume it
has; the balance says so when that bin holds more than ``GEL`` of all volume (gelation, or a grid too short).

Time steps are explicit, third order with four stages (strong stability preserving), with the step chosen by the
embedded second order and so short that no bin loses more than it holds: numbers never become negative.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dbetwin.physics.granules.grid import Grid

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]

TOLERANCE = 1e-6
"""Of number and of volume, relative, in one step."""
GEL = 0.01
"""Share of the volume in the last bin above which the population has outgrown its grid."""
LONGEST_STEP = 1.9
"""Times the shortest life of a granule in any bin; numbers stay positive up to 2."""


@dataclass(frozen=True, slots=True, eq=False)
class Balance:
    """Kernel, shape (n, n), and selection (breakages per granule and time), shape (n,), with what is kept ready.

    Of each pair of bins: ``first`` and ``second``, who meets; ``cell``, where it goes; ``together``, how large it is;
    ``rates``, how often it happens. ``breaks``: whether anything does; ``fragments``, ``fragment_volume``: what
    breakage in a bin (column) leaves in each cell (row), number and volume per time and granule.
    """

    grid: Grid
    kernel: Floats
    selection: Floats
    first: Indices
    second: Indices
    cell: Indices
    together: Floats
    rates: Floats
    breaks: bool
    fragments: Floats
    fragment_volume: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Evolved:
    """Granules per bin at each of the times asked for, shape (m, n), and whether the grid was too short for them.

    ``intact``, shape (m, n): share of the granules in each bin at time 0 that have neither stuck nor broken since.
    """

    numbers: Floats
    intact: Floats
    gelled: Flags


def balance(grid: Grid, kernel: Floats, selection: Floats | None = None) -> Balance:
    """What a population on a grid needs to be followed in time.

    Parameters
    ----------
    grid : Grid
        Bins of volume.
    kernel : array, shape (n, n)
        Meetings that stick, per pair of granules and unit of time (1/s per unit of number); symmetric.
    selection : array, shape (n,), optional
        Breakages per granule, 1/s. None: nothing breaks.

    Returns
    -------
    Balance
        For ``evolve``.

    Notes
    -----
    A granule that breaks leaves two, cut anywhere with equal probability: ``beta(v | u) = 2/u``, so that
    ``2 z`` fragments smaller than ``z u`` hold ``z^2 u`` of volume.

    References
    ----------
    1. Kumar, Peglow, Warnecke, Heinrich 2008, Powder Technol. 182, 81, 10.1016/j.powtec.2007.05.028
    2. Ziff and McGrady 1985, J. Phys. A 18, 3027, 10.1088/0305-4470/18/15/026 (uniform cut)

    Examples
    --------
    >>> from dbetwin.physics.granules.grid import geometric_grid
    >>> balance(geometric_grid(1.0, 4.0, 2), np.ones((2, 2))).together.round(3)
    array([2.828, 4.243, 5.657])
    """
    count = len(grid.pivots)
    first, second = np.triu_indices(count)
    together = grid.pivots[first] + grid.pivots[second]
    chosen = np.zeros(count) if selection is None else selection
    # of a granule of each pivot (columns), what is cut off below each edge (rows)
    below = np.minimum(grid.edges[:, None], grid.pivots) / grid.pivots
    below[0] = 0.0
    return Balance(
        grid,
        kernel,
        chosen,
        first,
        second,
        np.minimum(np.searchsorted(grid.edges, together, side="right") - 1, count - 1),
        together,
        kernel[first, second] * np.where(first == second, 0.5, 1.0),
        bool(chosen.any()),
        np.diff(2 * below, axis=0) * chosen,
        np.diff(below**2, axis=0) * grid.pivots * chosen,
    )


def evolve(population: Balance, start: Floats, times: Floats, tolerance: float = TOLERANCE) -> Evolved:
    """Granules per bin after some times.

    Parameters
    ----------
    population : Balance
        Who sticks and who breaks.
    start : array, shape (n,)
        Granules per bin at time 0, number of them in any one unit; not negative.
    times : array, shape (m,)
        Rising, s (the unit of kernel and selection).
    tolerance : float
        Of number and volume, relative, in one step.

    Returns
    -------
    Evolved
        Numbers, shape (m, n), unit of ``start``; share that is as it was, shape (m, n); and a flag for each time:
        the last bin holds over 1 % of the volume.

    Notes
    -----
    ``dn/dt = 1/2 int_0^v K(v-u,u) n(v-u) n(u) du - n int K n du + int_v beta S n du - S n``. From the gel point on,
    or when the grid ends too early, the flag is raised and the numbers stay finite, but mean little. Granules that
    are as they were only grow fewer, ``ds/dt = -s (int K n du + S)``: ``s/s_0 = exp(-int (int K n du + S) dt)``,
    integrated by the same stages.

    References
    ----------
    1. Kumar, Peglow, Warnecke, Heinrich 2008, Powder Technol. 182, 81, 10.1016/j.powtec.2007.05.028
    2. Conde, Fekete, Shadid 2018, arXiv:1806.08693 (embedded pair of the third order method with four stages)

    Examples
    --------
    >>> from dbetwin.physics.granules.grid import geometric_grid
    >>> grid = geometric_grid(1e-3, 1e3)
    >>> start = np.where(np.arange(60) == 30, 1.0, 0.0)
    >>> later = evolve(balance(grid, np.ones((60, 60))), start, np.array([2.0]))
    >>> round(float(later.numbers.sum()), 4), bool(later.gelled[0])
    (0.5, False)
    """
    numbers, clock, step = np.asarray(start, dtype=float), 0.0, np.inf
    events = np.zeros(len(numbers))
    found, intact = [], []
    for time in times:
        while clock < time:
            taken, numbers, lost, step = _step(population, numbers, min(step, time - clock), tolerance)
            events = events + lost
            clock = time if taken >= time - clock else clock + taken
        found.append(numbers)
        intact.append(np.exp(-events))
    counts = np.array(found)
    volume = counts * population.grid.pivots
    return Evolved(counts, np.array(intact), volume[:, -1] > GEL * volume.sum(axis=1))


def _step(population: Balance, numbers: Floats, step: float, tolerance: float) -> tuple[float, Floats, Floats, float]:
    """One accepted step: how long it was, what it gave, events per granule meanwhile, how long the next may be."""
    slope, lost = _change(population, numbers)
    fastest = lost.max()
    if fastest == 0.0:
        return step, numbers, lost, np.inf
    allowed = LONGEST_STEP / fastest
    step = min(step, allowed)
    while True:
        after, wrong, later = _four_stages(population, numbers, slope, step)
        error = max(wrong.sum() / numbers.sum(), wrong @ population.grid.pivots / (numbers @ population.grid.pivots))
        if after.min() < 0.0:
            step /= 2
        elif error > tolerance:
            step *= max(0.2, 0.9 * (tolerance / error) ** (1 / 3))
        else:
            events = (lost + later) * (step / 6)
            return step, after, events, step * min(3.0, 0.9 * (tolerance / max(error, 1e-3 * tolerance)) ** (1 / 3))


def _four_stages(population: Balance, numbers: Floats, slope: Floats, step: float) -> tuple[Floats, Floats, Floats]:
    """Third-order result, its distance from the embedded second order, and the weighted losses of the later stages."""
    half = step / 2
    stage = numbers + half * slope
    second, lost_2 = _change(population, stage)
    stage = stage + half * second
    third, lost_3 = _change(population, stage)
    stage = (2 * numbers + stage + half * third) / 3
    fourth, lost_4 = _change(population, stage)
    wrong = np.abs(fourth - (slope + second + third) / 3) * (step / 4)
    return stage + half * fourth, wrong, lost_2 + lost_3 + 3 * lost_4


def _change(population: Balance, numbers: Floats) -> tuple[Floats, Floats]:
    """Change of the numbers per time, and the share of each bin that is lost per time."""
    count = len(numbers)
    meetings = population.rates * numbers[population.first] * numbers[population.second]
    lost = population.kernel @ numbers + population.selection
    born = _tallied(population.cell, meetings, count)
    volume = _tallied(population.cell, meetings * population.together, count)
    if population.breaks:
        born = born + population.fragments @ numbers
        volume = volume + population.fragment_volume @ numbers
    return _to_pivots(population.grid.pivots, born, volume) - lost * numbers, lost


def _to_pivots(pivots: Floats, born: Floats, volume: Floats) -> Floats:
    """Newborn of each bin on the two pivots around their mean volume; both number and volume are kept."""
    last = len(pivots) - 1
    mean = np.divide(volume, born, out=pivots.copy(), where=born > 0)
    lower = np.arange(last + 1) - (mean < pivots)
    # beyond the ends only the volume can be kept
    born = np.where(lower < 0, volume / pivots[0], np.where(mean > pivots[-1], volume / pivots[-1], born))
    mean = np.clip(mean, pivots[0], pivots[-1])
    lower = np.clip(lower, 0, last - 1)
    upward = born * (mean - pivots[lower]) / (pivots[lower + 1] - pivots[lower])
    return _tallied(lower, born - upward, last + 1) + _tallied(lower + 1, upward, last + 1)


def _tallied(places: Indices, amounts: Floats, count: int) -> Floats:
    """Sum of the amounts that fall on each place."""
    return np.bincount(places, amounts, count).astype(np.float64, copy=False)
