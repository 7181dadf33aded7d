import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stations.powder_to_web import FILM, bench, causes, generators

LAWS = ("line load", "heckel")


def test_porosity_lies_where_the_press_wants_it_and_half_the_load_opens_it() -> None:
    full, half = (bench("calender", line_load_N_per_mm=load).work() for load in (600, 300))
    assert 0.15 <= full.columns["porosity"] <= 0.20
    assert half.columns["porosity"] > full.columns["porosity"] + 0.03
    # a planner's choice, not a fault
    assert causes(half) == []


def test_the_reference_curve_without_heat_and_springback() -> None:
    for load, expected in ((100, 0.345), (200, 0.289), (500, 0.192), (1000, 0.137)):
        cold = bench(
            "calender", line_load_N_per_mm=load, roll_temperature_C=25, springback=0, springback_per_decade=0,
            reference_loading_mg_cm2=26.316,
        )  # fmt: skip
        columns = cold.work(inputs={"film": {**FILM, "porosity": 0.42}}).columns
        assert columns["porosity"] == pytest.approx(expected, abs=5e-4)


def test_mass_is_conserved() -> None:
    columns = bench("calender").work().columns
    solid = columns["thickness_um"] * 1e-4 * 3.914e3 * (1 - columns["porosity"])
    assert solid == pytest.approx(columns["loading_mg_cm2"], rel=1e-3)
    assert columns["loading_mg_cm2"] == FILM["loading_mg_cm2"]


def test_a_dense_film_stays_dense() -> None:
    assert bench("calender").work(inputs={"film": {**FILM, "porosity": 0.15}}).columns["porosity"] == 0.15


def test_heavy_rolls_of_film_resist_and_warm_rolls_help() -> None:
    usual = bench("calender").work().columns["porosity"]
    assert bench("calender").work(inputs={"film": {**FILM, "loading_mg_cm2": 30.0}}).columns["porosity"] > usual
    assert bench("calender", roll_temperature_C=120).work().columns["porosity"] < usual


def test_load_beyond_fracture_closes_no_more_pores() -> None:
    loads = (1400, 1500, 2500)
    some, most, more = (bench("calender", line_load_N_per_mm=load).work().columns["porosity"] for load in loads)
    assert some > most == more


def test_both_faces_count_in_the_defects() -> None:
    assert bench("calender").work().columns["defects_per_m2"] == 2 * FILM["defects_per_m2"]


def test_limits() -> None:
    off = bench("calender", line_load_cv=0.5)
    lost = [causes(off.work(rng)) for rng in generators(40)]
    assert ["porosity"] in lost
    assert all(causes(off.with_limits(porosity_tolerance=None).work(rng)) == [] for rng in generators(40))
    cold = bench("calender", lamination_temperature_C=60)
    assert causes(cold.work()) == ["peel"]
    assert causes(cold.with_limits(peel_min_N_per_m=None).work()) == []


def test_worse_rolls_scatter_more() -> None:
    usual = bench("calender").work().columns
    assert bench("calender", bending_residual=1.0).work().columns["thickness_cv_within"] > usual["thickness_cv_within"]
    doubled = bench("calender", runout_um=6).work().columns["thickness_runout_um"]
    assert doubled == pytest.approx(2 * usual["thickness_runout_um"])
    assert usual["thickness_cv_within"] > FILM["loading_cv_within"]
    for worse in (
        {"line_load_cv_within": 0.03},
        {"roll_temperature_sd_K": 2.0},
        {"gauge_noise_um": 2.0},
        {"gap_accuracy_um": 5.0},
    ):
        assert bench("calender", **worse).work().columns["thickness_cv_web"] > usual["thickness_cv_web"]


def test_a_loop_takes_out_drift_and_a_gauge_nearby_more_of_the_rest() -> None:
    def wanders(**changed: float) -> float:
        return float(bench("calender", roll_temperature_sd_K=2.0, **changed).work().columns["thickness_cv_web"])

    assert wanders(loop_gain_share=0.2) < 0.6 * wanders(loop_gain_share=0.0)
    assert wanders(gauge_distance_m=0.5) < wanders() < wanders(gauge_distance_m=8.0)
    # beyond some gain the loop answers to noise and to what is long gone
    assert wanders(loop_gain_share=0.95) > wanders()


