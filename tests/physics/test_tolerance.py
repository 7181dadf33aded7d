import numpy as np
import pytest

from dbetwin.physics import tolerance

RNG = np.random.default_rng(11)


@pytest.mark.parametrize("faces", [2, 20, 40])
def test_mean_and_extremes_match_brute_force(faces: int) -> None:
    sample = RNG.standard_normal((200_000, faces))
    quantile = (np.arange(200_000) + 0.5) / 200_000
    for closed, brute in (
        (tolerance.standard_mean(quantile, faces), sample.mean(axis=1)),
        (tolerance.standard_highest(quantile, faces), sample.max(axis=1)),
        (tolerance.standard_lowest(quantile, faces), sample.min(axis=1)),
    ):
        assert closed.mean() == pytest.approx(brute.mean(), abs=0.01)
        assert closed.std() == pytest.approx(brute.std(), rel=0.02)
        assert np.quantile(closed, [0.01, 0.99]) == pytest.approx(np.quantile(brute, [0.01, 0.99]), abs=0.03)


@pytest.mark.parametrize(("correlation", "expected"), [(0.0, 0.158), (0.3, 0.563), (1.0, 1.0)])
def test_forty_faces(correlation: float, expected: float) -> None:
    assert tolerance.cv_of_mean(1.0, 40, correlation) == pytest.approx(expected, abs=5e-4)


def test_correlated_faces_match_brute_force() -> None:
    shared, own = RNG.standard_normal((100_000, 1)), RNG.standard_normal((100_000, 10))
    faces = np.sqrt(0.4) * shared + np.sqrt(0.6) * own
    assert tolerance.cv_of_mean(1.0, 10, 0.4) == pytest.approx(faces.mean(axis=1).std(), rel=0.02)
