"""Whole searches on functions whose best is known, and on textbook lines."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dbetwin.errors import InputError
from dbetwin.plant.overrides import Given
from dbetwin.randomness import stable_key
from dbetwin.runs.kept import Known
from dbetwin.study.optimum.search import Search
from dbetwin.study.question import longest_warmup
from dbetwin.study.running.measured import known_of_run
from dbetwin.study.running.task import Task
from dbetwin.study.study import Study, study
from dbetwin.study.verification.chains import SerialLine
from dbetwin.study.written import read_study

X, B1, B2 = "m1.time_min.mean_min", "buffers.b1.capacity_parts", "buffers.b2.capacity_parts"
HEAD = """
study: search
kind: optimise
base: textbook/three_machines
days: 1
warmup_days: 0
"""
PARABOLAS = """
replications: 1
fresh_replications: 3
settings:
  m1.time_min.mean_min: {low: 0.5, high: 5}
  buffers.b1.capacity_parts: {low: 0, high: 6}
objectives:
  - {response: good_parts_per_hour, direction: minimise}
  - {response: wip_parts, direction: minimise}
"""


def asked(folder: Path, text: str) -> Path:
    path = folder / "ask.yaml"
    path.write_text(HEAD + text)
    return path


def set_to(task: Task) -> Mapping[str, Any]:
    return {B1: 0, B2: 0, X: 1.0} | {each.field: each.value for each in task.scenario.settings}


def noise(task: Task, size: float) -> float:
    """Not shared between plants: the worst that can happen to a search."""
    numbers = np.random.Generator(np.random.Philox(key=stable_key(task.seed, task.replication, task.scenario.key)))
    return float(size * numbers.normal())


def parabolas(task: Task) -> Known:
    """Less of one is more of the other between 1 and 3; five places do not fit, and each costs both."""
    x, places = set_to(task)[X], set_to(task)[B1]
    if places == 5:
        return {"infeasible": "five places do not fit"}
    figures = {"good_parts_per_hour": (x - 1) ** 2 + places, "wip_parts": (x - 3) ** 2 + places, "electricity_kWh": x}
    return {"figures": figures}


def noisy(task: Task) -> Known:
    """All plants are alike, but for luck."""
    return {"figures": {"good_parts_per_hour": 100.0 + noise(task, 1.0)}}


def slowly(task: Task) -> Known:
    """Runs end in another order than they begin."""
    time.sleep(int(hashlib.blake2b(task.name.encode(), digest_size=1).hexdigest(), 16) / 256 * 0.004)
    return parabolas(task)


def rows(found: Study, response: str) -> pd.DataFrame:
    table = found.tables["pareto"]
    return table[(table["response"] == response) & (table["candidate"] > 0)]


def trials(found: Study, name: str) -> pd.DataFrame:
    table = found.tables["trials"]
    return table[table["name"] == name].set_index("trial")


def test_it_finds_a_known_pareto_front(tmp_path: Path):
    found = study(asked(tmp_path, PARABOLAS + "trials: 80"), tmp_path / "out", measure=parabolas)
    first, second = rows(found, "good_parts_per_hour"), rows(found, "wip_parts")
    assert len(first) == 6
    # on the front the roots add up to the distance between the two bests, 2
    assert np.allclose(np.sqrt(first["value"]) + np.sqrt(second["value"].to_numpy()), 2.0, atol=0.1)
    assert first["value"].min() < 0.3
    assert second["value"].min() < 0.3
    assert (first["recommended"].sum(), first["dominated"].sum()) == (1, 0)
    chosen = first[first["recommended"]]["value"].iloc[0], second[second["recommended"]]["value"].iloc[0]
    assert max(chosen) < 2.0  # no end of the front: those have 4 of one
    assert found.facts["answers"][0].startswith("Of 80 plants tried, candidate ")


def test_the_plant_as_written_is_the_first_trial_and_candidate_0(tmp_path: Path):
    found = study(asked(tmp_path, PARABOLAS + "trials: 8"), tmp_path / "out", measure=parabolas)
    assert (trials(found, X)["value"][0], trials(found, B1)["value"][0]) == (1.0, 0.0)
    written = found.tables["pareto"].query("candidate == 0").set_index("response")
    assert written["value"].to_dict() | {"trial": set(written["trial"])} == {
        "good_parts_per_hour": 0.0, "wip_parts": 4.0, "rolled_throughput_yield": pytest.approx(np.nan, nan_ok=True),
        "trial": {0},
    }  # fmt: skip
    assert set(written["changes"]) == {""}


def test_plants_that_cannot_work_are_told_with_the_reason(tmp_path: Path):
    found = study(asked(tmp_path, PARABOLAS + "trials: 60"), tmp_path / "out", measure=parabolas)
    places = trials(found, B1)
    bad = places[places["value"] == 5]
    assert len(bad) > 0
    assert set(bad["why_not"]) == {"infeasible: five places do not fit"}
    assert not bad["feasible"].any()
    assert places[places["value"] != 5]["feasible"].all()
    values = found.tables["trials"].query("role == 'objective'").set_index("trial")["value"]
    assert values[bad.index].isna().all()
    assert any("told nothing" in each and "five places do not fit" in each for each in found.facts["cautions"])


def test_the_search_is_told_of_what_cannot_work_but_not_of_what_broke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    told: list[str] = []
    for name in ("tell", "tell_impossible", "tell_unknown"):
        monkeypatch.setattr(Search, name, lambda *_, name=name: told.append(name))

    def measure(task: Task) -> Known:
        places = set_to(task)[B1]
        return {1: {"infeasible": "no room"}, 2: {"failed": "it broke"}}.get(places, parabolas(task))

    text = PARABOLAS.replace("{low: 0, high: 6}", "[1, 2, 3]") + "trials: 9\nbatch: 9"
    found = study(asked(tmp_path, text), tmp_path / "out", measure=measure)
    outcome = {1: "tell_impossible", 2: "tell_unknown", 3: "tell"}
    assert told == [outcome[round(places)] for places in trials(found, B1)["value"]]
    assert set(told) == set(outcome.values())
    assert any(
        each.endswith("failed: it broke") and "seed 1, replication 0" in each for each in found.facts["cautions"]
    )


def test_every_plant_is_warmed_as_long_as_the_slowest_that_may_be_set(tmp_path: Path):
    path = asked(tmp_path, PARABOLAS.replace("5}", "30000}") + "trials: 2")
    path.write_text(path.read_text().replace("warmup_days: 0\n", ""))
    found = study(
        path,
        tmp_path / "out",
        measure=lambda task: {"figures": {"good_parts_per_hour": 1.0, "wip_parts": float(task.warmup_days or 0)}},
    )
    days = set(rows(found, "wip_parts")["value"]) | set(found.tables["runs"].query("response == 'wip_parts'")["value"])
    assert days == {float(longest(path))}
    assert days != {float(read_study(path).warmup_days)}
    assert any("were warmed up for" in each for each in found.facts["cautions"])


def longest(path: Path) -> int:
    return longest_warmup([read_study(path).base.with_settings([Given(X, 30000, "")])])


def same_tables(one: Path, other: Path) -> bool:
    names = sorted(each.name for each in one.glob("*.parquet"))
    assert names == ["pareto.parquet", "runs.parquet", "trials.parquet"]
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in (*names, "study.json"))


@pytest.mark.parametrize("sampler", ["tpe", "nsga2"])
def test_neither_workers_nor_an_interruption_change_a_byte(tmp_path: Path, sampler: str):
    path = asked(tmp_path, PARABOLAS + f"trials: 30\nsampler: {sampler}")
    study(path, tmp_path / "one", measure=parabolas)
    with ThreadPoolExecutor(3) as executor:
        study(path, tmp_path / "three", executor=executor, at_once=3, measure=slowly)
    assert same_tables(tmp_path / "one", tmp_path / "three")

    made: list[str] = []

    def interrupted(task: Task) -> Known:
        if len(made) == 17:
            raise KeyboardInterrupt
        made.append(task.name)
        return parabolas(task)

    with pytest.raises(KeyboardInterrupt):
        study(path, tmp_path / "stopped", measure=interrupted)
    again: list[str] = []

    def resumed(task: Task) -> Known:
        again.append(task.name)
        return parabolas(task)

    study(path, tmp_path / "stopped", measure=resumed)
    assert same_tables(tmp_path / "one", tmp_path / "stopped")
    assert not set(made) & set(again)


def test_the_luck_of_a_winner_is_told(tmp_path: Path):
    text = """
