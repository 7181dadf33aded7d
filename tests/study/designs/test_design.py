from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from dbetwin.study.designs import factorial, filling, fractional, morris, one_at_a_time, saltelli
from dbetwin.study.designs.design import Design, keyed

DESIGNS: dict[str, tuple[Callable[[int], Design], int]] = {
    "factorial": (lambda seed: factorial.factorial([2, 3, 4]), factorial.size([2, 3, 4])),
    "fractional": (lambda seed: fractional.fractional(7, 4), fractional.size(7, 4)),
    "latin hypercube": (lambda seed: filling.latin_hypercube(3, 20, seed), 20),
    "sobol": (lambda seed: filling.sobol(3, 32, seed), 32),
    "morris": (lambda seed: morris.morris(3, 8, seed), morris.size(3, 8)),
    "morris, many": (lambda seed: morris.morris(3, 30, seed), morris.size(3, 30)),
    "saltelli": (lambda seed: saltelli.saltelli(3, 16, seed), saltelli.size(3, 16)),
    "one at a time": (lambda seed: one_at_a_time.one_at_a_time([0.5, 0.2, 0.1]), one_at_a_time.size(3)),
}
RANDOM = {"latin hypercube", "sobol", "morris", "morris, many", "saltelli"}


@pytest.mark.parametrize("name", DESIGNS)
def test_a_design_has_the_size_that_was_told_and_lies_in_the_unit_cube(name: str) -> None:
    made, size = DESIGNS[name]
    design = made(1)
    assert design.size == len(design.points) == size
    assert design.points.dtype == np.float64
    assert design.points.min() >= 0
    assert design.points.max() <= 1


@pytest.mark.parametrize("name", DESIGNS)
def test_the_same_seed_makes_the_same_points_and_another_seed_others(name: str) -> None:
    made, _ = DESIGNS[name]
    np.random.default_rng().random()  # what else is drawn has no say
    assert made(1).points.tobytes() == made(1).points.tobytes()
    assert (made(1).points.tobytes() != made(2).points.tobytes()) == (name in RANDOM)


def test_each_purpose_has_its_own_numbers() -> None:
    assert keyed(1, "a").random() == keyed(1, "a").random()
    assert len({keyed(seed, purpose).random() for seed in (1, 2) for purpose in "ab"}) == 4
