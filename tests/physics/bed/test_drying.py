import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.bed import drying
from dbetwin.physics.bed.drying import ETHANOL, WATER


def test_what_a_kilogram_of_gas_evaporates() -> None:
    assert drying.evaporable_moisture(70, 40, WATER, gas_heat=1006) == pytest.approx(0.0125, abs=5e-5)
    assert drying.evaporable_moisture(70, 40, ETHANOL) == pytest.approx(0.0347, abs=5e-5)


def test_saturation_pressures_at_the_boiling_points() -> None:
    # at its boiling point a solvent's vapour pressure is one atmosphere: at twice that pressure half the gas is vapour
    for solvent, boiling_C in ((ETHANOL, 78.3), (WATER, 100.0)):
        equal_parts = solvent.molar_mass / drying.NITROGEN_MOLAR_MASS
        assert drying.saturation_moisture(boiling_C, solvent, 2 * 101325.0) == pytest.approx(equal_parts, rel=0.02)


def test_the_worked_spray_time() -> None:
    evaporated = 3000 / 3600 * 0.0347
    hours = drying.spray_time(3.0, 0.05, 1.0, evaporated) / 3600
    assert hours == pytest.approx(57 / 104, rel=0.01)


@given(st.floats(0.0, 0.06), st.floats(0.0005, 0.01))
def test_the_more_is_sprayed_the_wetter_the_gas_leaves(moisture: float, more: float) -> None:
    assert drying.outlet_saturation(70.0, moisture + more, ETHANOL) > drying.outlet_saturation(70.0, moisture, ETHANOL)


@given(st.floats(0, 0.06))
def test_the_bed_is_as_cold_as_the_heat_balance_says(moisture: float) -> None:
    bed = drying.bed_temperature(70.0, moisture, ETHANOL)
    assert drying.evaporable_moisture(70.0, bed, ETHANOL) == pytest.approx(moisture, abs=1e-12)
