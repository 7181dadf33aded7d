"""Arcs of the impedance: they are the chain's resistances, and their capacitances say what they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.seen.impedance import Constants, arcs, contact_from_capacitance, frequency_Hz
from dbetwin.interface.seen.spectrum import arc_table, frequencies, impedance_ohm_cm2
from tests.designs import lithium_design, silicon_design, walked

PATHS = {"cathode_electronic_path": "network"}
DESIGNS = {
    "silicon": silicon_design(),
    "silicon, polymer path": silicon_design(models={**PATHS, "anode_ionic_path": "network"}),
    "lithium": lithium_design({"temperature_C": 25.0}, PATHS),
    "lithium, cold": lithium_design({"temperature_C": -20.0}),
    "lithium, no boundaries": lithium_design(models={"grain_boundary": "none"}),
    "no anode": lithium_design(models={"anode_resistance": "none"}),
}


@pytest.fixture(scope="module")
def made():
    return {name: walked(design, rows=5, seed=3)[0].columns for name, design in DESIGNS.items()}


@pytest.mark.parametrize("name", DESIGNS)
def test_the_arcs_together_are_the_cell(made, name):
    known = made[name]
    found = arcs(known, Situation.of(DESIGNS[name]), Constants())
    total = sum(values for column, values in found.items() if column.endswith("_ohm_cm2"))
    assert total == pytest.approx(known["cell_asr_ohm_cm2"], rel=1e-12)
    assert all((values >= 0).all() and len(values) == 5 for values in found.values())


@pytest.mark.parametrize("name", DESIGNS)
def test_the_slowest_real_part_is_the_chain_and_the_fastest_what_stands_in_series(made, name):
    known, situation = made[name], Situation.of(DESIGNS[name])
    ends = impedance_ohm_cm2(known, situation, Constants(), np.array([1e20, 1e-8])).real
    series = arcs(known, situation, Constants())["arc_series_ohm_cm2"]
    assert ends[:, 1] == pytest.approx(known["cell_asr_ohm_cm2"], rel=1e-5)
    assert ends[:, 0] == pytest.approx(series, abs=1e-4)


@pytest.mark.parametrize("name", DESIGNS)
def test_a_slower_signal_never_meets_less_resistance(made, name):
    z = impedance_ohm_cm2(made[name], Situation.of(DESIGNS[name]), Constants(), np.geomspace(1e9, 1e-6, 200))
    assert (np.diff(z.real, axis=1) > -1e-9).all()
    assert (z.imag <= 1e-9).all()


def test_an_analyser_misses_the_back_of_a_thick_cathode(made):
    known, situation = made["silicon"], Situation.of(DESIGNS["silicon"])
    seen = impedance_ohm_cm2(known, situation, Constants(), frequencies(Constants()))[:, -1].real
    transfer, path = known["cathode_charge_transfer_ohm_cm2"], known["cathode_ionic_ohm_cm2"]
    front = np.sqrt(3 * path * transfer) / np.tanh(np.sqrt(3 * path / transfer))
    rest = known["cell_asr_ohm_cm2"] - transfer - path
    assert seen == pytest.approx(rest + front, rel=0.01)
    assert (seen < 0.8 * known["cell_asr_ohm_cm2"]).all()


def test_capacitances_by_hand(made):
    known = {**made["lithium"], "anode_contact_fraction": np.full(5, 0.25)}
    found = arcs(known, Situation.of(DESIGNS["lithium"]), Constants())
    bulk = 1e2 * 8.854e-12 * 50 / (1e-6 * known["separator_thickness_um_mean"])
    assert found["arc_bulk_uF_cm2"] == pytest.approx(bulk, rel=1e-4)
    grains = 1e3 * known["separator_grain_um"] / 1.5
    assert found["arc_grain_boundary_uF_cm2"] == pytest.approx(bulk * grains, rel=1e-4)
    assert found["arc_interface_uF_cm2"] == pytest.approx(np.full(5, 0.75))
    assert found["arc_constriction_uF_cm2"] == pytest.approx(np.full(5, 0.75 * 1e2 * 8.854e-12 / 0.5e-6), rel=1e-4)
    assert found["arc_cathode_uF_cm2"] == pytest.approx(10 * known["cathode_active_area_ratio"])


def test_without_boundaries_the_separator_is_one_arc(made):
    found = arcs(made["lithium, no boundaries"], Situation.of(DESIGNS["lithium, no boundaries"]), Constants())
    assert "arc_grain_boundary_ohm_cm2" not in found
    assert (found["arc_bulk_ohm_cm2"] == made["lithium, no boundaries"]["separator_asr_ohm_cm2"]).all()


@given(contact=st.floats(0.01, 1.0), full=st.floats(1, 10))
def test_contact_is_read_off_the_capacitance(contact, full):
    assert contact_from_capacitance(contact * full, full) == pytest.approx(contact)


def test_the_interface_moves_with_contact_and_the_other_arcs_stay(made):
    situation, known = Situation.of(DESIGNS["silicon"]), made["silicon"]
    less = {**known, "anode_contact_fraction": 0.5 * known["anode_contact_fraction"]}
    usual, other = (arcs(each, situation, Constants()) for each in (known, less))
    changed = {name for name in usual if not np.array_equal(usual[name], other[name])}
    assert changed == {"arc_interface_uF_cm2", "arc_constriction_uF_cm2"}


def test_arcs_that_an_analyser_can_tell_apart(made):
    def table(name):
        rows = {column: values[:1] for column, values in made[name].items()}
        return {arc.name: arc for arc in arc_table(rows, Situation.of(DESIGNS[name]), Constants())}

    warm, cold, silicon = table("lithium"), table("lithium, cold"), table("silicon")
    assert not warm["bulk"].in_window  # some 40 MHz
    assert cold["bulk"].in_window
    assert cold["bulk"].merges_with == ()
    assert silicon["interface"].merges_with == ()
    assert "cathode" in silicon["cathode_path"].merges_with
    tops = [arc.top_Hz for arc in silicon.values()]
    assert tops == sorted(tops, reverse=True)
    assert silicon["interface"].top_Hz == pytest.approx(
        float(frequency_Hz(silicon["interface"].ohm_cm2, silicon["interface"].uF_cm2))
    )


def test_like_arcs_run_into_each_other_and_unlike_ones_do_not(made):
    rows = {column: values[:1] for column, values in made["silicon"].items()}
    situation = Situation.of(DESIGNS["silicon"])
    near = arc_table(rows, situation, Constants(interface_uF_cm2=150.0))
    merged = {arc.name: arc.merges_with for arc in near}
    assert "cathode" in merged["interface"]
    assert "interface" in merged["cathode"]


def test_a_row_is_what_it_is_alone(made):
    known, situation = made["lithium"], Situation.of(DESIGNS["lithium"])
    together = impedance_ohm_cm2(known, situation, Constants(), np.array([1e4, 1.0]))
    row = {column: values[2:3] for column, values in known.items()}
    alone = impedance_ohm_cm2(row, situation, Constants(), np.array([1e4, 1.0]))
    assert (alone[0] == together[2]).all()


@pytest.mark.parametrize("arc", ["bulk", "interface", "cathode"])
def test_an_arc_alone_is_half_a_resistance_high_at_its_top(made, arc):
    situation, rows = Situation.of(DESIGNS["silicon"]), {name: each[:1] for name, each in made["silicon"].items()}
    none = np.zeros(1)
    rows |= {"cathode_ionic_ohm_cm2": none, "cathode_electronic_ohm_cm2": none, "constriction_asr_ohm_cm2": none}
    rest = {
        "bulk": "separator_asr_ohm_cm2",
        "interface": "anode_asr_ohm_cm2",
        "cathode": "cathode_charge_transfer_ohm_cm2",
    }
    rows |= {column: none for name, column in rest.items() if name != arc}
    found = arcs(rows, situation, Constants())
    resistance, capacitance = found[f"arc_{arc}_ohm_cm2"], found[f"arc_{arc}_uF_cm2"]
    z = impedance_ohm_cm2(rows, situation, Constants(), frequency_Hz(resistance, capacitance))[0, 0]
    assert z.real == pytest.approx(resistance[0] / 2, rel=1e-3)
    assert -z.imag == pytest.approx(resistance[0] / 2, rel=1e-3)


def test_arcs_as_slow_as_each_other_are_one_whatever_their_capacitance(made):
    rows = {column: values[:1] for column, values in made["silicon"].items()}
    situation, found = Situation.of(DESIGNS["silicon"]), arcs(rows, Situation.of(DESIGNS["silicon"]), Constants())
    time = found["arc_interface_ohm_cm2"] * found["arc_interface_uF_cm2"]
    quick = rows | {"cathode_charge_transfer_ohm_cm2": time / found["arc_cathode_uF_cm2"]}
    merged = {arc.name: arc.merges_with for arc in arc_table(quick, situation, Constants())}
    assert merged["interface"] == ("cathode",)
