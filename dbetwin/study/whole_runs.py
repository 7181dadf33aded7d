"""Key figures of many whole-plant runs; each is written down as soon as it is known, so that a study can go on."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dbetwin import __file__ as package
from dbetwin.columns.cells import CELLS
from dbetwin.errors import DbetwinError, StalledError, reason
from dbetwin.outcome.account import Account, take_account
from dbetwin.outcome.kpis import refuse_if_stalled
from dbetwin.outcome.yields import rolled_throughput_yield
from dbetwin.plant import load_plant
from dbetwin.runs import simulate

OF_CELLS = (
    "capacity_Ah", "energy_Wh", "specific_energy_Wh_kg", "energy_density_Wh_L", "cell_asr_ohm_cm2",
    "cathode_ionic_ohm_cm2", "cathode_charge_transfer_ohm_cm2", "anode_asr_ohm_cm2", "anode_ionic_ohm_cm2",
    "separator_asr_ohm_cm2", "cathode_contact_fraction", "anode_contact_fraction", "n_to_p_mean", "n_to_p_worst",
    "critical_current_mA_cm2", "quality_index",
)  # fmt: skip
"""Qualities of a cell: their mean over all finished cells, whatever became of them, and their scatter."""
SCATTER = "scatter of "
"""Before the name of a quality: the standard deviation over the cells."""
SCATTERING = ("capacity_Ah", "cell_asr_ohm_cm2", "n_to_p_mean")
"""Qualities whose scatter is looked at by itself, too."""
YIELDS = ("cell_yield", "rolled_throughput_yield")
FEWEST = 100
"""Cells below which a mean and a scatter are hardly known."""

Known = Mapping[str, Any]
"""What is known of one run: its ``figures`` by name, or why the plant is ``impossible``."""


@dataclass(frozen=True)
class Task:
    """One run of a plant with values set."""

    layout: str
    set_values: tuple[str, ...]
    days: float
    seed: int
    replication: int = 0
    cells: int = 0
    """So many are drawn and nothing is run; 0: a whole run."""


def known_of(task: Task) -> Known:
    """Run a plant and keep nothing of it but its figures; or the reason why it cannot be run."""
    try:
        plant = load_plant(task.layout, task.set_values)
        with tempfile.TemporaryDirectory(prefix="dbetwin-") as folder:
            out = Path(folder) / "run"
            run = simulate(plant, task.days, task.seed, replication=task.replication, out=out, cells="none")
            account = take_account(run)
            try:
                return {"figures": figures(account)}
            except StalledError as error:
                return {"impossible": _worst_loss(account) or in_one_line(str(error))}
    except DbetwinError as error:
        return {"impossible": in_one_line(str(error))}
    except (ArithmeticError, ValueError) as error:  # a model that breaks so far out ends its run, not the study
        return {"impossible": f"a model fails: {type(error).__name__}: {in_one_line(reason(error))}"}


def _worst_loss(account: Account) -> str:
    """What stopped a line that finished nothing, if it lost anything at all."""
    losses = account.tables["losses"].to_dict("records")
    if not losses:
        return ""
    worst = max(losses, key=lambda row: float(row["cell_equivalents"]))
    return f"hardly a cell is finished; most is lost at {worst['station']}: {worst['cause']} ({worst['kind']})"


def in_one_line(text: str) -> str:
    """The first line, and how many there are besides."""
    first, *others = text.splitlines() or [""]
    return f"{first} (and {len(others)} more)" if others else first


def figures(account: Account) -> dict[str, float]:
    """Mean and scatter of the qualities that the run's cells have, and its yields.

    Raises
    ------
    StalledError
        Next to nothing was finished.
    """
    refuse_if_stalled(account)
    known = {name: found for name in OF_CELLS if (found := account.histograms.get((name, "all"))) is not None}
    yields = account.yields
    cells = max((found.count for found in known.values()), default=0)
    before = yields.loc[yields["unit"] != account.piece_unit, "yield"]
    if cells < FEWEST or (before == 0.0).any():  # what is left tells of the warm-up, or of chance
        raise StalledError(f"{cells} cells came to their end, and a station handed on as good as nothing")
    return {
        **{name: found.mean for name, found in known.items()},
        **{SCATTER + name: found.sd for name, found in known.items()},
        "cell_yield": rolled_throughput_yield(yields, account.piece_unit),
        "rolled_throughput_yield": rolled_throughput_yield(yields),
    }


def unit_of(quality: str) -> str:
    """Unit of a figure; empty for a pure number."""
    column = CELLS.get(quality.removeprefix(SCATTER))
    return "" if column is None or column.unit == "-" else column.unit


class KeptRuns:
    """What is known of runs, by task; with a file, also what an earlier, interrupted study found out.

    One line of JSON a run. A line counts only for the very layout and program that it was made with.
    """

    def __init__(self, path: Path | None, layout_hash: str) -> None:
        self._path, self._basis = path, f"{layout_hash} {program()}"
        self._known: dict[str, Known] = dict(self._read())

    def __contains__(self, task: Task) -> bool:
        return self._name(task) in self._known

    def get(self, task: Task) -> Known:
        """What is known of a run; nothing of one that was not made."""
        return self._known.get(self._name(task), {})

    def keep(self, task: Task, known: Known) -> None:
        """Remember a run, in the file first."""
        name = self._name(task)
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a") as file:
                file.write(json.dumps({"task": name, **known}) + "\n")
        self._known[name] = known

    def _name(self, task: Task) -> str:
        # the hash of the layout stands for where it lies
        asked = {name: value for name, value in dataclasses.asdict(task).items() if name != "layout"}
        return json.dumps([self._basis, asked])

    def _read(self) -> Iterator[tuple[str, Known]]:
        if self._path is None or not self._path.exists():
            return
        for line in self._path.read_text().splitlines():
            try:
                known = json.loads(line)
                yield known.pop("task"), known
            except (ValueError, KeyError, AttributeError):
                continue  # the last line of a study that was killed while it wrote


@cache
def program() -> str:
    """Hash of the program's own text and of its materials: what another state of it found is not mixed in."""
    home = Path(package).parent
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted([*home.rglob("*.py"), *(home / "materials").rglob("*.yaml")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


Measure = Callable[[Task], Known]


def run_all(
    tasks: Sequence[Task],
    kept: KeptRuns,
    measure: Measure = known_of,
    executor: Executor | None = None,
    at_once: int = 1,
) -> Iterator[int]:
    """Run what is not known yet, at most so many at once; yields how many of the tasks are known by now."""
    missing = [task for task in dict.fromkeys(tasks) if task not in kept]
    done = len(set(tasks)) - len(missing)
    yield done
    for task, known in (
        _one_by_one(missing, measure) if executor is None else _pooled(missing, measure, executor, at_once)
    ):
        kept.keep(task, known)
        done += 1
        yield done


def _one_by_one(tasks: Sequence[Task], measure: Measure) -> Iterator[tuple[Task, Known]]:
    return ((task, measure(task)) for task in tasks)


def _pooled(tasks: Sequence[Task], measure: Measure, executor: Executor, at_once: int) -> Iterator[tuple[Task, Known]]:
    """No more are handed over than run at once: nothing lies in a queue when somebody interrupts."""
    waiting = list(reversed(tasks))
    running: dict[Future[Known], Task] = {}
    while waiting or running:
        while waiting and len(running) < at_once:
            task = waiting.pop()
            running[executor.submit(measure, task)] = task
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield running.pop(future), future.result()