replications: 1
fresh_replications: 20
candidates: 3
trials: 60
settings: {m1.time_min.mean_min: {low: 0.5, high: 5}}
objectives: [{response: good_parts_per_hour, direction: maximise}]
"""
    found = study(asked(tmp_path, text), tmp_path / "out", measure=noisy)
    best = rows(found, "good_parts_per_hour")
    assert (best["searched_value"] > 101.0).all()  # the luckiest of sixty
    assert best["value"].to_numpy() == pytest.approx([100.0] * 3, abs=0.8)
    assert (best["difference"].abs() < best["difference_half_width"]).all()
    assert any("it picks what was lucky" in each for each in found.facts["cautions"])
    assert any("single future" in each for each in found.facts["cautions"])
    assert "not told apart" in " ".join(found.facts["answers"]) or "none" in found.facts["answers"][0]


def test_a_limit_that_only_luck_kept_is_told(tmp_path: Path):
    def lucky(task: Task) -> Known:
        """More is made with a larger x, which keeps the limit in the search's futures alone."""
        x = set_to(task)[X]
        return {"figures": {"good_parts_per_hour": x, "wip_parts": x if task.seed == 1 else x + 0.1}}

    text = """
trials: 20
settings: {m1.time_min.mean_min: {low: 0.5, high: 5}}
objectives: [{response: good_parts_per_hour, direction: maximise}]
constraints: [{response: wip_parts, at_most: 3}]
"""
    found = study(asked(tmp_path, text), tmp_path / "out", measure=lucky)
    best = rows(found, "wip_parts")
    assert (best["searched_value"] <= 3).all()
    assert (best["feasible"] == (best["value"] <= 3)).all()
    assert (~best["feasible"]).any()
    assert best["feasible"].any()
    (chosen,) = best[best["recommended"]].index
    assert best.loc[chosen, "feasible"]
    told = "does not hold in fresh futures: wip_parts at most 3 parts is missed (3"
    assert any(told in each for each in found.facts["answers"])


