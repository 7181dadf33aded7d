"""Agglomerates that a batch of wet granules makes: who has joined, what is oversize, how far the median moves.

The population balance is solved once for a kind of granules (spread of sizes, kernel, ratio of breakage) over a range
of ``extent``; a lot then only interpolates, in microseconds. The first call of a kind takes some tenth of a second.

**Extent** (dimensionless) is how far aggregation has gone: half the number of meetings that stick, per granule of the
median size in a bed of only such granules, over the time the bed is wet,

    extent = 1/2 * (meetings per second) * P_wet * P_stick * P_last * (wet seconds).

Of granules of one size with a constant kernel ``1 / (1 + extent)`` would be left, and ``1 / (1 + extent)^2`` of them
single. The other sizes follow by the kernel relative to that of two median granules.

Granules start as a lognormal distribution of mass over diameter with ``spread`` = ln(d84/d50) = ln(d90/d50)/1.2816,
from which what is larger than twice its d90 has been sieved off. **Agglomerated** is the mass of granules that have
joined at least one other: single ones are followed beside the sizes, ``ds_i/dt = -s_i sum_j K_ij n_j``, so that at
small extents the share is twice the extent, times what the spread of sizes adds. **Oversize** is what is larger than
twice that d90 afterwards: lumps of dozens, which come late. One per cent of the mass is joined when the median has
grown by a per mille or two; one per cent is oversize only when it has grown by half (narrow granules) to double.

What tears bridges is in ``extent`` already, as ``P_last``: only bridges that last to the end of the batch are counted.
One that breaks before sets its two granules free, as if they had not met. **Breakage** (dimensionless) is another
thing: lumps above twice d90 break in two, cut anywhere, the more often the larger they are (with the diameter,
assumed). It is given as how often a lump of twice d90 breaks, over how often a median granule has a meeting that
sticks: a rate over a rate, both 1/s. The pieces still count as agglomerated (the single granule that a cut may free is
neglected: a lump has dozens); smaller ones and single granules, which have outlived the granulator, do not break. So
breakage bounds the lumps of a bed that really agglomerates, and does nothing at small extents.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dbetwin.physics.granules.balance import Balance, balance, evolve
from dbetwin.physics.granules.grid import Grid, moment
from dbetwin.physics.granules.kernels import KERNELS
from dbetwin.physics.granules.layering import coated

Floats = NDArray[np.float64]

NINETY = 1.2815515655446004
"""Standard deviations of a normal law between its median and its 90 % quantile."""
BINS = 120
"""Of the table: twice as many as a balance needs for its moments, since the far tail is asked for."""
FIRST_EXTENT, LAST_EXTENT, EXTENTS = 1e-3, 30.0, 41
TOLERANCE = 1e-5
FINEST = 3.0
"""Standard deviations of the smallest granules below the mean, by number."""
ROOM = 30.0
"""Largest volume that the grid holds over that of a lump of twice d90."""
FIRST_BREAKAGE, BREAKAGES = 0.02, 9
"""Ratios of breakage for which the balance is solved: 0.02 (2^k - 1), k = 0 ... 8."""
SMALLEST = 1e-300


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What becomes of a kind of granules: logarithms of extents and of mass shares, rising, and the populations."""

    grid: Grid
    start: Floats
    populations: tuple[Floats, ...]
    log_extents: tuple[float, ...]
    log_joined: tuple[float, ...]
    log_oversize: tuple[float, ...]


def agglomerated_share(extent: float, spread: float, breakage: float = 0.0, kernel: str = "equipartition") -> float:
    """Mass fraction of the granules that have joined at least one other.

    Parameters
    ----------
    extent : float
        Half the number of sticking meetings of a median granule (see the head of this file); dimensionless.
    spread : float
        Of the granules: ``ln(d84/d50)`` of a lognormal distribution by mass (-), 0.1 to 0.8; a fixed setting, since
        each value is solved for.
    breakage : float
        Breakages of a lump of twice d90 over sticking meetings of a median granule; a ratio, free for each lot.
    kernel : str
        Name in ``KERNELS``; the product kernel gels.

    Returns
    -------
    float
        Mass fraction, 0 to 1.

    Notes
    -----
    ``1 - sum s_i x_i/sum n_i x_i`` with ``ds_i/dt = -s_i sum_j K_ij n_j``: ``1 - exp(-meetings)`` for each size. 0 at
    extent 0 and never falling with it. Valid up to ``greatest_extent`` and to a breakage of 5.1; beyond either the
    value there is returned. Between the solved extents and ratios the logarithm of the share is interpolated linearly,
    within 1 %; the bins hold it within 4 % for spreads up to 0.6. Breakage sets no granule
    free; more and smaller lumps find somewhat more partners. A granule that has caught a much smaller one counts
    whole: wide distributions, rich in fine ones, join soonest.

    References
    ----------
    1. Kumar, Peglow, Warnecke, Heinrich 2008, Powder Technol. 182, 81, 10.1016/j.powtec.2007.05.028
    2. Hounslow 1998, KONA 16, 179 (equipartition kernel)
    3. Derived: balance of single granules. Law and ratio of breakage: assumed.

    Examples
    --------
    >>> agglomerated_share(0.0, 0.3)
    0.0
    >>> round(agglomerated_share(0.003, 0.3), 3), round(agglomerated_share(2.0, 0.3), 2)
    (0.01, 0.95)
    """
    return _share(extent, breakage, spread, kernel, _log_joined)


