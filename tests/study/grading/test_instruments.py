"""What one more instrument would change: the same cells, one rule for every limit."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from typer.testing import CliRunner

import dbetwin
from dbetwin.cells import NONE
from dbetwin.cli import app
from dbetwin.plant import load_plant
from dbetwin.plant.sample import sample
from dbetwin.study.grading.candidates import BETTER, Reading, candidates
from dbetwin.study.grading.instruments import AS_IS, instruments, limit_by_rule
from dbetwin.study.grading.judged_cells import cells_of_run, drawn_cells, graded_again
from tests.synthetic.run import write_run

CELLS = 800
# lithium on the edge of its void limit, and holes: cells that fail
HARD = ["operating_point.stack_pressure_MPa=1.8", "limits.defect_detection=0.6"]


@pytest.fixture(scope="module")
def drawn():
    return drawn_cells(load_plant("lithium_metal", HARD), CELLS, 1)


@pytest.fixture(scope="module")
def study(drawn):
    return instruments(drawn, 0.01)


def outcome(study, name):
    return next(each for each in study.outcomes if each.instrument == name)


def test_readings_alone_grade_the_cells_as_the_line_did(drawn):
    rejected = np.any(list(graded_again(drawn).values()), axis=0)
    assert (rejected == ~sample(load_plant("lithium_metal", HARD), CELLS, 1).passed).all()
    assert 0.1 < rejected.mean() < 0.9


def test_the_first_row_is_the_plant_as_it_is(drawn, study):
    first, rejected = study.outcomes[0], np.any(list(graded_again(drawn).values()), axis=0)
    assert first.instrument == AS_IS
    assert first.escapes == (~rejected & ~drawn.good).sum()
    assert first.good_rejected == (rejected & drawn.good).sum()
    assert first.rejected == rejected.sum()
    assert sum(first.escapes_by_true_cause.values()) == first.escapes
    assert sum(study.bad_by_true_cause.values()) == (~drawn.good).sum()


def test_an_added_instrument_lets_no_more_pass_and_costs_no_more_than_the_rule_says(drawn, study):
    first = study.outcomes[0]
    passed = ~np.any(list(graded_again(drawn).values()), axis=0)
    allowed = int(0.01 * (passed & drawn.good).sum())
    added = [each for each in study.outcomes if not any(each.instrument.startswith(one.name) for one in BETTER)][1:]
    assert {each.instrument for each in added} >= {"impedance at 25 C", "impedance at -20 C", "load cell"}
    for each in added:
        assert each.escapes <= first.escapes
        assert 0 <= each.good_rejected - first.good_rejected <= allowed


def test_shares_are_those_of_the_counts(study):
    good = study.cells - sum(study.bad_by_true_cause.values())
    for each in study.outcomes:
        assert each.escaped.value == pytest.approx(each.escapes / (study.cells - each.rejected))
        assert each.overkill.value == pytest.approx(each.good_rejected / each.rejected)
        assert each.good_lost.value == pytest.approx(each.good_rejected / good)
        for share in (each.escaped, each.overkill, each.good_lost):
            assert share.low <= share.value <= share.high


def test_a_longer_ageing_finds_weak_shorts_at_the_same_cost(study):
    usual, longer = (outcome(study, f"ageing, {which}limit by the rule") for which in ("", "better, "))
    assert longer.limits["measured_ageing_ratio >"] < usual.limits["measured_ageing_ratio >"]
    assert longer.escapes <= usual.escapes


def test_at_the_limit_of_the_layout_less_noise_spares_good_cells_and_finds_bad_ones(study):
    first = study.outcomes[0]
    for name in ("capacity", "resistance pulse"):
        better = outcome(study, f"{name}, better")
        assert better.escapes + better.good_rejected <= first.escapes + first.good_rejected


def test_a_better_instrument_reads_the_same_cells_less_noisily(drawn):
    known = {each.name: each for each in candidates(drawn, graded_again(drawn))}
    for name, truth in (("capacity", "capacity_Ah"), ("resistance pulse", "cell_asr_ohm_cm2")):
        present = known[f"{name}, limit by the rule"].readings[0].values / drawn.cells[truth] - 1
        better = known[f"{name}, better"].readings[0].values / drawn.cells[truth] - 1
        assert np.nanstd(better) == pytest.approx(0.25 * np.nanstd(present), rel=1e-6)


@pytest.mark.parametrize("upper", [True, False])
def test_the_rule_rejects_as_many_good_cells_as_it_says(upper):
    rng = np.random.default_rng(1)
    values, good = rng.normal(size=10_000), rng.random(10_000) < 0.9
    reading = Reading("x", values, upper)
    limit = limit_by_rule(reading, good, 0.01)
    beyond = values > limit if upper else values < limit
    assert (beyond & good).sum() == int(0.01 * good.sum())


def test_a_reading_that_is_missing_rejects_nobody():
    values = np.array([np.nan, 1.0, 2.0, 3.0, np.nan])
    assert limit_by_rule(Reading("x", values, True), np.full(5, True), 0.4) == 1.0
    assert limit_by_rule(Reading("x", np.full(5, np.nan), True), np.full(5, True), 0.4) == np.inf


def test_it_repeats():
    plant = load_plant("lithium_metal", HARD)
    assert instruments(drawn_cells(plant, 100, 2)) == instruments(drawn_cells(plant, 100, 2))


# --- the command ----------------------------------------------------------------------------------------------------


def told(*arguments):
    return CliRunner().invoke(app, ["instruments", *arguments])


def test_the_table_names_every_instrument_and_its_rule():
    result = told("--cells", "200", "--good-lost-pct", "0.5")
    assert result.exit_code == 0, result.output
    for word in ("as the plant is", "impedance at -20 C", "load cell", "thickness gauge", "capacity, better", "0.5 %"):
        assert word in result.output


def test_json_is_json_even_where_nothing_was_rejected():
    changes = [f"limits.{name}=null" for name in ("capacity_ratio_min", "resistance_ratio_max", "energy_ratio_min")]
    changes += ["limits.leak_ratio_max=null", "limits.self_discharge_ratio_max=null"]
    result = told("pilot", "--cells", "100", "--json", *(word for each in changes for word in ("--set", each)))
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert found["outcomes"][0]["overkill"]["value"] is None
    assert not any(each["instrument"].startswith("capacity") for each in found["outcomes"])


def test_a_plant_without_cells_is_refused():
    result = told("textbook/mmc")
    assert result.exit_code == 2
    assert "none of them is formation" in result.output


# --- the cells of a run ---------------------------------------------------------------------------------------------


def test_the_cells_of_a_run_are_graded_as_the_run_graded_them(pilot_run):
    judged, kpis = cells_of_run(pilot_run), dbetwin.measure(pilot_run)
    first = instruments(judged).outcomes[0]
    assert first.rejected == kpis["rejected_cells"]
    assert 1e6 * first.escaped.value == pytest.approx(kpis["escapes_ppm"])
    assert 100 * first.overkill.value == pytest.approx(kpis["overkill_pct"])
    assert 100 * first.good_lost.value == pytest.approx(kpis["good_rejected_pct"])


def test_a_test_is_replaced_only_where_it_is_known_who_would_pass_without_it(pilot_run):
    names = {each.instrument for each in instruments(cells_of_run(pilot_run)).outcomes}
    assert "resistance pulse, better" in names  # the last test: all others saw what it rejected
    assert not any(name.startswith("hi-pot") for name in names)  # what leaked went no further


def test_where_draws_are_gone_a_better_reading_is_the_same_as_with_them(drawn):
    without = replace(drawn, cells=replace(drawn.cells, draws=NONE))
    with_draws, without_draws = (
        {each.name: each for each in candidates(judged, graded_again(judged))} for judged in (drawn, without)
    )
    for name in ("ageing, better", "capacity, better", "resistance pulse, better"):
        pair = [each[name].readings[0].values for each in (with_draws, without_draws)]
        assert pair[1] == pytest.approx(pair[0], rel=1e-9)
    assert "hi-pot, better" in with_draws
    assert "hi-pot, better" not in without_draws


def test_a_run_is_not_changed_afterwards(pilot_run):
    result = told(str(pilot_run.folder), "--set", "coater.machines=2")
    assert result.exit_code == 2
    assert "--set" in result.output


def test_a_run_of_another_layout_is_refused(tmp_path):
    run = write_run(tmp_path / "run", layout="pilot", layout_hash="0", overrides=[])
    result = told(str(run.folder))
    assert result.exit_code == 2
    assert "its layout has changed since" in result.output
