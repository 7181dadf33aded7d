"""The table of crews: people, their shifts, and how long they were at a task."""

from __future__ import annotations

from pathlib import Path

import pytest

import dbetwin

SHOP = """
name: shop
title: Two machines that one person runs
rules: {failure_clock: processing, lot_at_failure: resumes, blocking: after_service}
crews:
  operators: {people: 1, skills: [run]}
stations:
  saw: {kind: machine, machines: 1, time_min: 1, crew: {run: {crew: operators, people: 1}}}
  mill: {kind: machine, machines: 1, time_min: 1, crew: {run: {crew: operators, people: 1}}}
buffers:
  raw: {from: supplier, to: saw, lot_parts: 1}
  sawn: {from: saw, to: mill, capacity_parts: 2}
  milled: {from: mill, to: warehouse}
"""


def test_people_are_busy_as_long_as_the_machines_they_run_process(tmp_path: Path) -> None:
    layout = tmp_path / "shop.yaml"
    layout.write_text(SHOP)
    run = dbetwin.simulate(dbetwin.load_plant(layout), days=2, out=tmp_path / "run")
    crew = run.table("crews").iloc[0]
    assert (crew["crew"], crew["people"]) == ("operators", 1)
    assert crew["manned_min"] == pytest.approx(2 * 1440)
    processing = run.table("machines")["processing_min"].sum()
    assert processing > 0
    assert crew["busy_min"] == pytest.approx(processing)
    assert crew["busy_min"] <= crew["manned_min"]


def test_a_plant_without_crews_has_none(tmp_path: Path) -> None:
    run = dbetwin.simulate(dbetwin.load_plant("textbook/mm1"), days=1, start="empty", out=tmp_path / "run")
    assert run.table("crews").empty
