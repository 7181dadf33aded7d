from __future__ import annotations

import sys

import numpy as np
import pytest

from dbetwin.errors import InputError
from dbetwin.study.designs.morris import morris


@pytest.mark.parametrize(("factors", "trajectories", "levels"), [(2, 2, 4), (6, 10, 4), (5, 25, 6), (3, 4, 2)])
def test_each_trajectory_moves_every_factor_once_by_the_step(factors: int, trajectories: int, levels: int) -> None:
    points = morris(factors, trajectories, seed=2, levels=levels).points
    steps = np.diff(points.reshape(trajectories, factors + 1, factors), axis=1)
    moved = np.abs(steps) > 1e-9
    assert (moved.sum(axis=1) == 1).all()
    assert (moved.sum(axis=2) == 1).all()
    assert np.abs(steps[moved]) == pytest.approx(levels / (2 * (levels - 1)))
    assert points * (levels - 1) == pytest.approx(np.round(points * (levels - 1)))


@pytest.mark.parametrize(
    ("factors", "trajectories", "levels", "told"),
    [(1, 4, 4, "two factors"), (3, 1, 4, "two trajectories"), (3, 4, 5, "even number"), (3, 4, 0, "even number")],
)
def test_what_is_no_screening_is_refused(factors: int, trajectories: int, levels: int, told: str) -> None:
    with pytest.raises(InputError, match=told):
        morris(factors, trajectories, 1, levels)


def test_without_the_library_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "SALib.sample.morris", None)
    with pytest.raises(InputError, match=r"needs SALib, .*pip install 'dbetwin\[study\]'"):
        morris(3, 4, 1)
