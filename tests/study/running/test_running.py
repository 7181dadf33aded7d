"""Runs are made on any executor with one outcome; each is kept at once, and one that breaks loses no other."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from dbetwin.errors import InputError, RunError
from dbetwin.plant.overrides import Given
from dbetwin.runs.kept import KeptRuns, Known
from dbetwin.study.running.measured import known_of_run
from dbetwin.study.running.running import Running
from dbetwin.study.running.task import Task
from dbetwin.study.scenario.scenario import Scenario, scenario_of_layout

LINE = "textbook/mm1"


@pytest.fixture(scope="module")
def queue() -> Scenario:
    return scenario_of_layout(LINE)


def arithmetic(task: Task) -> Known:
    return {"figures": {"x": 100.0 * task.seed + task.replication, "y": 1 / 3}}


def dying(task: Task) -> Known:
    if task.replication == 3:
        os._exit(1)
    return arithmetic(task)


def tasks_of(scenario: Scenario, count: int) -> list[Task]:
    return [Task(scenario, 1.0, 1, number) for number in range(count)]


def executors() -> Iterator[tuple[str, int]]:
    yield from (("threads", 3), ("processes", 1), ("processes", 2))


@pytest.mark.parametrize(("kind", "count"), list(executors()))
def test_every_executor_gives_the_same_in_the_order_of_the_tasks(queue: Scenario, kind: str, count: int) -> None:
    tasks = tasks_of(queue, 12)
    alone = Running(KeptRuns(None), arithmetic).known(tasks)
    made = ThreadPoolExecutor(count) if kind == "threads" else ProcessPoolExecutor(count)
    with made as executor:
        together = Running(KeptRuns(None), arithmetic, executor, count).known(tasks[::-1])
    assert together[::-1] == alone
    assert [known["figures"]["x"] for known in alone] == [100.0 + number for number in range(12)]


def test_a_run_is_on_disk_before_the_next_one_is_known(queue: Scenario, tmp_path: Path) -> None:
    kept = tmp_path / "runs.jsonl"
    lines = [len(kept.read_text().splitlines()) for _ in Running(KeptRuns(kept), arithmetic).make(tasks_of(queue, 4))]
    assert lines == [1, 2, 3, 4]


def test_what_is_known_is_not_made_again_and_read_back_exactly(queue: Scenario, tmp_path: Path) -> None:
    kept, tasks = tmp_path / "runs.jsonl", tasks_of(queue, 5)
    first = Running(KeptRuns(kept), arithmetic).known(tasks[:3])
    made: list[int] = []

    def noting(task: Task) -> Known:
        made.append(task.replication)
        return arithmetic(task)

    again = Running(KeptRuns(kept), noting).known(tasks)
    assert made == [3, 4]
    assert again[:3] == first
    assert again[0]["figures"]["y"] == 1 / 3


def test_a_line_that_was_cut_short_is_made_again_and_harms_no_other(queue: Scenario, tmp_path: Path) -> None:
    kept, tasks = tmp_path / "runs.jsonl", tasks_of(queue, 3)
    Running(KeptRuns(kept), arithmetic).known(tasks[:2])
    kept.write_bytes(kept.read_bytes()[:-20])
    assert [task.name in KeptRuns(kept) for task in tasks] == [True, False, False]
    Running(KeptRuns(kept), arithmetic).known(tasks)
    assert [KeptRuns(kept).get(task.name)["figures"]["x"] for task in tasks] == [100.0, 101.0, 102.0]


def test_what_another_program_found_does_not_count(
    queue: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, task = tmp_path / "runs.jsonl", tasks_of(queue, 1)[0]
    KeptRuns(kept).keep(task.name, arithmetic(task), {})
    assert task.name in KeptRuns(kept)
    monkeypatch.setattr("dbetwin.runs.kept.program", lambda: "another state")
    assert task.name not in KeptRuns(kept)


def test_who_dies_takes_none_of_the_finished_runs_along(queue: Scenario, tmp_path: Path) -> None:
    kept, tasks = tmp_path / "runs.jsonl", tasks_of(queue, 6)
    with (
        ProcessPoolExecutor(1) as executor,
        pytest.raises(RunError, match=r"has died .* replication 3.* the same command goes on") as told,
    ):
        Running(KeptRuns(kept), dying, executor, 1).known(tasks)
    assert told.value.exit_code == 2
    assert [task.name in KeptRuns(kept) for task in tasks[:3]] == [True] * 3


def test_a_plant_that_cannot_work_is_told_and_the_others_go_on(queue: Scenario) -> None:
    always_down = [{"name": "stop", "mtbf_h": 1e-4, "mttr_h": 1e6}]
    still = queue.with_settings([Given("m1.breakdowns", always_down, "here")])
    none = queue.with_settings([Given("m1.machines", 0, "what-if.yaml:7")])
    found = Running(KeptRuns(None)).known([Task(queue, 1, 1), Task(none, 1, 1), Task(still, 1, 1), Task(queue, 1, 2)])
    assert "figures" in found[0]
    assert found[1]["infeasible"].startswith("what-if.yaml:7: stations.m1.machines: should be greater than")
    assert found[2]["infeasible"].startswith("no key figures: nothing was finished")
    assert "figures" in found[3]


def test_a_run_that_breaks_is_told_and_the_others_go_on(queue: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object, **options: object) -> None:
        raise ZeroDivisionError("nothing to divide by")

    monkeypatch.setattr("dbetwin.study.running.measured.simulate", broken)
    assert known_of_run(Task(queue, 1, 1)) == {"failed": "ZeroDivisionError: nothing to divide by"}


def test_the_name_of_a_task_is_that_of_its_plant_and_draws(queue: Scenario) -> None:
    task = Task(queue, 1, 1, 0)
    renamed = Task(queue.with_settings((), name="other"), 1, 1, 0)
    others = [Task(queue, 2, 1, 0), Task(queue, 1, 2, 0), Task(queue, 1, 1, 1), Task(queue, 1, 1, 0, warmup_days=3)]
    assert renamed.name == task.name
    assert len({task.name, *(other.name for other in others)}) == 5


def test_memory_does_not_grow_with_what_runs_tell(queue: Scenario, tmp_path: Path) -> None:
    def telling(task: Task) -> Known:
        return {"figures": {"x": 1.0}, "output": [float(task.replication)] * 2000}

    running = Running(KeptRuns(tmp_path / "runs.jsonl"), telling)
    for _ in running.make(tasks_of(queue, 200)):
        pass
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for _ in running.make(tasks_of(queue, 1000)):
            pass
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown / 800 < 1000  # of the ten kilobytes that a run tells


def test_progress_counts_what_was_known_before(queue: Scenario) -> None:
    heard: list[tuple[int, int]] = []
    running = Running(KeptRuns(None), arithmetic, told=lambda known, wanted: heard.append((known, wanted)))
    running.expect(5)
    running.known(tasks_of(queue, 2))
    running.known(tasks_of(queue, 5))
    assert heard == [(0, 5), (1, 5), (2, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_a_scenario_travels_whole(queue: Scenario) -> None:
    import pickle

    there: Scenario = pickle.loads(pickle.dumps(queue))  # noqa: S301
    assert there.plant().layout_hash == queue.plant().layout_hash
    with pytest.raises(InputError, match="has no 'nothing'"):
        there.with_settings([Given("nothing.here", 1, "x.yaml:1")]).plant()


@pytest.mark.slow
def test_a_cluster_gives_what_one_process_gives(queue: Scenario) -> None:
    from distributed import Client, LocalCluster

    tasks = tasks_of(queue, 8)
    alone = Running(KeptRuns(None)).known(tasks)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        together = Running(KeptRuns(None), executor=client.get_executor(pure=False), at_once=2).known(tasks)
    assert together == alone
