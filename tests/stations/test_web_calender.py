import pytest

from tests.stations.powder_to_web import FILM, bench, causes

WEB = {**FILM, "porosity": 0.5, "thickness_um": 134.5, "peel_N_per_m": 17.6}


def test_rolls_press_a_web_on_its_foil_like_two_films() -> None:
    web = bench("web_calender", speed_m_per_min=10).work(inputs={"web": WEB}).columns
    films = bench("calender").work(inputs={"film": WEB}).columns
    for name in ("porosity", "thickness_um", "thickness_cv_within", "thickness_runout_um"):
        assert web[name] == pytest.approx(films[name]), name


def test_what_the_coater_made_stays() -> None:
    web = bench("web_calender").work(inputs={"web": WEB}).columns
    assert web["peel_N_per_m"] == 17.6
    assert web["defects_per_m2"] == WEB["defects_per_m2"]  # of both faces already
    assert web["loading_mg_cm2"] == WEB["loading_mg_cm2"]
    assert web["porosity"] < WEB["porosity"]


def test_a_metre_of_web_makes_a_metre() -> None:
    station = bench("web_calender")
    assert station.module.consumption(station.settings, station.design) == {"web": 1.0}
    assert station.minutes() == pytest.approx(30)


def test_a_web_that_does_not_hold_is_scrapped_here_at_the_latest() -> None:
    assert causes(bench("web_calender").work(inputs={"web": {**WEB, "peel_N_per_m": 8.0}})) == ["peel"]
