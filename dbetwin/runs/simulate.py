"""Simulate: open a run folder, set the line in motion, write what it leaves."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbetwin.columns.lots import LOTS
from dbetwin.columns.periods import PERIODS
from dbetwin.columns.tallies import TALLIES
from dbetwin.columns.visits import VISITS
from dbetwin.errors import InfeasibleError, InputError, InterruptedRunError, Problem, StalledError
from dbetwin.line.line import Line
from dbetwin.line.parts import PartsLine, eligible
from dbetwin.line.state.file import State, read_state, write_state
from dbetwin.line.window import Window
from dbetwin.plant import Plant
from dbetwin.plant.capacity import longest_path_h
from dbetwin.plant.consistency import nominal_problems
from dbetwin.plant.nominal import chain, with_nominal
from dbetwin.randomness import Streams
from dbetwin.runs.cellbook import CellBook
from dbetwin.runs.facts import facts
from dbetwin.runs.folder import INFO, fresh_folder, swap, working_folder, write_json
from dbetwin.runs.keeping import asked_wrongly, keeping
from dbetwin.runs.parquet import Parts, schema_of, write
from dbetwin.runs.run import Run
from dbetwin.runs.stopping import told_to_stop
from dbetwin.runs.tables import write_tables

FILLING_DAYS = 7
"""Days of the warm-up in which the stations before the first cells work around the clock (assumed)."""
STARTS = ("steady", "empty")
Progress = Callable[[float, float, float], None]
"""Called at every simulated midnight with the day, the warm-up days and the last day."""


@dataclass(frozen=True)
class Settings:
    """How long and from what start a plant is simulated."""

    days: float = 30
    seed: int = 1
    start: str = "steady"
    replication: int = 0
    snapshot_at: float | None = None
    cells: str | None = None
    warmup_days: int | None = None


def warmup_days(plant: Plant) -> int:
    """Whole weeks that fill the longest path of the line one and a half times; the first of them day and night."""
    return 7 * math.ceil(1.5 * longest_path_h(plant) / 24 / 7)


def simulate(  # noqa: PLR0913
    plant: Plant,
    days: float = 30,
    seed: int = 1,
    *,
    start: str | Path = "steady",
    snapshot_at: float | None = None,
    out: str | Path | None = None,
    replace: bool = False,
    replication: int = 0,
    cells: str | None = None,
    warmup: int | None = None,
    progress: Progress | None = None,
) -> Run:
    """Run a plant and leave a run folder.

    Parameters
    ----------
    plant : Plant
        As :func:`dbetwin.load_plant` gives it.
    days : float
        Measured calendar days, after the warm-up.
    seed, replication : int
        The same plant, seed and replication give byte-equal tables.
    start : {"steady", "empty"} or path
        ``steady`` first warms the line until its longest path is full and measures from there; ``empty``
        measures the ramp; a state file goes on from that state: with its seed and replication as if the run had
        never been cut, with others into another future.
    snapshot_at : float, optional
        Measured day at whose end the state of the line is written into the run folder, as ``state-day-<d>.zip``.
    out : path, optional
        Folder of the run; ``runs/<plant>-<k>`` if left out. Never overwritten, unless
    replace : bool
        is set: then an old run there is swapped once the new one is complete.
    cells : {"all", "sample:N", "none"}, optional
        Which cells are kept as rows, the N by their keys; all, or 200,000 where more than two million are expected.
        Statistics count every cell.
    warmup : int, optional
        Days of the warm-up of a ``steady`` start; by default as many as the plant's longest path asks for
        (:func:`warmup_days`). Plants that are compared take the longest of theirs.
    progress : callable, optional
        Hears of every simulated midnight.

    Returns
    -------
    Run
        The finished run.

    Raises
    ------
    InputError
        Settings that make no run, or a folder that cannot be written.
    StalledError
        Nothing can move any more; the tables up to then are written down, and ``run.json`` says so.
    InterruptedRunError
        The run was told to stop (Ctrl-C, or the signal to terminate); what was finished is written down.
    """
    settings = Settings(days, seed, str(start), replication, snapshot_at, cells, warmup)
    refuse_what_makes_no_run(settings)
    plant = with_nominal(plant)
    _check_nominal(plant)
    state = None if settings.start in STARTS else read_state(Path(settings.start), plant)
    target = Path(out) if out is not None else fresh_folder(plant.name)
    folder = working_folder(target, replace)
    journey = _Journey(plant, settings, folder, state)
    journey.go(progress or (lambda *times: None))
    swap(folder, target)
    return Run(target, journey.info)


def _warmup(plant: Plant, settings: Settings) -> int:
    if settings.start != "steady":
        return 0
    return warmup_days(plant) if settings.warmup_days is None else settings.warmup_days


def refuse_what_makes_no_run(settings: Settings) -> None:
    """Raise an InputError that names every setting with which there can be no run."""
    problems = []
    if not 0 < settings.days <= 3660:  # noqa: PLR2004
        problems.append(Problem("--days", "", "must be above 0 and at most 3660", str(settings.days)))
    if settings.start not in STARTS and not Path(settings.start).is_file():
        what = "must be steady, empty, or a state file that exists"
        problems.append(Problem("--start", "", what, settings.start, "dbetwin run --snapshot-at writes one"))
    if settings.snapshot_at is not None and not 0 <= settings.snapshot_at <= settings.days:
        what = f"must be a day of the measured window, 0 to {settings.days:g}"
        problems.append(Problem("--snapshot-at", "", what, f"{settings.snapshot_at:g}"))
    if settings.warmup_days is not None and not 0 <= settings.warmup_days <= 3660:  # noqa: PLR2004
        problems.append(Problem("warmup_days", "", "must be 0 to 3660 days", str(settings.warmup_days)))
    problems += asked_wrongly(settings.cells)
    if problems:
        raise InputError(*problems)


def _check_nominal(plant: Plant) -> None:
    """Neither the cell that limits are set against nor the one that this plant makes may be dead."""
    problems = []
    if plant.design.nominal is not None and plant.first_cell_station is not None:
        problems += nominal_problems(plant, plant.design.nominal.columns)
        if plant.specified is not None and not problems:
            problems += nominal_problems(plant, chain(plant)[-1].columns)
    if problems:
        raise InfeasibleError(*problems)


class _Journey:
    """One run on its way: the line, the open tables, and how far it has come."""

    def __init__(self, plant: Plant, settings: Settings, folder: Path, state: State | None) -> None:
        self.settings, self.folder = settings, folder
        self._progress: Progress = lambda *times: None
        self.first_day = state.clock_min / 1440 if state else _warmup(plant, settings)
        begin = state.clock_min if state else self.first_day * 1440.0
        self.window = Window(begin, begin + settings.days * 1440.0)
        self.parts = folder / "parts"
        nominal = plant.design.nominal
        self.keeping = keeping(plant, settings.days, settings.cells)
        self.book = CellBook(self.parts, self.window, nominal.columns if nominal else {}, self.keeping)
        self.visits = Parts(self.parts, "visits", schema_of(list(VISITS.values())))
        self.periods = Parts(self.parts, "periods", schema_of(list(PERIODS.values())))
        self.lots = Parts(self.parts, "lots", schema_of(list(LOTS.values())))
        streams = Streams(settings.seed, settings.replication)
        filled_by = FILLING_DAYS * 1440.0 if self.first_day > FILLING_DAYS else 0.0
        if state is not None:
            filled_by = state.filled_by_min
        self.line = self._line(plant, streams, filled_by, state)
        self.info: dict[str, Any] = facts(plant, dataclasses.asdict(settings), self.first_day, filled_by / 1440)
        self._begun = time.perf_counter()

    def _line(self, plant: Plant, streams: Streams, filled_by: float, state: State | None) -> Line | PartsLine:
        """The line of the plant: the fast path where it is plain enough and its state is of no interest."""
        if state is None and self.settings.snapshot_at is None and eligible(plant):
            return PartsLine(plant, streams, self.window)
        line = Line(plant, streams, self.window, self.book, filled_by, state.clock_min if state else 0.0)
        if state is not None:
            state.bring(line)
        return line

    def go(self, progress: Progress) -> None:
        """Run to the end, or until told to stop, and write everything down."""
        self._progress = progress
        self._note("running", self.line.now / 1440)
        with told_to_stop(self.line):
            try:
                reached_end = self._run()
            except KeyboardInterrupt:
                reached_end = False
            except StalledError as stalled:
                self.info["stalled"] = str(stalled)
                self._end("stalled")
                raise StalledError(f"{stalled}; the tables up to then are in {self.folder}") from None
        self._end("complete" if reached_end else "interrupted")
        if not reached_end:
            raise InterruptedRunError(self._how_far())

    def _run(self) -> bool:
        line = self.line
        if isinstance(line, PartsLine):
            return line.run(self._midnight)
        return line.run(self._midnight, self._snapshot_min, lambda: self._write_state(line))

    @property
    def _snapshot_min(self) -> float:
        day = self.settings.snapshot_at
        return math.inf if day is None else self.window.start + day * 1440.0

    def _write_state(self, line: Line) -> None:
        write_state(line, self._snapshot_min, self.folder / f"state-day-{self.settings.snapshot_at:g}.zip")

    def _how_far(self) -> str:
        day, asked = self.line.now / 1440, self.settings.days
        measured = max(day - self.first_day, 0.0)
        return (
            f"interrupted on day {day:.1f}, {measured:.1f} of {asked:g} measured days done; what was finished is in "
            f"{self.folder}; dbetwin report {self.folder} makes a workbook of it"
        )

    def _midnight(self, day: float) -> None:
        self._progress(day, self.first_day, self.first_day + self.settings.days)
        if day and day % 7 == 0:
            self._flush()
            self._note("running", day)

    @property
    def _growing(self) -> tuple[Parts, ...]:
        return self.book.parts, self.visits, self.periods, self.lots

    def _note(self, status: str, day: float) -> None:
        self.info.pop("parts", None)
        if status == "running":  # a part closed after this is of later days, and not read should the run be killed
            self.info["parts"] = {parts.name: parts.closed for parts in self._growing}
        self.info |= {
            "status": status, "simulated_until_day": day,
            "wall_time_s": round(time.perf_counter() - self._begun, 3),
        }  # fmt: skip
        write_json(self.folder / INFO, self.info, in_passing=status == "running")

    def _flush(self) -> None:
        self.book.flush()
        ledger = self.line.ledger
        for parts, table, rows in ((self.visits, VISITS, ledger.visits), (self.periods, PERIODS, ledger.periods)):
            columns = list(zip(*rows, strict=True))
            parts.add(dict(zip(table, columns, strict=True)) if columns else {})
            rows.clear()
        self.lots.add({name: [row.get(name) for row in ledger.lots] for name in LOTS} if ledger.lots else {})
        ledger.lots.clear()

    def _end(self, status: str) -> None:
        self.line.close()
        self._flush()
        for parts in self._growing:
            parts.join(self.folder / f"{parts.name}.parquet")
        if self.parts.exists():
            self.parts.rmdir()
        write_tables(self.line, self.folder)
        write(self.folder / "tallies.parquet", TALLIES, self.book.tallies.table())
        counts = self.book.tallies.cells, self.book.parts.rows
        self.info["cells"] = self.keeping.facts(*counts)
        self.info["notes"] = self.keeping.said(*counts)
        end = self.line.window.end if status == "complete" else self.line.now
        self._note(status, end / 1440)
