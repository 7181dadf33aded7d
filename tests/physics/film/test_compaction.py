import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.film.compaction import (
    Compaction,
    broken_share,
    compacted_porosity,
    compaction_resistance,
    contact_length,
    coverage_of_broken,
    heckel_nip,
    heckel_porosity,
    nip_pressure,
    softness,
)


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


LOADS = st.floats(0, 3e6)
"""N/m, to beyond what breaks particles."""


@given(LOADS, st.floats(0.25, 1.0), st.floats(0.05e6, 0.6e6), st.floats(0.08, 0.30), st.floats(0.002, 0.006))
def test_over_the_published_ranges_porosity_stays_between_its_ends_and_falls_with_load_and_heat(
    load: float, roll_m: float, resistance: float, least: float, softening: float
) -> None:
    def porosity(load: float, warmer: float) -> float:
        found = compaction_resistance(resistance, 1.0, roll_m / 0.8, warmer, softening)
        return float(compacted_porosity(load, Compaction(0.45, least, found)))

    assert least - 1e-12 <= porosity(load, 55.0) <= 0.45 + 1e-12
    assert porosity(load * 1.1, 55.0) <= porosity(load, 55.0) <= porosity(load, 0.0)


def test_published_pressure_of_a_nip() -> None:
    length = contact_length(0.4, 30e-6)
    assert length == pytest.approx(3.5e-3, rel=0.02)
    assert nip_pressure(500e3, length) == pytest.approx(144e6, rel=0.01)


@given(st.floats(1e4, 3e6), st.floats(0.1, 0.5), st.floats(20e-6, 300e-6), st.floats(0.25, 0.6), st.floats(50e6, 500e6))
def test_the_yielding_powder_and_its_nip_agree_on_one_pressure(
    load: float, radius: float, solids: float, fed: float, yields: float
) -> None:
    found = heckel_nip(load, radius, solids, fed, 1 / yields)
    assert 0 < found < fed
    length = contact_length(radius, solids * (1 / (1 - fed) - 1 / (1 - found)))
    assert found == pytest.approx(heckel_porosity(nip_pressure(load, length), fed, 1 / yields), abs=1e-6)
    assert heckel_nip(1.2 * load, radius, solids, fed, 1 / yields) <= found


@given(st.floats(1e4, 1.5e6), st.floats(0.08, 0.30))
def test_softness_is_the_slope_of_the_thickness(load: float, least: float) -> None:
    material, solids = Compaction(0.45, least, 280e3), 130e-6

    def thickness(load: float) -> float:
        return solids / (1 - float(compacted_porosity(load, material)))

    slope = (thickness(load - 10.0) - thickness(load + 10.0)) / 20.0
    assert softness(thickness(load), compacted_porosity(load, material), material) == pytest.approx(slope, rel=1e-3)


@given(st.floats(0, 6e6), st.floats(0.8e6, 3e6), st.floats(0.2, 2.0))
def test_grains_break_only_above_the_fracture_load_and_more_with_more_of_it(
    load: float, fracture: float, width: float
) -> None:
    share = broken_share(load, fracture, width)
    assert 0 <= share <= 1
    assert (share == 0) == (load <= fracture)
    assert broken_share(load * 1.1, fracture, width) >= share


def test_a_split_sphere_shows_a_third_of_bare_surface() -> None:
    radius = 5.0
    coated, bare = 4 * np.pi * radius**2, 2 * np.pi * radius**2
    assert coverage_of_broken(1.0) == pytest.approx(coated / (coated + bare))
