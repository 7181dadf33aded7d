"""On lines whose throughput is known, intervals over replications hold it as often as they say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from dbetwin.line.parts import run_parts
from dbetwin.plant.load import load_plant
from dbetwin.study.statistics.interval import interval, paired
from dbetwin.study.verification.formulas import two_machine_line

REPETITIONS, REPLICATIONS = 400, 10
LINE = {places: ("textbook/two_machines", (f"buffers.b1.capacity_parts={places}",)) for places in (0, 4)}


def throughputs(places: int, seed: int, minutes: float = 2_000.0) -> Sequence[float]:
    """Of all replications, after 200 minutes of warm-up: the line forgets its empty start within some 50."""
    plant = load_plant(*LINE[places])
    runs = (run_parts(plant, minutes=minutes, warmup_min=200.0, seed=seed, replication=r) for r in range(REPLICATIONS))
    return [run.throughput_per_min for run in runs]


@pytest.mark.slow
@pytest.mark.weekly
def test_intervals_of_a_line_hold_its_throughput() -> None:
    """Both of one line and of the difference of two on common random numbers, 92 to 98 % of 400 times."""
    truth = {places: two_machine_line(places) for places in LINE}
    one, pair = [], []
    for seed in range(REPETITIONS):
        found = {places: throughputs(places, seed) for places in LINE}
        one.append(interval(found[4]).holds(truth[4]))
        pair.append(paired(found[0], found[4]).holds(truth[4] - truth[0]))
    assert 0.92 <= np.mean(one) <= 0.98
    assert 0.92 <= np.mean(pair) <= 0.98