def test_a_web_pressed_nearly_solid_takes_less_of_the_run_out() -> None:
    hard, soft = (bench("calender", line_load_N_per_mm=load).work().columns for load in (900, 150))
    assert hard["thickness_runout_um"] < 0.3 * soft["thickness_runout_um"]
    rigid = bench("calender", line_load_N_per_mm=150, stand_stiffness_MN_per_mm=4000, loop_gain_share=0.0)
    # half of the gap's wave on each face, springback included
    assert rigid.work().columns["thickness_runout_um"] == pytest.approx(3 / 2**0.5 / 2, rel=0.05)


def test_the_web_springs_back_further_the_longer_it_waits_and_the_harder_it_was_pressed() -> None:
    porosity = [bench("calender", rest_h=hours).work().columns["porosity"] for hours in (1, 10, 100)]
    steps = [after - before for before, after in zip(porosity, porosity[1:], strict=False)]
    # one per cent of the thickness in the nip is so much of the porosity
    assert steps == pytest.approx([0.01 * (1 - 0.18) ** 2 / (1 - 0.1437)] * 2, rel=0.03)
    grown = [
        bench("calender", line_load_N_per_mm=load).module.figures(*_shown(load))["springback_of_thickness"]
        for load in (200, 900)
    ]
    assert grown[0] < grown[1]


def _shown(load: float) -> tuple[object, object]:
    station = bench("calender", line_load_N_per_mm=load)
    return station.settings, station.lot()


COAT = {"coverage": 0.97, "coverage_tail": 0.03, "coverage_of_tail": 0.4}


def test_load_beyond_fracture_warns_and_bares_the_grains_it_breaks() -> None:
    film = {"film": {**FILM, **COAT}}
    sound, broken = (bench("calender", line_load_N_per_mm=load).work(inputs=film) for load in (1500, 2500))
    assert sound.outside == ()
    assert broken.outside == ("line load above the one that breaks particles",)
    assert {name: sound.columns[name] for name in COAT} == COAT
    share = 1 - math.exp(-(2500 / 1500 - 1) / 0.5)
    assert broken.columns["coverage"] == pytest.approx(0.97 * (1 - share / 3))
    tail, of_tail = broken.columns["coverage_tail"], broken.columns["coverage_of_tail"]
    assert tail == pytest.approx(0.03 + 0.97 * share)
    # what both groups of grains have in cover adds up to the mean
    good = (0.97 - 0.03 * 0.4) / 0.97
    assert tail * of_tail + (1 - tail) * good == pytest.approx(broken.columns["coverage"])


def test_an_uncoated_powder_has_no_coat_to_lose() -> None:
    assert set(COAT).isdisjoint(bench("calender", line_load_N_per_mm=2500).work().columns)


@given(st.floats(1, 3000), st.floats(25, 120), st.floats(0.2, 0.42), st.floats(15, 40), st.sampled_from(LAWS))
def test_over_the_range_of_settings_webs_stay_webs(
    load: float, temperature: float, fed: float, loading: float, law: str
) -> None:
    film = {"film": {**FILM, "porosity": fed, "loading_mg_cm2": loading}}

    def pressed(**changed: float) -> Mapping[str, float]:
        at = {"line_load_N_per_mm": load, "roll_temperature_C": temperature, "compaction_law": law, **changed}
        return bench("calender", **at).work(inputs=film).columns

    columns = pressed()
    assert all(np.isfinite(value) for value in columns.values())
    assert 0 < columns["porosity"] <= fed
    assert columns["thickness_um"] * (1 - columns["porosity"]) * 0.3914 == pytest.approx(loading, rel=1e-3)
    assert 0 <= columns["thickness_cv_web"] < 0.2
    # the springback of a denser web is larger; it never turns the order around
    assert pressed(line_load_N_per_mm=1.2 * load)["porosity"] <= columns["porosity"] + 1e-9
    assert pressed(roll_temperature_C=temperature + 20)["porosity"] <= columns["porosity"] + 1e-9


