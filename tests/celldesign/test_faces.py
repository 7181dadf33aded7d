"""Mean and worst of the faces of a cell, in closed form, against cells whose faces are all made."""

import numpy as np
import pytest

from dbetwin.celldesign.faces import largest_of_faces, mean_of_faces, standard_normal

CELLS, FACES, OWN = 200_000, 20, 0.02


def figures(values):
    return np.mean(values), np.std(values), np.quantile(values, 0.99)


@pytest.fixture(scope="module")
def made():
    return np.random.default_rng(1).normal(0, OWN, (CELLS, FACES)).astype(np.float64)


@pytest.mark.parametrize("shared", [0.0, 0.015])
@pytest.mark.parametrize("worst", [False, True])
def test_closed_form_meets_brute_force(made, worst, shared):
    rng = np.random.default_rng(2)
    base = 1.0 + rng.normal(0, shared, CELLS)
    faces = base[:, None] + made
    brute = faces.max(axis=1) if worst else faces.mean(axis=1)
    closed = (largest_of_faces if worst else mean_of_faces)(
        1.0 + np.random.default_rng(3).normal(0, shared, CELLS), OWN, FACES, np.random.default_rng(4).random(CELLS)
    )
    expected, got = figures(brute), figures(closed)
    assert got[0] == pytest.approx(expected[0], rel=0.02)
    assert got[1] == pytest.approx(expected[1], rel=0.02)
    # of the deviation, not of one plus the deviation
    assert got[2] - 1 == pytest.approx(expected[2] - 1, rel=0.02)


def test_the_least_is_the_mirror_of_the_largest(made):
    closed = largest_of_faces(0.0, -OWN, FACES, np.random.default_rng(4).random(CELLS))
    brute = made.min(axis=1)
    assert np.mean(closed) == pytest.approx(np.mean(brute), rel=0.02)
    assert np.std(closed) == pytest.approx(np.std(brute), rel=0.02)
    assert np.quantile(closed, 0.01) == pytest.approx(np.quantile(brute, 0.01), rel=0.02)


def test_correlated_faces_scatter_as_the_correlation_says():
    correlation, total = 0.3, 0.02
    rng = np.random.default_rng(5)
    common = rng.normal(0, total * np.sqrt(correlation), CELLS)
    mean = mean_of_faces(common, total * np.sqrt(1 - correlation), 40, rng.random(CELLS))
    assert np.std(mean) / total == pytest.approx(0.563, rel=0.02)


def test_one_face_is_its_own_mean_and_its_own_worst():
    draws = np.random.default_rng(6).random(100)
    assert largest_of_faces(0.01, 0.02, 1, draws) == pytest.approx(mean_of_faces(0.01, 0.02, 1, draws))


def test_the_ends_of_the_uniform_stay_finite():
    assert np.isfinite(standard_normal(np.array([0.0, 1 - 2**-53]))).all()
    assert np.isfinite(largest_of_faces(0.0, 1.0, 20, np.array([0.0, 1 - 2**-53]))).all()
