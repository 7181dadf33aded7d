import pytest

from dbetwin.stations import film_calender
from dbetwin.stations.contract import Condition
from tests.stations.powder_to_web import DESIGN, DOUGH, bench, causes, generators


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
    # tension twice: hazard 2**7; the hazard of the usual tension is 2.0 breaks in 20 km
    assert least == pytest.approx(3000 * 500 * 2.0 / 20e3, rel=0.25)
    assert count / least == pytest.approx(2**7, rel=0.25)


def test_a_poorly_kneaded_film_breaks_more() -> None:
    station = bench("film_calender")
    weak = station.lot({"dough": {**DOUGH, "fibrillation": 0.6}})
    broken = sum(len(station.module.stops(station.settings, weak, Condition(), rng)) for rng in generators(300))
    usual = sum(len(station.module.stops(station.settings, station.lot(), Condition(), rng)) for rng in generators(300))
    assert broken > 5 * usual


def test_a_porosity_law_upside_down_is_told() -> None:
    wrong = bench("film_calender", porosity_least=0.5).settings
    assert [problem.field for problem in film_calender.problems(wrong, DESIGN, {})] == ["porosity_least"]
    assert list(film_calender.problems(bench("film_calender").settings, DESIGN, {})) == []
