"""The study of scenarios: on plants that follow a formula, and on textbook lines with a known difference."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from dbetwin.errors import InputError
from dbetwin.runs.kept import Known
from dbetwin.study.running.task import Task
from dbetwin.study.statistics.bootstrap import quantile_interval
from dbetwin.study.study import Study, study
from dbetwin.study.written import read_study
from tests.study.comparison.lines import FILE, arithmetic, noise, written

EXAMPLE = Path(__file__).parents[3] / "notebooks" / "studies" / "pilot_scenarios.yaml"


def made(folder: Path, text: str = FILE, measure: Callable[[Task], Known] = arithmetic, **more: Any) -> Study:
    return study(written(folder, text, **more), folder / "out", measure=measure)


def row(found: Study, scenario: str, response: str = "good_parts_per_hour") -> dict[str, Any]:
    table = found.tables["scenarios"]
    (one,) = table[(table["scenario"] == scenario) & (table["response"] == response)].to_dict("records")
    return one


def test_differences_are_paired_and_told_in_percent(tmp_path: Path) -> None:
    found = made(tmp_path)
    faster = row(found, "faster")
    assert faster["difference_low"] < 5 < faster["difference_high"]
    assert faster["difference_pct_low"] < 10 < faster["difference_pct_high"]
    assert faster["verdict"] == "more"
    assert faster["p_adjusted"] >= faster["p_value"]
    # the noise of the future, ten times that of the plant, cancels
    assert faster["variance_ratio"] < 0.1
    assert faster["changes"] == "m1.machines = 2 (was 1)"
    base = row(found, "base")
    assert (base["verdict"], base["changes"], base["replications"]) == ("", "", 6)


def test_a_plant_that_does_the_same_is_not_different(tmp_path: Path) -> None:
    found = made(tmp_path)
    named = row(found, "named")
    assert (named["difference"], named["verdict"], named["p_adjusted"]) == (0.0, "not different", 1.0)
    assert found.facts["answers"][0].startswith("faster makes ")
    assert "% more good parts per hour; its rolled throughput yield stays the same." in found.facts["answers"][0]
    assert found.facts["answers"][2].startswith("named: its good parts per hour and rolled throughput yield stay the")


def test_an_infeasible_scenario_is_told_with_its_reason_and_the_others_go_on(tmp_path: Path) -> None:
    found = made(tmp_path, FILE.replace("named: {m1.power_kW: 3}", "too_many: {m1.machines: 4}"))
    dead = row(found, "too_many")
    assert (dead["status"], dead["why_not"], dead["replications"]) == ("infeasible", "no floor for four", 0)
    assert dead["mean"] != dead["mean"]
    assert row(found, "faster")["verdict"] == row(found, "fastest")["verdict"] == "more"
    assert "too_many cannot work: no floor for four." in found.facts["answers"]
    assert "named" not in str(found.facts["answers"])


def test_a_plant_that_stands_still_in_some_futures_is_not_flattered_by_the_others(tmp_path: Path) -> None:
    def now_and_then(task: Task) -> Known:
        stands = task.scenario.name == "faster" and task.replication == 1
        return {"infeasible": "it stands still"} if stands else arithmetic(task)

    found = made(tmp_path, measure=now_and_then)
    faster = row(found, "faster")
    assert (faster["status"], faster["replications"], faster["verdict"]) == ("infeasible", 5, "")
    assert faster["why_not"] == "cannot work in 1 of 6 replications: it stands still"
    assert any("would flatter it" in caution for caution in found.facts["cautions"])


def test_a_failing_run_is_told_with_seed_and_scenario_and_loses_no_other(tmp_path: Path) -> None:
    found = made(tmp_path, FILE.replace("named: {m1.power_kW: 3}", "odd: {m1.machines: 5}"))
    odd = row(found, "odd")
    assert (odd["status"], odd["replications"]) == ("ran", 5)
    assert odd["why_not"].startswith("failed in 1 of 6 replications: ZeroDivisionError")
    assert odd["difference_low"] < 20 < odd["difference_high"]
    assert found.facts["cautions"][0] == "odd, seed 1, replication 2 failed: ZeroDivisionError: division by zero"
    assert row(found, "faster")["replications"] == 6


def test_one_replication_gives_no_verdict(tmp_path: Path) -> None:
    found = made(tmp_path, FILE.replace("replications: 6", "replications: 1"))
    faster = row(found, "faster")
    assert faster["verdict"] == ""
    assert faster["difference_low"] != faster["difference_low"]
    assert "in a single replication, which leaves chance unknown." in found.facts["answers"][0]


def test_noise_that_is_not_shared_is_told(tmp_path: Path) -> None:
    def against(task: Task) -> Known:
        sign = -1 if task.scenario.name == "faster" else 1
        own = 1.6 * noise(task, 1) if task.scenario.name == "fastest" else 0.0
        return {"figures": {"good_parts_per_hour": 50 + sign * noise(task) + own, "rolled_throughput_yield": 0.9}}

    found = made(tmp_path, measure=against)
    assert row(found, "faster")["variance_ratio"] == pytest.approx(2)
    assert 0.5 < row(found, "fastest")["variance_ratio"] < 1
    told = [caution for caution in found.facts["cautions"] if "saved nothing for" in caution]
    assert len(told) == 1
    assert "faster (good_parts_per_hour: 2)" in told[0]
    assert "fastest" not in told[0]


def test_replications_go_on_until_the_differences_are_known(tmp_path: Path) -> None:
    more = {"precision": "{response: good_parts_per_hour, relative: 0.002, most: 60}"}
    found = made(tmp_path, **more)
    rows = [row(found, name) for name in ("faster", "fastest")]
    assert 6 < rows[0]["replications"] < 60
    for each in rows:
        # the width that was asked for is that of the table
        assert each["difference_high"] - each["difference_low"] <= 2 * 0.002 * row(found, "base")["mean"]
    assert any("all is known as well as was asked for" in answer for answer in found.facts["answers"])
    assert found.facts["ended"] == ""


def test_a_budget_that_is_spent_is_told(tmp_path: Path) -> None:
    found = made(tmp_path, precision="{response: good_parts_per_hour, relative: 0.00001, most: 9}")
    assert row(found, "faster")["replications"] == 9
    assert "good_parts_per_hour of faster less base" in found.facts["ended"]
    assert "no more were allowed" in found.facts["ended"]


def test_replications_that_failed_count_for_the_budget(tmp_path: Path) -> None:
    text = FILE.replace("named: {m1.power_kW: 3}", "odd: {m1.machines: 5}")
    found = made(tmp_path, text, precision="{response: good_parts_per_hour, relative: 0.00001, most: 9}")
    assert (row(found, "odd")["replications"], row(found, "base")["replications"]) == (8, 9)


def test_the_best_is_picked_with_its_promise(tmp_path: Path) -> None:
    found = made(tmp_path, best="{response: good_parts_per_hour, zone: 1, first: 6, most: 30}")
    table = found.tables["selection"].set_index("scenario")
    assert list(table.index[table["best"]]) == ["fastest"]
    assert table["guaranteed"].all()
    assert table["eliminated_after"].notna().sum() == 3
    assert any(
        answer.startswith("Most good parts per hour: fastest is the best of 4") for answer in found.facts["answers"]
    )


def test_the_least_can_be_best_and_a_spent_budget_has_no_promise(tmp_path: Path) -> None:
    text = FILE.replace("named: {m1.power_kW: 3}", "too_many: {m1.machines: 4}")
    wanted = "{response: good_parts_per_hour, zone: 0.0001, prefer: smaller, first: 2, most: 3}"
    found = made(tmp_path, text, best=wanted)
    table = found.tables["selection"].set_index("scenario")
    assert "too_many" not in table.index
    assert table.loc["base", "best"]
    assert not table["guaranteed"].any()
    assert any("not guaranteed" in answer for answer in found.facts["answers"])


def test_runs_that_the_selection_made_stand_in_the_table_of_runs(tmp_path: Path) -> None:
    found = made(tmp_path, best="{response: good_parts_per_hour, zone: 0.05, first: 8, most: 12}")
    runs = found.tables["runs"]
    assert runs.groupby("scenario")["replication"].max().max() >= 7
    assert not runs.duplicated(["scenario", "replication", "response"]).any()
    assert row(found, "faster")["replications"] == 6


def base_tasks(folder: Path) -> list[Task]:
    question = read_study(written(folder))
    return question.tasks([question.base])


def test_quantiles_have_an_interval_where_there_are_enough_replications(tmp_path: Path) -> None:
    table = made(tmp_path, quantiles="[0.5, 0.05]").tables["quantiles"]
    one = table[(table["scenario"] == "base") & (table["response"] == "good_parts_per_hour")].to_dict("records")
    values = [arithmetic(task)["figures"]["good_parts_per_hour"] for task in base_tasks(tmp_path)]
    expected = quantile_interval(values, 0.5, seed=1, level=0.95)
    assert (one[0]["low"], one[0]["value"], one[0]["high"]) == (expected.low, expected.value, expected.high)
    assert one[1]["low"] != one[1]["low"]
    assert "6 replications are too few" in one[1]["why_not"]


def test_a_warm_up_that_was_short_is_a_caution(tmp_path: Path) -> None:
    def filling(task: Task) -> Known:
        found = arithmetic(task)
        if task.scenario.name != "faster":
            return found
        return {**found, "output": [value * min(slot / 20, 1) for slot, value in enumerate(found["output"])]}

    found = made(tmp_path, measure=filling)
    table = found.tables["warm_up"].set_index("scenario")
    assert not table.loc["faster", "settled"]
    assert 0.3 <= table.loc["faster", "cut_days"] <= 0.5
    assert table.loc["base", "settled"]
    assert any("MSER-5 cuts" in caution and "faster" in caution for caution in found.facts["cautions"])


@pytest.mark.parametrize(("days", "checked"), [(7, False), (15, False), (28, True)])
def test_the_rhythm_of_a_week_is_not_taken_for_a_start(days: int, checked: bool, tmp_path: Path) -> None:
    def mondays(task: Task) -> Known:
        found = arithmetic(task)
        return {**found, "output": [value + 5 * (slot % 25 < 5) for slot, value in enumerate(found["output"])]}

    text = FILE.replace("days: 2", f"days: {days}")
    text = text.replace("base: textbook/two_machines", "base: shifts.yaml")
    shifts = "calendar: {working_days: [monday, tuesday], shift_start_h: 6, shift_end_h: 22, start_date: 2026-01-05}\n"
    (tmp_path / "shifts.yaml").write_text(f"name: shifts\nbased_on: textbook/two_machines\n{shifts}")
    found = made(tmp_path, text, measure=mondays)
    assert found.tables["warm_up"]["settled"].tolist() == [checked] * 4
    assert any("rhythm of a week" in caution for caution in found.facts["cautions"]) != checked


def test_tables_are_the_same_on_any_executor_and_after_a_stop(tmp_path: Path) -> None:
    more = {
        "precision": "{response: good_parts_per_hour, relative: 0.002, most: 30}",
        "best": "{response: good_parts_per_hour, zone: 0.5, first: 8}",
        "quantiles": "[0.5]",
    }
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = made(tmp_path / "a", **more).folder
    calls = 0

    def stops(task: Task) -> Known:
        nonlocal calls
        calls += 1
        if calls > 17:
            raise KeyboardInterrupt
        return arithmetic(task)

    with pytest.raises(KeyboardInterrupt):
        made(tmp_path / "b", measure=stops, **more)
    with ThreadPoolExecutor(3) as executor:
        file = written(tmp_path / "b", **more)
        second = study(file, tmp_path / "b" / "out", executor=executor, at_once=3, measure=arithmetic).folder
    tables = sorted(path.name for path in first.glob("*.parquet"))
    assert tables == ["quantiles.parquet", "runs.parquet", "scenarios.parquet", "selection.parquet", "warm_up.parquet"]
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in tables)


def test_a_textbook_line_gains_what_its_formula_says(tmp_path: Path) -> None:
    """Two machines with B places between them make 60 (B + 2)/(B + 3) parts an hour: 51.4 with 4, 56.3 with 13."""
    text = f"{FILE[: FILE.index('scenarios:')]}scenarios:\n  wide: {{buffers.b1.capacity_parts: 13}}\nwarmup_days: 1\n"
    text = text.replace("replications: 6", "replications: 4")
    found = study(written(tmp_path, text), tmp_path / "out")
    wide = row(found, "wide")
    assert wide["difference_low"] < 60 * (15 / 16 - 6 / 7) < wide["difference_high"]
    assert wide["verdict"] == "more"
    assert found.tables["warm_up"]["settled"].all()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"best": "{response: good_part, zone: 1}"}, "lines.yaml:12: responses: there is no such key figure"),
        ({"best": "{response: good_parts, zone: 0}"}, "lines.yaml:12: best.zone: should be greater than 0"),
        ({"best": "{response: good_parts}"}, "lines.yaml:12: best.zone: is missing"),
        ({"best": "{response: good_parts, zone: 1, first: 9, most: 5}"}, "lines.yaml:12: best.most: is less than"),
        ({"precision": "{response: cell_yeld, relative: 0.1}"}, "lines.yaml:12: responses: there is no such key"),
        ({"precision": "{response: good_parts}"}, "lines.yaml:12: precision.0.relative: is missing, or absolute"),
        ({"quantiles": "[1.5]"}, "lines.yaml:12: quantiles: should lie between 0 and 1"),
        ({"bst": "{}"}, "lines.yaml:12: bst: unknown field; did you mean best?"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_run(more: dict[str, str], told: str, tmp_path: Path):
    with pytest.raises(InputError) as caught:
        made(tmp_path, **more)
    assert told in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_the_shipped_example_asks_about_plants_that_can_work() -> None:
    question = read_study(EXAMPLE)
    assert len(question.scenarios.others) >= 6
    assert [each.why_infeasible() for each in question.scenarios.all] == [""] * len(question.scenarios.all)
    assert question.asked.best is not None


def test_the_best_of_one_is_refused(tmp_path: Path) -> None:
    text = FILE[: FILE.index("scenarios:\n")]
    with pytest.raises(InputError, match="nothing to pick"):
        made(tmp_path, text, best="{response: good_parts_per_hour, zone: 1}")


def test_a_base_by_itself_is_replicated(tmp_path: Path) -> None:
    text = FILE[: FILE.index("scenarios:\n")]
    found = made(tmp_path, text)
    assert found.facts["answers"][0].startswith("base: good parts per hour 49.9 ± 1.3 parts/h;")
