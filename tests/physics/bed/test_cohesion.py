import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.bed import cohesion


def test_bond_numbers_and_what_channels_do() -> None:
    sizes = np.array([10e-6, 5e-6, 60e-6, 100e-6, 150e-6])
    densities = np.array([4750.0, 5100.0, 2600.0, 2600.0, 2600.0])
    assert cohesion.bond_number(sizes, densities) == pytest.approx([430, 3200, 3.6, 0.78, 0.23], rel=0.02)
    assert cohesion.channel_fraction(np.array([1.0, 10.0, 100.0, 1e3, 1e5])) == pytest.approx([0, 0, 0.5, 1, 1])
    assert cohesion.gas_contact(np.array([1.0, 10.0, 100.0, 1e3, 1e5])) == pytest.approx([1, 1, 0.6, 0.2, 0.2])


def test_an_aid_of_12_nm_brings_430_down_to_26() -> None:
    # the aid stands between the grains in place of their asperities of 200 nm
    asis, aided = (cohesion.bond_number(10e-6, 4750.0, asperity) for asperity in (0.2e-6, 12e-9))
    assert aided == pytest.approx(26, rel=0.02)
    assert aided / asis == pytest.approx(0.06)


@given(st.floats(1e-6, 3e-4), st.floats(1000, 6000), st.floats(0, 5), st.floats(5e-8, 5e-7))
def test_weight_and_shaking_loosen_a_powder(size: float, density: float, shaking: float, asperity: float) -> None:
    bond = float(cohesion.bond_number(size, density, asperity))
    assert bond > cohesion.bond_number(1.1 * size, density, asperity)
    assert bond > cohesion.bond_number(size, 1.1 * density, asperity)
    assert cohesion.shaken_bond_number(bond, shaking) * (1 + shaking) == pytest.approx(bond)
    assert (
        0.2 - 1e-12 <= cohesion.gas_contact(bond) <= cohesion.gas_contact(cohesion.shaken_bond_number(bond, 1.0)) <= 1
    )


def test_many_fines_rule_and_few_do_not() -> None:
    shares = np.array([0.0, 0.1, 0.29, 0.30, 0.5, 0.68, 1.0])
    ruling = cohesion.ruling_bond_number(0.78, 427.0, shares, cohesion.FEWEST_RULING_FINES)
    assert ruling.tolist() == [0.78, 0.78, 0.78, 427.0, 427.0, 427.0, 427.0]


@given(st.floats(1e-8, 1e-4), st.floats(1000, 6000), st.floats(1e-3, 1e9))
def test_an_agglomerate_weighs_what_its_grains_weigh(size: float, density: float, bond: float) -> None:
    ratio = float(cohesion.agglomerate_diameter(size, bond)) / size
    assert ratio >= 1
    grains = ratio**3 * float(cohesion.agglomerate_density(density, bond)) / density
    assert grains == pytest.approx(ratio**cohesion.FRACTAL_DIMENSION, rel=1e-9)
    assert ratio ** (cohesion.FRACTAL_DIMENSION + 2) == pytest.approx(max(bond, 1.0), rel=1e-9)
