"""The known answers, in the order of the list of reference cases; every reference is reckoned, none is copied.

Left out is number 20, the two-machine line in slotted time: the clock here is continuous.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dbetwin.study.verification.case import Case, Check, Line, Web
from dbetwin.study.verification.chains import SerialLine
from dbetwin.study.verification.formulas import (
    availability,
    best_closed_line,
    closed_balanced_line,
    effective_cv2,
    effective_mean,
    mg1_wait,
    mm1_number,
    mm1k_loss,
    mmc_wait,
    rolled_yield,
    synchronous_line,
    two_machine_line,
    two_machine_web,
)
from dbetwin.study.verification.runs import LITTLE_GAP, OEE_GAP, RUNNING

QUEUE_MIN = 80_000.0
LINE_MIN = 30_000.0
FAILING_MIN = 100_000.0
TEN_MIN = 20_000.0
BY_LOTS_MIN, BY_LOTS_REPLICATIONS = 4_000.0, 12
"""Minutes measured: a queue forgets slowly, a short line fast; one that fails has few failures in many minutes."""
WAIT, LEVEL, THROUGHPUT = "buffers.queue.mean_wait_min", "buffers.queue.mean_level", "throughput_per_min"
MTBF, MTTR = 100.0, 10.0
ALWAYS = "rules.failure_clock=always"


def cases() -> tuple[Case, ...]:
    """All cases, in order."""
    return tuple(sorted((*_queues(), *_networks(), *_lines(), *_failing(), *_laws()), key=lambda case: case.number))


# --- one queue ------------------------------------------------------------------------------------------------


def _queues() -> tuple[Case, ...]:
    mm1 = Line("textbook/mm1", minutes=QUEUE_MIN)
    return (
        Case(
            1,
            "M/M/1",
            (
                Check(mm1, WAIT, mmc_wait(1, 0.8), label="wait"),
                Check(mm1, LEVEL, 0.8 * mmc_wait(1, 0.8), label="queue"),
            ),
        ),
        Case(2, "M/M/2", _several(2)),
        Case(3, "M/M/3", _several(3)),
        Case(4, "M/D/1", _of_any_time("{distribution: deterministic, mean_min: 1}", 0.0)),
        Case(5, "M/E2/1", _of_any_time("{distribution: erlang, mean_min: 1, stages: 2}", 0.5)),
        Case(6, "M/G/1, squared scatter 4", _of_any_time("{distribution: gamma, mean_min: 1, cv: 2}", 4.0)),
        Case(7, "M/M/1/K", tuple(_short_queue(places) for places in (1, 5, 10))),
    )


def _several(machines: int) -> tuple[Check, ...]:
    """Machines that are busy 0.8 of the time, whatever their number."""
    rate = 0.8 * machines
    settings = (f"m.machines={machines}", f"buffers.queue.arrivals.mean_min={1 / rate!r}")
    line = Line("textbook/mmc", settings, QUEUE_MIN)
    return (
        Check(line, WAIT, mmc_wait(machines, rate), label="wait"),
        Check(line, "stations.m.mean_in_service", rate, label="in service"),
    )


def _of_any_time(time: str, cv2: float) -> tuple[Check, ...]:
    line = Line("textbook/mg1", (f"m1.time_min={time}",), QUEUE_MIN)
    return (Check(line, WAIT, mg1_wait(0.8, 1.0, cv2), label="wait"),)


def _short_queue(places: int) -> Check:
    line = Line("textbook/mm1k", (f"buffers.queue.capacity_parts={places - 1}",), LINE_MIN)
    reference = mm1k_loss(0.9, places)
    return Check(
        line, "buffers.queue.turned_away / buffers.queue.arrivals", reference, label=f"turned away, K = {places}"
    )


# --- networks -------------------------------------------------------------------------------------------------


def _networks() -> tuple[Case, ...]:
    again, tandem = Line("textbook/feedback", minutes=QUEUE_MIN), Line("textbook/tandem", minutes=QUEUE_MIN)
    return (
        Case(
            8,
            "rework by chance",
            (
                Check(again, "mean_in_system", mm1_number(0.75), label="in system"),
                Check(again, "stations.m1.mean_in_service", 0.75, label="busy"),
            ),
        ),
        Case(
            9,
            "tandem of M/M/1",
            (
                Check(tandem, "mean_in_system", 3 * mm1_number(0.8), label="in system"),
                Check(tandem, "mean_flow_min", 3 * mm1_number(0.8) / 0.8, label="time through"),
            ),
        ),
        Case(24, "penny fab (CONWIP)", _penny_fab()),
    )


ROUNDS = (800.0, 81.0)
"""Minutes measured and before: a hundred rounds of 8 minutes, begun and ended between two departures."""


def _penny_fab() -> tuple[Check, ...]:
    still = "time_min={distribution: deterministic, mean_min: 2}"
    steady = tuple(f"{name}.{still}" for name in ("punch", "stamp", "rim", "deburr"))
    checks = [
        Check(
            Line("textbook/penny_fab", (f"buffers.blanks.conwip_lots={lots}",), LINE_MIN),
            THROUGHPUT,
            closed_balanced_line(lots, 4, 2.0),
            label=f"practical worst, w = {lots}",
        )
        for lots in (1, 4)
    ]
    return (
        *checks,
        *(
            Check(
                Line("textbook/penny_fab", (*steady, f"buffers.blanks.conwip_lots={lots}"), *ROUNDS, replications=2),
                THROUGHPUT,
                best_closed_line(lots, 4, 2.0),
                "is exactly",
                f"best, w = {lots}",
            )
            for lots in (2, 4, 8)
        ),
    )


# --- lines with blocking ----------------------------------------------------------------------------------------

NAMES = {2: "two", 3: "three", 4: "four", 5: "five"}


def _lines() -> tuple[Case, ...]:
    return (
        Case(
            10,
            "two exponential machines",
            tuple(
                Check(_line((1.0,) * 2, (places,)), THROUGHPUT, two_machine_line(places), label=f"buffers of {places}")
                for places in (0, 4)
            )
            + (_by_lots(Check(_line((1.0,) * 2, (4,)), THROUGHPUT, two_machine_line(4), label="buffers of 4")),),
        ),
        Case(11, "three exponential machines", (_blocking(3, 0),)),
        Case(12, "the same with buffers", tuple(_blocking(3, places) for places in (1, 2, 4, 10))),
        Case(13, "four exponential machines", (_blocking(4, 0), _blocking(4, 1))),
        Case(14, "five exponential machines", (_blocking(5, 0),)),
        Case(15, "bowl phenomenon", _bowl()),
        Case(28, "reversed line", _reversed()),
    )


def _line(mean: Sequence[float], places: Sequence[int]) -> Line:
    times = tuple(f"m{number}.time_min.mean_min={each}" for number, each in enumerate(mean, 1) if each != 1.0)
    buffers = tuple(f"buffers.b{number}.capacity_parts={each}" for number, each in enumerate(places, 1))
    return Line(f"textbook/{NAMES[len(mean)]}_machines", (*times, *buffers), LINE_MIN)


def _blocking(machines: int, places: int) -> Check:
    mean, buffers = (1.0,) * machines, (places,) * (machines - 1)
    reference = SerialLine(mean, buffers).throughput()
    return Check(_line(mean, buffers), THROUGHPUT, reference, label=f"buffers of {places}")


def _bowl() -> tuple[Check, ...]:
    """A little less work in the middle beats equal shares."""
    bowl, flat, none = (1.04, 0.92, 1.04), (1.0, 1.0, 1.0), (0, 0)
    reference = SerialLine(bowl, none).throughput()
    longer = _line(bowl, none), _line(flat, none)
    return (
        Check(longer[0], THROUGHPUT, reference, label="bowl"),
        Check(longer[0], THROUGHPUT, 0.0, "is above", "bowl less flat", less=longer[1]),
    )


def _reversed() -> tuple[Check, ...]:
    mean, places = (1.0, 0.8, 1.2, 1.0), (0, 3, 1)
    there, back = _line(mean, places), _line(mean[::-1], places[::-1])
    return (Check(back, THROUGHPUT, 0.0, label="reversed less straight", less=there),)


# --- machines that fail -----------------------------------------------------------------------------------------


def _failing() -> tuple[Case, ...]:
    one = Line("textbook/unreliable_machine", minutes=FAILING_MIN)
    return (
        Case(16, "one machine that fails", (Check(one, THROUGHPUT, availability(MTBF, MTTR)),)),
        Case(17, "two that fail", _by_both(_unreliable(2, 5, always=False))),
        Case(18, "two that fail", _by_both(_unreliable(2, 5, always=True))),
        Case(
            19,
            "three that fail",
            (_unreliable(3, 3, always=False), _unreliable(3, 3, always=True)),
        ),
        Case(21, "web with an accumulator", tuple(_web(metres) for metres in (0.0, 10.0))),
        Case(22, "ten in step: a bound", (_in_step(),)),
        Case(23, "large buffers: a limit", _large_buffers()),
        Case(
            25,
            "effective process time",
            (
                Check(one, "effective_time_mean_min", effective_mean(1.0, MTBF, MTTR), label="mean"),
                Check(one, "effective_time_cv2", effective_cv2(1.0, 1.0, MTBF, MTTR), label="squared scatter"),
            ),
        ),
    )


def _by_both(check: Check) -> tuple[Check, Check]:
    return check, _by_lots(check)


def _by_lots(check: Check) -> Check:
    """The same check on the general line, which takes far longer for each part: on shorter runs."""
    assert isinstance(check.line, Line)
    line = replace(check.line, by_lots=True, minutes=BY_LOTS_MIN, replications=BY_LOTS_REPLICATIONS)
    return replace(check, line=line, label=f"general line, {check.label}")


def _unreliable(machines: int, places: int, *, always: bool) -> Check:
    buffers = tuple(f"buffers.b{number}.capacity_parts={places}" for number in range(1, machines))
    settings = (*buffers, *((ALWAYS,) if always else ()))
    line = Line(f"textbook/{NAMES[machines]}_unreliable_machines", settings, FAILING_MIN)
    chain = SerialLine((1.0,) * machines, (places,) * (machines - 1), MTBF, MTTR, fails_while_waiting=always)
    return Check(line, THROUGHPUT, chain.throughput(), label="by the calendar" if always else "while they work")


def _web(accumulator_m: float) -> Check:
    """What two sections of a web make of an accumulator that holds so many minutes."""
    web = Web(accumulator_m, MTBF, MTTR, FAILING_MIN)
    reference = two_machine_web(accumulator_m, 1 / MTBF, 1 / MTTR)
    return Check(web, RUNNING, reference, label=f"accumulator of {accumulator_m:g} m")


def _ten(places: int, *settings: str) -> Line:
    buffers = tuple(f"buffers.b{number}.capacity_parts={places}" for number in range(1, 10))
    return Line("textbook/ten_machines", (*buffers, *settings), TEN_MIN, 2_000.0)


def _in_step() -> Check:
    """Without places between them machines wait less than if all had to move together."""
    times = tuple(f"m{number}.time_min={{distribution: deterministic, mean_min: 1}}" for number in range(1, 11))
    line = _ten(0, *times, "rules.failure_clock=processing")
    return Check(line, THROUGHPUT, synchronous_line(10, MTBF, MTTR), "is above")


def _large_buffers() -> tuple[Check, ...]:
    """More places give more, and never more than one machine alone would."""
    few, more, many = _ten(10), _ten(30), _ten(100)
    return (
        Check(more, THROUGHPUT, 0.0, "is above", "30 places less 10", less=few),
        Check(many, THROUGHPUT, 0.0, "is above", "100 places less 30", less=more),
        Check(many, THROUGHPUT, availability(MTBF, MTTR), "is below", "100 places"),
    )


# --- laws -------------------------------------------------------------------------------------------------------


def _laws() -> tuple[Case, ...]:
    most, few = 0.01, 3
    queue = Line("textbook/mm1", minutes=QUEUE_MIN)
    scrapping = Line("textbook/rolled_yield", minutes=LINE_MIN)
    booked = Line("textbook/rolled_yield", minutes=3 * 1440.0, with_tables=True)
    return (
        Case(
            26,
            "Little's law",
            (
                Check(replace(queue, replications=few), LITTLE_GAP, most, "is always below", "M/M/1"),
                Check(replace(_ten(10), replications=few), LITTLE_GAP, most, "is always below", "ten machines"),
            ),
        ),
        Case(
            27,
            "OEE identity",
            # the window may end with one part half made and one that is made but has no place to go
            (Check(replace(booked, replications=few), OEE_GAP, 2.0, "is always below", "parts off"),),
        ),
        Case(
            29,
            "rolled yield",
            (
                Check(scrapping, "stations.m3.good / stations.m1.made", rolled_yield((0.9, 0.95, 0.8)), label="good"),
                Check(scrapping, "stations.m3.made / stations.m1.made", rolled_yield((0.9, 0.95)), label="reach m3"),
            ),
        ),
    )
