"""What a study costs beside its runs: time per task with a pool of processes, and two processes against one."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from dbetwin.runs.kept import KeptRuns, Known
from dbetwin.study.running.running import Running
from dbetwin.study.running.task import Task
from dbetwin.study.scenario.scenario import scenario_of_layout

TASKS, SLEEP_S, WORKERS = 200, 0.05, 2
SCENARIOS, REPLICATIONS, DAYS = 20, 5, 10


def sleeping(task: Task) -> Known:
    time.sleep(SLEEP_S)
    return {"figures": {"x": float(task.replication)}}


def test_overhead_per_task(benchmark: BenchmarkFixture) -> None:
    """200 tasks of 50 ms on two processes: 5 s of sleep, the rest is overhead."""
    plant = scenario_of_layout("pilot")
    tasks = [Task(plant, 1, 1, number) for number in range(TASKS)]
    with ProcessPoolExecutor(WORKERS) as executor:
        Running(KeptRuns(None), sleeping, executor, WORKERS).known(tasks[:4])  # processes begin with the first task
        benchmark.pedantic(
            lambda: Running(KeptRuns(None), sleeping, executor, WORKERS).known(tasks), rounds=1, iterations=1
        )
    overhead_ms = 1000 * (benchmark.stats["mean"] * WORKERS / TASKS - SLEEP_S)
    benchmark.extra_info["overhead per task, ms of a worker"] = round(overhead_ms, 2)


@pytest.mark.parametrize("workers", [1, 2])
def test_twenty_scenarios(benchmark: BenchmarkFixture, workers: int) -> None:
    """20 scenarios x 5 replications x 10 measured days of the pilot: the ratio of two processes to one is asked for."""
    from dbetwin.plant.overrides import Given

    plant = scenario_of_layout("pilot")
    loads = [Given("calender_cathode.line_load_N_per_mm", 400 + 20 * number, "bench") for number in range(SCENARIOS)]
    tasks = [Task(plant.with_settings([load]), DAYS, 1, number) for number in range(REPLICATIONS) for load in loads]
    if workers == 1:
        benchmark.pedantic(lambda: Running(KeptRuns(None)).known(tasks), rounds=1, iterations=1)
        return

    def together() -> None:
        with ProcessPoolExecutor(workers) as executor:
            Running(KeptRuns(None), executor=executor, at_once=workers).known(tasks)

    benchmark.pedantic(together, rounds=1, iterations=1)
