"""Silicon as it fills: ends, measured points, direction."""

import numpy as np
import pytest

from dbetwin.physics.silicon.alloy import (
    biaxial_modulus,
    bulk_modulus,
    flow_stress,
    fracture_energy,
    open_potential,
)

SOC = np.linspace(0.0, 1.0, 201)


def test_the_potential_runs_from_half_a_volt_to_sixty_millivolts() -> None:
    assert open_potential(np.array([-0.1, 0.0, 1.0, 1.1])) == pytest.approx([0.51, 0.51, 0.06, 0.06])
    assert (np.diff(open_potential(SOC)) < 0).all()


def test_moduli_and_flow_stress_fall_with_lithium() -> None:
    assert biaxial_modulus(np.array([0.32, 3.0]) / 3.75, 70.0, 35.0) == pytest.approx([70, 35])
    assert bulk_modulus(np.array([0.0, 1.0]), 60.0, 25.0) == pytest.approx([60, 25])
    assert flow_stress(np.array([0.1, 0.5, 1.0]), 1.75, 1.0, 0.65) == pytest.approx([1.75, 1.0, 0.65])
    assert fracture_energy(np.array([0.7, 2.8]) / 3.75, 8.5, 6.15) == pytest.approx([8.5, 6.15])
    for falls in (
        biaxial_modulus(SOC, 70.0, 35.0),
        bulk_modulus(SOC, 60.0, 25.0),
        flow_stress(SOC, 1.75, 1.0, 0.65),
        fracture_energy(SOC, 8.5, 6.15),
    ):
        assert (np.diff(falls) <= 0).all()
        assert falls[-1] < falls[0]


def test_the_partial_volume_of_lithium_makes_the_expansion() -> None:
    # 3.75 Li at 8.9 cm3/mol in silicon of 28.09 g/mol and 2.33 g/cm3
    gained = 3.75 * 8.9 / (28.086 / 2.33)
    assert gained == pytest.approx(2.8, rel=0.02)
