"""How much of its time a machine can work, against closed forms."""

import pytest

from dbetwin.plant.uptime import Pace, availability, working_share
from dbetwin.stations.contract import Breakdown, Section, StationSettings, Upkeep

TOOL = Breakdown(name="tool", mtbf_h=100, mttr_h=10)
JAM = Breakdown(name="jam", mtbf_h=10, mttr_h=1)
HOURLY = Pace(cycle_min=60, amount=50, lots=1)


def settings(*breakdowns, **more):
    return StationSettings(kind="any", machines=1, breakdowns=breakdowns, **more)


def upkeep(minutes=60, **interval):
    return {"maintenance": (Upkeep(name="care", minutes=minutes, **interval),)}


@pytest.mark.parametrize("clock", ["processing", "always"])
def test_one_class_is_the_same_on_either_clock(clock):
    """MTBF 100 h, MTTR 10 h: a single machine works 100 of 110 hours, whatever its failures go by."""
    assert availability(settings(TOOL), clock) == pytest.approx(100 / 110)
    assert availability(settings(), clock) == 1


def test_classes_add_their_repairs_to_work_or_take_their_share_of_the_clock():
    both = settings(TOOL, JAM)
    assert availability(both, "processing") == pytest.approx(1 / 1.2)
    assert availability(both, "always") == pytest.approx((10 / 11) ** 2)


def test_a_class_may_keep_its_own_clock():
    own = JAM.model_copy(update={"clock": "always"})
    assert availability(settings(TOOL, own), "processing") == pytest.approx(10 / 11 / 1.1)
    assert availability(settings(TOOL, own), "always") == pytest.approx((10 / 11) ** 2)


def test_the_sections_of_a_web_stop_it_as_one():
    sections = (Section(name="in", breakdowns=(TOOL,), accumulator_m=20), Section(name="out", breakdowns=(JAM,)))
    assert availability(settings(sections=sections)) == pytest.approx(1 / 1.2)
    assert availability(settings(sections=sections), "always") == pytest.approx(1 / 1.2)
    slowed = (sections[0].model_copy(update={"speed_factor": 2.0}), sections[1])
    assert availability(settings(sections=slowed)) == pytest.approx(1 / 1.15)


@pytest.mark.parametrize(
    ("interval", "worked_h"),
    [({"every_h": 10}, 10), ({"every_amount": 400}, 8), ({"every_lots": 5}, 5)],
)
def test_maintenance_by_use_comes_after_so_many_hours_of_work(interval, worked_h):
    share = working_share(settings(**upkeep(**interval)), "processing", HOURLY)
    assert share == pytest.approx(worked_h / (worked_h + 1))


def test_maintenance_by_the_calendar_falls_into_the_shifts():
    day = upkeep(minutes=60, every_calendar_h=23)
    assert working_share(settings(**day), "processing", HOURLY) == pytest.approx(23 / 24)
    half = Pace(cycle_min=60, amount=50, lots=1, manned=0.5)
    assert working_share(settings(**day), "processing", half) == pytest.approx(11.5 / 12.5)


def test_maintenance_and_repairs_are_taken_off_together():
    share = working_share(settings(TOOL, **upkeep(every_h=10)), "processing", HOURLY)
    assert share == pytest.approx(1 / 1.2)
    assert working_share(settings(TOOL, **upkeep(every_h=10)), "always", HOURLY) == pytest.approx((10 / 11) ** 2)
