"""Runs that are made already, as replications of the plants that they are of."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbetwin.errors import InputError
from dbetwin.study.comparison.run_folders import compare_runs
from tests.synthetic.machines import days
from tests.synthetic.plant import information
from tests.synthetic.run import FolderRun, write_run

RESPONSE = "good_energy_kWh_per_day"


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[FolderRun]:
    """Two plants in the same three futures; the second makes 1 kWh a day more."""
    folder = tmp_path_factory.mktemp("runs")
    table = days()
    assumptions = information()["assumptions"]
    assumptions[1] = {**assumptions[1], "value": 5}
    made = []
    for plant, more, facts in (("a", 0.0, {}), ("b", 1.0, {"layout_hash": "other", "assumptions": assumptions})):
        for seed in (1, 2, 3):
            energy = table.assign(good_energy_kWh=table["good_energy_kWh"] + more + 0.1 * seed)
            made.append(write_run(folder / f"{plant}-{seed}", seed=seed, days=energy, **facts))
    return made


def test_runs_of_a_layout_are_replications_and_seeds_make_pairs(runs: list[FolderRun]) -> None:
    found, unlike = compare_runs(runs, [RESPONSE])  # type: ignore[arg-type]
    assert [plant.name for plant in found.plants] == ["a-1", "b-1"]
    assert [len(plant.known) for plant in found.plants] == [3, 3]
    judged = found.judged[("b-1", RESPONSE)]
    assert judged.comparison.difference.mean == pytest.approx(1.0)
    assert judged.comparison.difference.half_width == pytest.approx(0.0, abs=1e-9)
    assert found.plants[1].changes == "stations.stack.machines = 5 (was 1)"
    assert unlike == []


def test_runs_that_share_no_future_are_not_compared(runs: list[FolderRun]) -> None:
    found, _ = compare_runs([*runs[:2], runs[5]], [RESPONSE])  # type: ignore[arg-type]
    assert not found.judged


def test_what_else_differs_is_told(runs: list[FolderRun], tmp_path: Path) -> None:
    long = write_run(tmp_path / "long", seed=4, version="0.0.1", layout_hash="other")
    _, unlike = compare_runs([*runs, long], [RESPONSE])  # type: ignore[arg-type]
    assert len(unlike) == 1
    assert "version 0.0.1 against" in unlike[0]


def test_the_same_future_twice_is_refused(runs: list[FolderRun]) -> None:
    with pytest.raises(InputError, match="with seed 1 and replication 0 once more"):
        compare_runs([*runs, runs[0]], [RESPONSE])  # type: ignore[arg-type]


def test_a_figure_that_does_not_exist_is_refused(runs: list[FolderRun]) -> None:
    with pytest.raises(InputError, match="did you mean good_energy_kWh_per_day"):
        compare_runs(runs, ["good_energy_kWh_pr_day"])  # type: ignore[arg-type]
