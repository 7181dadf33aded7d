import math
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin.stations import film_calender
from dbetwin.stations.contract import Condition
from dbetwin.stations.elements.nip import porosity_after
from dbetwin.stations.elements.roll_line import roll_line
from tests.stations.powder_to_web import DESIGN, DOUGH, Bench, bench, causes, generators


def inside(station: Bench, dough: Mapping[str, float] = DOUGH) -> dict[str, Any]:
    """What goes on in the line."""
    return dict(film_calender.figures(station.settings, station.lot({"dough": dough})))


def test_the_feed_sets_the_loading_that_the_design_asks_for() -> None:
    cathode = bench("film_calender").work().columns
    assert cathode["loading_mg_cm2"] == pytest.approx(3.5 / (190 * 0.70) * 1000)
    anode = bench("film_calender", electrode="anode", porosity_fed=0.5, porosity_least=0.2).work().columns
    assert anode["loading_mg_cm2"] == pytest.approx(1.1 * 3.5 / (1500 * 0.70 * 0.85) * 1000)
    assert "anode_exposure_Pa_h" in anode
    assert "cathode_exposure_Pa_h" not in anode


def test_mass_is_conserved_in_the_film_and_in_what_it_takes() -> None:
    station = bench("film_calender")
    columns = station.work().columns
    solid = columns["thickness_um"] * 1e-4 * 3.914e3 * (1 - columns["porosity"])
    assert solid == pytest.approx(columns["loading_mg_cm2"], rel=1e-3)
    # 26.3 mg/cm2 on 320 mm
    assert station.module.consumption(station.settings, DESIGN)["dough"] == pytest.approx(0.26316 * 0.32, rel=1e-4)


def test_line_load_sets_porosity_not_loading() -> None:
    light, heavy = (bench("film_calender", line_load_N_per_mm=load).work().columns for load in (50, 200))
    assert heavy["porosity"] < light["porosity"]
    assert heavy["thickness_um"] < light["thickness_um"]
    assert heavy["loading_mg_cm2"] == light["loading_mg_cm2"]


def test_no_load_leaves_the_film_as_fed() -> None:
    assert bench("film_calender", line_load_N_per_mm=0).work().columns["porosity"] == pytest.approx(0.42)


def test_rolls_scatter_by_the_feed() -> None:
    loadings = [bench("film_calender").work(rng).columns["loading_mg_cm2"] for rng in generators(3000)]
    mean = sum(loadings) / len(loadings)
    spread = (sum((loading - mean) ** 2 for loading in loadings) / len(loadings)) ** 0.5
    assert mean == pytest.approx(26.316, rel=1e-3)
    assert spread / mean == pytest.approx(0.006, rel=0.05)


def test_a_roll_off_target_is_scrapped_unless_the_limit_is_open() -> None:
    wild = bench("film_calender", feed_cv=0.5)
    lost = [causes(wild.work(rng)) for rng in generators(30)]
    assert ["loading"] in lost
    opened = wild.with_limits(loading_tolerance=None)
    assert all(causes(opened.work(rng)) == ["start-up"] for rng in generators(30))


def test_agglomerates_make_defects() -> None:
    clean, lumpy = (
        bench("film_calender")
        .work(inputs={"dough": {**DOUGH, "agglomerate_fraction": share}})
        .columns["defects_per_m2"]
        for share in (0.0, 0.02)
    )
    assert lumpy - clean == pytest.approx(2.0 * 0.02)


def test_breaks_follow_the_hazard_and_stay_inside_the_roll() -> None:
    station = bench("film_calender", web_tension_N_per_m=8)
    lot = station.lot()
    stops = [station.module.stops(station.settings, lot, Condition(), rng) for rng in generators(3000)]
    run_min = 500 / 8
    assert all(0 <= stop.after_min <= run_min and stop.scrap == 10 for each in stops for stop in each)
    usual = bench("film_calender")
    fewer = [usual.module.stops(usual.settings, lot, Condition(), rng) for rng in generators(3000)]
    count, least = sum(map(len, stops)), sum(map(len, fewer))
    between = inside(usual)["web_between_breaks_m"]
    assert least == pytest.approx(3000 * 500 / between, rel=0.2)
    # tension twice: hazard 2**7
    assert inside(station)["web_between_breaks_m"] == pytest.approx(between / 2**7)
    assert count / least == pytest.approx(2**7, rel=0.25)


def test_a_film_that_is_weak_across_breaks_more() -> None:
    usual, weak = (
        inside(each)["web_between_breaks_m"]
        for each in (bench("film_calender"), bench("film_calender", across_strength_ratio=0.3))
    )
    # held to its width a film bears 0.3 of the stress across: as much as it bears along
    assert usual / weak == pytest.approx(2 / (1 + (0.3 / 0.55) ** 7), rel=0.01)