def test_where_nothing_keeps_the_limits_the_nearest_is_told(tmp_path: Path):
    text = PARABOLAS + "trials: 12\nconstraints: [{response: electricity_kWh, at_least: 10}]"
    found = study(asked(tmp_path, text), tmp_path / "out", measure=parabolas)
    (told,) = found.facts["answers"]
    nearest = trials(found, X)["value"].max()
    assert told.startswith("None of 12 plants tried keeps all limits.")
    assert f"m1.time_min.mean_min = {nearest}" in told
    assert set(found.tables["pareto"]["candidate"]) == {0}


def test_buffer_places_go_where_the_chain_says(tmp_path: Path):
    """Nine places at most on a line with one fast machine: the exact best of all 121 allocations."""

    def exact(task: Task) -> Known:
        values = set_to(task)
        places = (int(values[B1]), int(values[B2]))
        throughput = 60 * SerialLine((0.6, 1.0, 1.0), places).throughput()
        return {"figures": {"good_parts_per_hour": throughput, "electricity_kWh": float(sum(places))}}

    text = """
replications: 1
fresh_replications: 2
trials: 40
settings:
  buffers.b1.capacity_parts: {low: 0, high: 10}
  buffers.b2.capacity_parts: {low: 0, high: 10}
objectives: [{response: good_parts_per_hour, direction: maximise}]
constraints: [{response: electricity_kWh, at_most: 5}]
"""
    found = study(asked(tmp_path, text), tmp_path / "out", measure=exact)
    allowed = [(one, two) for one in range(11) for two in range(11) if one + two <= 5]
    best = max(60 * SerialLine((0.6, 1.0, 1.0), each).throughput() for each in allowed)
    table = rows(found, "good_parts_per_hour")
    assert table[table["recommended"]]["value"].iloc[0] == pytest.approx(best, rel=1e-9)
    assert set(table[table["recommended"]]["changes"]) == {f"{B1} = 1 (was 0); {B2} = 4 (was 0)"}


