"""Silane in nanoporous carbon in a tube furnace: Han 2024, Energy Mater. Adv., doi:10.34133/energymatadv.0111.

Published: lower temperature, lower pressure, higher flow, less carbon and less specific surface deposit more evenly
along the tube. Here: the rate law of the infiltrator, and gas that is used up on its way over carbon at rest, so that
the deposit at the end of the tube is ``exp(-Da)`` of that at its beginning. No number was read, so it is a trend.
"""

from __future__ import annotations

import math

import pytest

from dbetwin.physics import GAS_CONSTANT
from dbetwin.physics.vapour.cvd import deposition_velocity
from dbetwin.physics.vapour.uptake import damkoehler_number

TUBE = {"kelvin": 723.15, "pascal": 2e4, "mol_per_s": 5e-3, "carbon_kg": 1e-3, "surface": 1e6}


def end_over_beginning(*, kelvin: float, pascal: float, mol_per_s: float, carbon_kg: float, surface: float) -> float:
    """Deposit at the end of the tube over that at its beginning, pure silane."""
    flow = mol_per_s * GAS_CONSTANT * kelvin / pascal
    velocity = deposition_velocity(kelvin, pascal, 2.8e8, 162e3, 0.7)
    return math.exp(-float(damkoehler_number(velocity, surface * carbon_kg, flow)))


@pytest.mark.parametrize(
    ("changed", "factor"),
    [("kelvin", 0.97), ("pascal", 0.5), ("mol_per_s", 2.0), ("carbon_kg", 0.5), ("surface", 0.5)],
)
def test_what_was_published_to_deposit_more_evenly_does(changed: str, factor: float) -> None:
    usual = end_over_beginning(**TUBE)
    other = end_over_beginning(**TUBE | {changed: factor * TUBE[changed]})
    print(f"{changed} x {factor}: {usual:.6f} -> {other:.6f}")
    assert 0 < usual < 1
    assert other > usual
