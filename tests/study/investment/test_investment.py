"""Gains are those of the plant, a ladder is no longer than it has to be, and nonsense is refused where it stands."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from dbetwin.errors import InputError
from dbetwin.plant import load_plant
from dbetwin.runs.kept import KeptRuns, Known
from dbetwin.study.findings import Findings
from dbetwin.study.investment.ladder import missing_machines
from dbetwin.study.investment.lever import levers
from dbetwin.study.investment.study import answer
from dbetwin.study.running.running import Running
from dbetwin.study.running.task import Task
from dbetwin.study.written import read_study

PACE = {"formation": 180.0, "sealer": 2000.0, "ageing": 150.0}
"""Cells a day that one machine makes, where the line is told by arithmetic."""


def slowest(task: Task) -> Known:
    """The slowest station decides; weather that all plants share comes on top, and a little of its own."""
    plant = task.scenario.plant()
    could = {name: PACE[name] * plant.stations[name].machines * plant.stations[name].capacity_factor for name in PACE}
    own = 0.01 * math.sin(task.replication + len(task.scenario.settings))
    weather = 5.0 * math.cos(3.0 * task.replication)
    limit = min(could, key=could.__getitem__)
    good = could[limit] + weather + own
    return {"figures": {"good_cells_per_day": good, "cell_yield": 0.9 + own / 1000}, "texts": {"bottleneck": limit}}


def asked(folder: Path, text: str) -> Path:
    file = folder / "pays.yaml"
    file.write_text(f"study: pays\nkind: investment\nbase: pilot\nreplications: 4\ndays: 7\n{text}")
    return file


def found(folder: Path, text: str, measure=slowest) -> Findings:  # type: ignore[no-untyped-def]
    return answer(read_study(asked(folder, text)), Running(KeptRuns(None), measure))


def test_a_lever_is_tried_at_every_place_and_buffers_by_the_lot() -> None:
    plant = load_plant("pilot")
    there = levers(plant)
    assert {each.place for each in there if each.kind == "machine"} == set(plant.stations)
    (rack,) = [each for each in there if each.place == "formed_cells"]
    assert rack.now - rack.was == plant.stations["formation"].lot_cells  # type: ignore[attr-defined]
    failures = [each for each in there if each.kind == "mtbf" and each.place == "press"]
    assert [each.units for each in failures] == [each.was / 2 for each in failures]
    assert {each.place for each in levers(plant, ("capacity",), ("press",))} == {"press"}


def test_gains_are_those_of_the_slowest_station(tmp_path: Path) -> None:
    text = "levers: [capacity, machine]\nplaces: [formation, sealer, ageing]\nresponses: [good_cells_per_day]\n"
    table = found(tmp_path, text).tables["gains"].set_index(["station", "lever"])
    # formation makes 9 x 180, ageing 13 x 150: a tenth more of formation is 162
    assert table.loc[("formation", "capacity +10 %"), "gain"] == pytest.approx(162, abs=0.1)
    assert table.loc[("formation", "machine +1"), "gain"] == pytest.approx(180, abs=0.1)
    assert table.loc[("sealer", "machine +1"), "gain"] == pytest.approx(0, abs=0.1)
    assert table.loc[("formation", "machine +1"), "told_apart"]
    assert table.loc[("formation", "machine +1"), "replications"] == 4
    assert table.iloc[0]["gain"] == table["gain"].max()


def test_only_the_best_are_tried_again(tmp_path: Path) -> None:
    text = "levers: [machine]\nplaces: [formation, sealer, ageing]\nkeep: 1\nresponses: [good_cells_per_day]\n"
    table = found(tmp_path, text).tables["gains"].set_index("station")
    assert table["replications"].to_dict() == {"formation": 4, "ageing": 2, "sealer": 2}


def test_a_plant_that_cannot_be_run_so_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    def stuck(task: Task) -> Known:
        factors = task.scenario.plant().stations["sealer"].machines
        return {"infeasible": "no room"} if factors > 1 else slowest(task)

    text = "levers: [machine]\nplaces: [formation, sealer]\nresponses: [good_cells_per_day]\n"
    made = found(tmp_path, text, stuck)
    table = made.tables["gains"].set_index("station")
    assert table.loc["sealer", "why_not"] == "infeasible: no room"
    assert table.loc["formation", "gain"] == pytest.approx(180, abs=0.1)
    assert any("sealer.machines = 2: infeasible: no room" in caution for caution in made.cautions)


def test_a_ladder_takes_the_fewest_steps_and_says_so(tmp_path: Path) -> None:
    text = "levers: []\nladder: {target: 2050, breadth: 3}\nresponses: [good_cells_per_day]\n"
    made = found(tmp_path, text)
    steps = made.tables["ladder"]
    # 12 x 180 = 2160, 14 x 150 = 2100 and 2 x 2000 are the first to lie above
    assert steps["field"].tolist()[1:].count("formation.machines") == 3
    assert steps["field"].tolist()[1:].count("ageing.machines") == 1
    assert steps["field"].tolist()[1:].count("sealer.machines") == 1
    assert steps["reached"].tolist() == [False] * 5 + [True]
    assert steps["bottleneck"].tolist()[0] == "formation"
    assert steps["gain"].iloc[1] == pytest.approx(180, abs=0.1)
    assert "5 investments reach 2,050 cells/d" in made.answers[0]


def test_what_turns_out_to_be_needless_is_left_out(tmp_path: Path) -> None:
    def lured(task: Task) -> Known:
        """The sealer pays most at first, and nothing once formation has grown."""
        plant = task.scenario.plant()
        formation, sealer = plant.stations["formation"].machines, plant.stations["sealer"].machines
        good = 1000.0 + (30 if sealer > 1 and formation < 11 else 0) + 100 * max(formation - 10, 0)
        return {"figures": {"good_cells_per_day": good + 0.01 * math.sin(task.replication)}, "texts": {}}

    text = "levers: []\nladder: {target: 1090, breadth: 3}\nresponses: [good_cells_per_day]\n"
    fields = found(tmp_path, text, lured).tables["ladder"]["field"].tolist()[1:]
    assert fields == ["formation.machines", "formation.machines"]


def test_a_ladder_that_ends_below_its_target_says_so(tmp_path: Path) -> None:
    text = "levers: []\nladder: {target: 9000, most: 2}\nresponses: [good_cells_per_day]\n"
    made = found(tmp_path, text)
    assert made.ended == "the ladder ended before its target was reached"
    assert "was not reached" in made.answers[0]
    assert made.tables["ladder"]["step"].max() == 2


def test_machines_that_are_missing_by_arithmetic() -> None:
    plant = load_plant("pilot")  # formation makes 2304 cells a working day on 9 towers, ageing 2600 on 13 racks
    assert missing_machines(plant, 2304 * 5 / 7) == 0
    assert missing_machines(plant, 2304 * 5 / 7 * 1.01) == 1
    assert missing_machines(plant, 2601 * 5 / 7) == 3  # two towers and a rack


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("places: [formatio]\n", r"pays.yaml:6: places.*no such station or buffer.*did you mean formation\?"),
        ("levers: []\n", "pays.yaml:6: levers: nothing is asked"),
        ("levers: [speed]\n", "pays.yaml:6: levers"),
        ("ladder: {}\n", "give one of target and times"),
        ("cells: 100\n", "pays.yaml:6: cells: tell of no throughput"),
        ("investments: {x: {field: formation.machine, change: {more: 1}}}\nladder: {times: 2}\n",
         r"pays.yaml:6: formation.machine.*did you mean machines\?"),
        ("investments: {x: {field: formation.machines, change: {more: 1}}}\n", "are climbed by a ladder only"),
        ("responses: [good_cell_per_day]\n", r"pays.yaml:6: responses.*did you mean good_cells_per_day\?"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_where_it_stands(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_study(asked(tmp_path, text))
