"""Constriction against the tube that is solved directly, its limits and its exponents."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.interface.face.constriction import (
    HYPOTHESES,
    constriction_asr_ohm_cm2,
    flux_tube_factor,
    simple_factor,
    spots_asr_ohm_cm2,
)
from dbetwin.interface.hypothesis import Situation
from tests.designs import lithium_design
from tests.interface.face.flux_tube import spreading_factor

TABLE = np.array([0.01, 0.04, 0.09, 0.25, 0.49, 0.81])


def test_the_series_is_the_tube_solved_directly():
    share = np.array([1e-4, 1e-3, *TABLE[:-1]])
    assert flux_tube_factor(share) == pytest.approx(spreading_factor(share), rel=2e-4)
    assert flux_tube_factor(TABLE) == pytest.approx(spreading_factor(TABLE), rel=3e-3)
    near_one = np.array([0.9, 0.95, 0.99, 0.999])
    assert flux_tube_factor(near_one) == pytest.approx(spreading_factor(near_one), abs=1e-4)


def test_table_of_factors():
    assert flux_tube_factor(TABLE) == pytest.approx([0.859, 0.721, 0.587, 0.340, 0.140, 0.0186], abs=6e-4)
    assert simple_factor(TABLE) == pytest.approx([0.854, 0.716, 0.586, 0.354, 0.164, 0.032], abs=6e-4)
    assert simple_factor(TABLE[:3]) == pytest.approx(spreading_factor(TABLE[:3]), rel=0.01)


def local_exponent(law, fraction, *rest):
    near = law(np.array([fraction, 1.001 * fraction]), *rest)
    return np.diff(np.log(near))[0] / np.log(1.001)


@pytest.mark.parametrize(("fraction", "slope"), [(1e-2, -0.581), (1e-3, -0.523), (1e-4, -0.507)])
def test_spots_at_a_fixed_distance_approach_the_square_root_law(fraction, slope):
    assert local_exponent(constriction_asr_ohm_cm2, fraction, 50.0, 0.5) == pytest.approx(slope, abs=1e-3)
    assert local_exponent(constriction_asr_ohm_cm2, fraction, 50.0, 0.5, simple_factor) == pytest.approx(
        slope, rel=5e-2
    )


@pytest.mark.parametrize("fraction", [1e-3, 1e-4])
def test_spots_of_a_fixed_size_approach_one_over_pressure(fraction):
    assert local_exponent(spots_asr_ohm_cm2, fraction, 2.5, 0.5) == pytest.approx(-1.0, rel=0.05)


def test_one_spot_of_its_own_size_and_distance_is_the_same_by_both_laws():
    radius, spacing = 2.5, 50.0
    fraction = np.pi * (radius / spacing) ** 2
    assert float(spots_asr_ohm_cm2(fraction, radius, 0.5)) == pytest.approx(
        float(constriction_asr_ohm_cm2(fraction, spacing, 0.5)), rel=1e-12
    )


def test_full_contact_leaves_no_constriction():
    assert float(constriction_asr_ohm_cm2(1.0, 50.0, 0.5)) == pytest.approx(0.0, abs=1e-12)
    assert float(spots_asr_ohm_cm2(1.0, 2.5, 0.5)) == pytest.approx(0.0, abs=1e-12)
    assert float(constriction_asr_ohm_cm2(0.9999, 50.0, 0.5)) < 0.01


@given(fraction=st.floats(1e-6, 0.98), spacing=st.floats(5, 200), sigma=st.floats(0.05, 5))
def test_constriction_falls_with_contact_and_conductivity_and_rises_with_distance(fraction, spacing, sigma):
    for law in (flux_tube_factor, simple_factor):
        usual = float(constriction_asr_ohm_cm2(fraction, spacing, sigma, law))
        assert float(constriction_asr_ohm_cm2(1.01 * fraction, spacing, sigma, law)) < usual
        assert float(constriction_asr_ohm_cm2(fraction, spacing, 1.01 * sigma, law)) < usual
        assert float(constriction_asr_ohm_cm2(fraction, 1.01 * spacing, sigma, law)) > usual


@pytest.mark.parametrize("name", ["fixed_spacing", "cooper_mikic_yovanovich", "fixed_size"])
def test_a_row_is_what_it_is_alone(name):
    known = {
        "anode_contact_fraction": np.array([0.01, 0.3, 1.0]),
        "asperity_factor": np.array([1.0, 1.3, 0.8]),
        "hot_separator_conductivity_mS_cm": np.array([0.5, 1.0, 2.0]),
    }
    model, situation = HYPOTHESES[name], Situation.of(lithium_design())
    together = model.columns(known, situation, model.constants())["constriction_asr_ohm_cm2"]
    for row in range(3):
        alone = {key: values[row : row + 1] for key, values in known.items()}
        assert model.columns(alone, situation, model.constants())["constriction_asr_ohm_cm2"][0] == together[row]


def test_each_hypothesis_is_its_law():
    known = {
        "anode_contact_fraction": np.array([0.2]),
        "asperity_factor": np.array([1.2]),
        "hot_separator_conductivity_mS_cm": np.array([0.5]),
    }
    situation = Situation.of(lithium_design())
    laws = {
        "fixed_spacing": constriction_asr_ohm_cm2(0.2, 60.0, 0.5),
        "cooper_mikic_yovanovich": constriction_asr_ohm_cm2(0.2, 60.0, 0.5, simple_factor),
        "fixed_size": spots_asr_ohm_cm2(0.2, 3.0, 0.5),
        "none": 0.0,
    }
    for name, expected in laws.items():
        model = HYPOTHESES[name]
        found = model.columns(known, situation, model.constants())["constriction_asr_ohm_cm2"]
        assert found[0] == pytest.approx(float(expected), rel=1e-12), name
    assert len({float(each) for each in laws.values()}) == len(HYPOTHESES)
