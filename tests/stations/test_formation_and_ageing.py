"""Time in the tower and on the rack buys certainty: what a short turn and a short ageing cost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from dbetwin.errors import InputError
from dbetwin.plant import load_plant
from dbetwin.stations import ageing, formation
from tests.designs import graded, lot_of, sheets, silicon_design, station, walked

ROWS = 100_000
FORMED, AGED = "formation: self-discharge", "ageing: self-discharge"


def rejected(**settings):
    found = walked(graded(silicon_design()), ROWS, seed=1, settings=settings, defects_per_m2=0.3)
    return found[0]["latent_short"] > 0, found[1]


def within(share, expected, rows=ROWS):
    return share == pytest.approx(expected, abs=5 * np.sqrt(expected * (1 - expected) / rows) + 1e-9)


def test_a_turn_shorter_than_the_charge_is_a_mistake():
    with pytest.raises(InputError, match="the charge alone takes 20 h"):
        load_plant("pilot", ["formation.dwell_h=8"])
    load_plant("pilot", ["formation.dwell_h=8", "formation.charge_c_rate=0.2"])


@pytest.mark.parametrize("dwell_h", [8.0, 20.0, 20.01])
def test_a_turn_that_leaves_no_time_to_watch_tells_nothing(dwell_h):
    # shown alone, a station works however it is set
    _, tower = station("formation", dwell_h=dwell_h)
    assert formation.watching_h(tower) > 0
    assert formation.noise_cv(tower) > 30


def test_the_less_time_is_left_to_watch_the_more_healthy_cells_are_rejected():
    settings = station("formation", dwell_h=21.0)[1]
    assert formation.noise_cv(settings) == pytest.approx(0.6)
    short, found = rejected(formation={"dwell_h": 21.0})
    assert within(found[FORMED][~short].mean(), ndtr(-1 / 0.6), (~short).sum())
    short, found = rejected()
    assert found[FORMED][~short].sum() == 0


def test_a_faster_charge_leaves_time_to_watch():
    slow, fast = (formation.noise_cv(station("formation", charge_c_rate=rate)[1]) for rate in (0.05, 0.1))
    assert fast == pytest.approx(slow * 4 / 14)


@given(dwell=st.floats(8, 36), rate=st.floats(0.02, 0.2), days=st.floats(3, 21))
def test_more_time_is_less_noise_wherever_a_plant_may_stand(dwell, rate, days):
    tower, longer = (station("formation", dwell_h=hours, charge_c_rate=rate)[1] for hours in (dwell, dwell + 1))
    if list(formation.problems(tower, silicon_design(), {})):
        assert dwell <= 1 / rate
    else:
        assert 0 < formation.noise_cv(longer) < formation.noise_cv(tower)
    rack, slower = (station("ageing", dwell_h=24 * each)[1] for each in (days, days + 1))
    assert 0 < ageing.noise_ratio(slower) < ageing.noise_ratio(rack)


@pytest.mark.parametrize(("days", "noise"), [(3, 0.9428), (7, 0.4041), (14, 0.2020), (21, 0.1347)])
def test_the_shorter_cells_lie_the_more_healthy_ones_are_rejected(days, noise):
    settings = station("ageing", dwell_h=24.0 * days)[1]
    assert ageing.noise_ratio(settings) == pytest.approx(noise, abs=1e-4)
    short, found = rejected(ageing={"dwell_h": 24.0 * days})
    assert within(found[AGED][~short].mean(), ndtr(-1 / noise), (~short).sum())


def test_ageing_finds_weak_shorts_that_a_hasty_tower_missed():
    hasty = {"dwell_h": 21.0}
    escaped = {}
    for days in (3, 14):
        short, found = rejected(formation=hasty, ageing={"dwell_h": 24.0 * days})
        missed = short & ~found[FORMED]
        assert missed.sum() > 100
        escaped[days] = (missed & ~found[AGED]).sum() / missed.sum()
    assert escaped[14] < 0.85 * escaped[3]


def test_a_tighter_limit_lets_fewer_shorts_pass_a_long_ageing():
    cells, _ = walked(graded(silicon_design()), ROWS, seed=1, defects_per_m2=0.3)
    short = cells["latent_short"] > 0
    passed = [((cells["measured_ageing_ratio"] < limit) & short).sum() for limit in (2.0, 1.5)]
    assert passed[1] < passed[0]


def test_cells_of_unknown_self_discharge_only_lie_there():
    design = graded(silicon_design())
    cells = sheets(design, 5, seed=1)[0].cells
    module, settings = station("ageing")
    lot = lot_of(design, cells)
    result = module.transform(settings, lot, None, None, None)
    assert result.rejected == {}
    assert result.cells is cells


def test_energy_is_that_of_a_charge_less_what_comes_back():
    design = silicon_design()
    module, settings = station("formation")
    figures = module.figures(settings, lot_of(design, sheets(design, 1, None)[0].cells))
    assert figures["first_charge_of_a_cell_Wh"] == pytest.approx(10.5 * 3.46, rel=0.01)
    lost = figures["energy_not_recovered_of_a_cell_Wh"] / figures["first_charge_of_a_cell_Wh"]
    assert lost == pytest.approx(1 - 0.8 * 0.93)
