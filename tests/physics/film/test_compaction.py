import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.film.compaction import Compaction, compacted_porosity, compaction_resistance, sprung_back


def test_published_form_of_both_electrodes() -> None:
    loads = np.array([100e3, 200e3, 500e3, 1000e3])
    cathode = compacted_porosity(loads, Compaction(0.42, 0.12, 350e3))
    anode = compacted_porosity(loads, Compaction(0.50, 0.20, 200e3))
    assert cathode.round(3).tolist() == [0.345, 0.289, 0.192, 0.137]
    assert anode.round(3).tolist() == [0.382, 0.310, 0.225, 0.202]


@given(st.floats(0, 2e6), st.floats(1e4, 1e6))
def test_load_closes_pores_between_the_two_ends(load: float, more: float) -> None:
    material = Compaction(0.42, 0.12, 350e3)
    porosity = compacted_porosity(load, material)
    assert 0.12 <= compacted_porosity(load + more, material) <= porosity <= 0.42


def test_what_resists() -> None:
    assert compaction_resistance(1.0, 2.0) == pytest.approx(2.0)
    assert compaction_resistance(1.0, 1.0, 0.25) == pytest.approx(0.5)
    assert compaction_resistance(1.0, 1.0, 1.0, 75.0) == pytest.approx(np.exp(-0.3))


@given(st.floats(0.05, 0.4), st.floats(0, 0.1))
def test_springback_keeps_the_mass(porosity: float, growth: float) -> None:
    assert (1 - sprung_back(porosity, growth)) * (1 + growth) == pytest.approx(1 - porosity)
