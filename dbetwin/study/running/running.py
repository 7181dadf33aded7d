"""Where runs are made, on any executor; each is written down as soon as it is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait

from dbetwin.errors import RunError
from dbetwin.runs.kept import KeptRuns, Known
from dbetwin.study.running.measured import known_of_run
from dbetwin.study.running.task import Task

Measure = Callable[[Task], Known]
"""What is known of a run; for a pool of processes it has to be importable."""
Told = Callable[[int, int], None]
"""Called with the number of runs that are known, and of those that are wanted so far."""


def untold(known: int, wanted: int) -> None:
    """Nobody listens."""


class Running:
    """Makes the runs that a study asks for, and remembers them.

    Parameters
    ----------
    kept : KeptRuns
        What is known already, and where it is written down.
    measure : callable
        What is known of a run, by its task.
    executor : concurrent.futures.Executor, optional
        Where runs are made, ``at_once`` of them; empty: here, one after another. No table depends on it.
    told : callable
        Hears how far the study has come.
    """

    def __init__(
        self,
        kept: KeptRuns,
        measure: Measure = known_of_run,
        executor: Executor | None = None,
        at_once: int = 1,
        told: Told = untold,
    ) -> None:
        self.kept, self._measure, self._executor, self._at_once = kept, measure, executor, at_once
        self._told = told
        self._asked: dict[str, None] = {}
        self._expected = 0
        self._done = 0

    def expect(self, runs: int) -> None:
        """So many runs will be asked for in all, as far as is known now: for who watches the time that is left."""
        self._expected = max(self._expected, runs)

    def known(self, tasks: Sequence[Task]) -> list[Known]:
        """What is known of each task, in their order; runs that are not known yet are made first."""
        for _ in self.make(tasks):
            pass
        return [self.kept.get(task.name) for task in tasks]

    def make(self, tasks: Sequence[Task]) -> Iterator[Task]:
        """Make what is not known yet; yields each task as it becomes known."""
        new = {task.name: task for task in tasks if task.name not in self._asked}
        self._asked |= dict.fromkeys(new)
        missing = [task for name, task in new.items() if name not in self.kept]
        self._done += len(new) - len(missing)
        self._tell()
        for task, known in self._made(missing):
            self.kept.keep(task.name, known, task.told())
            self._done += 1
            self._tell()
            yield task

    def _tell(self) -> None:
        self._told(self._done, max(len(self._asked), self._expected))

    def _made(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Known]]:
        if self._executor is None:
            return ((task, self._measure(task)) for task in tasks)
        return self._sent(tasks, self._executor)

    def _sent(self, tasks: Sequence[Task], executor: Executor) -> Iterator[tuple[Task, Known]]:
        """Few more are handed over than run at once: little lies in a queue when somebody interrupts."""
        waiting = list(reversed(tasks))
        running: dict[Future[Known], Task] = {}
        try:
            while waiting or running:
                while waiting and len(running) <= self._at_once:  # one waits at hand, so that nobody idles
                    task = waiting.pop()
                    running[executor.submit(self._measure, task)] = task
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    known = future.result()  # of a broken pool: with its task still among those under way
                    yield running.pop(future), known
        except BrokenExecutor as error:
            told = ", ".join(_called(task) for task in running.values())
            raise RunError(
                f"a process that made runs has died ({error}), perhaps for want of memory; under way were: {told}. "
                "What was finished is kept; the same command goes on from there, --workers 1 takes least memory"
            ) from None


def _called(task: Task) -> str:
    return f"{task.scenario.name}, seed {task.seed}, replication {task.replication}"
