import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stations.powder_to_web import DESIGN, SLURRY, bench, causes, generators


def figures(**changed: object) -> dict[str, float]:
    station = bench("slurry_coater", **changed)
    return station.module.figures(station.settings, station.lot())


def test_the_pump_sets_the_loading_that_the_design_asks_for() -> None:
    made = bench("slurry_coater").work().columns
    assert made["loading_mg_cm2"] == pytest.approx(3.5 / (190 * 0.70) * 1000)
    assert made["thickness_um"] * 1e-4 * 3.914e3 * (1 - 0.5) == pytest.approx(made["loading_mg_cm2"], rel=1e-3)
    assert made["cathode_exposure_Pa_h"] == 0
    assert "anode_exposure_Pa_h" in bench("slurry_coater", electrode="anode").work().columns


def test_solids_stay_on_the_foil_and_solvent_leaves() -> None:
    station = bench("slurry_coater")
    slurry = station.module.consumption(station.settings, DESIGN)["slurry"]
    leaves = -station.module.added_kg(station.settings, DESIGN)
    assert slurry * 0.7 == pytest.approx(2 * 0.26316 * 0.32, rel=1e-4)  # both faces, 320 mm wide
    assert slurry - leaves == pytest.approx(slurry * 0.7)
    assert leaves == pytest.approx(station.module.figures(station.settings, station.lot())["solvent_kg_per_m"])


def test_the_published_line_dries_its_web_in_time() -> None:
    station = bench("slurry_coater")
    assert station.minutes() == pytest.approx(6000 / 80)
    assert station.work().outside == ()
    assert figures()["dwell_s"] == pytest.approx(78)


def test_a_short_dryer_slows_the_web_and_says_so() -> None:
    short = bench("slurry_coater", dryer_m=30)
    assert short.work().outside[0] == "dryer too short for the set speed: the web runs slower"
    speed = figures(dryer_m=30)["fastest_speed_m_per_min"]
    assert short.minutes() == pytest.approx(6000 / speed)
    assert speed < 80
    # as fast as the dryer follows, and no faster
    assert bench("slurry_coater", dryer_m=30, speed_m_per_min=2 * speed).minutes() == short.minutes()


def test_wetter_slurry_needs_longer() -> None:
    wetter = {"slurry": {**SLURRY, "slurry_solids_fraction": 0.5}}
    station = bench("slurry_coater", dryer_m=40)
    assert station.minutes(wetter) > station.minutes()


def test_faster_drying_holds_worse_on_the_foil() -> None:
    slow, fast = (bench("slurry_coater", speed_m_per_min=speed).work().columns["peel_N_per_m"] for speed in (20, 150))
    assert 10 < fast < slow < 30


def test_a_web_that_does_not_hold_is_scrapped_unless_the_limit_is_open() -> None:
    station = bench("slurry_coater", best_peel_N_per_m=12)
    assert causes(station.work()) == ["peel"]
    assert causes(station.with_limits(peel_min_N_per_m=None).work()) == ["start-up"]


def test_a_coil_off_target_is_scrapped() -> None:
    wild = bench("slurry_coater", feed_cv=0.5)
    assert ["loading"] in [causes(wild.work(rng)) for rng in generators(30)]


def test_a_peclet_number_beyond_the_closed_form_is_told() -> None:
    assert any("Peclet" in each for each in bench("slurry_coater", binder_mobility_um2_per_s=50).work().outside)


def test_loading_scatters_less_than_one_and_a_half_per_cent_in_three_sigma() -> None:
    """What slot dies are told to reach: 1 to 1.5 %."""
    asked = bench("slurry_coater").settings
    total = (asked.feed_cv**2 + asked.along_cv**2 + asked.across_cv**2) ** 0.5
    assert 0.01 <= 3 * total <= 0.015
    loadings = [bench("slurry_coater").work(rng).columns["loading_mg_cm2"] for rng in generators(2000)]
    mean = sum(loadings) / len(loadings)
    spread = (sum((each - mean) ** 2 for each in loadings) / len(loadings)) ** 0.5
    assert spread / mean == pytest.approx(asked.feed_cv, rel=0.06)


def test_agglomerates_make_defects_on_both_faces() -> None:
    clean, lumpy = (
        bench("slurry_coater").work(inputs={"slurry": {**SLURRY, "agglomerate_fraction": share}}).columns
        for share in (0.0, 0.02)
    )
    assert lumpy["defects_per_m2"] - clean["defects_per_m2"] == pytest.approx(2 * 2.0 * 0.02)


def test_each_coil_and_each_restart_cost_their_metres() -> None:
    station = bench("slurry_coater", restart_m=104)
    lost = {loss.cause: loss.amount for loss in station.work(restarts=2).losses}
    assert lost == {"start-up": 300, "restart": 208}


def test_a_slurry_that_the_line_is_not_planned_for_is_refused() -> None:
    station = bench("slurry_coater")
    (found,) = station.module.problems(station.settings, DESIGN, {"slurry_solids_fraction": 0.6})
    assert found.field == "solids_fraction"
    assert list(station.module.problems(station.settings, DESIGN, {"slurry_solids_fraction": 0.7})) == []


@given(
    speed=st.floats(5, 200),
    dryer=st.floats(5, 300),
    solids=st.floats(0.35, 0.85),
    dried=st.floats(0.3, 0.7),
    heat=st.floats(30, 120),
    mobility=st.floats(150, 1500),
)
@settings(max_examples=60)
def test_whatever_the_settings_a_coil_is_sound(
    speed: float, dryer: float, solids: float, dried: float, heat: float, mobility: float
) -> None:
    station = bench(
        "slurry_coater", speed_m_per_min=speed, dryer_m=dryer, solids_fraction=solids, porosity_dried=dried,
        heat_transfer_W_per_m2_K=heat, binder_mobility_um2_per_s=mobility,
    )  # fmt: skip
    slurry = {"slurry": {**SLURRY, "slurry_solids_fraction": solids}}
    (rng,) = generators(1, seed=int(1e3 * speed))
    made = station.work(rng, slurry).columns
    assert all(math.isfinite(value) for value in made.values())
    assert 0 < made["porosity"] < 1
    assert made["thickness_um"] > 0
    assert made["peel_N_per_m"] >= 0
    assert station.minutes(slurry) >= 6000 / speed * (1 - 1e-9)
    taken = station.module.consumption(station.settings, DESIGN)["slurry"]
    kept = taken + station.module.added_kg(station.settings, DESIGN)
    assert kept == pytest.approx(taken * solids)