def test_a_poorly_kneaded_film_breaks_more() -> None:
    station = bench("film_calender")
    weak = station.lot({"dough": {**DOUGH, "fibrillation": 0.6}})
    broken = sum(len(station.module.stops(station.settings, weak, Condition(), rng)) for rng in generators(300))
    usual = sum(len(station.module.stops(station.settings, station.lot(), Condition(), rng)) for rng in generators(300))
    assert broken > 5 * usual


def test_nips_draw_on_and_the_film_is_stronger_for_it() -> None:
    still, sheared = (bench("film_calender", speed_ratio=ratio) for ratio in (1.0, 1.2))
    assert still.work().columns["fibrillation"] == pytest.approx(DOUGH["fibrillation"])
    assert sheared.work().columns["fibrillation"] > DOUGH["fibrillation"]
    weak, strong = (inside(each) for each in (still, sheared))
    assert strong["strength_along_MPa"] > weak["strength_along_MPa"]
    cold = bench("film_calender", speed_ratio=1.2, roll_temperature_C=10)
    assert cold.work().columns["fibrillation"] < sheared.work().columns["fibrillation"]


def test_mass_is_the_same_from_roll_to_roll() -> None:
    station = bench("film_calender", speed_ratio=1.2).settings
    line = roll_line(station, 26.316, 3.914)
    assert len(line.thicknesses_um) == 4
    for nip, (loading, thickness) in enumerate(zip(line.loadings_mg_cm2, line.thicknesses_um, strict=True)):
        # rho h v, speeds over that of the last roll
        assert loading / 1.2 ** (3 - nip) == pytest.approx(26.316)
        density = 3.914 * (1 - porosity_after(station, 0.42, loading))
        assert 0.1 * thickness * density == pytest.approx(loading)
    assert list(line.thicknesses_um) == sorted(line.thicknesses_um, reverse=True)


def test_gravity_feed_makes_a_film_of_millimetres_and_says_why() -> None:
    station = bench("film_calender", feed="gravity")
    result = station.work()
    assert result.columns["thickness_um"] > 1000
    assert "gravity feed: the nip draws in all that lies below its nip angle" in result.outside
    assert causes(result) == ["loading"]
    told = inside(station)
    assert "gravity" in told["feed"]
    assert told["thinning_nips_needed"] > 8
    assert told["entrance_angle_deg"] == pytest.approx(told["nip_angle_deg"])
    (problem,) = film_calender.problems(station.settings, DESIGN, {})
    assert problem.field == "feed"
    assert "deg" in problem.what
    # the film takes all the dough that it holds
    taken = film_calender.consumption(station.settings, DESIGN)["dough"]
    assert taken == pytest.approx(result.columns["loading_mg_cm2"] / 100 * 0.32)


def test_rolls_too_far_apart_in_speed_tear_the_film() -> None:
    torn = bench("film_calender", speed_ratio=1.45)
    assert causes(torn.work()) == ["film torn in a nip"]
    assert "thinning nip strains the film beyond what its fibrils bear" in torn.work().outside
    assert causes(bench("film_calender", speed_ratio=1.25).work()) == ["start-up"]


def test_slippery_rolls_draw_nothing_in() -> None:
    slippery = bench("film_calender", wall_friction_deg=0.4)
    assert "thinning nip too steep for its friction" in slippery.work().outside
    assert causes(slippery.work()) == ["film not drawn into a nip"]


def test_coarse_dough_makes_a_patchy_film() -> None:
    fine, coarse = (
        bench("film_calender").work(inputs={"dough": {**DOUGH, "dough_granule_um": size}}) for size in (50.0, 600.0)
    )
    assert fine.columns["loading_cv_within"] == pytest.approx(0.005, rel=0.02)
    assert coarse.columns["loading_cv_within"] > 1.5 * fine.columns["loading_cv_within"]
    assert coarse.outside == ("first film thinner than one layer of dough granules",)
    assert fine.outside == ()


def test_the_loop_steadies_a_feed_that_wanders_slowly_and_hardly_a_nervous_one() -> None:
    def scatter(**changed: float) -> float:
        columns = bench("film_calender", settling_deviation=0.0, **changed).work().columns
        return float(columns["loading_cv_web"])

    assert scatter(loop_gain_share=0.0) == pytest.approx(0.015)
    assert scatter(feeder_memory_s=300) < 0.7 * 0.015
    assert scatter(feeder_memory_s=20) > 0.9 * 0.015
    assert scatter(feeder_memory_s=300, gauge_distance_m=8) > scatter(feeder_memory_s=300, gauge_distance_m=2)
    assert scatter(gauge_noise_cv=0.005) > scatter(gauge_noise_cv=0.002)


