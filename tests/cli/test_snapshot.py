"""``dbetwin run --snapshot-at`` and ``--start FILE``: the future of a state is that of the run it was taken from."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from dbetwin.cli import app
from dbetwin.errors import InputError
from dbetwin.line.line import Line
from dbetwin.line.state.file import read_state
from dbetwin.line.window import Window
from dbetwin.plant import load_plant
from dbetwin.randomness import Streams

CUT, END = 1.5, 4
SHOP = str(Path(__file__).parents[1] / "plant" / "plain" / "shop.yaml")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["run", *map(str, arguments), "--json"])


@pytest.fixture(scope="module")
def uncut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a run of the pilot plant, in which a state was written on the way."""
    folder = tmp_path_factory.mktemp("uncut") / "x"
    done = run("pilot", "--days", END, "--snapshot-at", CUT, "--out", folder)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def state(uncut: Path) -> Path:
    return uncut / f"state-day-{CUT}.zip"


def cells_of(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder / "cells.parquet").sort_values(["cell_key", "cell_index"], ignore_index=True)


def rewritten(state: Path, target: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A copy of a state in which somebody has edited the document."""
    with zipfile.ZipFile(state) as old, zipfile.ZipFile(target, "w") as new:
        document = json.loads(old.read("state.json"))
        change(document)
        new.writestr("state.json", json.dumps(document))
        new.writestr("cells.npz", old.read("cells.npz"))
    return target


def test_cells_after_the_cut_are_those_of_the_uncut_run(uncut: Path, state: Path, tmp_path: Path) -> None:
    done = run("pilot", "--days", END - CUT, "--start", state, "--out", tmp_path / "y")
    assert done.exit_code == 0, done.output
    first = json.loads((uncut / "run.json").read_text())["warmup_days"]
    known, again = cells_of(uncut), cells_of(tmp_path / "y")
    later = known[known["finished_min"] > (first + CUT) * 1440].reset_index(drop=True)
    assert len(later) > 1000
    pd.testing.assert_frame_equal(again, later, check_exact=True)
    info = json.loads((tmp_path / "y" / "run.json").read_text())
    assert info["status"] == "complete"
    assert info["start"] == str(state)
    assert info["simulated_until_day"] == first + END


def test_another_seed_gives_another_future_of_the_same_stock(uncut: Path, state: Path, tmp_path: Path) -> None:
    for seed in (1, 2):
        done = run("pilot", "--days", 1, "--start", state, "--seed", seed, "--out", tmp_path / str(seed))
        assert done.exit_code == 0, done.output
    buffers = [pd.read_parquet(tmp_path / str(seed) / "buffers.parquet") for seed in (1, 2)]
    pd.testing.assert_series_equal(buffers[0]["level_start"], buffers[1]["level_start"])
    assert buffers[0]["level_start"].sum() > 0
    assert not buffers[0]["level_end"].equals(buffers[1]["level_end"])
    assert not cells_of(tmp_path / "1").equals(cells_of(tmp_path / "2"))


def test_the_same_run_writes_the_same_state(tmp_path: Path) -> None:
    for out in ("one", "two"):
        done = run(SHOP, "--days", 2, "--start", "empty", "--snapshot-at", 1.25, "--out", tmp_path / out)
        assert done.exit_code == 0, done.output
    one, two = (tmp_path / out / "state-day-1.25.zip" for out in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_a_what_if_can_begin_at_a_state(state: Path, tmp_path: Path) -> None:
    faster = ("--set", "sealer.seconds_per_cell=12")
    done = run("pilot", "--days", 1, "--start", state, *faster, "--out", tmp_path / "y")
    assert done.exit_code == 0, done.output


# --- refused ----------------------------------------------------------------------------------------------------


def refused(state: object, *told: str, layout: str = "pilot", out: Path) -> None:
    """It ends with exit code 2, names the file, says what is wrong, and leaves no folder."""
    done = run(layout, "--days", 1, "--start", state, "--out", out / "refused")
    assert done.exit_code == 2, done.output
    said = " ".join(done.stderr.split())
    for text in (str(state), *told):
        assert text in said, said
    assert "Traceback" not in done.output
    assert not (out / "refused").exists()


def test_a_damaged_file_is_refused(state: Path, tmp_path: Path) -> None:
    whole = state.read_bytes()
    for number, content in enumerate((whole[: len(whole) // 2], b"", b"no archive", whole.replace(b"PK", b"KP"))):
        broken = tmp_path / f"broken-{number}.zip"
        broken.write_bytes(content)
        refused(broken, "is no state that dbetwin wrote", "dbetwin run --snapshot-at", out=tmp_path)


def test_a_bit_that_fell_over_is_told_or_does_no_harm(tmp_path: Path) -> None:
    assert run(SHOP, "--days", 1, "--start", "empty", "--snapshot-at", 0.5, "--out", tmp_path / "x").exit_code == 0
    whole, broken = (tmp_path / "x" / "state-day-0.5.zip").read_bytes(), tmp_path / "broken.zip"
    plant, found = load_plant(SHOP), []
    for place in range(0, len(whole), 7):
        content = bytearray(whole)
        content[place] ^= 1 << place % 8
        broken.write_bytes(content)
        try:
            found.append(json.dumps(read_state(broken, plant).document))
        except InputError as error:
            assert str(broken) in str(error)  # noqa: PT017 - either end will do
    broken.write_bytes(whole)
    assert set(found) <= {json.dumps(read_state(broken, plant).document)}
    assert len(found) < len(whole) / 7 / 5


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    refused(tmp_path / "nowhere.zip", "a state file that exists", out=tmp_path)


def a_buffer_with_lots(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(
        buffer for buffer in document["buffers"].values() if any(lot["unit"] == "cells" for lot in buffer["lots"])
    )
    return found


def test_an_amount_that_somebody_changed_is_noticed(state: Path, tmp_path: Path) -> None:
    def more(document: dict[str, Any]) -> None:
        a_buffer_with_lots(document)["lots"][0]["amount"] += 1

    def heavier(document: dict[str, Any]) -> None:
        making = next(
            machine for post in document["stations"].values() for machine in post["machines"] if machine["making"]
        )
        pieces = next(iter(making["making"][0]["pieces"].values()))
        pieces[0]["mass_kg"] *= 1.5

    refused(rewritten(state, tmp_path / "more.zip", more), "amount in its lots is not what went in", out=tmp_path)
    refused(rewritten(state, tmp_path / "heavier.zip", heavier), "mass on its machines is not what", out=tmp_path)


def test_a_document_that_is_not_whole_is_refused(state: Path, tmp_path: Path) -> None:
    def of_another_format(document: dict[str, Any]) -> None:
        document["format"] = 99

    def without_buffers(document: dict[str, Any]) -> None:
        del document["buffers"]

    def without_a_step(document: dict[str, Any]) -> None:
        del next(iter(document["stations"].values()))["machines"][0]["sheet"]

    refused(rewritten(state, tmp_path / "format.zip", of_another_format), "is of format 99, not 2", out=tmp_path)
    refused(rewritten(state, tmp_path / "buffers.zip", without_buffers), "is no state that dbetwin wrote", out=tmp_path)
    refused(rewritten(state, tmp_path / "sheet.zip", without_a_step), "is no state that dbetwin wrote", out=tmp_path)


def test_the_state_of_another_plant_is_refused(state: Path, tmp_path: Path) -> None:
    refused(state, "stations.", "is not in the state", layout="lithium_metal", out=tmp_path)
    refused(state, "is not in the plant", layout=SHOP, out=tmp_path)


@pytest.mark.parametrize("day", [-1, 2.5])
def test_a_day_outside_the_window_is_refused(day: float, tmp_path: Path) -> None:
    done = run(SHOP, "--days", 2, "--start", "empty", "--snapshot-at", day, "--out", tmp_path / "x")
    assert done.exit_code == 2
    assert "--snapshot-at: must be a day of the measured window, 0 to 2" in " ".join(done.stderr.split())
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("day", [0, 1])
def test_the_ends_of_the_window_can_be_written_down(day: int, tmp_path: Path) -> None:
    done = run(SHOP, "--days", 1, "--start", "empty", "--snapshot-at", day, "--out", tmp_path / "x")
    assert done.exit_code == 0, done.output
    state = tmp_path / "x" / f"state-day-{day}.zip"
    done = run(SHOP, "--days", 1, "--start", state, "--out", tmp_path / "y")
    assert done.exit_code == 0, done.output
    assert json.loads((tmp_path / "y" / "run.json").read_text())["simulated_until_day"] == day + 1


# --- another plant than that of the state -----------------------------------------------------------------------

CREWED = """
name: crewed
rules: {failure_clock: processing, lot_at_failure: resumes, blocking: after_service}
crews:
  operators: {people: 1, skills: [run, maintain]}
  others: {people: 3, skills: [run]}
stations:
  a:
    kind: machine
    machines: 3
    time_min: 10
    crew: {run: {crew: operators}}
    maintenance: [{name: oil, every_lots: 50, minutes: 30}]
    breakdowns: [{name: jam, mtbf_h: 1, mttr_h: 30, repair: deterministic, clock: always}]
buffers:
  raw: {from: supplier, to: a, lot_parts: 1}
  out: {from: a, to: warehouse}
"""


@pytest.fixture(scope="module")
def crewed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A layout in which two of three machines wait for the operator, and the state of it after a day."""
    folder = tmp_path_factory.mktemp("crewed")
    layout = folder / "crewed.yaml"
    layout.write_text(CREWED.replace("    breakdowns:", "    # breakdowns:"))
    done = run(layout, "--days", 1, "--start", "empty", "--snapshot-at", 1, "--out", folder / "x")
    assert done.exit_code == 0, done.output
    return layout, folder / "x" / "state-day-1.zip"


def edited(layout: Path, target: Path, *changes: tuple[str, str]) -> Path:
    """A copy of a layout in which something is other."""
    text = layout.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    target.write_text(text)
    return target


def made_in_a_day(layout: Path, state: Path, out: Path) -> float:
    done = run(layout, "--days", 1, "--start", state, "--out", out)
    assert done.exit_code == 0, done.output
    return float(pd.read_parquet(out / "flows.parquet")["good"].sum())


def test_people_who_join_a_crew_find_work_and_those_who_leave_are_missed(
    crewed: tuple[Path, Path], tmp_path: Path
) -> None:
    layout, state = crewed
    one = made_in_a_day(layout, state, tmp_path / "1")
    more = edited(layout, tmp_path / "more.yaml", ("operators: {people: 1", "operators: {people: 3"))
    three = made_in_a_day(more, state, tmp_path / "3")
    assert 130 < one <= 144
    assert three > 2.7 * one
    started = run(more, "--days", 1, "--start", "empty", "--snapshot-at", 1, "--out", tmp_path / "x")
    assert started.exit_code == 0, started.output
    back = made_in_a_day(layout, tmp_path / "x" / "state-day-1.zip", tmp_path / "back")
    assert back == pytest.approx(one, abs=6)


def test_a_plant_that_asks_other_people_is_refused(crewed: tuple[Path, Path], tmp_path: Path) -> None:
    layout, state = crewed
    for number, (change, told) in enumerate(
        (
            (("{crew: operators}}", "{crew: others}}"), "run: 1 of others, not run: 1 of operators"),
            (("{run: {crew: operators}}", "{}"), "nobody, not run: 1 of operators"),
        )
    ):
        other = edited(layout, tmp_path / f"{number}.yaml", change)
        refused(state, "stations.a.crew", "asks other people", told, layout=str(other), out=tmp_path)


def test_upkeep_that_is_new_counts_from_the_state_on(crewed: tuple[Path, Path], tmp_path: Path) -> None:
    """A machine has made 48 lots or so: oil is due after 50, but grease, which is new, is not."""
    layout, state = crewed
    item = "{name: oil, every_lots: 50, minutes: 30}"
    new = edited(layout, tmp_path / "new.yaml", (item, "{name: grease, every_lots: 40, minutes: 1440}, " + item))
    plain, greased = (made_in_a_day(each, state, tmp_path / each.stem) for each in (layout, new))
    assert plain - greased < 144 - 3 * 40 + 9
    other = edited(layout, tmp_path / "hours.yaml", ("every_lots: 50", "every_h: 8"))
    assert made_in_a_day(other, state, tmp_path / "hours") > 130


def test_upkeep_under_way_is_found_by_its_name(crewed: tuple[Path, Path], tmp_path: Path) -> None:
    layout, _ = crewed
    item = "{name: oil, every_lots: 50, minutes: 30}"
    long = edited(layout, tmp_path / "long.yaml", (item, "{name: oil, every_lots: 20, minutes: 1200}"))
    done = run(long, "--days", 1, "--start", "empty", "--snapshot-at", 0.5, "--out", tmp_path / "x")
    assert done.exit_code == 0, done.output
    state = tmp_path / "x" / "state-day-0.5.zip"
    with zipfile.ZipFile(state) as archived:
        machines = json.loads(archived.read("state.json"))["stations"]["a"]["machines"]
    assert {machine["upkeep"]["under_way"] for machine in machines} == {"oil"}
    oil = "{name: oil, every_lots: 20, minutes: 1200}"
    two = edited(long, tmp_path / "two.yaml", (oil, "{name: grease, every_calendar_h: 999, minutes: 1}, " + oil))
    plain, beside = (made_in_a_day(each, state, tmp_path / each.stem) for each in (long, two))
    assert plain == beside > 0
    without = edited(long, tmp_path / "without.yaml", ("{name: oil,", "{name: water,"))
    refused(state, "stations.a.machines.0", "under upkeep", "oil", layout=str(without), out=tmp_path)


def test_lives_that_begin_after_a_repair_are_others_under_another_seed(
    crewed: tuple[Path, Path], tmp_path: Path
) -> None:
    layout = tmp_path / "jams.yaml"
    layout.write_text(CREWED.replace("people: 1", "people: 3"))
    done = run(layout, "--days", 1, "--start", "empty", "--snapshot-at", 1, "--out", tmp_path / "x")
    assert done.exit_code == 0, done.output
    plant, state = load_plant(str(layout)), read_state(tmp_path / "x" / "state-day-1.zip", load_plant(str(layout)))
    lives = []
    for seed in (1, 2):
        window = Window(state.clock_min, state.clock_min + 1440)
        line = Line(plant, Streams(seed), window, lambda *end: None, 0.0, state.clock_min)
        state.bring(line)
        lives.append([(each.step, each.until, each.failures.left) for m in line.machines for each in m.breakers])
    assert [step for step, _, _ in lives[0]] == ["mend"] * 3  # a repair takes longer than the first day
    assert [until for _, until, _ in lives[0]] == [until for _, until, _ in lives[1]]
    assert not {left for _, _, left in lives[0]} & {left for _, _, left in lives[1]}


@pytest.mark.parametrize(
    ("moment", "told"), [(-5.0, "clock_min: must be 0 or more"), (float("nan"), "NaN is no number")]
)
def test_a_moment_that_is_none_is_refused(state: Path, tmp_path: Path, moment: float, told: str) -> None:
    broken = rewritten(state, tmp_path / "moment.zip", lambda document: document.update(clock_min=moment))
    refused(broken, told, out=tmp_path)


def test_a_level_that_somebody_changed_is_told_with_both_numbers(state: Path, tmp_path: Path) -> None:
    def fuller(document: dict[str, Any]) -> None:
        buffer = a_buffer_with_lots(document)
        fuller.level = buffer["level"]  # type: ignore[attr-defined]
        buffer["level"] += 1

    broken = rewritten(state, tmp_path / "fuller.zip", fuller)
    level = fuller.level  # type: ignore[attr-defined]
    refused(broken, "amount in its lots is not its level", f"{level:.12g}, not {level + 1:.12g}", out=tmp_path)