def test_a_simulated_line_gets_its_places_where_they_help(tmp_path: Path):
    """Four places before or behind the middle machine, the first one fast: all that may be set is tried."""
    text = f"""
replications: 1
fresh_replications: 3
settings:
  {B1}: [0, 4]
  {B2}: [0, 4]
objectives: [{{response: good_parts_per_hour, direction: maximise}}]
constraints: [{{response: wip_lots, at_most: 4}}]
"""

    def run(task: Task) -> Known:
        known = known_of_run(task)
        places = sum(set_to(task)[each] for each in (B1, B2))
        return {"figures": {**known["figures"], "wip_lots": float(places)}}

    path = asked(tmp_path, text)
    path.write_text(path.read_text().replace("base: textbook/three_machines", f"base: {tmp_path / 'line.yaml'}"))
    layout = "based_on: textbook/three_machines\nstations: {m1: {time_min: {mean_min: 0.6}}}\nname: fast_first\n"
    (tmp_path / "line.yaml").write_text(layout)
    found = study(path, tmp_path / "out", measure=run)
    assert len(trials(found, B1)) == 4
    assert "All 4 plants that the settings allow were tried." in found.facts["cautions"]
    table = rows(found, "good_parts_per_hour")
    assert set(table[table["recommended"]]["changes"]) == {f"{B2} = 4 (was 0)"}
    exact = [60 * SerialLine((0.6, 1.0, 1.0), each).throughput() for each in ((0, 0), (0, 4))]
    gain = table[table["recommended"]].iloc[0]
    assert gain["difference"] == pytest.approx(exact[1] - exact[0], abs=gain["difference_half_width"])
    assert gain["difference"] > 5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("settings: {m1.machins: {low: 1, high: 2}}\n", "did you mean machines?"),
        ("constraints: [{response: wip_part, at_most: 3}]\n", "constraints.0.response: there is no such key figure"),
        ("constraints: [{response: wip_parts}]\n", "constraints.0.response: has no limit"),
        ("constraints: [{response: wip_parts, at_least: 3, at_most: 2}]\n", "constraints.0.at_least: is above at_most"),
        ("fresh_seed: 1\n", "fresh_seed: is that of the search"),
        ("scenarios: {other: {m1.machines: 2}}\n", "scenarios: are not looked at by a search"),
        ("sampler: anneal\n", "sampler: should be 'tpe' or 'nsga2'"),
        ("objectives: []\n", "objectives: should hold at least 1 item"),
        (
            "objectives: [{response: wip_parts, direction: minimise}, {response: wip_parts, direction: maximise}]\n",
            "objectives.1.response: is an objective twice",
        ),
    ],
)
def test_mistakes_are_told_before_any_run(tmp_path: Path, text: str, told: str):
    settings = "settings: {m1.machines: {low: 1, high: 2}}\n"
    objectives = "objectives: [{response: good_parts_per_hour, direction: maximise}]\n"
    asks = text + "".join(each for each in (settings, objectives) if not text.startswith(each.partition(":")[0]))
    with pytest.raises(InputError, match=r"ask\.yaml:\d+: ") as error:
        read_study(asked(tmp_path, asks))
    assert told in str(error.value)
