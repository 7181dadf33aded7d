"""Impedance tester: arcs with their noise, arcs that run into each other, and limits that see nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dbetwin.interface.seen.analyser import (
    fitted_arcs,
    merged,
    nominal_reading,
    one_arc,
    resistances_at,
)
from dbetwin.interface.seen.impedance import Constants, arcs
from dbetwin.stations import impedance_tester
from dbetwin.stations.elements.inspection import rejected_by
from tests.designs import graded, lithium_design, lot_of, sheets, silicon_design, walked, work

ROWS = 20_000
ANALYSER = Constants()


def settings(**changes):
    return impedance_tester.Settings(machines=1, seconds_per_cell=10.0, **changes)


def with_draws(cells, seed=3):
    rng = np.random.default_rng(seed)
    return cells.with_draws({name: rng.random(len(cells)) for name in impedance_tester.DRAWS})


def probed(design, cells, **changes):
    return impedance_tester.transform(settings(**changes), lot_of(design, with_draws(cells)), None, None, None)


def limited(design, **limits):
    return replace(design, limits=design.limits.model_copy(update=limits))


@pytest.fixture(scope="module", params=[silicon_design, lithium_design])
def formed(request):
    design = graded(request.param())
    return design, walked(design, ROWS, seed=1)[0]


def test_a_fit_is_as_noisy_as_it_says_and_right_on_average(formed):
    design, cells = formed
    truth = probed(design, cells, arc_noise_cv=0.0, capacitance_noise_cv=0.0).cells
    seen = probed(design, cells).cells
    for name, noise in (("measured_interface_arc_ohm_cm2", 0.03), ("measured_interface_arc_uF_cm2", 0.10)):
        error = seen[name] / truth[name] - 1
        assert error.std() == pytest.approx(noise, rel=0.03)
        assert error.mean() == pytest.approx(0, abs=5 * noise / np.sqrt(ROWS))


def test_without_noise_the_capacitance_gives_the_contact_of_an_interface_seen_alone():
    design = graded(silicon_design())
    cells = walked(design, 50, seed=1)[0]
    seen = probed(design, cells, capacitance_noise_cv=0.0).cells
    assert seen["measured_contact_fraction"] == pytest.approx(cells["anode_contact_fraction"], rel=1e-12)


def test_at_the_temperature_of_use_the_arcs_are_those_of_the_chain(formed):
    design, cells = formed
    known, situation = resistances_at(cells.columns, design, design.operating_point.temperature_C)
    for name in ("cell_asr_ohm_cm2", "anode_asr_ohm_cm2", "separator_asr_ohm_cm2", "cathode_ionic_ohm_cm2"):
        assert known[name] == pytest.approx(cells[name], rel=1e-12)
    total = sum(values for name, values in arcs(known, situation, ANALYSER).items() if name.endswith("_ohm_cm2"))
    assert total == pytest.approx(cells["cell_asr_ohm_cm2"], rel=1e-9)


def test_contact_is_what_use_left_however_cold_the_tester_is(formed):
    design, cells = formed
    for name in ("anode_contact_fraction", "cathode_contact_fraction", "cathode_active_area_ratio"):
        assert (resistances_at(cells.columns, design, -20.0)[0][name] == cells[name]).all()


def test_the_cold_makes_every_arc_larger(formed):
    design, cells = formed
    found = [probed(design, cells, temperature_C=t, arc_noise_cv=0.0).cells for t in (60.0, 25.0, -20.0)]
    for warmer, colder in zip(found, found[1:], strict=False):
        name = "measured_interface_arc_ohm_cm2"
        assert (colder[name] > warmer[name]).all()


def test_arcs_that_cannot_be_told_apart_are_one_of_their_sum():
    """Grain boundaries of a thin membrane have about the capacitance of the interface: one arc, one reading."""
    design = graded(lithium_design())
    cells = walked(design, 200, seed=1)[0]
    known, situation = resistances_at(cells.columns, design, 25.0)
    parts = arcs(known, situation, ANALYSER)
    both = parts["arc_interface_ohm_cm2"] + parts["arc_grain_boundary_ohm_cm2"]
    seen = probed(design, cells).cells
    plain = probed(design, cells, arc_noise_cv=0.0).cells
    assert plain["measured_interface_arc_ohm_cm2"] == pytest.approx(both, rel=1e-12)
    assert (seen["measured_boundary_arc_ohm_cm2"] == seen["measured_interface_arc_ohm_cm2"]).all()


OHM = np.array([10.0, 20.0, 30.0, 4.0])[:, np.newaxis]


@pytest.mark.parametrize(
    ("farad", "groups"),
    [
        ((1e-3, 1.0, 1e3, 1e6), [[0], [1], [2], [3]]),
        ((1.0, 9.0, 1e3, 1e6), [[0, 1], [2], [3]]),  # the capacitances are too close
        ((1.0, 5.0, 25.0, 1e6), [[0, 1, 2], [3]]),  # the first and the third only through the second
        ((1.0, 1.0, 1.0, 1.0), [[0, 1, 2, 3]]),
        ((1.0, 1e3, 1.0, 1e6), [[0, 2], [1], [3]]),
        ((100.0, 1e4, 1e6, 350.0), [[0, 3], [1], [2]]),  # time constants of 1000 and 1400
    ],
)
def test_arcs_are_joined_in_groups(farad, groups):
    farad = np.array(farad)[:, np.newaxis]
    together = one_arc(OHM, farad, np.full_like(OHM, True, dtype=bool), 10.0)
    total, beside = merged(OHM, farad, together)
    for group in groups:
        ohm, uF = OHM[group, 0], farad[group, 0]
        for each in group:
            assert total[each, 0] == pytest.approx(ohm.sum())
            # the same imaginary part at low frequency
            assert beside[each, 0] * total[each, 0] ** 2 == pytest.approx((ohm**2 * uF).sum())


def test_a_faster_arc_than_the_analyser_goes_is_no_arc():
    farad = np.array([1e-9, 1.0, 1e3, 1e6])[:, np.newaxis]
    seen = np.array([False, True, True, True])[:, np.newaxis]
    total, _ = merged(OHM, farad, one_arc(OHM, farad, seen, 10.0))
    assert total[:, 0].tolist() == [0.0, 20.0, 30.0, 4.0]


def test_what_lies_outside_the_window_is_not_read():
    design = graded(silicon_design())
    cells = walked(design, 5, seed=1)[0]
    known, situation = resistances_at(cells.columns, design, 25.0)
    fitted = fitted_arcs(known, situation, ANALYSER)
    assert np.isnan(fitted["bulk"][0]).all()  # above 7 MHz
    assert np.isfinite(fitted["interface"][0]).all()


def test_limits_are_open_by_default(formed):
    design, cells = formed
    assert not any(rows.any() for rows in probed(design, cells).rejected.values())


def test_limits_reject_what_is_read_beyond_them(formed):
    design, cells = formed
    nominal = nominal_reading(design, 25.0)["interface"]
    result = probed(limited(design, interface_arc_ratio_max=1.02, contact_ratio_min=0.95), cells)
    seen = result.cells
    over = seen["measured_interface_arc_ohm_cm2"] > 1.02 * nominal[0]
    lean = seen["measured_interface_arc_uF_cm2"] < 0.95 * nominal[1]
    found = result.rejected
    assert ((found["interface arc"] | found["contact"]) == (over | lean)).all()
    assert 0 < over.sum() < ROWS
    assert 0 < lean.sum() < ROWS


def test_the_nominal_cell_is_read_as_itself(formed):
    design, _ = formed
    one = walked(design)[0]
    seen = probed(design, one, arc_noise_cv=0.0, capacitance_noise_cv=0.0).cells
    ohm, farad = nominal_reading(design, 25.0)["interface"]
    assert seen["measured_interface_arc_ohm_cm2"][0] == pytest.approx(ohm, rel=1e-12)
    assert seen["measured_interface_arc_uF_cm2"][0] == pytest.approx(farad, rel=1e-12)


def test_whatever_is_true_the_same_readings_are_graded_the_same(formed, monkeypatch):
    design, cells = formed
    design = limited(design, interface_arc_ratio_max=1.02, contact_ratio_min=0.95)
    honest = probed(design, cells).rejected

    def poisoned(judge, settings, cells, design):
        spoilt = {name: np.full(len(cells), np.nan) for name in cells.columns if not name.startswith("measured_")}
        return rejected_by(judge, settings, cells.with_columns(**spoilt), design)

    monkeypatch.setattr(impedance_tester, "rejected_by", poisoned)
    again = probed(design, cells).rejected
    assert all((again[cause] == rows).all() for cause, rows in honest.items())
    assert any(rows.any() for rows in honest.values())


def test_an_arc_that_is_not_seen_rejects_nobody(formed):
    design, cells = formed
    lost = cells.take(slice(0, 4)).with_columns(anode_contact_fraction=np.array([0.0, 0.4, 0.4, 0.0]))
    result = probed(limited(design, contact_ratio_min=3.0), lost)
    assert np.isnan(result.cells["measured_interface_arc_uF_cm2"]).tolist() == [True, False, False, True]
    assert result.rejected["contact"].tolist() == [False, True, True, False]


def test_cells_that_were_not_formed_pass_untouched():
    design = graded(silicon_design())
    cathode, _ = sheets(design, 3, 1)
    lot = lot_of(design, cathode.cells)
    assert impedance_tester.transform(settings(), lot, None, None, None).cells is cathode.cells


def test_a_sweep_down_to_a_tenth_of_a_hertz_takes_most_of_a_minute():
    found = impedance_tester.figures(settings(), None)
    # one turn at each of ten frequencies a decade: 10 s / (1 - 10^-0.1)
    assert found["sweep_s"] == pytest.approx(10 / (1 - 10**-0.1), rel=0.01)
    assert found["cells_side_by_side"] == 5


# --- other gauges ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "seen", "noise"),
    [("formation", "measured_stack_pressure_MPa", 0.01), ("isostatic_press", "measured_thickness_mm", 5e-3)],
)
def test_gauges_err_by_what_they_state(kind, seen, noise):
    design = graded(silicon_design())
    cells, _ = walked(design, ROWS, seed=1)
    plain = {"formation": {"load_cell_noise_cv": 0.0}, "isostatic_press": {"thickness_noise_um": 0.0}}
    exact, _ = walked(design, ROWS, seed=1, settings=plain)
    error = cells[seen] - exact[seen] if kind == "isostatic_press" else cells[seen] / exact[seen] - 1
    assert error.std() == pytest.approx(noise, rel=0.03)
    assert error.mean() == pytest.approx(0, abs=5 * noise / np.sqrt(ROWS))
    if kind == "formation":
        assert (exact[seen] == exact["stack_pressure_MPa"]).all()


def test_a_pressed_pouch_is_as_thick_as_its_layers():
    design = graded(silicon_design())
    cells, _ = walked(design, 3, seed=1, settings={"isostatic_press": {"thickness_noise_um": 0.0}})
    product = design.product
    cathodes = product.double_cathodes * (2 * cells["cathode_thickness_um_mean"] + product.aluminium_um)
    anodes = (product.double_cathodes + 1) * (2 * cells["anode_thickness_um_mean"] + product.copper_um)
    separators = product.faces * cells["separator_thickness_um_mean"]
    assert 1e3 * cells["measured_thickness_mm"] == pytest.approx(cathodes + anodes + separators + 226.0, rel=1e-12)
    assert (
        work("isostatic_press", lot_of(design, cells.with_draws({"thickness_noise": np.full(3, 0.5)}))).rejected == {}
    )
