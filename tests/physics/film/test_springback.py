import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.film.springback import springback, sprung_back


@given(st.floats(0.05, 0.4), st.floats(0, 0.1))
def test_springback_keeps_the_mass(porosity: float, growth: float) -> None:
    assert (1 - sprung_back(porosity, growth)) * (1 + growth) == pytest.approx(1 - porosity)
    assert porosity - 1e-12 <= sprung_back(porosity, growth) < 1


def test_the_two_parts_and_a_hundredth_per_decade() -> None:
    assert springback(0.05, 0.0, 0.4, 1.0, 0.01) == pytest.approx(0.02)
    assert springback(0.05, 1.0, 0.4, 1.0, 0.01) == pytest.approx(0.05)
    decades = [springback(0.05, 1.0, 0.4, hours, 0.01) for hours in (1.0, 10.0, 100.0)]
    assert decades == pytest.approx([0.05, 0.06, 0.07])
    # what is less than an hour old is taken as settled
    assert springback(0.05, 1.0, 0.4, 0.0, 0.01) == springback(0.05, 1.0, 0.4, 1.0, 0.01)


@given(st.floats(0.01, 0.15), st.floats(0, 1), st.floats(0, 0.9), st.floats(1, 500))
def test_denser_and_older_webs_have_come_back_further(full: float, even: float, degree: float, rest_h: float) -> None:
    growth = springback(full, degree, even, rest_h, 0.01)
    assert growth >= 0
    assert springback(full, degree + 0.1, even, rest_h, 0.01) >= growth
    assert springback(full, degree, even, 2 * rest_h, 0.01) > growth
