"""When plants are compared at equal output though nobody asks for it, and when not."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dbetwin.cli import app
from dbetwin.errors import InputError
from dbetwin.study import study as module
from dbetwin.study.comparison.plants import plants_named
from dbetwin.study.route.asking import at_equal_output
from tests.study.route.routes import arithmetic

NAMES = ["giga", "wet_baseline"]


def question(*names: str, settings: tuple[str, ...] = (), **asked: Any) -> Any:
    return at_equal_output(plants_named(names, settings), names, {"days": 7, **asked})


def test_plants_that_plan_the_same_output_are_sized_for_it() -> None:
    asked = question(*NAMES)
    assert (asked.asked.kind, asked.asked.good_GWh_per_year, asked.asked.replications) == ("route", 10, 5)
    assert asked.asked.study == "route-giga-wet_baseline"
    assert asked.base.plant().stations["stacker"].machines > plants_named(["giga"]).base.plant().stations[
        "stacker"
    ].machines  # fmt: skip


def test_a_value_that_is_set_for_all_stays_set_when_they_are_sized() -> None:
    asked = question(*NAMES, settings=("product.separator_thickness_um=22",))
    for each in asked.scenarios.all:
        fields = {one.field: one.value for one in each.settings}
        assert fields["product.separator_thickness_um"] == 22
        assert "plan.cells_started_per_day" in fields


@pytest.mark.parametrize(
    ("names", "settings"),
    [(["giga"], ()), (["giga", "pilot"], ()), (NAMES, ("stacker.machines=41",))],
)
def test_others_are_compared_as_they_stand(names: list[str], settings: tuple[str, ...]) -> None:
    assert question(*names, settings=settings) is None


def test_plants_that_plan_different_outputs_are_compared_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / "half.yaml").write_text("name: half\nbased_on: giga\nplan: {good_energy_GWh_per_year: 5}\n")
    assert question("giga", str(tmp_path / "half.yaml")) is None


def test_what_is_asked_of_plants_as_they_stand_is_refused() -> None:
    with pytest.raises(InputError, match="--best: is not asked of plants at equal output.*--as-written"):
        question(*NAMES, best={"response": "good_cells_per_day", "zone": 1})
    with pytest.raises(InputError, match="--days: days: should be greater than 0"):
        question(*NAMES, days=0)


@pytest.fixture
def by_formula(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "make", functools.partial(module.make, measure=arithmetic))


@pytest.mark.usefixtures("by_formula")
def test_compare_says_first_that_it_is_at_equal_output() -> None:
    done = CliRunner().invoke(app, ["compare", *NAMES, "--workers", "1"])
    assert done.exit_code == 0, done.output
    told = [line for line in done.stdout.splitlines() if line]
    assert told[0].startswith("At equal output, 10 GWh of good cells a year; --as-written")
    assert "electrode_making_kWh_per_kWh" in done.stdout
    assert "lead_time_h" in done.stdout  # to its end


@pytest.mark.usefixtures("by_formula")
def test_compare_as_written_leaves_the_plants_alone() -> None:
    done = CliRunner().invoke(app, ["compare", *NAMES, "--workers", "1", "--as-written", "--json"])
    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    assert (facts["kind"], facts["study"]) == ("scenarios", "compare-giga-wet_baseline")
    assert set(facts["tables"]) >= {"scenarios"}
