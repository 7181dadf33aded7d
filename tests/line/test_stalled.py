"""A line that stands for good is told, with the stations and buffers that hold each other; one that is done is not."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from dbetwin.cli import app
from dbetwin.errors import StalledError
from dbetwin.plant.rework import Rework
from dbetwin.stations.contract import Breakdown
from tests.line.test_line import DAY, web_toys
from tests.line.toys import Plain, Toy, link, toy_line

RING = """
name: ring
title: Parts sent back into a buffer that is full of those that go the other way
rules: {failure_clock: processing, lot_at_failure: resumes, blocking: after_service}
stations:
  saw: {kind: machine, machines: 1, time_min: 1}
  mill: {kind: machine, machines: 1, time_min: {distribution: exponential, mean_min: 2}EXTRA}
buffers:
  raw: {from: supplier, to: saw, lot_parts: 1}
  sawn: {from: saw, to: mill, capacity_parts: 2}
  milled: {from: mill, to: warehouse}
rework:
  again: {from: mill, share: 0.3, into: sawn}
"""
FAST, GENERAL = "", ", setup_min: 0.1"


def call(*arguments):
    return CliRunner().invoke(app, list(arguments))


def test_parts_sent_back_into_a_full_buffer_hold_each_other():
    toys = {"m1": Plain({"time_min": 1.0}), "m2": Plain({"time_min": 2.0})}
    links = [
        link("supplier", "m1.parts", unit="parts", lot_size=1.0), link("m1", "m2.parts", 3, "parts"),
        link("m2", "warehouse", unit="parts"),
    ]  # fmt: skip
    with pytest.raises(StalledError, match="in a ring: m2 1 waits for room in m1_m2") as stalled:
        toy_line(toys, links, 5 * DAY, rework={"again": Rework("again", "m2", "m1_m2", (), 0.3, None)})
    assert "m1" not in str(stalled.value).replace("m1_m2", "")


def test_cells_sent_back_over_two_stations_hold_each_other():
    toys, links = web_toys()
    toys["test"] = Toy("passing", "cells", settings={"lot_minutes": 9.0}, rejects={"leak": 0.5})
    links[-2] = link("stack", "weld", 40, "cells")
    links[-1] = link("weld", "test", 20, "cells")
    links.append(link("test", "warehouse", unit="cells"))
    with pytest.raises(StalledError) as stalled:
        toy_line(toys, links, 5 * DAY, rework={"again": Rework("again", "test", "stack_weld", ("leak",), None, None)})
    for told in ("in a ring", "weld 1 waits for room in weld_test", "test 1 waits for room in stack_weld"):
        assert told in str(stalled.value)


@pytest.mark.parametrize("clock", ["processing", "always"])
def test_work_that_lacks_the_rest_of_its_batch_is_told(clock):
    """Failures that tick on for ever do not hide that nothing moves."""
    fails = Breakdown(name="major", mtbf_h=1, mttr_h=0.1, clock=clock)
    toys = {
        "a": Toy(settings={"lot_minutes": 10.0, "breakdowns": (fails,)}),
        "b": Toy(settings={"lot_minutes": 10.0, "lot_kg": 100.0}),
    }
    links = [link("supplier", "a", schedule_h=(0.0, 1.0)), link("a", "b"), link("b", "warehouse")]
    with pytest.raises(StalledError, match="starved: .*a 1 waits for a lot in supplier_a; b 1 waits for a lot in a_b"):
        toy_line(toys, links, 5 * DAY)


def test_two_flows_that_wait_for_each_other_are_told():
    """Lots part by chance and meet again one to one; with little room the arms run out of step for good."""
    toys = {name: Toy("passing", settings={"lot_minutes": 5.0}) for name in ("split", "left", "right")}
    toys["join"] = Toy("batch", "kg", ("one", "two"), {"one": 1.0, "two": 1.0}, {"lot_minutes": 5.0})
    links = [
        link("supplier", "split"), link("split", "left", 10, share=1.0), link("split", "right", 10, share=1.0),
        link("left", "join.one", 20), link("right", "join.two", 20), link("join", "warehouse"),
    ]  # fmt: skip
    with pytest.raises(StalledError, match="split 1 waits for room in split_.*join 1 waits for a lot in"):
        toy_line(toys, links, 20 * DAY)


@pytest.mark.parametrize("clock", ["processing", "always"])
def test_a_line_whose_deliveries_are_over_ends_in_peace(clock):
    fails = Breakdown(name="major", mtbf_h=1, mttr_h=0.1, clock=clock)
    toys = {"m1": Plain({"time_min": 5.0, "breakdowns": (fails,)}), "m2": Plain({"time_min": 5.0})}
    links = [
        link("supplier", "m1.parts", unit="parts", lot_size=1.0, schedule_h=(0.0, 1.0, 30.0)),
        link("m1", "m2.parts", 1, "parts"), link("m2", "warehouse", unit="parts"),
    ]  # fmt: skip
    line, _ = toy_line(toys, links, 5 * DAY)
    assert line.posts["m2"].account.good == 3
    assert line.reached_end
    assert not line.lots()


def test_a_long_wait_is_no_standstill():
    """Blocked for two days while a furnace works, starved for three until the next delivery."""
    toys = {
        "a": Toy("passing", settings={"lot_minutes": 1.0}),
        "furnace": Toy("passing", settings={"lot_minutes": 2.5 * DAY}),
    }
    links = [
        link("supplier", "a", schedule_h=(0.0, 0.0, 0.0, 240.0)),
        link("a", "furnace", 0.0),
        link("furnace", "warehouse"),
    ]
    line, _ = toy_line(toys, links, 14 * DAY)
    assert line.posts["furnace"].account.good == 10.0 * 4


# --- what a run that stalls leaves ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [FAST, GENERAL], ids=["fast", "general"])
def test_a_run_that_stalls_ends_with_exit_code_3_and_a_whole_folder(tmp_path, path):
    layout, out = tmp_path / "ring.yaml", tmp_path / "run"
    layout.write_text(RING.replace("EXTRA", path))
    done = call("run", str(layout), "--days", "30", "--start", "empty", "--out", str(out))
    assert done.exit_code == 3, done.output
    assert "mill" in done.stderr
    assert "sawn" in done.stderr
    assert str(out) in done.stderr.replace("\n", "")
    info = json.loads((out / "run.json").read_text())
    assert info["status"] == "stalled"
    assert 0 < info["simulated_until_day"] <= 1
    assert not (out / "parts").exists()
    assert not list(out.glob("*.partial"))
    visits, machines = pd.read_parquet(out / "visits.parquet"), pd.read_parquet(out / "machines.parquet")
    assert len(visits) > 0
    assert visits["leave_min"].max() <= info["simulated_until_day"] * 1440 + 1e-6
    states = [name for name in machines if name.endswith("_min") and name != "ideal_min"]
    assert machines[states].sum(axis=1).to_numpy() == pytest.approx(info["simulated_until_day"] * 1440)
    told = call("report", str(out))
    assert told.exit_code in (0, 3), told.output
    assert "Traceback" not in told.output
