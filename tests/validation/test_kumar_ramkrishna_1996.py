"""Sticking granules on sixty bins against exact solutions, and against the fixed pivot that first kept two moments.

Fixed pivot: Kumar and Ramkrishna 1996, Chem. Eng. Sci. 51, 1311, 10.1016/0009-2509(96)88489-2. It predicts too many
large granules throughout; the cell average, which is what the twin uses, was made to mend that: Kumar, Peglow,
Warnecke, Heinrich, Moerl 2006, Chem. Eng. Sci. 61, 3327, 10.1016/j.ces.2005.12.014. Both are run here on one grid.
"""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from dbetwin.physics.granules.balance import Floats, balance, evolve
from dbetwin.physics.granules.grid import moment
from dbetwin.physics.granules.kernels import constant_kernel, product_kernel, sum_kernel
from tests.physics.granules.exact import GRID, apart, exponential, grown_together, over_pairs

START = exponential(1.0, 1.0)
VOLUME = moment(GRID, START, 1)
PIVOTS = GRID.pivots


def fixed_pivot(kernel: Floats, times: Floats) -> Floats:
    """Each pair's volume shared out to the two pivots around it, at once; an oracle, as plain as can be."""
    first, second = np.triu_indices(60)
    volume = PIVOTS[first] + PIVOTS[second]
    lower = np.minimum(np.searchsorted(PIVOTS, volume, side="right") - 1, 58)
    upward = (volume - PIVOTS[lower]) / (PIVOTS[lower + 1] - PIVOTS[lower])
    inside = volume < PIVOTS[-1]
    shares = np.where(inside, 1 - upward, 0.0), np.where(inside, upward, volume / PIVOTS[-1])
    once = np.where(first == second, 0.5, 1.0) * kernel[first, second]

    def change(_: float, numbers: Floats) -> Floats:
        pairs = once * numbers[first] * numbers[second]
        born = np.bincount(lower, shares[0] * pairs, 60) + np.bincount(lower + 1, shares[1] * pairs, 60)
        return np.asarray(born - numbers * (kernel @ numbers))

    found = solve_ivp(change, (0.0, times[-1]), START, t_eval=times, rtol=1e-7, atol=1e-13, method="LSODA")
    return np.asarray(found.y.T)


# tau, and what the fixed pivot is known to reach on this grid: distance by number and second moment, per cent
KNOWN = [(0.5, 0.32, 1.6), (1.0, 0.52, 2.0), (5.0, 1.04, 2.7)]


@pytest.mark.parametrize(("tau", "distance", "second"), KNOWN)
def test_all_pairs_alike(tau: float, distance: float, second: float) -> None:
    exact, times = grown_together(tau), np.array([2 * tau])
    old = fixed_pivot(over_pairs(constant_kernel), times)[0]
    new = evolve(balance(GRID, over_pairs(constant_kernel)), START, times).numbers[0]
    rows = {}
    for name, numbers in (("fixed pivot", old), ("cell average", new)):
        rows[name] = [
            100 * apart(numbers, exact),
            *(100 * (moment(GRID, numbers, k) / wanted - 1) for k, wanted in ((0, 1 / (1 + tau)), (2, 2 * (1 + tau)))),
        ]
        print(f"tau {tau:g}, {name}: L1 {rows[name][0]:.2f} %, M0 {rows[name][1]:+.3f} %, M2 {rows[name][2]:+.2f} %")
    assert rows["fixed pivot"][0] == pytest.approx(distance, abs=0.006)
    assert rows["fixed pivot"][2] == pytest.approx(second, abs=0.06)
    assert rows["cell average"][0] < min(rows["fixed pivot"][0], 2.0)
    assert abs(rows["cell average"][1]) < 0.5
    assert abs(rows["cell average"][2]) < 0.5


def test_large_granules_that_catch_most() -> None:
    times = np.array([1 / VOLUME])
    numbers = {
        "fixed pivot": fixed_pivot(over_pairs(sum_kernel), times)[0],
        "cell average": evolve(balance(GRID, over_pairs(sum_kernel)), START, times).numbers[0],
    }
    second = {name: 100 * (moment(GRID, each, 2) / (2 * np.exp(2)) - 1) for name, each in numbers.items()}
    for name, each in numbers.items():
        left = each.sum() / START.sum() * np.e - 1
        print(f"sum kernel, {name}: M0 {100 * left:+.1e} %, M2 {second[name]:+.1f} %")
        assert left == pytest.approx(0, abs=2e-6)
    assert second["fixed pivot"] == pytest.approx(10, abs=1)
    assert abs(second["cell average"]) < 2


def test_the_gel_point() -> None:
    """Exact: K N_0 v_0^2 t = 0.5. The fixed pivot puts 1 % of the volume into the last bin at 0.456 already."""
    times = np.arange(0.44, 0.52, 0.002)
    told = {}
    for name, counts in (
        ("fixed pivot", fixed_pivot(over_pairs(product_kernel), times)),
        ("cell average", evolve(balance(GRID, over_pairs(product_kernel)), START, times).numbers),
    ):
        last = counts[:, -1] * PIVOTS[-1] / VOLUME
        told[name] = float(times[last > 0.01][0])
        print(f"gel point 0.5, {name}: told at {told[name]:.3f}")
    assert told["fixed pivot"] == pytest.approx(0.456, abs=0.003)
    assert told["fixed pivot"] < told["cell average"] < 0.5