def oversize_share(extent: float, spread: float, breakage: float = 0.0, kernel: str = "equipartition") -> float:
    """Mass fraction of lumps larger than twice the d90 of the granules that were fed.

    Parameters
    ----------
    extent : float
        Half the number of sticking meetings of a median granule (see the head of this file); dimensionless.
    spread : float
        Of the granules: ``ln(d84/d50)`` of a lognormal distribution by mass (-), 0.1 to 0.8; a fixed setting.
    breakage : float
        Breakages of a lump of twice d90 over sticking meetings of a median granule; a ratio, free for each lot.
    kernel : str
        Name in ``KERNELS``; the product kernel gels.

    Returns
    -------
    float
        Mass fraction, 0 to 1.

    Notes
    -----
    0 at extent 0 and never falling with it; range and interpolation as of ``agglomerated_share``. 120 bins hold the
    share within 5 % of that of 240 for spreads up to 0.6, where it is above 0.1 %.

    References
    ----------
    1. Kumar, Peglow, Warnecke, Heinrich 2008, Powder Technol. 182, 81, 10.1016/j.powtec.2007.05.028
    2. Limit of twice d90, law and ratio of breakage: assumed.

    Examples
    --------
    >>> oversize_share(0.003, 0.3) < 1e-6, round(oversize_share(2.0, 0.3), 3)
    (True, 0.01)
    >>> round(oversize_share(2.0, 0.3, breakage=1.0), 4)
    0.0062
    """
    return _share(extent, breakage, spread, kernel, _log_oversize)


def median_growth(
    extent: float, spread: float, breakage: float = 0.0, kernel: str = "equipartition", coat: float = 0.0
) -> float:
    """Median diameter of the granules after a batch over that before, lumps and coat included.

    Parameters
    ----------
    extent : float
        Half the number of sticking meetings of a median granule (see the head of this file); dimensionless.
    spread : float
        Of the granules: ``ln(d84/d50)`` of a lognormal distribution by mass (-); a fixed setting.
    breakage : float
        Breakages of a lump of twice d90 over sticking meetings of a median granule; a ratio.
    kernel : str
        Name in ``KERNELS``.
    coat : float
        Volume of a coat around the granules over their own, a ratio; 0 where it soaks in. A fixed setting.

    Returns
    -------
    float
        Ratio of diameters, by mass.

    Notes
    -----
    1 at extent 0 without a coat. The coat is laid on the sizes that aggregation has left, a layer of one thickness.

    References
    ----------
    1. Kumar, Peglow, Warnecke, Heinrich 2008, Powder Technol. 182, 81, 10.1016/j.powtec.2007.05.028

    Examples
    --------
    >>> median_growth(0.0, 0.3), round(median_growth(2.0, 0.3), 2), round(median_growth(0.0, 0.3, coat=0.1), 3)
    (1.0, 1.77, 1.022)
    """
    lower, upper, part = _nodes(breakage)
    growth = _growth(_course(spread, kernel, lower), _growths(spread, kernel, lower, coat), extent)
    if part:
        growth += part * (
            _growth(_course(spread, kernel, upper), _growths(spread, kernel, upper, coat), extent) - growth
        )
    return growth


def greatest_extent(spread: float, kernel: str = "equipartition") -> float:
    """Extent up to which the balance was solved: a fixed one, or less where the granules gel or outgrow the grid.

    Parameters
    ----------
    spread : float
        Of the granules: ``ln(d84/d50)`` of a lognormal distribution by mass (-).
    kernel : str
        Name in ``KERNELS``.

    Returns
    -------
    float
        Dimensionless.

    Notes
    -----
    Without breakage. The last bin holds no more than 1 % of the volume there.

    References
    ----------
    Derived.

    Examples
    --------
    >>> round(greatest_extent(0.3)), greatest_extent(0.3, "product") < 1
    (30, True)
    """
    return math.exp(_course(spread, kernel, 0).log_extents[-1])


def _nodes(breakage: float) -> tuple[int, int, float]:
    """Ratios of breakage on either side of one, by number, and how far it is from the first to the second."""
    place = min(math.log2(1 + max(breakage, 0.0) / FIRST_BREAKAGE), BREAKAGES - 1.0)
    lower = int(place)
    return lower, min(lower + 1, BREAKAGES - 1), place - lower


