import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.press.densification import closing_time, final_porosity, pressed_porosity


def test_the_time_constant_is_that_of_the_reference_at_its_temperature() -> None:
    assert closing_time(20.0, 80.0, 80.0, 50e3) == 20.0
    # 50 kJ/mol is a factor of 23 between 25 and 80 degrees
    assert closing_time(20.0, 25.0, 80.0, 50e3) / 20 == pytest.approx(
        np.exp(50e3 / 8.314 * (1 / 298.15 - 1 / 353.15)), 1e-3
    )
    assert closing_time(20.0, 25.0, 80.0, 0.0) == 20.0


def test_one_time_constant_goes_two_thirds_of_the_way() -> None:
    assert pressed_porosity(0.17, 0.05, 20.0, 20.0) == pytest.approx(0.05 + 0.12 / np.e)
    assert pressed_porosity(0.17, 0.05, 0.0, 20.0) == pytest.approx(0.17)
    assert pressed_porosity(0.03, 0.05, 1e6, 20.0) == pytest.approx(0.03)


@given(
    before=st.floats(0.0, 0.6),
    pressure=st.floats(100, 600),
    temperature=st.floats(25, 150),
    dwell=st.floats(60, 1800),
    memory=st.floats(0, 1),
    activation=st.floats(20e3, 100e3),
)
def test_harder_longer_and_hotter_close_more(before, pressure, temperature, dwell, memory, activation) -> None:
    def after(pressure: float, temperature: float, dwell: float) -> float:
        final = final_porosity(0.05, (pressure - 300) * 1e6, 300e6, before / 0.17, memory)
        return float(pressed_porosity(before, final, dwell, closing_time(20.0, temperature, 80.0, activation)))

    reached, slack = after(pressure, temperature, dwell), 1e-12
    assert 0 <= reached <= before + slack
    assert reached < 1
    for harder in (
        after(1.1 * pressure, temperature, dwell),
        after(pressure, temperature + 5, dwell),
        after(pressure, temperature, 1.1 * dwell),
    ):
        assert harder <= reached + slack
