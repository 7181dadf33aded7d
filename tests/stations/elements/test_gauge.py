import pytest

from dbetwin.physics.film.control import gain_limit
from dbetwin.stations.elements.gauge import GaugeSettings, loop_of


def gauge(**changed: float) -> GaugeSettings:
    return GaugeSettings(**{"kind": "any", "machines": 1, "speed_m_per_min": 10, **changed})


def test_the_web_takes_its_time_to_the_gauge() -> None:
    slow, fast = loop_of(gauge(gauge_distance_m=3)), loop_of(gauge(gauge_distance_m=3, speed_m_per_min=60))
    assert (slow.delay, fast.delay) == pytest.approx((18.0, 3.0))
    # what is close in time may be corrected harder
    assert fast.gain > slow.gain


def test_the_gain_is_a_share_of_what_the_loop_can_bear() -> None:
    half = loop_of(gauge(loop_gain_share=0.5, loop_lead_scans=1.0))
    assert half.gain == pytest.approx(0.5 * gain_limit(18.0, 10.0, 1.0))
    assert loop_of(gauge(loop_gain_share=0.0)).gain == 0.0
