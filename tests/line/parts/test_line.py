"""The fast path: schedules worked out by hand, every way a part can take, and books that add up."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dbetwin.errors import StalledError
from dbetwin.line.parts import PartsLine, run_parts
from dbetwin.line.window import Window
from dbetwin.randomness import Sequence, Streams
from tests.line.parts.plants import EXPONENTIAL, breakdown, machine, plant, row, run, visits

UNRELIABLE = [breakdown(), breakdown("jam", 70, 9, life="weibull", life_shape=2.0)]


def uniforms(place: str, purpose: str, count: int) -> list[float]:
    numbers = Sequence(Streams(1), place, purpose, lambda rng, number: rng.random(number))
    return [numbers.next() for _ in range(count)]


# --- schedules by hand ----------------------------------------------------------------------------------------------


def test_a_buffer_of_one_place_blocks_after_service():
    line = run(row([machine(2), machine(3.5)], [1]), 14)
    first = [(0, 0, 2, 2), (0, 2, 4, 4), (0, 4, 6, 6), (0, 6, 8, 9), (0, 9, 11, 12.5)]
    assert [(0, *times) for _, _, *times in visits(line, "m1")] == first
    assert [tuple(times) for _, *times in visits(line, "m2")] == [(2, 2, 5.5, 5.5), (4, 5.5, 9, 9), (6, 9, 12.5, 12.5)]
    assert line.posts["m1"].machines[0].minutes["blocked"] == 2.5
    assert line.posts["m2"].machines[0].minutes["starved"] == 2


def test_without_a_buffer_parts_are_handed_over():
    line = run(row([machine(2), machine(3.5)], [0]), 14)
    assert [tuple(times) for _, _, *times in visits(line, "m1")] == [
        (0, 2, 2),
        (2, 4, 5.5),
        (5.5, 7.5, 9),
        (9, 11, 12.5),
    ]
    assert [tuple(times) for _, *times in visits(line, "m2")] == [
        (2, 2, 5.5, 5.5), (5.5, 5.5, 9, 9), (9, 9, 12.5, 12.5)
    ]  # fmt: skip
    assert line.ledger.buffers["b1"].sojourn == 0


def test_two_machines_share_a_queue():
    line = run(row([machine(3, machines=2)], [], raw={"schedule_h": [0, 1 / 60, 1.5 / 60, 2 / 60]}), 60)
    assert [(number, begin, end) for number, _, begin, end, _ in visits(line, "m1")] == [
        (1, 0, 3), (2, 1, 4), (3, 3, 6), (4, 4, 7)
    ]  # fmt: skip
    assert line.measured().buffers["raw"].mean_wait_min == pytest.approx((1.5 + 2) / 4)
    assert line.measured().stations["m1"].mean_in_service == pytest.approx(12 / 60)


def test_arrivals_that_find_no_place_wait_outside_or_are_turned_away():
    times = {"arrivals": 1, "capacity_parts": 1}
    outside = run(row([machine(2.5)], [], raw=times), 10.2)
    # at 1, 2, 3; the third is let in at 3.5, and the next comes a minute later
    assert [arrive for _, arrive, *_ in visits(outside, "m1")] == [1, 2, 3.5]
    away = run(row([machine(2.5)], [], raw={**times, "lost_when_full": True}), 10.2)
    assert [(number, arrive) for number, arrive, *_ in visits(away, "m1")] == [(1, 1), (2, 2), (4, 4)]
    seen = away.measured().buffers["raw"]
    assert (seen.arrivals, seen.turned_away) == (10, 5)
    assert away.ledger.losses["raw", "turned away", "handling", "parts"] == [5.0, 5.0]


def test_conwip_holds_back_what_would_be_too_much():
    made = row([machine(1), machine(4)], [99], raw={"conwip_lots": 2})
    line = run(made, 13)
    assert [begin for _, _, begin, _, _ in visits(line, "m1")] == [0, 1, 5, 9]
    assert line.measured().mean_in_system == pytest.approx((1 * 1 + 12 * 2) / 13)
    assert sum(span[4] == "starved" for span in _periods(line, "m1")) == 0
    assert [span[2:] for span in line.ledger.periods if span[:2] == ("m1", 0)][-2:] == [
        ("active", "", 9.0, 10.0), ("starved", "raw", 10.0, 13.0)
    ]  # fmt: skip


def _periods(line: PartsLine, station: str) -> list[Any]:
    return [span for span in line.ledger.periods if span[0] == station]


# --- ways of parts -------------------------------------------------------------------------------------------------


def test_scrap_takes_its_share_in_order():
    line = run(row([machine(1, scrap_share=0.3), machine(1)], [5]), 500.5)
    scrapped = sum(drawn < 0.3 for drawn in uniforms("m1", "scrap", 500))
    m1 = line.measured().stations["m1"]
    assert (m1.made, m1.lost, m1.good) == (500, scrapped, 500 - scrapped)
    assert line.ledger.losses["m1", "scrap", "quality", "parts"] == [float(scrapped)] * 2
    assert line.posts["m1"].account.read()[:3] == (500.0, 500.0 - scrapped, float(scrapped))


def test_rework_goes_to_the_end_of_the_queue_and_not_more_often_than_it_may():
    back = {"again": {"from": "m1", "share": 0.5, "into": "raw", "most_times": 1}}
    made = plant(
        {"m1": machine(1)},
        {"raw": {"from": "supplier", "to": "m1", "lot_parts": 1, "schedule_h": [0] * 8},
         "done": {"from": "m1", "to": "warehouse"}},
        rework=back,
    )  # fmt: skip
    line = run(made, 30)
    numbers, waiting, order = iter(uniforms("again", "rework", 16)), list(range(1, 9)), []
    returned: set[int] = set()
    while waiting:
        part = waiting.pop(0)
        order.append(part)
        if part not in returned and next(numbers) < 0.5:
            returned.add(part)
            waiting.append(part)
    assert returned
    assert [number for number, *_ in visits(line, "m1")] == order
    assert line.posts["m1"].account.sent_back == len(returned)
    assert line.ledger.buffers["raw"].amount_back == len(returned)
    assert line.measured().departures == 8


def test_flows_part_by_share_or_to_who_has_most_room():
    def parted(**share: float) -> PartsLine:
        ways = {f"b{way}": {"from": "m1", "to": f"m{way}", "capacity_parts": 4} for way in (2, 3)}
        for way, part in share.items():
            ways[way]["share"] = part
        ends = {f"d{way}": {"from": f"m{way}", "to": "warehouse"} for way in (2, 3)}
        raw = {"raw": {"from": "supplier", "to": "m1", "lot_parts": 1}}
        return run(plant({"m1": machine(1), "m2": machine(1.6), "m3": machine(2.5)}, {**raw, **ways, **ends}), 1000.5)

    by_share = parted(b2=1.0, b3=3.0)
    drawn = uniforms("m1", "branch", 1000)
    sent = by_share.ledger.buffers["b2"].amount_in
    assert sent == sum(each * 4 < 1 for each in drawn[: int(sent + by_share.ledger.buffers["b3"].amount_in)])
    roomy = parted()
    assert roomy.posts["m1"].machines[0].minutes["blocked"] == 0
    assert roomy.ledger.buffers["b2"].amount_in > roomy.ledger.buffers["b3"].amount_in > 300


@pytest.mark.parametrize("clock", ["processing", "always"])
@pytest.mark.parametrize(("lot", "made", "lost"), [("resumes", 14, 0), ("restarts", 12, 0), ("scrapped", 16, 4)])
def test_what_becomes_of_the_part_at_a_failure(clock, lot, made, lost):
    # fails within a part, after some 40 minutes each time: at 40, 85, 130 and 175
    failing = [breakdown(mtbf_min=40, mttr_min=5, life="weibull", life_shape=50, repair="deterministic")]
    line = run(row([machine(12, breakdowns=failing)], [], clock=clock, lot=lot), 190)
    found = line.measured().stations["m1"]
    assert line.posts["m1"].machines[0].stops == 4
    assert found.down == pytest.approx(20 / 190)
    assert (found.made, found.lost) == (made, lost)


# --- books ---------------------------------------------------------------------------------------------------------


def busy(clock: str, lot: str = "resumes") -> PartsLine:
    """A line with everything in it; the buffer that parts go back to is endless, lest they block each other."""
    erlang = {"distribution": "erlang", "mean_min": 2.2, "stages": 2}
    stations = {
        "m1": machine(EXPONENTIAL, breakdowns=UNRELIABLE),
        "m2": machine(erlang, 2, breakdowns=UNRELIABLE, scrap_share=0.05),
        "m3": machine(1.1, breakdowns=UNRELIABLE),
        "m4": machine({"distribution": "lognormal", "mean_min": 1.5, "cv": 1.0}),
    }  # fmt: skip
    buffers = {
        "raw": {"from": "supplier", "to": "m1", "lot_parts": 1, "arrivals": {**EXPONENTIAL, "mean_min": 1.6},
                "capacity_parts": 6, "lost_when_full": True},
        "b1": {"from": "m1", "to": "m2"},
        "b2": {"from": "m2", "to": "m3", "capacity_parts": 2, "share": 0.6},
        "b3": {"from": "m2", "to": "m4", "capacity_parts": 0, "share": 0.4},
        "d1": {"from": "m3", "to": "warehouse"},
        "d2": {"from": "m4", "to": "warehouse"},
    }  # fmt: skip
    rework = {"again": {"from": "m3", "share": 0.1, "into": "b1", "most_times": 3}}
    return run(plant(stations, buffers, rework=rework, clock=clock, lot=lot), 4000, warmup=777, seed=4)


@pytest.fixture(scope="module", params=["processing", "always"])
def full(request: pytest.FixtureRequest) -> PartsLine:
    return busy(request.param)


def test_minutes_of_every_machine_add_up_to_the_window(full):
    for post in full.posts.values():
        for each in post.machines:
            assert sum(each.minutes.values()) == pytest.approx(4000, abs=1e-7)
            assert all(minutes >= 0 for minutes in each.minutes.values())
            assert each.minutes["processing"] > 0


def test_periods_cover_the_window_without_a_gap(full):
    for name, post in full.posts.items():
        for each in post.machines:
            spans = sorted(span[4:] for span in full.ledger.periods if span[:2] == (name, each.number))
            assert all(end == begin for (_, end), (begin, _) in zip(spans, spans[1:], strict=False))
            assert spans[0][0] <= 777
            assert spans[-1][1] == 4777
            for state in ("starved", "blocked"):
                told = [span for span in full.ledger.periods if span[:3] == (name, each.number, state)]
                minutes = sum(max(end, 777) - max(begin, 777) for *_, begin, end in told)
                assert minutes == pytest.approx(each.minutes[state], abs=1e-6)


def test_no_part_is_lost_from_sight(full):
    first, last = full.opened, full.closed
    assert first is not None
    assert last is not None
    system = full.system
    assert system.released - system.good - system.lost == len(full.under_way()) == full.under_way_at_end
    for name in full.posts:
        made, good, lost, *_, back, _ = np.subtract(last.stations[name], first.stations[name])
        assert made == good + lost + back + last.held_made[name] - first.held_made[name]
        leaving = [full.buffers[spec.name] for spec in full.plant.leaving(name)]
        came = sum(last.buffers[each.name][0] - first.buffers[each.name][0] for each in leaving)
        back_into = sum(last.buffers[each.name][6] - first.buffers[each.name][6] for each in leaving)
        assert good == came - back_into
        mass = np.subtract(last.stations[name], first.stations[name])
        assert mass[3] == mass[5] + mass[6] + mass[8] + last.held_kg[name] - first.held_kg[name]
    for name in full.buffers:
        amount_in, amount_out, *_ = np.subtract(last.buffers[name], first.buffers[name])
        assert amount_in - amount_out == last.levels[name][0] - first.levels[name][0]
    assert system.lost > system.good * 0.03


def test_levels_and_waits_are_those_of_the_visits(full):
    """The level, put together from arrivals and begins of all visits, has the integral that the buffer counted."""
    measured = full.measured()
    for name in ("raw", "b1", "b2", "b3"):
        station = full.plant.buffers[name].to_station
        stays = np.array([(arrive, begin) for _, arrive, begin, _, _ in visits(full, station)])
        inside = np.clip(stays, 777, 4777)
        ended_inside = float(np.sum(inside[:, 1] - inside[:, 0]))
        counted = measured.buffers[name].mean_level * 4000
        assert counted == pytest.approx(full.ledger.buffers[name].sojourn)
        # parts on a machine, lost ones and those still waiting have no visit; they are few
        assert ended_inside <= counted + 1e-6
        assert ended_inside == pytest.approx(counted, rel=0.08)
    assert measured.buffers["b3"].mean_level == 0


def test_littles_law_holds_with_its_open_ends(full):
    progress = full.ledger.progress
    assert progress.area == pytest.approx(progress.stays, rel=1e-9)
    assert progress.area == pytest.approx(full.measured().mean_in_system * 4000)
    assert progress.level_start + progress.entered - progress.left == full.under_way_at_end


def test_a_run_without_visits_is_the_same_run(full):
    told = full.measured()
    clock = full.plant.rules.failure_clock
    assert run_parts(busy(clock).plant, minutes=4000, warmup_min=777, seed=4) == told
    assert run_parts(full.plant, minutes=4000, warmup_min=777, seed=4, visits=True) == told
    assert run_parts(full.plant, minutes=4000, warmup_min=777, seed=4, replication=1) != told


def test_shares_of_time_and_parts_in_service_fit_together(full):
    measured = full.measured()
    for name, each in measured.stations.items():
        assert each.processing + each.starved + each.blocked + each.down == pytest.approx(1)
        if full.plant.rules.failure_clock == "processing" or name == "m4":
            machines = full.plant.stations[name].machines
            assert each.mean_in_service == pytest.approx((each.processing + each.down) * machines)
        else:
            assert each.mean_in_service < (each.processing + each.down) * full.plant.stations[name].machines
    waiting = sum(each.mean_level for each in measured.buffers.values())
    blocked = sum(each.blocked * full.plant.stations[name].machines for name, each in measured.stations.items())
    in_work = sum(each.mean_in_service for each in measured.stations.values())
    if full.plant.rules.failure_clock == "processing":
        assert measured.mean_in_system == pytest.approx(waiting + blocked + in_work)
    else:  # a part that blocks a machine which is down counts as neither
        assert measured.mean_in_system > waiting + blocked + in_work


@pytest.mark.parametrize("lot", ["restarts", "scrapped"])
@pytest.mark.parametrize("clock", ["processing", "always"])
def test_books_add_up_whatever_becomes_of_parts_at_failures(clock, lot):
    line = busy(clock, lot)
    for post in line.posts.values():
        for each in post.machines:
            assert sum(each.minutes.values()) == pytest.approx(4000, abs=1e-7)
            assert each.ideal_min > 0
    broken = [entry[0] for (_, cause, *_), entry in line.ledger.losses.items() if cause == "breakdown"]
    assert bool(broken) == (lot == "scrapped")
    assert line.ledger.progress.area == pytest.approx(line.ledger.progress.stays, rel=1e-9)


def test_the_ideal_time_counts_only_work_in_the_window():
    line = run(row([machine(10)], []), 25, warmup=4)
    (each,) = line.posts["m1"].machines
    assert each.minutes["processing"] == each.ideal_min == 25
    assert each.lots == 2


def test_effective_times_hold_the_repairs():
    always_busy = row([machine(EXPONENTIAL, breakdowns=[breakdown(mtbf_min=100, mttr_min=10)])], [])
    measured = run_parts(always_busy, minutes=400_000, seed=2)
    assert measured.effective_time_mean_min == pytest.approx(1.1, rel=0.01)
    assert measured.effective_time_cv2 == pytest.approx(2.6529, rel=0.05)
    assert measured.stations["m1"].down == pytest.approx(1 / 11, rel=0.05)


def test_days_count_their_parts():
    made = row([machine(7)], [])
    line = run(made, 3 * 1440, warmup=1440)
    days = line.ledger.days
    assert sum(day.good_parts for day in days.values()) == line.measured().departures
    assert {number: day.wip_parts for number, day in days.items()} == {0: 1.0, 1: 1.0, 2: 1.0}


# --- the run ---------------------------------------------------------------------------------------------------------


def test_a_line_told_to_stop_closes_its_books_where_it_stands():
    failing = [breakdown(mtbf_min=300, mttr_min=200)]
    line = PartsLine(row([machine(EXPONENTIAL, breakdowns=failing)] * 3, [1, 1]), Streams(1), Window(0, 5 * 1440))

    def stop(day: float) -> None:
        line.asked_to_stop = day == 2

    assert not line.run(stop)
    line.close()
    assert line.now == line.window.end == 2 * 1440
    for post in line.posts.values():
        for each in post.machines:
            assert sum(each.minutes.values()) == pytest.approx(2880)
            assert each.stops <= 2880 / 300 * 3
    assert line.measured().minutes == 2880


def test_a_ring_of_blocked_machines_is_told():
    stations = {"m1": machine(1), "m2": machine(1)}
    buffers = {
        "raw": {"from": "supplier", "to": "m1", "lot_parts": 1, "arrivals": 0.4, "capacity_parts": 1},
        "b1": {"from": "m1", "to": "m2", "capacity_parts": 0},
        "done": {"from": "m2", "to": "warehouse"},
    }
    made = plant(stations, buffers, rework={"again": {"from": "m2", "share": 0.9, "into": "raw"}})
    with pytest.raises(StalledError, match="in a ring: m1 waits for room in b1; m2 waits for room in raw"):
        PartsLine(made, Streams(1), Window(0, 2000)).run()


def test_every_delivery_is_a_lot():
    line = run(row([machine(2)], []), 9)
    assert [lot["made_min"] for lot in line.ledger.lots] == [0, 2, 4, 6, 8]
    assert len({lot["key"] for lot in line.ledger.lots}) == 5
    assert run(row([machine(2)], []), 9, visits=False).ledger.lots == []
