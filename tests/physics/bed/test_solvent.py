import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.bed import solvent
from dbetwin.physics.bed.solvent import ETHANOL, WATER
from dbetwin.physics.gas import ARGON, NITROGEN


@pytest.mark.parametrize(("liquid", "boiling_C"), [(ETHANOL, 78.3), (WATER, 100.0)])
def test_vapour_pressure_at_the_boiling_point_is_that_of_the_air(liquid: solvent.Solvent, boiling_C: float) -> None:
    assert solvent.vapour_pressure(boiling_C, liquid) == pytest.approx(101325.0, rel=0.02)


@given(st.floats(0, 60), st.sampled_from([ETHANOL, WATER]), st.sampled_from([NITROGEN, ARGON]))
def test_saturated_gas_has_humidity_one_and_its_wet_bulb_is_its_own(
    warm_C: float, liquid: solvent.Solvent, gas
) -> None:
    full = solvent.saturation_moisture(warm_C, liquid, gas=gas)
    assert solvent.relative_humidity(full, warm_C, liquid, gas=gas) == pytest.approx(1)
    assert solvent.relative_humidity(0.3 * full, warm_C, liquid, gas=gas) < 1
    assert solvent.wet_bulb_temperature(warm_C, full, liquid, gas) == pytest.approx(warm_C, abs=1e-6)


@given(st.floats(5, 90), st.floats(0, 0.9), st.sampled_from([ETHANOL, WATER]), st.sampled_from([NITROGEN, ARGON]))
def test_at_the_wet_bulb_evaporation_takes_the_heat_that_comes(
    warm_C: float, humidity: float, liquid: solvent.Solvent, gas
) -> None:
    moisture = humidity * float(solvent.saturation_moisture(min(warm_C, 60.0), liquid, gas=gas))
    wet = float(solvent.wet_bulb_temperature(warm_C, moisture, liquid, gas))
    assert wet <= warm_C
    taken = liquid.latent_heat * (float(solvent.saturation_moisture(wet, liquid, gas=gas)) - moisture)
    assert taken == pytest.approx(gas.heat_capacity * (warm_C - wet), abs=1e-3 * gas.heat_capacity)


@given(st.floats(-400, 150), st.floats(0, 5), st.sampled_from([ETHANOL, WATER]))
def test_no_cold_and_no_flood_is_without_an_answer(gas_C: float, moisture: float, liquid: solvent.Solvent) -> None:
    pressure = float(solvent.vapour_pressure(gas_C, liquid))
    assert 0 < pressure < float("inf")
    assert 0 <= float(solvent.relative_humidity(moisture, gas_C, liquid)) < float("inf")
    assert float(solvent.wet_bulb_temperature(gas_C, moisture, liquid)) <= gas_C


def test_the_wet_bulb_of_dry_warm_air_is_as_in_the_tables() -> None:
    # 30 degrees Celsius and bone dry: 10.5 degrees Celsius by psychrometric tables
    assert solvent.wet_bulb_temperature(30.0, 0.0, WATER) == pytest.approx(10.5, abs=0.7)
