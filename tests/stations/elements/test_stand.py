import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.stations.elements.stand import StandSettings, Web, deflection, profile

WEB = Web(width=0.32, thickness=156e-6, softness=1.5e-11, correlation=10.0)


def stand(**changed: float) -> StandSettings:
    given = {"speed_m_per_min": 10, "line_load_N_per_mm": 600, "roll_diameter_m": 0.8, "runout_um": 3, **changed}
    return StandSettings(kind="any", machines=1, **given)


def test_parts_of_an_open_loop_are_those_of_a_rule_of_thumb() -> None:
    parts = profile(stand(loop_gain_share=0.0), WEB)
    share = 1.5e-11 / (1.5e-11 + 0.32 / 4e9)
    assert parts.gap_share == pytest.approx(share)
    # 1 % of 600 N/mm on 0.32 m stretches a stand of 4 MN/mm by 0.48 um
    assert parts.load == pytest.approx(0.48e-6, rel=1e-6)
    # 0.3 K on rolls of 0.8 m
    assert parts.heat == pytest.approx(share * 0.8 * 11.5e-6 * 0.3)
    assert parts.noise == pytest.approx(0.0, abs=1e-12)
    assert parts.wave == pytest.approx(share * math.sqrt(2) * 1.5e-6)
    assert parts.along == pytest.approx(math.hypot(parts.load, parts.heat))
    # what moves the gap does so in steps
    assert parts.step == 0.0
    assert profile(stand(), WEB).step == pytest.approx(share * 1e-6 / math.sqrt(3))


def test_across_a_web_of_a_metre_rolls_of_eighty_centimetres_need_their_crown() -> None:
    wide = Web(1.0, 156e-6, 1.5e-11, 10.0)
    # published: 5.47 um from centre to edge of one roll at 0.5 kN/mm
    settings = stand(line_load_N_per_mm=500)
    assert deflection(settings, 1.0) == pytest.approx(5.47e-6, rel=0.02)
    uncrowned = profile(stand(line_load_N_per_mm=500, bending_residual=1.0), wide)
    assert uncrowned.across == pytest.approx(2 * 5.47e-6 * (np.linspace(-1, 1, 10001) ** 2).std(), rel=0.02)
    assert profile(settings, wide).across == pytest.approx(0.15 * uncrowned.across)
    assert uncrowned.across / 156e-6 > 0.02


@given(
    st.floats(5, 100), st.floats(10, 3000), st.floats(0.25, 1.0), st.floats(0.01, 5), st.floats(2, 8), st.floats(2, 6),
    st.floats(0.001, 0.9),
)  # fmt: skip
def test_over_the_range_of_settings_no_part_is_negative_or_endless(
    speed: float, load: float, roll: float, runout: float, distance: float, stiffness: float, share: float
) -> None:
    parts = profile(
        stand(
            speed_m_per_min=speed, line_load_N_per_mm=load, roll_diameter_m=roll, runout_um=runout,
            gauge_distance_m=distance, stand_stiffness_MN_per_mm=stiffness, loop_gain_share=share,
        ),
        WEB,
    )  # fmt: skip
    for part in (parts.across, parts.load, parts.heat, parts.noise, parts.wave):
        assert 0 <= part < 1e-3
    assert 0 < parts.gap_share < 1
