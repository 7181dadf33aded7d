"""A run by what it keeps of its cells: the same run, the same statistics, fewer rows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from dbetwin.cli import app
from dbetwin.errors import InputError
from dbetwin.plant import load_plant
from dbetwin.runs import Run, simulate

KEPT = ("all", "sample:400", "none")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    plant, folder = load_plant("pilot"), tmp_path_factory.mktemp("kept")
    return {
        cells: simulate(plant, days=18, seed=3, start="empty", cells=cells, out=folder / cells[:4]) for cells in KEPT
    }


@pytest.mark.parametrize("table", ["tallies", "days", "flows", "losses", "machines", "visits"])
def test_everything_but_the_rows_is_the_same_to_the_byte(runs: dict[str, Run], table: str) -> None:
    files = {(run.folder / f"{table}.parquet").read_bytes() for run in runs.values()}
    assert len(files) == 1


def test_the_sample_is_part_of_all_rows(runs: dict[str, Run]) -> None:
    whole, sample = (runs[name].table("cells").set_index(["cell_key", "cell_index"]) for name in KEPT[:2])
    assert 0 < len(sample) < len(whole) / 4
    pd.testing.assert_frame_equal(sample, whole.loc[sample.index])
    assert len(runs["none"].table("cells")) == 0


def test_the_run_says_what_it_kept(runs: dict[str, Run]) -> None:
    finished = len(runs["all"].table("cells"))
    for name, run in runs.items():
        told = run.info["cells"]
        assert told["kept"] == name.partition(":")[0]
        assert told["finished"] == finished
        assert told["rows"] == len(run.table("cells"))
        warned = [text for text in run.info["notes"] if "all statistics count every cell" in text]
        assert len(warned) == (name != "all")
    assert runs["sample:400"].info["cells"]["rate"] == pytest.approx(400 / (2304 * 18 * 5 / 7), rel=0.05)


def test_what_cannot_be_kept_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"--cells.*sample:N"):
        simulate(load_plant("pilot"), days=1, cells="some", out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_the_command_line_hands_the_choice_on(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["run", "pilot", "--cells", "sample:0", "--out", str(tmp_path / "run")])
    assert done.exit_code == 2
    assert "--cells" in done.output + (done.stderr or "")
