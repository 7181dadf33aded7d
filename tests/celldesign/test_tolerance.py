"""Tolerance propagation: closed forms against cells whose faces are all made."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.celldesign.electrode import porosity
from dbetwin.celldesign.tolerance import cell_cv, face_correlation, plating_probability, porosity_sd

CELLS = 200_000
cvs = st.floats(0.0, 0.03)
shares = st.floats(0.0, 1.0)


def test_forty_faces():
    assert cell_cv(1.0, 40, np.array([0.0, 0.3])) == pytest.approx([0.158, 0.563], abs=5e-4)


@pytest.mark.parametrize(("shared", "own", "faces"), [(0.008, 0.005, 20), (0.0, 0.02, 40), (0.01, 0.0, 20)])
def test_a_cell_meets_the_mean_of_faces_that_are_all_made(shared, own, faces):
    rng = np.random.default_rng(1)
    made = rng.normal(0, shared, (20_000, 1)) + rng.normal(0, own, (20_000, faces))
    correlation = shared**2 / (shared**2 + own**2)
    assert cell_cv(np.hypot(shared, own), faces, correlation) == pytest.approx(made.mean(axis=1).std(), rel=0.03)
    found = face_correlation(float(made.std()), float(made.mean(axis=1).std()), faces)
    assert found == pytest.approx(correlation, abs=0.02)
    assert np.corrcoef(made[:, 0], made[:, 1])[0, 1] == pytest.approx(found, abs=0.03)


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("mean", [0.05, 0.18, 0.42])
def test_porosity_meets_that_of_masses_and_thicknesses_that_are_all_made(mean, correlation):
    loading_cv, thickness_cv, solids = 0.012, 0.010, 3.914
    rng = np.random.default_rng(2)
    first, second = rng.normal(0, 1, (2, CELLS))
    mass = 26.3 * (1 + loading_cv * first)
    other = correlation * first + np.sqrt(1 - correlation**2) * second
    thickness = 10 * 26.3 / (solids * (1 - mean)) * (1 + thickness_cv * other)
    made = porosity(mass, solids, thickness)
    assert porosity_sd(mean, loading_cv, thickness_cv, correlation) == pytest.approx(made.std(), rel=0.03)


def test_the_sign_of_a_deviation():
    # d eps / eps_s = -(dm/m - dh/h)
    base, heavier, thicker = (
        float(porosity(m, 3.914, h)) for m, h in ((26.3, 100), (26.3 * 1.001, 100), (26.3, 100.1))
    )
    assert heavier - base == pytest.approx(-0.001 * (1 - base), rel=0.01)
    assert thicker - base == pytest.approx(0.001 * (1 - base), rel=0.01)


@pytest.mark.parametrize(
    ("ratio", "anode_cv", "cathode_cv"), [(1.05, 0.02, 0.02), (1.1, 0.04, 0.03), (0.98, 0.01, 0.02)]
)
def test_plating_meets_pairs_of_faces_that_are_all_made(ratio, anode_cv, cathode_cv):
    rng = np.random.default_rng(3)
    pairs = 2_000_000
    made = ratio * rng.normal(1, anode_cv, pairs) / rng.normal(1, cathode_cv, pairs)
    assert plating_probability(ratio, anode_cv, cathode_cv) == pytest.approx((made < 1).mean(), rel=0.15)


def test_without_scatter_plating_is_certain_or_impossible():
    assert plating_probability(np.array([0.9, 1.0, 1.1]), 0.0, 0.0).tolist() == [1.0, 0.5, 0.0]


@given(cvs, cvs, shares, st.floats(0.0, 0.6))
def test_more_alike_is_less_porosity_scatter(loading, thickness, correlation, mean):
    found = porosity_sd(mean, loading, thickness, correlation)
    assert 0 <= found <= porosity_sd(mean, loading, thickness, 0.0) + 1e-12
    assert found >= (1 - mean) * abs(loading - thickness) - 1e-9


@given(cvs, st.integers(1, 100), shares)
def test_a_cell_scatters_no_more_than_a_face_and_no_less_than_faces_that_know_nothing_of_each_other(face, faces, alike):
    found = float(cell_cv(face, faces, alike))
    assert face / faces**0.5 - 1e-12 <= found <= face + 1e-12


@given(st.floats(1.001, 1.3), st.floats(0.001, 0.03), st.floats(0.001, 0.03))
def test_more_anode_or_less_scatter_plates_less(ratio, anode, cathode):
    chance = plating_probability(ratio, anode, cathode)
    assert 0 <= plating_probability(ratio + 0.05, anode, cathode) <= chance <= 0.5
    assert plating_probability(ratio, 1.5 * anode, cathode) >= chance
