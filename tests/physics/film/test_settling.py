import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.film import settling


@given(st.floats(0.001, 0.05), st.floats(1, 50), st.floats(0, 60))
def test_what_a_start_leaves_is_the_mean_square_of_its_decay(deviation: float, length: float, scrapped: float) -> None:
    roll = 100 * length + scrapped
    places = np.linspace(scrapped, roll, 400_001)
    square = np.trapezoid((deviation * np.exp(-places / length)) ** 2, places) / roll
    assert settling.settling_cv(deviation, length, scrapped, roll) == pytest.approx(math.sqrt(square), rel=2e-3)


@given(st.floats(0.001, 0.05), st.floats(0.0005, 0.05), st.floats(1, 50))
def test_after_the_length_to_settle_so_much_is_left(deviation: float, left: float, length: float) -> None:
    web = settling.length_to_settle(deviation, left, length)
    assert web >= 0
    assert deviation * math.exp(-web / length) == pytest.approx(min(deviation, left))


def test_rolls_settle_in_three_turns_and_a_loop_takes_longer_on_a_fast_web() -> None:
    rolls_only = settling.settling_length(1.26, 0.133, 0.0)
    assert settling.length_to_settle(0.02, 0.001, rolls_only) == pytest.approx(3 * 1.26, rel=0.01)
    slow, fast = (settling.settling_length(1.26, speed, 90.0) for speed in (0.133, 2.0))
    assert fast - slow == pytest.approx(90 * (2.0 - 0.133))
