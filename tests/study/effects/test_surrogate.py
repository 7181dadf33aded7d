from __future__ import annotations

import numpy as np
import pytest

from dbetwin.errors import InputError
from dbetwin.study.designs.design import Floats
from dbetwin.study.designs.factorial import factorial
from dbetwin.study.designs.filling import latin_hypercube
from dbetwin.study.effects.surrogate import inside, surrogate, surrogate_map

POINTS = latin_hypercube(factors=2, points=60, seed=1).points
OTHERS = np.random.default_rng(1).random((500, 2))


def kink(points: Floats) -> Floats:
    return np.minimum(points[:, 0], 0.3 + 0.5 * points[:, 1])


def test_a_quadratic_response_is_met_exactly() -> None:
    found = surrogate(POINTS, 3.0 + POINTS[:, 0] ** 2 - 2.0 * POINTS[:, 0] * POINTS[:, 1], seed=1)
    assert found.kind == "quadratic surface"
    assert found.q2 == pytest.approx(1.0)
    assert found.cv_rmse == pytest.approx(0.0, abs=1e-9)
    assert found.at(np.array([[0.5, 0.5]])) == pytest.approx([2.75])


def test_a_plane_is_told_by_the_simplest_formula() -> None:
    assert surrogate(POINTS, POINTS @ [2.0, -1.0], seed=1).kind == "linear surface"


def test_a_bend_is_left_to_kernels() -> None:
    found = surrogate(POINTS, kink(POINTS), seed=1)
    assert "surface" not in found.kind
    assert found.q2 > 0.98
    assert found.source == f"surrogate: {found.kind}"


@pytest.mark.parametrize(("points", "samples"), [(40, 4), (220, 1)])
def test_the_error_told_is_the_error_made_elsewhere(points: int, samples: int) -> None:
    made, told = [], []
    for seed in range(samples):
        random, places = np.random.default_rng(seed), latin_hypercube(2, points, seed).points
        found = surrogate(places, kink(places) + random.normal(0, 0.05, points), seed)
        within = inside(OTHERS, places)
        errors = found.at(OTHERS[within]) - kink(OTHERS[within]) - random.normal(0, 0.05, within.sum())
        made.append(np.mean(errors**2))
        told.append(found.cv_rmse**2)
    assert np.sqrt(np.mean(told)) == pytest.approx(np.sqrt(np.mean(made)), rel=0.15)


def test_noise_is_not_to_be_trusted() -> None:
    for seed in range(5):
        found = surrogate(POINTS, np.random.default_rng(seed).normal(size=60), seed=seed)
        assert found.q2 < 0.3
        assert not found.trusted
        assert "not to be trusted" in found.source


def test_it_never_extrapolates() -> None:
    centre = 0.3 + 0.4 * POINTS
    found = surrogate(centre, centre.sum(axis=1), seed=1)
    assert np.isnan(found.at(np.array([[0.0, 0.0], [0.29, 0.5], [1.0, 1.0], [0.31, 0.31]]))).tolist()[:3] == [True] * 3
    assert found.at(np.array([[0.5, 0.5], [0.6, 0.4]])) == pytest.approx([1.0, 1.0])


def test_the_hull_of_points_in_a_plane_is_that_of_their_triangles() -> None:
    from scipy.spatial import Delaunay

    hull = POINTS[:12]
    assert inside(OTHERS, hull).tolist() == (Delaunay(hull).find_simplex(OTHERS) >= 0).tolist()
    assert inside(hull, hull).all()


def test_a_map_holds_the_other_factors_at_the_base_and_says_what_it_is() -> None:
    points = factorial([3, 3, 3]).points
    found = surrogate(points, points @ [1.0, 10.0, 100.0], seed=1)
    table = surrogate_map(found, (2, 0), [0.5, 0.25, 0.5], ("load", "speed", "gap"), steps=(5, 5))
    assert len(table.drop_duplicates(["place_x", "place_y"])) == len(table) == 25
    assert (table["factor_x"].unique().tolist(), table["factor_y"].unique().tolist()) == (["gap"], ["load"])
    assert table["value"].to_numpy() == pytest.approx((100 * table["place_x"] + table["place_y"] + 2.5).to_numpy())
    assert (table["source"] == "surrogate: linear surface").all()
    assert (table["cv_rmse"] == found.cv_rmse).all()
    assert (table["q2"] == found.q2).all()
    assert table["trusted"].all()


def test_a_map_is_empty_beyond_the_runs() -> None:
    found = surrogate(POINTS[POINTS[:, 0] < 0.5], kink(POINTS[POINTS[:, 0] < 0.5]), seed=1)
    table = surrogate_map(found, (0, 1), [0.5, 0.5], "ab")
    assert table.loc[table["place_x"] > 0.5, "value"].isna().all()
    assert table.loc[table["place_x"].between(0.1, 0.4) & table["place_y"].between(0.2, 0.8), "value"].notna().all()


def test_points_run_twice_and_replications_are_averaged() -> None:
    values = kink(POINTS)
    twice = surrogate(np.vstack([POINTS, POINTS]), np.concatenate([values + 1.0, values - 1.0]), seed=1)
    both = surrogate(POINTS, np.stack([values + 1.0, values - 1.0], axis=1), seed=1)
    once = surrogate(POINTS, values, seed=1)
    assert twice.cv_rmse == pytest.approx(once.cv_rmse)
    assert both.cv_rmse == pytest.approx(once.cv_rmse)
    assert len(twice.points) == 60


def test_points_that_could_not_be_run_are_left_out() -> None:
    values = kink(POINTS)
    values[:5] = np.nan
    assert surrogate(POINTS, values, 1).cv_rmse == surrogate(POINTS[5:], values[5:], 1).cv_rmse


@pytest.mark.parametrize(
    ("points", "values", "told"),
    [
        (POINTS[:9], kink(POINTS[:9]), "takes more than 9 points"),
        (latin_hypercube(9, 11, 1).points, np.arange(11.0), "takes more than 11 points"),
        (POINTS, np.full(60, 0.1), "does not vary"),
        (np.repeat(np.linspace(0, 1, 20)[:, None], 2, axis=1), np.arange(20.0), "no surrogate can be fitted"),
    ],
)
def test_what_makes_no_surrogate_is_refused(points: Floats, values: Floats, told: str) -> None:
    with pytest.raises(InputError, match=told):
        surrogate(points, values, seed=1)


def test_the_same_seed_tells_the_same() -> None:
    values = kink(POINTS) + np.random.default_rng(1).normal(0, 0.05, 60)
    first, again, other = (surrogate(POINTS, values, seed) for seed in (1, 1, 2))
    assert (first.kind, first.cv_rmse) == (again.kind, again.cv_rmse)
    assert first.at(OTHERS).tobytes() == again.at(OTHERS).tobytes()
    assert first.cv_rmse != other.cv_rmse
