"""Every table: near the direct solve in its grid, that solve itself outside, never stale, new for other constants."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dbetwin.errors import InputError
from dbetwin.interface.surrogates import SURROGATES
from dbetwin.interface.tables import Axis, Surrogate

NAMED = [pytest.param(each, id=each.name) for each in SURROGATES]


def inside(table, count=200, seed=7):
    rng = np.random.default_rng(seed)
    drawn = [rng.random(count) for _ in table.axes]
    return [
        axis.low * (axis.high / axis.low) ** share if axis.logarithmic else axis.low + (axis.high - axis.low) * share
        for axis, share in zip(table.axes, drawn, strict=True)
    ]


@pytest.mark.parametrize("table", NAMED)
def test_a_table_is_within_two_percent_of_the_direct_solve(table):
    points = inside(table)
    found, direct = table(points), table.solve(points, table.constants)
    some = direct != 0.0  # silicon that is cut off at once takes no charge at all
    assert found[~some] == pytest.approx(0.0, abs=1e-12)
    worst = float(np.max(np.abs(found - direct)[some] / np.abs(direct[some])))
    assert some.sum() > 150
    print(f"{table.name}: {worst:.2%}")
    assert worst < 0.02


@pytest.mark.parametrize("table", NAMED)
def test_outside_the_grid_the_direct_solve_answers(table):
    points = inside(table, 8)
    axis = table.axes[0]
    points[0] = axis.high * 1.001 + 0.01 * (axis.high - axis.low) * np.arange(8) / 8
    assert table.outside(points).all()
    assert table(points) == pytest.approx(table.solve(points, table.constants), rel=1e-12)


@pytest.mark.parametrize("table", NAMED)
def test_the_shipped_table_is_the_one_that_would_be_solved_now(table, tmp_path):
    path = table.write(tmp_path)
    assert np.load(path) == pytest.approx(table.table(table.constants), rel=1e-6)
    assert path.stat().st_size < 300_000


def parabola(**changes):
    def solve(points, constants):
        return constants["height"] * points[0] ** 2 + 1.0

    return replace(Surrogate("none", (Axis("x", 0.0, 1.0, 11),), {"height": 2.0}, solve), **changes)


def test_a_table_that_is_missing_or_of_another_grid_is_refused_with_the_remedy():
    with pytest.raises(InputError, match="make tables"):
        parabola()([np.array([0.5])])
    stale = replace(SURROGATES[0], axes=(replace(SURROGATES[0].axes[0], points=5), *SURROGATES[0].axes[1:]))
    with pytest.raises(InputError, match="another grid"):
        stale(inside(stale, 3))


def test_other_constants_have_their_own_table_and_linear_rows_between_points():
    other = {"height": 4.0}
    found = parabola()([np.array([0.5, 0.55, 2.0])], other)
    assert found.tolist() == pytest.approx([2.0, 1.0 + 4.0 * (0.25 + 0.36) / 2, 17.0])


def test_in_the_logarithm_a_power_law_is_exact():
    table = parabola(
        axes=(Axis("x", 1.0, 100.0, 9, logarithmic=True),),
        solve=lambda points, constants: constants["height"] * points[0] ** 1.5,
        logarithmic=True,
    )
    points = np.geomspace(1.0, 100.0, 37)
    assert table([points], {"height": 3.0}) == pytest.approx(3.0 * points**1.5, rel=1e-10)
