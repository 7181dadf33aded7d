"""Scale-up of atomic layer deposition on particles: Yanguas-Gil and Elam 2024, doi:10.1116/6.0004006.

Published (arXiv:2408.13116): reactors that force the precursor through fluidised particles pass sooner to the regime
that transport limits and throughput is highest in, and use more of their precursor. The reactors here are those of
the station ``ald_coater``, by their own balances.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq

from dbetwin.physics.vapour.uptake import feed_for, taken_up, taken_up_stirred

WANTED = 0.95
"""Saturation of a pulse."""


def feed_stirred(filled: float, damkoehler: float) -> float:
    return float(brentq(lambda fed: float(taken_up_stirred(fed, damkoehler)) - filled, filled, 1e4))


def limited_from(feed: object) -> float:
    """Damkoehler number from which on the dose is within a tenth of the least that could do."""
    return float(brentq(lambda log: feed(WANTED, 10.0**log) - WANTED / 0.9, -1, 5))  # type: ignore[operator]


def test_gas_forced_through_the_bed_is_limited_by_transport_sooner() -> None:
    forced, stirred = (10 ** limited_from(feed) for feed in (feed_for, feed_stirred))
    print(f"90 % of the highest throughput from Da = {forced:.1f} on if forced, {stirred:.1f} if stirred")
    assert forced < 0.5 * stirred


def test_it_uses_more_of_its_precursor_at_any_speed_of_uptake() -> None:
    for damkoehler in np.geomspace(0.1, 1e4, 11):
        used = WANTED / float(feed_for(WANTED, damkoehler)), WANTED / feed_stirred(WANTED, damkoehler)
        print(f"Da {damkoehler:9.1f}: used {used[0]:.3f} forced, {used[1]:.3f} stirred")
        assert used[0] >= used[1] - 1e-9
    assert used[0] > 0.999


def test_until_half_full_next_to_nothing_leaves_a_deep_bed() -> None:
    assert float(taken_up(0.5, 100.0)) / 0.5 > 1 - 1e-9
    assert float(taken_up_stirred(0.5, 100.0)) / 0.5 < 0.99
