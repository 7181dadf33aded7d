import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.slurry.drying import CONSTANT_SHARE, CONSTANT_TIME, constant_rate, drying_time, evaporation_flux

SOLVENT, FLUX = st.floats(0.005, 0.5), st.floats(1e-4, 2e-2)


@given(solvent=SOLVENT, flux=FLUX)
def test_the_constant_rate_takes_its_share_of_the_solvent_in_its_share_of_the_time(solvent, flux):
    time = drying_time(solvent, flux)
    assert flux * CONSTANT_TIME * time == pytest.approx(CONSTANT_SHARE * solvent)
    assert time > solvent / flux  # the last tenth comes more slowly


@given(solvent=SOLVENT, flux=FLUX)
def test_rate_and_time_are_one_relation(solvent, flux):
    assert constant_rate(solvent, drying_time(solvent, flux)) == pytest.approx(flux)


def test_all_heat_goes_into_evaporation():
    heat = 510e3
    assert evaporation_flux(60.0, 45.0, heat) * heat == pytest.approx(60 * 45)
    assert evaporation_flux(60.0, 0.0, heat) == 0


@given(solvent=SOLVENT, flux=FLUX)
def test_more_solvent_needs_longer_and_more_heat_needs_less_long(solvent, flux):
    assert drying_time(1.1 * solvent, flux) > drying_time(solvent, flux) > drying_time(solvent, 1.1 * flux)
