"""Graphite and PTFE doughs: fibrillation saturates after 12 min of kneading, over-kneading cuts; more fibrils, coarser
granules, stronger films, longer ways for ions. Thesis, UNIST, https://scholarworks.unist.ac.kr/handle/201301/91538."""

import numpy as np

from dbetwin.physics.film.fibrillation import film_strength, path_factor
from dbetwin.stations import kneader
from tests.stations.powder_to_web import bench

SATURATED_MIN = 12.0


def kneaded(minutes: float) -> dict[str, float]:
    """Dough of the pilot's kneader after a time."""
    return dict(bench("kneader", specific_energy_kJ_per_kg=139 * 60 * minutes / 1000).work().columns)


def test_fibrillation_saturates_and_over_kneading_cuts():
    usual = bench("kneader")
    best = float(kneader.figures(usual.settings, usual.lot())["optimum_after_min"])
    degree = {time: kneaded(time)["fibrillation"] for time in (3.0, 6.0, 9.0, SATURATED_MIN, best, 20.0, 40.0)}
    print(f"most fibrils after {best:.1f} min ({100 * (best / SATURATED_MIN - 1):+.0f} %)", degree)
    assert abs(best / SATURATED_MIN - 1) < 0.25
    # what 12 min have drawn is nearly all; the first minutes draw most
    assert degree[SATURATED_MIN] > 0.95 * degree[best]
    assert degree[3.0] > 0.4 * degree[SATURATED_MIN]
    assert degree[best] > degree[20.0] > degree[40.0]


def test_what_rises_with_the_fibrils():
    few, many = kneaded(4.0), kneaded(12.0)
    drawn = np.array([few["fibrillation"], many["fibrillation"]])
    strength, way = film_strength(0.01, drawn, 0.32), path_factor(drawn, 0.3, 0.9)
    granules = (few["dough_granule_um"], many["dough_granule_um"])
    print(f"granules {granules[0]:.0f} to {granules[1]:.0f} um, strength x {strength[1] / strength[0]:.2f}, way x "
          f"{way[1] / way[0]:.2f}")  # fmt: skip
    assert granules[1] > granules[0]
    assert strength[1] > strength[0]
    assert way[1] > way[0]
