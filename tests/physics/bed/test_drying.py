import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.bed import drying
from dbetwin.physics.bed.solvent import ETHANOL, REFERENCE_C, WATER, Solvent, relative_humidity
from dbetwin.physics.gas import NITROGEN

SOLVENTS = st.sampled_from([ETHANOL, WATER])


def test_what_a_kilogram_of_gas_evaporates() -> None:
    assert drying.evaporable_moisture(70, 40, WATER, gas_heat=1006) == pytest.approx(0.0125, abs=5e-5)
    assert drying.evaporable_moisture(70, 40, ETHANOL) == pytest.approx(0.0347, abs=5e-5)


def test_the_worked_spray_time() -> None:
    evaporated = 3000 / 3600 * 0.0347
    hours = drying.spray_time(3.0, 0.05, 1.0, evaporated) / 3600
    assert hours == pytest.approx(57 / 104, rel=0.01)
    assert hours == pytest.approx(0.55, abs=0.01)


@given(st.floats(40, 120), st.floats(0, 0.06), SOLVENTS, st.floats(0, 500), st.floats(15, 30))
def test_heat_in_is_heat_out(inlet: float, moisture: float, liquid: Solvent, loss: float, room: float) -> None:
    bed = float(drying.bed_temperature(inlet, moisture, liquid, NITROGEN, drying.Wall(loss, room)))
    brought = NITROGEN.heat_capacity * (inlet - bed)
    evaporated = moisture * (liquid.latent_heat + liquid.vapour_heat * (bed - REFERENCE_C))
    assert brought == pytest.approx(evaporated + loss * (bed - room), abs=1e-6)


@given(st.floats(0, 0.03), st.floats(0, 100))
def test_more_spray_and_a_colder_wall_cool_the_bed(moisture: float, loss: float) -> None:
    here = drying.bed_temperature(70.0, moisture, ETHANOL, wall=drying.Wall(loss))
    assert drying.bed_temperature(70.0, moisture + 0.001, ETHANOL, wall=drying.Wall(loss)) < here
    assert drying.bed_temperature(70.0, moisture, ETHANOL, wall=drying.Wall(loss + 10)) < here


@given(st.floats(0.0, 0.06), st.floats(0.0005, 0.01))
def test_the_more_is_sprayed_the_wetter_the_gas_leaves(moisture: float, more: float) -> None:
    few, many = (
        relative_humidity(sprayed, drying.bed_temperature(70.0, sprayed, ETHANOL), ETHANOL)
        for sprayed in (moisture, moisture + more)
    )
    assert many > few


def test_without_a_wall_the_bed_is_where_the_gas_is_used_up() -> None:
    moisture = drying.evaporable_moisture(70.0, 40.0, ETHANOL)
    assert drying.bed_temperature(70.0, moisture, ETHANOL) == pytest.approx(40.0, abs=1e-9)
