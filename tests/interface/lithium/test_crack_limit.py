"""Flaws, the toughness along boundaries, and the current that opens a crack where it is largest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.interface.arrhenius import speedup
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.lithium.crack_limit import (
    HYPOTHESES,
    LARGEST_SHARE,
    boundary_toughness,
    crack_limited_current,
    current_modulus,
    flaw_depth_um,
    fracture_toughness,
    opening_pressure,
    strength_flaw_um,
)
from dbetwin.materials import load_material
from tests.designs import lithium_design, with_material

GARNET = load_material("llzo")
LITRES = 12.97
PLAIN = {
    "separator_porosity": 0.05,
    "separator_grain_um": 1.2,
    "separator_thickness_um_worst": 23.0,
    "hot_separator_conductivity_mS_cm": 0.5,
    "anode_asr_ohm_cm2": 5.0,
    "asperity_factor": 1.0,
}


def judged(name="opening", design=None, constants=None, **known):
    columns = {key: np.atleast_1d(np.asarray(value, float)) for key, value in (PLAIN | known).items()}
    model = HYPOTHESES[name]
    found = model.columns(columns, Situation.of(design or lithium_design()), model.constants(**(constants or {})))
    return {key: np.asarray(value) for key, value in found.items()}


@given(depth=st.floats(0.5, 500), toughness=st.floats(0.4, 2.0), factor=st.floats(1.5, 100))
def test_deeper_flaws_open_as_the_inverse_root_of_their_depth(depth, toughness, factor):
    shallow, deep = (float(opening_pressure(c, toughness, 0.713, 0.0)) for c in (depth, factor * depth))
    assert deep / shallow == pytest.approx(factor**-0.5)


def test_compression_adds_to_the_pressure_that_opens():
    free, held = (opening_pressure(np.array([3.0, 30.0]), 1.0, 0.713, residual) for residual in (0.0, 40.0))
    assert held - free == pytest.approx(40.0)
    free, held = (judged(constants={"residual_MPa": residual})["crack_limited_mA_cm2"][0] for residual in (0.0, 40.0))
    assert held > free


@pytest.mark.parametrize("ratio", [0.5, 0.75, 1.0])
def test_boundaries_are_less_tough_by_the_root_of_their_stiffness(ratio):
    assert float(boundary_toughness(1.51, ratio)) / 1.51 == pytest.approx(ratio**0.5)
    assert float(boundary_toughness(1.51, ratio)) >= 0.707 * 1.51
    soft = judged(design=with_material(lithium_design(), "llzo", grain_boundary_stiffness_ratio=ratio))
    whole = judged(design=with_material(lithium_design(), "llzo", grain_boundary_stiffness_ratio=1.0))
    assert soft["crack_limited_mA_cm2"] / whole["crack_limited_mA_cm2"] == pytest.approx(ratio**0.5)


def test_toughness_of_hu_2022():
    assert fracture_toughness(np.array([0.02, 0.17]), GARNET) == pytest.approx([1.51, 0.44], rel=0.01)


def test_strength_tells_of_a_flaw():
    assert strength_flaw_um(1.0, 0.713, np.array([100.0, 150.0])) == pytest.approx([63, 28], rel=0.01)
    # it is the flaw that opens at that stress, by pull or by lithium
    assert opening_pressure(strength_flaw_um(1.1, 0.713, 120.0), 1.1, 0.713, 0.0) == pytest.approx(120.0)


def test_the_largest_feature_is_the_flaw():
    found = flaw_depth_um(np.array([1.0, 1.0, 20.0, 1.0]), 2.0, np.array([0.5, 2.0, 0.5, 0.1]), 1.0)
    assert found.tolist() == [2.0, 6.0, 10.0, 2.0]
    assert judged(constants={"scratch_um": 7.0})["flaw_um"] == pytest.approx([7.0])
    assert judged(constants={"pore_um": 5.0})["flaw_um"] == pytest.approx([5.0])
    assert judged(separator_grain_um=16.0)["flaw_um"] == pytest.approx([8.0])


def test_rough_rolls_have_deeper_flaws():
    rough = judged(asperity_factor=[0.5, 1.0, 4.0])
    assert rough["flaw_um"] == pytest.approx([3.0, 3.0, 3.0 * 0.5 * 4.0])
    assert rough["crack_limited_mA_cm2"][2] < rough["crack_limited_mA_cm2"][1]


def test_a_flaw_deeper_than_the_membrane_is_cut_and_counted():
    found = judged(constants={"scratch_um": 22.0}, separator_thickness_um_worst=[20.0, 40.0])
    assert found["flaw_um"] == pytest.approx([0.9 * 20.0, 22.0])
    assert found["outside_flaw"].tolist() == [1.0, 0.0]


def test_the_flaw_of_strength_is_used_in_membranes_it_fits_into():
    thin, thick = [20.0, 500.0]
    found = judged("opening_from_strength", separator_thickness_um_worst=[thin, thick])
    toughness = boundary_toughness(fracture_toughness(0.05, GARNET), GARNET["grain_boundary_stiffness_ratio"])
    depth = float(strength_flaw_um(toughness, 0.713, GARNET["weibull_strength_MPa"]))
    assert LARGEST_SHARE * thin < depth < LARGEST_SHARE * thick
    assert found["flaw_um"] == pytest.approx([3.0, depth])
    assert found["outside_flaw"].tolist() == [1.0, 0.0]
    # there, lithium opens it at the strength
    flaw_asr = 0.1 * depth / 0.5
    expected = crack_limited_current(GARNET["weibull_strength_MPa"], 5.0, flaw_asr, LITRES)
    assert found["crack_limited_mA_cm2"][1] == pytest.approx(float(expected))
    assert judged("opening")["crack_limited_mA_cm2"] == pytest.approx(found["crack_limited_mA_cm2"][:1])


def test_features_are_the_least_that_the_flaw_of_strength_is():
    found = judged("opening_from_strength", {}, {"scratch_um": 200.0}, separator_thickness_um_worst=500.0)
    assert found["flaw_um"] == pytest.approx([200.0])


def test_a_patch_is_reached_by_the_voltage_of_the_whole_face():
    # patches in parallel lose the same voltage, so a current 4 times the mean finds a quarter of the resistance
    ratio, flaw_asr = 4.0, 0.1 * 3.0 / 0.5
    even, patchy = judged()["crack_limited_mA_cm2"], judged(local_current_ratio=ratio)["crack_limited_mA_cm2"]
    assert patchy / ratio == pytest.approx(even * (5.0 + flaw_asr) / (5.0 + ratio * flaw_asr))


@pytest.mark.parametrize("factor", [0.7, 3.0])
def test_the_way_along_the_flaw_scales_its_resistance_and_nothing_else(factor):
    straight, other = (judged(constants={"path_factor": g}, anode_asr_ohm_cm2=0.0) for g in (1.0, factor))
    assert other["crack_limited_mA_cm2"] == pytest.approx(straight["crack_limited_mA_cm2"] / factor)
    behind = [
        judged(constants={"path_factor": g}, anode_asr_ohm_cm2=1e9)["crack_limited_mA_cm2"] for g in (1.0, factor)
    ]
    assert behind[0] == pytest.approx(behind[1])


def test_lost_contact_counts_once():
    # half the contact doubles the mean resistance, not that of what still touches
    whole = judged(current_focusing=1.0, anode_contact_fraction=0.9, formed_contact_fraction=0.9)
    half = judged(
        current_focusing=3.0, anode_contact_fraction=0.45, formed_contact_fraction=0.9, anode_asr_ohm_cm2=10.0
    )
    assert half["crack_limited_mA_cm2"] == pytest.approx(whole["crack_limited_mA_cm2"])


@pytest.mark.parametrize(("asr", "conductivity", "energy_eV"), [(0.0, 0.5, 0.36), (1e9, 1e6, 0.45)])
def test_each_resistance_brings_its_own_temperature(asr, conductivity, energy_eV):
    cold, hot = 298.15, 333.15
    faster = {eV: speedup(eV, hot) for eV in (0.36, 0.45)}
    pressure = opening_pressure(10.0, 1.0, 0.713, 0.0)
    before = crack_limited_current(pressure, asr, 0.1 * 10.0 / conductivity, LITRES)
    after = crack_limited_current(pressure, asr / faster[0.45], 0.1 * 10.0 / (conductivity * faster[0.36]), LITRES)
    expected = np.exp(energy_eV / 8.617333e-5 * (1 / cold - 1 / hot))
    assert float(after / before) == pytest.approx(expected, rel=1e-4)


def test_the_power_law_of_the_modulus_is_near_the_exact_one_for_half_of_all_cells():
    # flaws (c / c_0)^-(m / 2) per cm2: the exact current is that of the flaw which half of all cells exceed
    area, modulus, first = 3000.0, 8.0, 3.0
    deepest = first * (area / np.log(2.0)) ** (2.0 / modulus)

    def limit(depth):
        return crack_limited_current(opening_pressure(depth, 1.0, 0.713, 0.0), 1.0, 0.1 * depth / 4.0, LITRES)

    slope = float(current_modulus(1.0, 0.1 * first / 4.0, modulus))
    by_power_law = limit(first) * (np.log(2.0) / area) ** (1.0 / slope)
    assert 1.0 < by_power_law / limit(deepest) < 1.4


@pytest.mark.parametrize("name", ["opening", "opening_from_strength"])
@given(
    rows=st.lists(
        st.tuples(st.floats(0.02, 0.12), st.floats(5.0, 800.0), st.floats(0.1, 1e3), st.floats(0.3, 4.0)),
        min_size=1,
        max_size=6,
    )
)
def test_a_cell_alone_is_judged_as_among_others(name, rows):
    names = ("separator_porosity", "separator_thickness_um_worst", "anode_asr_ohm_cm2", "asperity_factor")
    together = judged(name, **dict(zip(names, zip(*rows, strict=True), strict=True)))
    for place, row in enumerate(rows):
        alone = judged(name, **dict(zip(names, row, strict=True)))
        assert {key: value[0] for key, value in alone.items()} == {key: value[place] for key, value in together.items()}