def _between(places: tuple[float, ...], place: float) -> tuple[int, float]:
    """Interval of rising places in which one lies, and how far it is along it; the last end for what is beyond."""
    index = min(bisect_right(places, place), len(places) - 1) - 1
    return index, min((place - places[index]) / (places[index + 1] - places[index]), 1.0)


def _share(
    extent: float, breakage: float, spread: float, kernel: str, of_course: Callable[[Course], tuple[float, ...]]
) -> float:
    """A share of the mass between the solved extents and ratios of breakage."""
    if extent <= 0.0:
        return 0.0
    place = math.log(extent)
    lower, upper, part = _nodes(breakage)
    share = _log_share(_course(spread, kernel, lower), place, of_course)
    if part:
        share += part * (_log_share(_course(spread, kernel, upper), place, of_course) - share)
    return math.exp(share)


def _log_joined(course: Course) -> tuple[float, ...]:
    return course.log_joined


def _log_oversize(course: Course) -> tuple[float, ...]:
    return course.log_oversize


def _log_share(course: Course, place: float, of_course: Callable[[Course], tuple[float, ...]]) -> float:
    shares = of_course(course)
    if place <= course.log_extents[0]:
        return shares[0] + place - course.log_extents[0]
    index, part = _between(course.log_extents, place)
    return shares[index] + part * (shares[index + 1] - shares[index])


def _growth(course: Course, growths: tuple[float, ...], extent: float) -> float:
    """``growths`` begins with that at extent 0."""
    if extent <= FIRST_EXTENT:
        return growths[0] + max(extent, 0.0) / FIRST_EXTENT * (growths[1] - growths[0])
    index, part = _between(course.log_extents, math.log(extent))
    return growths[index + 1] + part * (growths[index + 2] - growths[index + 1])


@lru_cache(maxsize=64)
def _course(spread: float, kernel: str, node: int) -> Course:
    """The balance over a range of extents, up to where the granules outgrow the grid."""
    population, start, threshold = _population(spread, kernel, FIRST_BREAKAGE * (2.0**node - 1))
    extents = np.geomspace(FIRST_EXTENT, LAST_EXTENT, EXTENTS)
    numbers, intact = start, np.ones(len(start))
    populations, joined, oversize = [], [], []
    for length in np.diff(extents, prepend=0.0):
        after = evolve(population, numbers, np.array([length]), TOLERANCE)
        if after.gelled[0]:
            break
        numbers, intact = after.numbers[0], intact * after.intact[0]
        volume = numbers * population.grid.pivots
        populations.append(numbers)
        joined.append(float(start * (1 - intact) @ population.grid.pivots / volume.sum()))
        oversize.append(max(float(volume[threshold:].sum() / volume.sum()), SMALLEST))
    return Course(
        population.grid,
        start,
        tuple(populations),
        tuple(np.log(extents[: len(joined)]).tolist()),
        tuple(np.log(joined).tolist()),
        tuple(np.maximum.accumulate(np.log(oversize)).tolist()),
    )


def _population(spread: float, kernel: str, breakage: float) -> tuple[Balance, Floats, int]:
    """Balance of granules of median volume 1 and total volume 1, their start, and the first bin of lumps."""
    from scipy.special import ndtr  # slow to import, and needed once

    sigma = 3 * spread  # of the logarithm of the volume
    lump = 8 * math.exp(NINETY * sigma)
    smallest = math.exp(-(sigma**2) - FINEST * sigma)
    # an edge lies on the limit, and as many bins below it as its place asks for
    threshold = round(BINS * math.log(lump / smallest) / math.log(lump * ROOM / smallest))
    step = math.log(lump / smallest) / threshold
    edges = lump * np.exp(step * (np.arange(BINS + 1) - threshold))
    grid = Grid(edges, edges[:-1] * math.exp(step / 2))
    share = np.diff(ndtr(np.log(edges) / sigma))
    share[threshold:] = 0.0
    shape, one = KERNELS[kernel], np.ones(1)
    rates = 2 * shape(grid.pivots[:, None], grid.pivots) / shape(one, one)
    breaks = np.where(grid.pivots > lump, 2 * breakage * np.cbrt(grid.pivots / lump), 0.0)
    return balance(grid, rates, breaks), share / share.sum() / grid.pivots, threshold


@lru_cache(maxsize=64)
def _growths(spread: float, kernel: str, node: int, coat: float) -> tuple[float, ...]:
    """Median diameter over that of the start, at extent 0 and at each extent of the course."""
    course = _course(spread, kernel, node)
    before = _median(course.grid, course.start)
    medians = [
        _median(coated(course.grid, numbers, coat * moment(course.grid, numbers, 1)), numbers)
        for numbers in (course.start, *course.populations)
    ]
    return tuple(float(np.cbrt(median / before)) for median in medians)


def _median(grid: Grid, numbers: Floats) -> float:
    """Volume below which half of all volume lies."""
    below = np.concatenate([[0.0], np.cumsum(numbers * grid.pivots)])
    return math.exp(np.interp(0.5, below / below[-1], np.log(grid.edges)))
