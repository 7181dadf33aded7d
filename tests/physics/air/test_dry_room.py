import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.air import dry_room, humidity


def test_what_comes_in_goes_out() -> None:
    load = dry_room.moisture_load(5, 0.15 / 3600, 10 * 1.2 / 3600, 0.0082, 1e-5)
    assert 3600 * load == pytest.approx(0.75 + 12 * 0.0082 + 0.036)
    supply, flow = 1e-6, 3.0
    room = dry_room.room_humidity(supply, load, flow)
    assert flow * room == pytest.approx(flow * supply + load, rel=1e-12)
    assert dry_room.air_flow_for(load, room, supply) == pytest.approx(flow)


def test_an_empty_tight_room_is_as_dry_as_its_air() -> None:
    assert dry_room.room_humidity(1e-6, dry_room.moisture_load(0, 1e-4, 0.0, 0.01, 0.0), 1.0) == 1e-6


def test_twenty_kelvin_drier_takes_an_order_of_magnitude_more_air() -> None:
    ratio = humidity.humidity_ratio(humidity.vapour_pressure(np.array([-40.0, -60.0, -75.0])))
    flow = dry_room.air_flow_for(1e-4, ratio[:2], ratio[2])
    assert flow[1] / flow[0] == pytest.approx(13.4, rel=0.02)


@given(
    people=st.floats(0, 500),
    each=st.floats(0.1, 0.2),
    flow=st.floats(0.1, 200),
    supply=st.floats(-90, -50),
    energy=st.floats(30e3, 60e3),
)
def test_more_air_is_drier_and_dearer(people: float, each: float, flow: float, supply: float, energy: float) -> None:
    blown = humidity.humidity_ratio(humidity.vapour_pressure(supply))
    load = dry_room.moisture_load(people, each / 3600, 0.001, 0.008, 0.0)
    less, more = dry_room.room_humidity(blown, load, np.array([flow, 1.1 * flow]))
    assert less > more > blown
    assert dry_room.treatment_power(1.1 * flow, energy) > dry_room.treatment_power(flow, energy)