def test_heckel_is_an_alternate_that_meets_the_law_of_line_loads_halfway() -> None:
    usual, heckel = (
        bench("calender", line_load_N_per_mm=500, roll_temperature_C=25, compaction_law=law).work(
            inputs={"film": {**FILM, "porosity": 0.42}}
        )
        for law in LAWS
    )
    assert heckel.columns["porosity"] == pytest.approx(usual.columns["porosity"], abs=0.03)
    assert heckel.outside == ()
    crushed = bench("calender", line_load_N_per_mm=1400, roll_diameter_m=0.1, compaction_law="heckel")
    assert crushed.work().outside == ("nip pressure outside 10 to 500 MPa: Heckel's law",)


def test_models_out_of_their_range_are_named() -> None:
    assert bench("calender").work().outside == ()
    assert bench("calender", roll_temperature_C=150).work().outside == (
        "rolls outside 25 to 120 C: softening of the electrode",
    )
    far = bench("calender", lamination_temperature_C=170, lamination_line_load_N_per_mm=10).work().outside
    assert far == ("lamination outside 80 to 160 C: peel strength", "lamination outside 20 to 100 N/mm: peel strength")


def test_a_web_wider_than_its_rolls_is_told() -> None:
    def told(**changed: float) -> list[str]:
        station = bench("calender", **changed)
        return [problem.field for problem in station.module.problems(station.settings, station.design, {})]

    assert told() == []
    assert told(roll_span_m=0.3) == ["roll_span_m"]


def test_on_bare_foil_the_film_does_not_stick_well_enough() -> None:
    bare = bench("calender", primed_foil=False)
    assert causes(bare.work()) == ["peel"]
    assert causes(bench("calender", primed_foil=False, best_peel_N_per_m=50, bare_foil_share=0.6).work()) == []


def test_figures_show_what_goes_on_in_the_nip() -> None:
    station = bench("calender")
    shown = station.module.figures(station.settings, station.lot())
    assert shown["nip_pressure_MPa"] == pytest.approx(600e3 / (shown["contact_length_mm"] * 1e-3) / 1e6)
    assert 100 < shown["nip_pressure_MPa"] < 200
    assert shown["porosity_at_rest"] == station.work().columns["porosity"]
    # the stand of 4 MN/mm gives way by 600 N/mm x 320 mm; the gap is set that much closer
    assert shown["stand_stretch_um"] == pytest.approx(48.0)
    in_nip_um = 2 * station.work().columns["thickness_um"] / (1 + shown["springback_of_thickness"])
    assert shown["unloaded_gap_um"] == pytest.approx(in_nip_um + 10 - 48.0)
    parts = [shown[f"scatter_of_{part}_um"] for part in ("load", "heat", "gauge_noise", "gap_steps")]
    assert math.hypot(*parts) / in_nip_um == pytest.approx(station.work().columns["thickness_cv_web"], rel=1e-6)


def test_what_the_film_line_has_pressed_already_stays_pressed() -> None:
    loose, tight = ({**FILM, "porosity": porosity} for porosity in (0.36, 0.28))
    assert (
        bench("calender").work(inputs={"film": loose}).columns["porosity"]
        > bench("calender").work(inputs={"film": tight}).columns["porosity"]
    )


def test_load_from_roll_to_roll_is_not_load_inside_a_roll() -> None:
    usual = bench("calender").work().columns["thickness_cv_web"]
    assert bench("calender", line_load_cv=0.03).work().columns["thickness_cv_web"] == usual
    assert bench("calender", line_load_cv_within=0.03).work().columns["thickness_cv_web"] > usual
    steady = bench("calender", line_load_cv=0.0, line_load_cv_within=0.03)
    assert len({steady.work(rng=rng).columns["porosity"] for rng in generators(5)}) == 1


def test_a_thickness_loop_that_does_harm_is_told() -> None:
    told = "thickness loop too slow for its nip: the web scatters more than without it"
    nervous = {**FILM, "loading_correlation_m": 0.5}
    harmed, left_alone = (
        bench("calender", roll_temperature_sd_K=0.1, loop_gain_share=share).work(inputs={"film": nervous})
        for share in (0.3, 0.0)
    )
    assert harmed.columns["thickness_cv_web"] > left_alone.columns["thickness_cv_web"]
    assert harmed.outside == (told,)
    assert left_alone.outside == ()
    slow = bench("calender").work(inputs={"film": {**FILM, "loading_correlation_m": 100.0}})
    assert slow.outside == ()
