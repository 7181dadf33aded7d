"""Stacker: faces to cells, matching of the electrodes, lithium that stood in air."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin.celldesign.recipe import cathode_recipe
from dbetwin.celldesign.tolerance import misplaced_probability
from dbetwin.stations.contract import Material
from tests.designs import graded, lithium_design, lot_of, sheets, silicon_design, station, walked, work

CELLS, FACES = 200_000, 20


def stacked(design, rows=1, seed=None, rng=None, **changes):
    cathode, anode = sheets(design, rows, seed, **changes)
    lot = Material(
        float(rows), "cells", 7, design, cathode.columns, cathode.cells, {"cathode": cathode, "anode": anode}
    )
    return work("stacker", lot, rng)


def test_sheets_per_cell():
    module, stacker = station("stacker")
    assert module.consumption(stacker, silicon_design()) == {"cathode": 10.0, "anode": 11.0}


def test_columns_meet_cells_whose_faces_are_all_made():
    cells = stacked(silicon_design(), CELLS, seed=1).cells
    rng = np.random.default_rng(2)
    cathode = 26.3158 * (1 + rng.normal(0, 0.01, (CELLS, FACES)))
    ratio = 1.1 * (1 + rng.normal(0, 0.01, (CELLS, FACES))) / (cathode / 26.3158)
    separator = 25.0 * (1 + rng.normal(0, 0.03, (CELLS, FACES)))
    brute = {
        "cathode_loading_mg_cm2_mean": cathode.mean(axis=1),
        "cathode_loading_mg_cm2_worst": cathode.max(axis=1),
        "n_to_p_worst": ratio.min(axis=1),
        "separator_thickness_um_mean": separator.mean(axis=1),
        "separator_thickness_um_worst": separator.min(axis=1),
    }
    for name, made in brute.items():
        assert cells[name].mean() == pytest.approx(made.mean(), rel=2e-3), name
        assert cells[name].std() == pytest.approx(made.std(), rel=0.02), name
        for tail in (0.01, 0.99):
            offset = np.quantile(made, tail) - made.mean()
            assert np.quantile(cells[name], tail) - made.mean() == pytest.approx(offset, rel=0.02), name


@pytest.mark.parametrize("electrode", ["cathode", "anode"])
def test_a_heavier_face_is_thicker_and_the_rolls_add_their_own(electrode):
    prefix = "" if electrode == "cathode" else "anode:"
    scatter = {f"{prefix}loading_cv_within": 0.01, f"{prefix}thickness_cv_within": 0.013}
    cells = stacked(silicon_design(), CELLS, seed=1, **scatter).cells
    usual = stacked(silicon_design()).cells
    rng = np.random.default_rng(2)
    faces = rng.normal(0, 0.01, (CELLS, FACES))
    loading = 1 + faces.mean(axis=1)
    thickness = 1 + (faces + rng.normal(0, (0.013**2 - 0.01**2) ** 0.5, (CELLS, FACES))).mean(axis=1)
    made = {"loading_mg_cm2": loading, "thickness_um": thickness}
    got = {name: cells[f"{electrode}_{name}_mean"] / usual[f"{electrode}_{name}_mean"] for name in made}
    for name, brute in made.items():
        assert got[name].std() == pytest.approx(brute.std(), rel=0.02), name
    expected = np.corrcoef(loading, thickness)[0, 1]
    assert np.corrcoef(got["loading_mg_cm2"], got["thickness_um"])[0, 1] == pytest.approx(expected, abs=0.01)
    # so pores scatter only by what the rolls add
    rest = 1 - (1 - usual[f"{electrode}_porosity"]) * loading / thickness
    assert cells[f"{electrode}_porosity"].std() == pytest.approx(rest.std(), rel=0.02)


def test_the_place_on_the_web_moves_all_faces():
    still, moved = (stacked(silicon_design(), loading_deviation=place).cells for place in (0.0, 0.03))
    for name in ("cathode_loading_mg_cm2_mean", "cathode_loading_mg_cm2_worst"):
        assert moved[name] - still[name] == pytest.approx(0.03 * 26.3158, rel=1e-3)


@pytest.mark.parametrize("electrode", ["cathode", "anode"])
def test_thickness_and_loading_follow_each_its_own_place_on_the_web(electrode):
    still = stacked(silicon_design()).cells
    for moved, kept, place in (
        ("thickness_um", "loading_mg_cm2", "thickness_deviation"),
        ("loading_mg_cm2", "thickness_um", "loading_deviation"),
    ):
        cells = stacked(silicon_design(), **{place: 0.03}).cells
        assert cells[f"{electrode}_{moved}_mean"] / still[f"{electrode}_{moved}_mean"] == pytest.approx(1.03)
        assert cells[f"{electrode}_{kept}_mean"] == pytest.approx(still[f"{electrode}_{kept}_mean"])


def test_sides_that_differ_move_the_worst_face_and_no_mean():
    sides = 0.02
    even, uneven = (stacked(silicon_design(), CELLS, seed=1, side_deviation=side).cells for side in (0.0, sides))
    for name in ("cathode_loading_mg_cm2_mean", "anode_loading_mg_cm2_mean", "n_to_p_mean", "cathode_porosity"):
        assert uneven[name].tolist() == even[name].tolist()
    rng = np.random.default_rng(2)
    side = np.where(np.arange(FACES) < FACES // 2, sides, -sides)
    cathode = 26.3158 * (1 + side + rng.normal(0, 0.01, (CELLS, FACES)))
    anode = 1 - side + rng.normal(0, 0.01, (CELLS, FACES))
    made = {
        "cathode_loading_mg_cm2_worst": cathode.max(axis=1),
        "n_to_p_worst": 1.1 * (anode / cathode * 26.3158).min(axis=1),
    }
    for name, brute in made.items():
        assert uneven[name].mean() == pytest.approx(brute.mean(), rel=2e-3), name
        assert uneven[name].std() == pytest.approx(brute.std(), rel=0.05), name


def test_mass_and_thickness_give_the_porosity():
    cells = stacked(silicon_design(), 100, seed=3).cells
    solid = 10 * cells["cathode_loading_mg_cm2_mean"] / cathode_recipe(silicon_design()).solids_g_cm3
    assert 1 - solid / cells["cathode_thickness_um_mean"] == pytest.approx(cells["cathode_porosity"], abs=1e-12)


def test_holes_are_those_left_in_the_web():
    cells = stacked(silicon_design(), defects_per_m2=2 * 0.3 * 0.05).cells
    assert cells["pinholes_expected"] == pytest.approx([20 * 0.015 * 0.3 * 0.05])


def test_surfaces_scatter_around_one():
    drawn = [
        float(stacked(silicon_design(), rng=np.random.default_rng(seed)).cells["asperity_factor"][0])
        for seed in range(2000)
    ]
    assert np.mean(drawn) == pytest.approx(1, rel=0.03)
    assert np.std(np.log(drawn)) == pytest.approx(0.3, rel=0.05)


def test_lithium_that_stood_too_long_is_rejected():
    design = graded(lithium_design())
    fresh = stacked(design, 3).expired["lithium too long in air"]
    stale = stacked(design, 3, **{"anode:lithium_exposure_Pa_h": 10.0}).expired["lithium too long in air"]
    assert not fresh.any()
    assert stale.all()
    cells, _ = walked(design, **{"anode:lithium_exposure_Pa_h": 1322 / 60})
    assert cells["lithium_layer_nm"] == pytest.approx([24.0])


def test_lithium_rejected_for_its_time_in_air_is_truly_bad():
    stale = stacked(graded(lithium_design()), 3, **{"anode:lithium_exposure_Pa_h": 10.0})
    assert stale.cells["bad"].tolist() == [1.0, 1.0, 1.0]
    # while the nominal cell is being worked out nothing is judged, and silicon has no such clock
    assert "bad" not in stacked(lithium_design(), 3).cells.columns
    assert "bad" not in stacked(graded(silicon_design()), 3).cells.columns


def test_the_clock_of_lithium_runs_on_to_the_sealed_pouch():
    design = graded(lithium_design())
    cells = stacked(design, 3).cells.with_columns(lithium_exposure_Pa_h=np.array([2.0, 9.0, 10.0]))
    sealed = work("pouch_sealer", lot_of(design, cells))
    # 24 nm/min in 1322 Pa: 10 nm are grown by 9.18 Pa h
    assert sealed.expired["lithium too long in air"].tolist() == [False, False, True]
    assert sealed.cells["bad"].tolist() == [0.0, 0.0, 1.0]
    assert sealed.cells["lithium_layer_nm"] == pytest.approx(60 * 24 / 1322 * np.array([2.0, 9.0, 10.0]))
    assert not work("pouch_sealer", lot_of(lithium_design(), cells)).rejected


def test_lithium_is_as_thick_as_it_weighs():
    cells = stacked(lithium_design(), 50, seed=4).cells
    assert cells["anode_loading_mg_cm2_mean"] / 0.0534 == pytest.approx(cells["anode_thickness_um_mean"])


def test_a_sintered_separator_weighs_less_by_its_pores_and_a_film_weighs_what_it_does():
    tight, open_ = (walked(lithium_design(), separator_porosity=eps)[0]["mass_g"][0] for eps in (0.0, 0.1))
    # 20 layers of 25 um x 150 cm2 of 5.1 g/cm3
    assert tight - open_ == pytest.approx(0.1 * 38.25, rel=1e-6)
    film, same = (walked(silicon_design(), separator_porosity=eps)[0] for eps in (0.0, 0.1))
    assert film["mass_g"] == same["mass_g"]
    assert "separator_porosity" not in film.columns


# --- alignment ---------------------------------------------------------------------------------------------------


def test_the_least_overhang_meets_that_of_sheets_that_are_all_placed():
    cells = stacked(silicon_design(), CELLS, seed=1).cells
    rng = np.random.default_rng(5)
    missed = np.hypot(*rng.normal(0, 0.10, (2, 50_000, FACES))).max(axis=1)
    left = 1.0 - missed
    assert cells["overhang_mm_worst"].mean() == pytest.approx(left.mean(), rel=2e-3)
    assert cells["overhang_mm_worst"].std() == pytest.approx(left.std(), rel=0.02)
    for tail in (0.001, 0.01, 0.5):
        assert np.quantile(cells["overhang_mm_worst"], tail) == pytest.approx(np.quantile(left, tail), abs=0.01)


def overhanging(mm, least=0.3, **changes):
    """Stacks whose anode overhangs by so much where it lies as it should."""
    plain = graded(silicon_design(anode_overhang_mm=mm))
    design = replace(plain, limits=plain.limits.model_copy(update={"overhang_min_mm": least}))
    cathode, anode = sheets(design, CELLS, 1)
    inputs = {"cathode": cathode, "anode": anode}
    lot = Material(float(CELLS), "cells", 7, design, cathode.columns, cathode.cells, inputs)
    return work("stacker", lot, **changes)


def test_a_camera_takes_off_the_stacks_whose_overhang_it_sees_too_small():
    for mm, sd in ((0.6, 0.1), (0.7, 0.15), (1.0, 0.2)):
        result = overhanging(mm, placement_sd_mm=sd, camera_sd_mm=0.0)
        expected = float(misplaced_probability(mm - 0.3, sd, FACES))
        assert result.rejected["overhang"].mean() == pytest.approx(expected, rel=0.03)


def test_a_noisy_camera_takes_off_good_stacks_and_lets_bad_ones_pass():
    result = overhanging(0.5, least=0.02, placement_sd_mm=0.12, camera_sd_mm=0.05)
    taken, bad = result.rejected["overhang"], result.cells["bad"] > 0
    assert bad.mean() == pytest.approx(float(misplaced_probability(0.5, 0.12, FACES)), rel=0.1)
    assert (taken & ~bad).any()
    assert (bad & ~taken).any()


def test_an_edge_without_anode_is_bad_to_the_end():
    rough = {"stacker": {"placement_sd_mm": 0.4}}
    cells, rejected = walked(silicon_design(), 500, seed=3, settings=rough)
    edge = cells["overhang_mm_worst"] < 0
    assert 0 < edge.sum() < 500
    assert cells["bad"][edge].all()
    assert cells["latent_edge"].tolist() == edge.astype(float).tolist()


def test_without_a_limit_nobody_looks():
    assert not overhanging(0.2, least=None).rejected


def test_wider_overhang_loses_fewer_stacks():
    lost = [overhanging(mm).rejected["overhang"].mean() for mm in (0.4, 0.5, 0.6, 0.7)]
    assert lost == sorted(lost, reverse=True)
    assert lost[0] > 0.9
    assert lost[-1] < 0.02


def test_a_stacker_that_cannot_place_well_enough_is_told_before_a_run():
    module, stacker = station("stacker", placement_sd_mm=0.3)
    design = silicon_design()
    asked = replace(design, limits=design.limits.model_copy(update={"overhang_min_mm": 0.3}))
    assert [problem.field for problem in module.problems(stacker, asked, {})] == ["placement_sd_mm"]
    assert not list(module.problems(stacker, design, {}))
    assert not list(module.problems(station("stacker")[1], asked, {}))


def test_figures_of_a_stack():
    module, stacker = station("stacker")
    design = silicon_design()
    shown = module.figures(stacker, lot_of(design, stacked(design).cells))
    assert shown["pieces"] == 21
    assert shown["stacking_s"] == 31
    assert shown["least_overhang_median_mm"] == pytest.approx(float(stacked(design).cells["overhang_mm_worst"][0]))


@settings(max_examples=60, deadline=None)
@given(
    scatter=st.fixed_dictionaries({
        "loading_cv_within": st.floats(0.002, 0.015), "thickness_cv_within": st.floats(0.002, 0.04),
        "separator_thickness_cv": st.floats(0.005, 0.1),
    }),
    place=st.floats(-0.06, 0.06),
    placement=st.floats(0.01, 0.3),
    overhang=st.floats(0.1, 2.0),
)  # fmt: skip
def test_over_all_ranges_a_stack_has_mass_pores_and_no_nonsense(scatter, place, placement, overhang):
    design = silicon_design(anode_overhang_mm=overhang)
    cathode, anode = sheets(design, 200, 9, **scatter, loading_deviation=place, thickness_deviation=place)
    inputs = {"cathode": cathode, "anode": anode}
    lot = Material(200.0, "cells", 7, design, cathode.columns, cathode.cells, inputs)
    cells = work("stacker", lot, placement_sd_mm=placement).cells
    assert all(np.isfinite(values).all() for values in cells.columns.values())
    assert ((cells["cathode_porosity"] > 0) & (cells["cathode_porosity"] < 1)).all()
    assert (cells["cathode_thickness_um_mean"] > 0).all()
    assert (cells["separator_thickness_um_worst"] > 0).all()
    assert (cells["overhang_mm_worst"] <= overhang).all()
    # a face is never heavier than the heaviest of them but for its own draw of the mean
    assert cells["cathode_loading_mg_cm2_worst"].mean() >= cells["cathode_loading_mg_cm2_mean"].mean()
    # mass is what the faces carry, whatever the scatter
    assert cells["cathode_loading_mg_cm2_mean"].mean() == pytest.approx(26.3158 * (1 + place), rel=2e-3)
