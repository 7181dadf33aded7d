import numpy as np
import pytest

from dbetwin.physics.film import field


def test_the_field_has_unit_variance_and_the_wanted_correlation() -> None:
    places = np.array([0.0, 2.0, 5.0, 10.0, 20.0, 60.0])
    fields = np.array([field.along_web_field(places, 10.0, key) for key in range(6000)])
    assert fields.mean() == pytest.approx(0, abs=0.02)
    assert fields.std(axis=0) == pytest.approx(np.ones(6), abs=0.03)
    correlation = np.corrcoef(fields.T)[0]
    assert correlation == pytest.approx(np.exp(-places / 10.0), abs=0.04)
    # near enough to a normal field for its tails
    assert np.quantile(fields, 0.99) == pytest.approx(2.326, abs=0.05)


def test_a_web_is_the_same_wherever_it_is_looked_at_from() -> None:
    whole = field.along_web_field(np.linspace(0, 100, 11), 10.0, key=3)
    assert field.along_web_field(np.array([70.0]), 10.0, key=3)[0] == whole[7]
    assert field.along_web_field(np.array([70.0]), 10.0, key=4)[0] != whole[7]


def test_runout_repeats_with_the_roll() -> None:
    places = np.linspace(0, 2.5, 26)
    assert field.runout_field(places, 2.5, 9) == pytest.approx(field.runout_field(places + 5.0, 2.5, 9), abs=1e-9)
    assert np.abs(field.runout_field(np.linspace(0, 2.5, 1000), 2.5, 9)).max() == pytest.approx(1, abs=1e-4)


def test_the_field_at_even_places_is_the_field() -> None:
    places = 7.3 + 0.51 * np.arange(200)
    expected = field.along_web_field(places, 10.0, key=3)
    assert field.evenly_along_web(7.3, 0.51, 200, 10.0, key=3) == pytest.approx(expected, abs=1e-9)
    # what stands further on along the web leaves the places before it as they are
    assert (
        field.evenly_along_web(7.3, 0.51, 40, 10.0, key=3) == field.evenly_along_web(7.3, 0.51, 200, 10.0, key=3)[:40]
    ).all()
