"""Critical current of lithium on garnet: reference tables, laws at the limits, weakest link."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.interface.arrhenius import speedup
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.lithium import crack_limit
from dbetwin.interface.lithium.crack_limit import (
    crack_limited_current,
    current_modulus,
    flaw_depth_um,
    opening_pressure,
)
from dbetwin.interface.lithium.critical_current import combined_current, exceeded_probability
from dbetwin.interface.lithium.leak_limit import leak_limited_current
from dbetwin.interface.lithium.void_limit import void_limited_current
from dbetwin.interface.separator.ceramic_fracture import bending_stress, breaking_probability, young_modulus
from dbetwin.materials import load_material
from tests.designs import lithium_design, walked

LITHIUM = load_material("lithium")
ASR = np.array([2, 10, 100, 514, 1000.0])


def crack(toughness, flaw, asr, conductivity=0.5):
    return crack_limited_current(opening_pressure(flaw, toughness, 0.713, 0.0), asr, 0.1 * flaw / conductivity, 12.97)


@pytest.mark.parametrize(
    ("toughness", "flaw", "pressure", "currents"),
    [
        (0.44, 10, 110, (3.7, 1.23, 0.145, 0.029, 0.015)),
        (0.44, 30, 64, (1.07, 0.53, 0.081, 0.016, 0.008)),
        (1.0, 5, 354, (15.9, 4.3, 0.47, 0.092, 0.048)),
        (1.0, 10, 250, (8.4, 2.8, 0.33, 0.065, 0.034)),
        (1.0, 30, 144, (2.43, 1.21, 0.18, 0.037, 0.019)),
        (1.0, 100, 79, (0.48, 0.36, 0.089, 0.020, 0.010)),
        (1.51, 30, 218, (3.7, 1.8, 0.28, 0.056, 0.029)),
    ],
)
def test_crack_table(toughness, flaw, pressure, currents):
    assert float(opening_pressure(flaw, toughness, 0.713, 0.0)) == pytest.approx(pressure, rel=0.01)
    # the table is rounded to its last digit
    assert crack(toughness, float(flaw), ASR) == pytest.approx(currents, rel=0.03, abs=6e-4)


def test_crack_laws_at_the_limits():
    assert float(crack(1.0, 20.0, 0.0) / crack(1.0, 10.0, 0.0)) == pytest.approx(2**-1.5)
    assert float(crack(1.0, 10.0, 2e7) / crack(1.0, 10.0, 1e7)) == pytest.approx(0.5, rel=1e-4)
    assert float(opening_pressure(40.0, 1.0, 0.713, 0.0) / opening_pressure(10.0, 1.0, 0.713, 0.0)) == pytest.approx(
        0.5
    )


def test_pores_take_toughness_from_a_membrane():
    model, design = crack_limit.HYPOTHESES["opening"], lithium_design()
    known = {
        "separator_porosity": np.array([0.02, 0.07]),
        "separator_grain_um": np.array([1.2]),
        "separator_thickness_um_worst": np.array([23.0]),
        "hot_separator_conductivity_mS_cm": np.array([0.5]),
        "anode_asr_ohm_cm2": np.array([5.0]),
        "asperity_factor": np.array([1.0]),
    }
    dense, porous = model.columns(known, Situation.of(design), model.constants())["crack_limited_mA_cm2"]
    # the law that the material states: toughness decays exponentially with the pores
    decay = design.materials["llzo"]["fracture_toughness_porosity_decay"]
    assert decay > 0
    assert porous / dense == pytest.approx(np.exp(-0.05 * decay))


def test_pores_make_a_membrane_softer_and_so_less_stressed_when_bent():
    # Ni et al. 2012 measured 149.8 GPa at 3 % and 132.6 GPa at 6 % porosity
    garnet = lithium_design().materials["llzo"]
    assert young_modulus(np.array([0.03, 0.06]), garnet) == pytest.approx([149.8, 132.6], rel=2e-3)
    tight, loose = (walked(lithium_design(), separator_porosity=eps)[0]["p_ceramic"][0] for eps in (0.02, 0.08))
    # the weakest link: as the stress to the Weibull modulus, while it is small
    assert loose / tight == pytest.approx(np.exp(-4.07 * 0.06 * garnet["weibull_modulus"]), rel=1e-3)


def test_void_limit_of_kasemchainan_2019():
    bare = void_limited_current(1.0, np.array([3.0, 7.0]), 298.15, LITHIUM) - LITHIUM["void_current_mA_cm2"]
    assert bare == pytest.approx([0.2, 1.0], rel=0.01)


@pytest.mark.parametrize(("celsius", "expected"), [(30, 0.0495), (70, 0.367), (100, 1.24), (130, 3.51), (160, 8.56)])
def test_series_of_sharafi_2016(celsius, expected):
    kelvin = celsius + 273.15
    interface, conductivity = 514.0 / speedup(0.45, kelvin), 0.5 * speedup(0.36, kelvin)
    limits = [crack(1.0, 30.0, interface, conductivity), void_limited_current(1.0, 3.0, kelvin, LITHIUM)]
    assert float(combined_current(limits, 2.0)) == pytest.approx(expected, rel=0.01)


def test_clean_interfaces_are_limited_by_voids():
    limits = [crack(1.0, 30.0, 2.0), void_limited_current(1.0, 3.0, 298.15, LITHIUM)]
    assert float(combined_current(limits, 2.0)) == pytest.approx(0.298, abs=1e-3)


@given(one=st.floats(0.01, 50), other=st.floats(0.01, 50))
def test_together_never_above_the_smallest(one, other):
    assert float(combined_current([np.array(one), np.array(other)], 2.0)) <= min(one, other)


@given(ratio=st.floats(0.1, 0.9), area=st.floats(1, 1000), modulus=st.floats(2, 12))
def test_twice_the_area_is_twice_the_links(ratio, area, modulus):
    once, twice = (exceeded_probability(ratio, 1.0, size, modulus) for size in (area, 2 * area))
    assert 1 - twice == pytest.approx((1 - once) ** 2, abs=1e-12)


def test_the_current_modulus_follows_from_the_strength_of_flaws():
    # flaws of Weibull-distributed strength, put through the two laws: the slope in a Weibull plot is the modulus
    strength = np.array([80.0, 80.08])
    flaw = (1.0 / (0.713 * strength)) ** 2 / np.pi * 1e6
    for asr in (0.0, 0.5, 1000.0):
        current = crack(1.0, flaw, asr)
        hazard_slope = 8.0 * np.diff(np.log(strength))[0] / np.diff(np.log(current))[0]
        assert float(current_modulus(asr, 0.1 * flaw[0] / 0.5, 8.0)) == pytest.approx(hazard_slope, rel=0.01)


def test_strength_table():
    found = [[float(breaking_probability(s, area, 100.0, 8.0)) for s in (30, 50)] for area in (1, 100)]
    assert found == pytest.approx(np.array([[6.6e-5, 3.9e-3], [6.5e-3, 0.32]]), rel=0.02)
    assert float(bending_stress(25.0, 150.0, 75.0)) == pytest.approx(25.0)


def test_flaw_is_the_largest_feature():
    assert flaw_depth_um(np.array([1.0, 20.0]), 2.0, 0.5, 1.0).tolist() == [2.0, 10.0]
    assert float(flaw_depth_um(1.0, 2.0, 1.0, 1.0)) == 3.0


def test_leak_thresholds():
    assert leak_limited_current(np.array([1e-10, 1e-12])) == pytest.approx([1.0, 10.0])


@pytest.mark.parametrize(("weight", "exponent"), [(0.05, 2.0), (0.05, 4.0), (0.5, 1.5)])
def test_the_leak_enters_the_sum_by_its_weight(weight, exponent):
    constants = {"leak_limit": {"weight": weight}, "critical_current": {"combination": exponent}}
    design = replace(lithium_design(models={"leak_limit": "weighted"}), interface_constants=constants)
    cells, _ = walked(design)
    crack, void, leak, all_ = (
        float(cells[name][0])
        for name in ("crack_limited_mA_cm2", "void_limited_mA_cm2", "leak_current_mA_cm2", "critical_current_mA_cm2")
    )
    assert leak == pytest.approx((cells["electronic_conductivity_S_cm"][0] / 1e-10) ** -0.5)
    expected = crack**-exponent + void**-exponent + weight * leak**-exponent
    assert all_**-exponent == pytest.approx(expected)
    assert cells["leak_limited_mA_cm2"][0] == pytest.approx(leak / weight ** (1 / exponent))
