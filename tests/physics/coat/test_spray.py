import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.bed.solvent import ETHANOL
from dbetwin.physics.coat import spray
from dbetwin.physics.gas import NITROGEN

LIQUID = (ETHANOL.density, ETHANOL.latent_heat, NITROGEN.conductivity)


@given(st.floats(0.6, 0.95), st.floats(0, 0.4), st.floats(0, 0.05))
def test_sprayed_solids_end_as_coat_dust_or_overspray(hit: float, dust: float, rubbed: float) -> None:
    kept = float(spray.deposition_efficiency(hit, dust, rubbed))
    lost = (1 - hit) + hit * dust + hit * (1 - dust) * rubbed
    assert 0 < kept <= hit
    assert kept + lost == pytest.approx(1)


def test_a_drop_takes_the_heat_of_its_evaporation() -> None:
    # conduction to a sphere: 2 pi k d dT, integrated while d^2 falls to nothing, is the heat of the drop
    size, cooling = 20e-6, 30.0
    time = float(spray.drop_drying_time(size, *LIQUID, cooling))
    steps = 20_000
    squared = size**2
    for _ in range(steps):
        squared -= 8 * NITROGEN.conductivity * cooling / (ETHANOL.density * ETHANOL.latent_heat) * time / steps
    assert squared == pytest.approx(0, abs=1e-6 * size**2)


@given(st.floats(1e-6, 50e-6), st.floats(1.0, 60.0), st.floats(1e-4, 0.05))
def test_small_drops_warm_gas_and_long_flights_make_dust(size: float, cooling: float, flight: float) -> None:
    def dust(size: float, cooling: float, flight: float) -> float:
        return float(spray.spray_dried_share(spray.drop_drying_time(size, *LIQUID, cooling), flight))

    here = dust(size, cooling, flight)
    assert 0 <= here <= 1
    assert dust(0.9 * size, cooling, flight) >= here
    assert dust(size, 1.1 * cooling, flight) >= here
    assert dust(size, cooling, 1.1 * flight) >= here


def test_saturated_gas_dries_no_drop() -> None:
    assert spray.spray_dried_share(spray.drop_drying_time(8e-6, *LIQUID, 0.0), 0.002) == 0.0
