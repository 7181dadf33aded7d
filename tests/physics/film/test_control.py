import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import lfilter

from dbetwin.physics.film.control import Loop, disturbance_left, gain_limit, noise_passed, wave_left

FINE = 20
"""Steps of a scan in the simulations."""


def controlled(undisturbed: np.ndarray, loop: Loop, noise: float = 0.0) -> np.ndarray:
    """Step through time: the gauge reads what passed it in a scan, then the actuator moves."""
    passed, rng = undisturbed.copy(), np.random.default_rng(2)
    late = round(loop.delay / loop.scan * FINE)
    place = before = 0.0
    for scan in range(len(passed) // FINE):
        passed[scan * FINE : (scan + 1) * FINE] += place
        first = scan * FINE - late
        reading = passed[first : first + FINE].mean() if first >= 0 else 0.0
        reading += noise * rng.standard_normal()
        place -= loop.gain * (reading + loop.lead * (reading - before))
        before = reading
    return passed[len(passed) // 20 :]


def forgetful(scans: int, correlation_time: float, loop: Loop) -> np.ndarray:
    """A disturbance of unit variance with exponential autocorrelation."""
    kept = math.exp(-loop.scan / FINE / correlation_time)
    kicks = np.random.default_rng(1).standard_normal(scans * FINE) * math.sqrt(1 - kept**2)
    return np.asarray(lfilter([1.0], [1.0, -kept], kicks))


@pytest.mark.parametrize(
    ("correlation_time", "loop", "noise"),
    [
        (600.0, Loop(20.0, 10.0, 0.15), 0.5),
        (60.0, Loop(18.0, 10.0, 0.12), 0.0),
        (60.0, Loop(2.5, 10.0, 0.5), 0.5),
        (75.0, Loop(22.5, 10.0, 0.1, 1.0), 0.0),
        (5.0, Loop(25.0, 10.0, 0.1), 0.5),
    ],
)
def test_the_closed_variance_is_that_of_a_simulation_within_two_percent(
    correlation_time: float, loop: Loop, noise: float
) -> None:
    simulated = controlled(forgetful(60_000, correlation_time, loop), loop, noise).std()
    closed = math.hypot(disturbance_left(correlation_time, loop), noise * noise_passed(loop))
    assert closed == pytest.approx(simulated, rel=0.02)


@pytest.mark.parametrize("lead", [0.0, 1.5])
@pytest.mark.parametrize("delay", [0.0, 4.0, 20.0, 47.0])
def test_a_loop_below_its_limit_settles_and_one_above_it_swings_up(delay: float, lead: float) -> None:
    limit = gain_limit(delay, 10.0, lead)
    kick = np.zeros(2000 * FINE)
    kick[: 20 * FINE] = 1.0
    rests, grows = (controlled(kick, Loop(delay, 10.0, share * limit, lead)) for share in (0.98, 1.02))
    assert abs(rests[-50 * FINE :]).max() < 0.1
    assert abs(grows[-50 * FINE :]).max() > 10
    assert disturbance_left(60.0, Loop(delay, 10.0, 1.02 * limit, lead)) == math.inf
    assert noise_passed(Loop(delay, 10.0, 1.02 * limit, lead)) == math.inf


@pytest.mark.parametrize("scans", [0, 1, 2, 5, 20])
def test_the_limit_of_integral_control_is_known_in_closed_form(scans: int) -> None:
    assert gain_limit(10.0 * scans, 10.0) == pytest.approx(2 * math.sin(math.pi / (2 * (2 * scans + 1))), rel=1e-9)
    # with many scans in the delay it is that of continuous control
    assert gain_limit(2000.0, 10.0) == pytest.approx(math.pi / 2 * 10 / 2005, rel=1e-4)


@settings(max_examples=60, deadline=None)
@given(st.floats(1.0, 5e3), st.floats(0.0, 60.0), st.floats(1.0, 30.0), st.floats(0.01, 0.9))
def test_no_loop_knows_what_the_web_did_since_it_was_read(
    correlation_time: float, delay: float, scan: float, share: float
) -> None:
    left = disturbance_left(correlation_time, Loop(delay, scan, share * gain_limit(delay, scan)))
    assert left**2 >= 1 - math.exp(-2 * delay / correlation_time) - 1e-6


@settings(max_examples=30, deadline=None)
@given(st.floats(1.0, 5e3), st.floats(0.0, 60.0), st.floats(1.0, 30.0), st.floats(0.05, 0.3))
def test_a_gauge_farther_away_is_never_better(correlation_time: float, delay: float, scan: float, gain: float) -> None:
    near, far = (Loop(metres, scan, gain * gain_limit(delay + scan, scan)) for metres in (delay, delay + scan))
    assert disturbance_left(correlation_time, near) <= disturbance_left(correlation_time, far) + 1e-6


def test_without_gain_nothing_changes() -> None:
    idle = Loop(20.0, 10.0, 0.0)
    assert disturbance_left(60.0, idle) == 1.0
    assert noise_passed(idle) == pytest.approx(0.0, abs=1e-12)
    assert wave_left(15.0, idle) == 1.0


def test_slow_drift_is_taken_out_and_what_no_delay_can_see_stays() -> None:
    loop = Loop(20.0, 10.0, 0.15)
    assert disturbance_left(1e5, loop) < 0.05
    assert disturbance_left(1.0, loop) == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("period", [15.7, 33.0, 210.0, 1000.0])
def test_a_wave_passes_as_in_a_simulation(period: float) -> None:
    loop = Loop(20.0, 10.0, 0.15)
    times = (np.arange(20_000 * FINE) + 0.5) * loop.scan / FINE
    wave = np.sin(2 * math.pi * times / period)
    assert wave_left(period, loop) == pytest.approx(controlled(wave, loop).std() * math.sqrt(2), rel=0.01)
