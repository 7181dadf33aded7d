from __future__ import annotations

import numpy as np
import pytest

from dbetwin.study.designs.filling import latin_hypercube
from dbetwin.study.effects.formulas import CANDIDATES, polynomial, radial

POINTS = latin_hypercube(factors=3, points=40, seed=1).points
PLANE = POINTS @ [1.0, -2.0, 3.0] + 5.0
BENT = PLANE + 4.0 * POINTS[:, 0] * POINTS[:, 1] - 2.0 * POINTS[:, 2] ** 2
ELSEWHERE = latin_hypercube(factors=3, points=20, seed=2).points


@pytest.mark.parametrize("name", CANDIDATES)
def test_every_formula_knows_a_plane(name: str) -> None:
    formula = CANDIDATES[name](POINTS, PLANE)
    assert formula is not None
    assert formula(ELSEWHERE) == pytest.approx(ELSEWHERE @ [1.0, -2.0, 3.0] + 5.0, abs=1e-6)


def test_a_quadratic_surface_is_met_by_its_own_degree_only() -> None:
    truth = ELSEWHERE @ [1.0, -2.0, 3.0] + 5.0 + 4.0 * ELSEWHERE[:, 0] * ELSEWHERE[:, 1] - 2.0 * ELSEWHERE[:, 2] ** 2
    plane, surface = polynomial(1)(POINTS, BENT), polynomial(2)(POINTS, BENT)
    assert plane is not None
    assert surface is not None
    assert surface(ELSEWHERE) == pytest.approx(truth)
    assert np.abs(plane(ELSEWHERE) - truth).max() > 0.1


def test_smoothing_leaves_the_points() -> None:
    through, beside = (radial("thin_plate_spline", smoothing)(POINTS, BENT) for smoothing in (0.0, 1.0))
    assert through is not None
    assert beside is not None
    assert through(POINTS) == pytest.approx(BENT, abs=1e-8)
    assert np.abs(beside(POINTS) - BENT).max() > 1e-3


@pytest.mark.parametrize("name", CANDIDATES)
def test_points_that_determine_nothing_give_no_formula(name: str) -> None:
    assert CANDIDATES[name](POINTS[:4], PLANE[:4]) is None
    on_a_line = np.repeat(np.linspace(0, 1, 40)[:, None], 3, axis=1)
    assert CANDIDATES[name](on_a_line, PLANE) is None


def test_a_quadratic_surface_takes_a_fifth_more_points_than_coefficients() -> None:
    assert polynomial(2)(POINTS[:12], BENT[:12]) is not None
    assert polynomial(2)(POINTS[:11], BENT[:11]) is None