def test_two_films_side_by_side_pass_their_gauges_at_half_the_speed_of_the_line() -> None:
    both = bench("film_calender", speed_m_per_min=16, films_at_once=2, startup_m=10)
    one, fast = (bench("film_calender", speed_m_per_min=speed, startup_m=10) for speed in (8, 16))
    assert both.minutes() == fast.minutes()
    for name in ("loading_cv_web", "loading_correlation_m"):
        assert both.work().columns[name] == pytest.approx(one.work().columns[name], rel=1e-12)
        assert both.work().columns[name] != pytest.approx(fast.work().columns[name], rel=0.1)
    assert inside(both)["settled_after_m"] == pytest.approx(inside(one)["settled_after_m"], rel=1e-12)


def test_a_loop_that_does_harm_is_told() -> None:
    told = "loading loop too slow for its feed: the film scatters more than without it"
    assert told in bench("film_calender", speed_m_per_min=3).work().outside
    assert told not in bench("film_calender").work().outside
    assert told not in bench("film_calender", speed_m_per_min=3, loop_gain_share=0.0).work().outside


def test_a_film_that_breaks_all_the_time_is_told() -> None:
    told = "film breaks more than once in 10 m: no more breaks are counted"
    taut = bench("film_calender", web_tension_N_per_m=15)
    assert told in taut.work().outside
    assert told not in bench("film_calender", web_tension_N_per_m=8).work().outside
    # and no more are drawn than that
    drawn = [len(taut.module.stops(taut.settings, taut.lot(), Condition(), rng)) for rng in generators(200)]
    assert sum(drawn) == pytest.approx(200 * 0.1 * taut.lot().amount, rel=0.05)


def test_start_up_must_outlast_the_settling() -> None:
    told = "start-up scrap ends before the loading has settled"
    assert told in bench("film_calender", startup_m=5).work().outside
    assert told not in bench("film_calender", startup_m=10).work().outside
    # a fast web runs far while the loop settles
    assert told in bench("film_calender", startup_m=10, speed_m_per_min=60).work().outside


def test_trim_that_is_reused_costs_no_dough() -> None:
    whole = bench("film_calender")
    dough = whole.module.consumption(whole.settings, DESIGN)["dough"]
    for share in (0.0, 0.9, 1.0):
        trimmed = bench("film_calender", film_trim_mm=10, trim_reused=share)
        taken = trimmed.module.consumption(trimmed.settings, DESIGN)["dough"]
        cut = trimmed.module.trimmed_mass_fraction(trimmed.settings, DESIGN)
        assert taken * (1 - cut) == pytest.approx(dough)
        assert taken == pytest.approx(dough * (1 + (1 - share) * 0.02 / 0.32))
        assert inside(trimmed)["trim_reused_kg_per_m"] == pytest.approx(share * 0.02 * 0.26316, rel=1e-4)


def test_a_line_that_cannot_be_is_told() -> None:
    def fields(**changed: float) -> list[str]:
        wrong = bench("film_calender", **changed).settings
        return [problem.field for problem in film_calender.problems(wrong, DESIGN, {})]

    assert fields() == []
    assert fields(porosity_least=0.5) == ["porosity_least"]
    assert fields(porosity_dough=0.4) == ["porosity_dough"]
    assert fields(wall_friction_deg=45) == ["wall_friction_deg"]


@given(
    st.fixed_dictionaries(
        {
            "internal_friction_deg": st.floats(30, 50),
            "wall_friction_deg": st.floats(10, 28),
            "compressibility_exponent": st.floats(4, 15),
            "porosity_dough": st.floats(0.54, 0.74),
            "thinning_nips": st.integers(0, 4),
            "speed_ratio": st.floats(1.05, 1.5),
            "line_load_N_per_mm": st.floats(50, 3000),
            "roll_diameter_m": st.floats(0.25, 1.0),
            "speed_m_per_min": st.floats(5, 120),
            "feed": st.sampled_from(["metered", "gravity"]),
        }
    ),
    st.floats(0.5, 0.99),
)
@settings(max_examples=60, deadline=None)
def test_whatever_the_line_is_set_to_a_film_has_a_thickness_and_pores(given: dict[str, Any], degree: float) -> None:
    station = bench("film_calender", **given)
    dough = {"dough": {**DOUGH, "fibrillation": degree}}
    for rng in (None, *generators(2)):
        columns = station.work(rng, dough).columns
        assert all(math.isfinite(value) for value in columns.values())
        assert columns["thickness_um"] > 0
        assert 0 < columns["porosity"] < 1
        assert degree <= columns["fibrillation"] <= 1
        solid = columns["thickness_um"] * 0.1 * 3.914 * (1 - columns["porosity"])
        assert solid == pytest.approx(columns["loading_mg_cm2"], rel=1e-3)
    told = inside(station, dough["dough"]).values()
    assert all(isinstance(value, str) or math.isfinite(value) for value in told)
