import pytest
from fluids.packed_bed import Ergun

from dbetwin.physics.bed.minimum_velocity import ergun_minimum_fluidization_velocity
from dbetwin.physics.bed.pressure_drop import bed_pressure_drop
from dbetwin.physics.gas import NITROGEN, Gas


def test_the_worked_packed_bed() -> None:
    # the oracle of the tests here: beads of 0.8 mm, voidage 0.4, 1 m of water at 1 mm/s
    assert Ergun(8e-4, 0.4, 1e-3, 1000.0, 1e-3, 1.0) == pytest.approx(1338.867, abs=1e-3)


@pytest.mark.parametrize(("size", "density"), [(100e-6, 2600.0), (500e-6, 2650.0), (10e-6, 4750.0)])
def test_a_fluidised_bed_drops_what_a_packed_one_does_at_its_least_velocity(size: float, density: float) -> None:
    velocity = float(ergun_minimum_fluidization_velocity(size, density, 0.45))
    packed = Ergun(size, 0.45, velocity, NITROGEN.density, NITROGEN.viscosity, 0.6)
    assert bed_pressure_drop(0.6, density, 0.45) == pytest.approx(packed, rel=1e-6)


def test_a_bed_that_floats_drops_nothing() -> None:
    assert bed_pressure_drop(1.0, 1000.0, 0.4, Gas(1000.0, 1e-3)) == 0.0
