"""The film against its table, and what treatments leave of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.interface.face.surface_film import (
    HYPOTHESES,
    Treatment,
    film_asr_ohm_cm2,
    film_thickness_nm,
    treated_film_nm,
)
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.separator.resistance import protonated_share
from dbetwin.materials import load_material
from dbetwin.physics.air.humidity import vapour_pressure, vapour_pressure_over_water
from tests.designs import lithium_design
from tests.interface.activation import activation_eV

SHARES = st.integers(0, 100).map(lambda percent: percent / 100)

GARNET = load_material("llzo")
WEEKS = 6 * 7 * 24.0
DOSES = np.array(
    [
        *(24.0 * vapour_pressure(np.array([-60.0, -50.0, -40.0]))),
        7 * 24.0 * vapour_pressure(-40.0),
        0.5 * 24.0 * vapour_pressure_over_water(22.0),
        0.05 * WEEKS * vapour_pressure_over_water(22.0),
        0.80 * WEEKS * vapour_pressure_over_water(22.0),
    ]
)
"""-60, -50 and -40 C for a day, -40 C for a week, 50 % of saturation for a day, 5 and 80 % for six weeks."""


def film(dose, model="parabolic", temperature_C=25.0, **constants):
    hypothesis = HYPOTHESES[model]
    situation = Situation.of(lithium_design({"temperature_C": temperature_C}))
    rows = {"separator_exposure_Pa_h": np.atleast_1d(np.asarray(dose, dtype=float))}
    return hypothesis.columns(rows, situation, hypothesis.constants(**constants))


def test_vapour_pressure_of_a_dry_room():
    assert vapour_pressure(np.array([-20.0, -30.0, -40.0, -50.0, -60.0])) == pytest.approx(
        [103, 38, 12.9, 3.9, 1.1], rel=0.02
    )


def test_film_table_from_the_air():
    assert pytest.approx([26, 95, 308, 2.2e3, 3.2e4, 1.3e5, 2.1e6], rel=0.03) == DOSES
    found = film(DOSES)
    assert found["film_nm"] == pytest.approx([0.57, 1.1, 2.0, 5.2, 20, 41, 164], rel=0.02)
    assert found["film_asr_ohm_cm2"] == pytest.approx([5.7, 11, 20, 52, 200, 410, 1640], rel=0.02)
    kept = protonated_share(DOSES, GARNET["protonation_dose_Pa_h"])
    assert kept == pytest.approx([1, 1, 1, 0.999, 0.991, 0.964, 0.560], abs=2e-3)


def test_growth_is_parabolic_and_starts_from_nothing():
    assert film_thickness_nm(4 * 308.0, 20.0, 3.17e4) == pytest.approx(2 * film_thickness_nm(308.0, 20.0, 3.17e4))
    assert float(film_thickness_nm(0.0, 20.0, 3.17e4)) == 0.0
    assert film_asr_ohm_cm2(10.0, 1e-6) == pytest.approx(100.0)


@pytest.mark.parametrize("stated_eV", [0.3, 0.45])
def test_heat_speeds_the_film_up_by_the_stated_energy(stated_eV):
    known = {"separator_exposure_Pa_h": 150.0}
    found = activation_eV(lithium_design, HYPOTHESES["parabolic"], known, "film_asr_ohm_cm2", stated_eV)
    assert found == pytest.approx(stated_eV, rel=1e-6)


@given(dose=st.floats(0, 3e6), efficiency=SHARES, after=SHARES)
def test_no_treatment_makes_the_film_thicker(dose, efficiency, after):
    left = film(dose, "annealed", efficiency=efficiency, dose_share_after=after)["film_nm"]
    assert left <= film(dose)["film_nm"] * (1 + 1e-12)


@given(dose=st.floats(1, 3e6), after=SHARES)
def test_a_treatment_that_does_nothing_changes_nothing(dose, after):
    left = film(dose, "acid_etched", efficiency=0.0, dose_share_after=after)["film_nm"]
    assert left == pytest.approx(film(dose)["film_nm"], rel=1e-9)


@given(dose=st.floats(0, 1e6), step=st.floats(1, 1e6))
def test_more_moisture_is_a_thicker_film_treated_or_not(dose, step):
    for model in ("parabolic", "annealed", "acid_etched"):
        assert film(dose + step, model)["film_nm"] > film(dose, model)["film_nm"]


def test_a_perfect_treatment_leaves_the_remainder_and_what_grows_afterwards():
    dose, later = 3.17e4, 0.25
    left = film(dose, "annealed", efficiency=1.0, residual_film_nm=0.5, dose_share_after=later)["film_nm"]
    assert left == pytest.approx(np.hypot(0.5, 20.0 * np.sqrt(later)))
    least = Treatment().residual_film_nm
    assert film(dose, "annealed", efficiency=1.0, dose_share_after=0.0)["film_nm"] == pytest.approx(least)


def test_a_film_thinner_than_the_remainder_stays():
    assert float(treated_film_nm(0.4, 0.0, Treatment(residual_film_nm=0.5))) == 0.4
    assert film(0.0, "annealed")["film_nm"] == 0.0
    assert film(1e6, "clean")["film_asr_ohm_cm2"] == 0.0
