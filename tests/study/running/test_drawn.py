"""Drawn cells tell their key figures by the names, populations and definitions of a run."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from dbetwin.columns.causes import CODES
from dbetwin.errors import StalledError
from dbetwin.outcome.kpis import measure
from dbetwin.plant import load_plant
from dbetwin.plant.sample import Sample, sample
from dbetwin.runs import simulate
from dbetwin.study.responses import responses
from dbetwin.study.running.drawn import TOLD, kpis_of_sample, untold_by_cells
from dbetwin.study.running.measured import known_of_run, numbers_of
from dbetwin.study.running.task import Task
from dbetwin.study.scenario.scenario import scenario_of_layout

CELLS = 20
BAD = 5
"""Cells of the sample that are not simply good and passed."""


@pytest.fixture(scope="module")
def found() -> Sample:
    """Twenty cells: one hole found at hi-pot, one rejected for nothing, one rejected for what is wrong, two escapes."""
    made = sample(load_plant("pilot"), CELLS)
    causes, truth = np.full(CELLS, "", dtype="U40"), np.zeros(CELLS)
    causes[:3] = ["pinhole short", "capacity", "resistance"]
    truth[[0, 2, 3, 4]] = [CODES["hole"], CODES["resistance"], CODES["hole"], CODES["energy"]]
    finished = made.finished.with_columns(
        true_cause=truth,
        bad=(truth > 0).astype(float),
        cell_asr_ohm_cm2=np.arange(CELLS, dtype=float),
        specific_energy_Wh_kg=np.linspace(391.0, 410.0, CELLS),
    )
    return Sample(made.plant, made.entering, finished, causes)


def test_shares_are_those_of_a_run(found: Sample) -> None:
    told = kpis_of_sample(found)
    assert told["escapes_ppm"] == pytest.approx(1e6 * 2 / 17)
    assert told["overkill_pct"] == pytest.approx(100 / 3)
    assert told["good_rejected_pct"] == pytest.approx(100 / 16)
    assert told["causes"] == pytest.approx({"pinhole short": 1 / 3, "capacity": 1 / 3, "resistance": 1 / 3})
    assert told["confusion"]["good -> passed"] == 15
    assert told["escapes_by_true_cause_ppm"] == pytest.approx({"hole": 1e6 / 17, "energy": 1e6 / 17})


def test_a_cell_yield_is_what_passes_times_what_handling_leaves(found: Sample) -> None:
    plant = found.plant
    handled = np.prod([1 - plant.stations[name].handling_loss_pct / 100 for name in plant.cell_stations])
    assert handled < 0.95
    assert kpis_of_sample(found)["cell_yield"] == pytest.approx(17 / 20 * handled)


def test_energy_is_of_cells_that_passed_and_resistance_of_all_that_were_formed(found: Sample) -> None:
    told = kpis_of_sample(found)
    assert told["specific_energy_Wh_kg"]["mean"] == pytest.approx(np.mean(np.arange(394.0, 411.0)))
    assert told["share_above_400_Wh_kg"] == pytest.approx(10 / 17)
    asr = np.arange(1.0, 20.0)  # the first cell was taken off before formation
    assert told["cell_asr_ohm_cm2"]["mean"] == pytest.approx(asr.mean())
    assert told["cell_asr_ohm_cm2"]["p95"] == pytest.approx(np.percentile(asr, 95))


def test_cells_that_all_end_before_formation_have_no_figures(found: Sample) -> None:
    with pytest.raises(StalledError, match="no cell is formed"):
        kpis_of_sample(dataclasses.replace(found, causes=np.full(CELLS, "pinhole short", dtype="U40")))


def test_a_task_of_cells_is_drawn_with_its_seed_and_replication() -> None:
    base = scenario_of_layout("pilot")
    first, again, other = (known_of_run(Task(base, 10, 1, number, None, CELLS))["figures"] for number in (0, 0, 1))
    assert first == again
    assert first["capacity_Ah.mean"] != other["capacity_Ah.mean"]
    assert {name.partition(".")[0] for name in first} <= set(TOLD)
    assert known_of_run(Task(base.with_settings([]), 10, 2, 0, None, CELLS))["figures"] != first


def test_what_takes_a_clock_is_known_as_such() -> None:
    plant = load_plant("pilot")
    names = ["good_cells_per_day", "specific_energy_Wh_kg", "yield_per_station.press", "cell_yield"]
    asked = responses(names, plant, "")
    assert [each.name for each in untold_by_cells(asked)] == ["good_cells_per_day", "yield_per_station.press"]


@pytest.mark.slow
@pytest.mark.weekly
def test_drawn_cells_agree_with_those_of_a_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    plant = load_plant("pilot")
    run = simulate(plant, 28, 1, out=tmp_path_factory.mktemp("run") / "run", cells="none")
    of_run, of_cells = numbers_of(measure(run)), numbers_of(kpis_of_sample(sample(plant, 20_000)))
    # cells of a lot are alike, so means scatter more than cells alone would: an eighth of the scatter of the cells
    for name in ("specific_energy_Wh_kg", "capacity_Ah", "cathode_asr_ohm_cm2", "cathode_contact_fraction"):
        spread = of_run[f"{name}.p95"] - of_run[f"{name}.p5"]
        for part in ("mean", "p5", "p95"):
            assert of_cells[f"{name}.{part}"] == pytest.approx(of_run[f"{name}.{part}"], abs=spread / 8), name
    # what waits over a weekend grows a thicker film: the rejects for resistance that follow are those of a run only
    assert of_cells["cell_asr_ohm_cm2.mean"] == pytest.approx(of_run["cell_asr_ohm_cm2.mean"], rel=0.02)
    assert 0 < of_cells["cell_yield"] - of_run["cell_yield"] < 0.02
    assert of_cells["escapes_ppm"] == pytest.approx(of_run["escapes_ppm"], abs=1000)


def test_cells_of_scrapped_rolls_are_no_cells_and_cost_the_yield_of_the_whole_line(found: Sample) -> None:
    scrapped = np.full(CELLS, "", dtype="U40")
    scrapped[[3, 18, 19]] = "loading"
    told = kpis_of_sample(dataclasses.replace(found, scrapped=scrapped, trimmed={"film": 0.9, "cutter": 0.8}))
    plant = found.plant
    handled = {name: 1 - each.handling_loss_pct / 100 for name, each in plant.stations.items()}
    assert told["escapes_ppm"] == pytest.approx(1e6 / 14)
    assert told["specific_energy_Wh_kg"]["mean"] == pytest.approx(np.mean(np.arange(395.0, 409.0)))
    assert told["cell_yield"] == pytest.approx(14 / 17 * np.prod([handled[name] for name in plant.cell_stations]))
    assert told["rolled_throughput_yield"] == pytest.approx(14 / 20 * np.prod(list(handled.values())) * 0.72)


def test_a_tight_limit_scraps_rolls_with_its_cause_and_what_is_cut_off_is_told_by_station() -> None:
    made = sample(load_plant("pilot", ["limits.loading_tolerance=0.008"]), 400)
    assert set(made.scrapped.tolist()) == {"", "loading"}  # type: ignore[union-attr]
    assert made.trimmed["film_cathode"] == pytest.approx(1 - 20 / 500)
    assert 0.98 < made.trimmed["cutter_cathode"] < 1
    assert made.trimmed["press"] == 1
    loose = sample(load_plant("pilot", ["limits.loading_tolerance=0.03"]), 400)
    assert loose.made.all()
    assert np.array_equal(loose.finished["capacity_Ah"], made.finished["capacity_Ah"])
