"""What the fast path may run, and that it then is the general line: the same draws, rules and books."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dbetwin import load_plant
from dbetwin.line.line import Line
from dbetwin.line.parts import PartsLine, eligible, run_parts, why_not
from dbetwin.line.window import Window
from dbetwin.plant import Plant
from dbetwin.randomness import Streams
from tests.line.parts.plants import EXPONENTIAL, breakdown, machine, plant, row

CREWS = {"hands": {"people": 1, "skills": ["run"]}}
DAY_SHIFT = {
    "working_days": ["monday"], "shift_start_h": 6, "shift_end_h": 22, "start_date": "2026-01-05"
}  # fmt: skip


def one(raw: dict[str, Any] | None = None, layout: dict[str, Any] | None = None, **settings: Any) -> Plant:
    return row([machine(EXPONENTIAL, **settings)], [], raw=raw, **(layout or {}))


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (one, ""),
        (lambda: one(machines=3, scrap_share=0.1, breakdowns=[breakdown(), breakdown("jam")]), ""),
        (lambda: one(layout={"calendar": DAY_SHIFT}, attended=False), ""),
        (lambda: one(layout={"calendar": DAY_SHIFT}), "station m1 works in shifts"),
        (lambda: one(layout={"crews": CREWS}, crew={"run": {"crew": "hands"}}), "station m1 needs people"),
        (lambda: one(maintenance=[{"name": "oil", "every_h": 1, "minutes": 1}]), "station m1 has maintenance"),
        (lambda: one(machines=2, each_machine=[{}, {"time_min": 2}]), "station m1 has each machine"),
        (lambda: one(setup_min=1), "station m1 is set up"),
        (
            lambda: one(breakdowns=[breakdown(clock="always"), breakdown("jam", clock="processing")]),
            "station m1 fails by two kinds of clock",
        ),
        (lambda: one(raw={"lot_parts": 5}), "buffer raw does not hold single parts"),
        (lambda: one(raw={"shelf_life_h": 2}), "buffer raw has a shelf life"),
    ],
)
def test_a_plant_is_run_fast_or_it_is_said_why_not(made, why):
    assert why_not(made()) == why
    assert eligible(made()) == (not why)
    if why:
        with pytest.raises(ValueError, match=f"not for the fast path: {why}"):
            run_parts(made(), minutes=10)
    else:
        assert run_parts(made(), minutes=10).departures > 0


def test_a_battery_plant_is_not_for_the_fast_path():
    assert "is no plain machine" in why_not(load_plant("pilot"))


# --- the same as the general line -------------------------------------------------------------------------------

STOPS = [
    breakdown(mtbf_min=20, mttr_min=10),
    breakdown("jam", 90, 10, life="weibull", life_shape=2.0, repair="lognormal"),
]


def unreliable(raw: dict[str, Any] | None = None, **more: Any) -> Plant:
    gamma = {"distribution": "gamma", "mean_min": 1.0, "cv": 0.7}
    stations = [
        machine(EXPONENTIAL, breakdowns=STOPS),
        machine(gamma, breakdowns=STOPS, scrap_share=0.1),
        machine(0.9, breakdowns=STOPS),
    ]
    return row(stations, [2, 3], raw=raw, **more)


def parted(**shares: float) -> Plant:
    stations = {"m1": machine(EXPONENTIAL), "m2": machine({**EXPONENTIAL, "mean_min": 2.0}, 2), "m3": machine(3.1)}
    arrivals = {"distribution": "exponential", "mean_min": 1.4}
    buffers: dict[str, Any] = {
        "raw": {"from": "supplier", "to": "m1", "lot_parts": 1, "arrivals": arrivals},
        "b2": {"from": "m1", "to": "m2", "capacity_parts": 3},
        "b3": {"from": "m1", "to": "m3", "capacity_parts": 3},
        "d2": {"from": "m2", "to": "warehouse"},
        "d3": {"from": "m3", "to": "warehouse"},
    }
    for name, share in shares.items():
        buffers[name]["share"] = share
    rework = {
        "again": {"from": "m1", "share": 0.1, "into": "raw"},
        "far": {"from": "m2", "share": 0.1, "into": "raw", "most_times": 2},
    }
    return plant(stations, buffers, rework=rework)


ARRIVALS = {"arrivals": {"distribution": "exponential", "mean_min": 1.7}, "capacity_parts": 3}
PLANTS = {
    **{
        f"{clock}, {lot}": lambda clock=clock, lot=lot: unreliable(clock=clock, lot=lot)
        for clock in ("processing", "always")
        for lot in ("resumes", "restarts", "scrapped")
    },
    "arrivals wait": lambda: unreliable(ARRIVALS),
    "arrivals turned away": lambda: unreliable({**ARRIVALS, "lost_when_full": True}),
    "schedule": lambda: unreliable({"schedule_h": [0, 0.5, 1.1, 1.2, 1.2, 7]}),
    "conwip": lambda: unreliable({"conwip_lots": 3}),
    "shares": lambda: parted(b2=0.3, b3=0.5),
    "most room": parted,
}


@pytest.mark.parametrize("name", PLANTS)
def test_the_fast_path_is_the_general_line(name):
    made = PLANTS[name]()
    fast = PartsLine(made, Streams(5), Window(1440.0, 4320.0))
    general = Line(made, Streams(5), Window(1440.0, 4320.0), lambda *cells: None)
    for line in (fast, general):
        assert line.run()
        line.close()
    assert fast.ledger.visits
    _same_rows(fast.ledger.visits, general.ledger.visits, words=3)
    _same_rows(_stretches(fast), _stretches(general), words=4)
    for reading in ("opened", "closed"):
        _same_readings(getattr(fast, reading), getattr(general, reading))
    assert fast.ledger.losses == general.ledger.losses
    assert dict(fast.ledger.days) == dict(general.ledger.days)
    assert len(fast.ledger.lots) == len(general.ledger.lots)
    for station, post in fast.posts.items():
        for each, other in zip(post.machines, general.posts[station].machines, strict=True):
            assert each.minutes == pytest.approx(other.minutes, abs=1e-6)
            assert (each.lots, each.stops) == (other.lots, other.stops)
    for buffer, account in fast.ledger.buffers.items():
        assert account.level_integral == pytest.approx(general.ledger.buffers[buffer].level_integral, abs=1e-6)
        assert account.sojourn == pytest.approx(general.ledger.buffers[buffer].sojourn, abs=1e-6)
    for what in ("entered", "left", "level_start", "area", "stays"):
        assert getattr(fast.ledger.progress, what) == pytest.approx(getattr(general.ledger.progress, what))
    assert fast.under_way_at_end == general.under_way_at_end


def _stretches(line: PartsLine | Line) -> list[Any]:
    """Periods within the window, where one that goes on in the next is one with it."""
    joined: list[Any] = []
    rows: list[Any] = line.ledger.periods
    for *words, begin, end in sorted(rows, key=lambda each: (*each[:2], each[4])):
        if joined and joined[-1][:4] == (*words,) and joined[-1][5] == begin:
            joined[-1] = (*words, joined[-1][4], end)
        else:
            joined.append((*words, max(begin, line.window.start), end))
    return joined


def _same_rows(one: list[Any], other: list[Any], words: int) -> None:
    def ordered(rows: list[Any]) -> list[Any]:
        return sorted(rows, key=lambda row: (*map(str, row[:words]), *row[words:]))

    one, other = ordered(one), ordered(other)
    assert [row[:words] for row in one] == [row[:words] for row in other]
    numbers = [np.array([row[words:] for row in rows], dtype=float) for rows in (one, other)]
    assert np.abs(numbers[0] - numbers[1]).max() <= 1e-9


def _same_readings(one: Any, other: Any) -> None:
    for part in ("stations", "held_made", "held_kg", "buffers", "levels"):
        for name, found in getattr(one, part).items():
            assert found == pytest.approx(getattr(other, part)[name]), (part, name)
