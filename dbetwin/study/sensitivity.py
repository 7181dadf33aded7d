"""Which settings move a finished cell most: each is set to both ends of its range, and the whole plant is run.

All runs of a replication share their random numbers, so what a setting does not touch stays where it was, and the
limits stay those of the plant as written. One setting at a time: what two do together is not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dbetwin.errors import InputError, Problem, StalledError
from dbetwin.plant import load_plant
from dbetwin.plant.assumptions import assumptions
from dbetwin.plant.overrides import Given
from dbetwin.plant.plant import Plant
from dbetwin.runs.kept import KeptRuns, Known
from dbetwin.runs.simulate import Settings, refuse_what_makes_no_run
from dbetwin.study.cell_qualities import OF_CELLS, SCATTER, SCATTERING, YIELDS, known_of_cells
from dbetwin.study.running.running import Measure, Running, Told, untold
from dbetwin.study.running.task import Task
from dbetwin.study.scenario.scenario import Scenario, scenario_of_layout
from dbetwin.study.statistics.interval import Interval, paired
from dbetwin.wording import meant

STATIONS = ("coater", "kneader", "film_cathode", "calender_cathode", "separator_laminator", "press")
"""Of the shipped plants: where coating, calendering and contact are made."""
QUALITIES = (*OF_CELLS, *(SCATTER + name for name in SCATTERING), *YIELDS)
OF_MODELS = ("interface_constants.", "materials.")
"""Beginnings of what is not a setting of the plant but what is believed of its cells."""
MOST = 5
"""Settings told for each quality."""
REPLICATED = 10
"""Settings of each quality that go on after the first replication; the others cannot reach the first five."""
BOOKED_ONLY = ("power_kW", "staff_per_shift")
"""Settings that are counted and reach no cell; staff is waited for only where crews are named, which have their own."""
ROUNDING = 1e-9
"""Relative changes below this are the order in which numbers are added."""


@dataclass(frozen=True)
class Setting:
    """One value of a layout with the range in which it is assumed."""

    field: str
    unit: str
    written: float
    low: float
    high: float

    def set_to(self, value: float) -> tuple[Given, ...]:
        """What sets it from outside; nothing where that is how it is written."""
        return () if value == self.written else (Given(self.field, value, f"--set {self.field}={value!r}"),)


@dataclass(frozen=True)
class Asked:
    """What a study is of."""

    layout: str
    stations: tuple[str, ...] = ()
    """Names of stations, or of single fields of them; empty: those of ``STATIONS`` that the plant has."""
    days: float = 7
    seed: int = 1
    replications: int = 2
    constants: bool = False
    """With the constants of the stations' models that the layout leaves at their defaults."""
    models: bool = False
    """With the constants of the interface models and the properties of the materials."""
    cells: int = 0
    """Cells that are drawn in place of each run; 0: the plant is run."""


@dataclass(frozen=True)
class Effect:
    """What a setting does to a quality, from the plant as written to each end of its range, and from end to end.

    Intervals of paired replications; empty where an end cannot be run.
    """

    setting: Setting
    at_low: Interval | None
    at_high: Interval | None
    difference: Interval | None

    @property
    def size(self) -> float:
        """Largest distance between the quality at the low end, as written, and at the high end."""
        places = [0.0, *(each.mean for each in (self.at_low, self.at_high) if each is not None)]
        return max(places) - min(places)

    @property
    def told_apart(self) -> bool:
        """One of the changes is more than chance, as far as the replications tell."""
        return any(each is not None and not each.holds(0.0) for each in (self.at_low, self.at_high, self.difference))


@dataclass(frozen=True)
class Sensitivity:
    """The outcome of a study."""

    asked: Asked
    plant: str
    layout_hash: str
    settings: tuple[Setting, ...]
    written: Mapping[str, tuple[float, ...]]
    """Figure of the plant as written, in each replication."""
    effects: Mapping[str, tuple[Effect, ...]]
    """Quality to what each setting does to it, the largest first; what chance could have done comes last."""
    impossible: tuple[tuple[Setting, str, str], ...]
    """Setting, value, and why the plant cannot be run with it."""

    def cell_sd(self, quality: str) -> float | None:
        """Scatter of the quality over the cells of the plant as written; a yield has none."""
        name = quality if quality.startswith(SCATTER) else SCATTER + quality
        values = self.written.get(name)
        return sum(values) / len(values) if values else None


def settings_of(plant: Plant, asked: Asked) -> tuple[Setting, ...]:
    """The settings that a study looks at, in the order of the line.

    Raises
    ------
    InputError
        The plant has no such station or field.
    """
    known = assumptions(plant)
    rows = [row for row in known if row["field"].partition(".")[0] in plant.stations]
    problems = []
    found = [row for row in known if asked.models and row["field"].startswith(OF_MODELS) and _is_a_range(row)]
    for name in asked.stations:
        those = [row for row in rows if f"{row['field']}.".startswith(f"{name}.")]
        if not those:
            there = plant.stations if "." not in name else [row["field"] for row in rows]
            problems.append(Problem("--stations", "", "the plant has no such station", name, meant(name, there)))
        found += [row for row in those if _is_looked_at(plant, row, asked.constants)]
    if not found and not problems:
        what = "there is no setting with a range"
        problems.append(Problem("--stations", "", what, ", ".join(asked.stations), "name stations or fields of them"))
    if problems:
        raise InputError(*problems)
    return tuple(dict.fromkeys(map(_setting, found)))


def _is_looked_at(plant: Plant, row: Mapping[str, Any], constants: bool) -> bool:
    """A number with a range, written in the layout, that can reach a cell."""
    field = str(row["field"])
    written = f"stations.{field}" in plant.document.lines
    return _is_a_range(row) and (written or constants) and field.rpartition(".")[2] not in BOOKED_ONLY


def _is_a_range(row: Mapping[str, Any]) -> bool:
    value = row["value"]
    return row["low"] is not None and not isinstance(value, bool) and isinstance(value, int | float)


def _setting(row: Mapping[str, Any]) -> Setting:
    value, low, high = row["value"], row["low"], row["high"]
    if isinstance(value, int):  # such as a number of machines
        low, high = int(low), int(high)
    return Setting(row["field"], "" if row["unit"] == "-" else row["unit"], value, low, high)


def sensitivity(
    asked: Asked,
    kept_in: Path | None = None,
    executor: Executor | None = None,
    at_once: int = 1,
    told: Told = untold,
    measure: Measure | None = None,
) -> Sensitivity:
    """Run the study.

    Parameters
    ----------
    asked : Asked
        Plant, stations, days, seed and replications.
    kept_in : Path, optional
        File that keeps each run as it ends; what it knows already is not run again.
    executor : concurrent.futures.Executor, optional
        Where the runs go, ``at_once`` of them; the result does not depend on it.
    told : callable, optional
        Hears how far the study has come.
    measure : callable, optional
        Figures of one run, if not those of a simulation; for a pool of processes it has to be importable.

    Returns
    -------
    Sensitivity
        What each setting does to each quality.

    Notes
    -----
    All settings are run in the first replication. Those that stand among the first ``REPLICATED`` of some quality are
    run in the others, too, and only these have an interval.

    Raises
    ------
    InputError
        There is no such plant or station, or no run of so many days.
    StalledError
        The plant as written finishes nothing.
    """
    refuse_what_makes_no_run(Settings(days=asked.days, seed=asked.seed))
    plant = load_plant(asked.layout)
    named = asked.stations or tuple(name for name in STATIONS if name in plant.stations)
    asked = replace(asked, stations=named)
    settings = settings_of(plant, asked)
    kept = KeptRuns(kept_in)
    study = _Study(asked, scenario_of_layout(asked.layout), settings, kept)
    running = Running(kept, measure or known_of_cells, executor, at_once, told)

    def run(settings: Iterable[Setting], replications: Iterable[int]) -> None:
        running.known([task for number in replications for task in study.tasks(settings, number)])

    run((), range(1))  # first of all the plant as written: without it there is nothing to compare with
    study.refuse_a_plant_that_does_not_run()
    run(settings, range(1))
    leading = {effect.setting for effects in study.effects().values() for effect in effects[:REPLICATED]}
    if asked.replications > 1:
        run([setting for setting in settings if setting in leading], range(1, asked.replications))
    return Sensitivity(
        asked, plant.name, plant.layout_hash, settings, study.written, study.effects(), tuple(study.impossible())
    )


class _Study:
    """The runs of a study as far as they are known, and what follows from them."""

    def __init__(self, asked: Asked, written: Scenario, settings: Sequence[Setting], kept: KeptRuns) -> None:
        self.asked, self._written, self.settings, self.kept = asked, written, settings, kept

    def tasks(self, settings: Iterable[Setting], replication: int) -> list[Task]:
        """The plant as written, and with each setting at both ends; an end that failed at first is not tried again."""
        ends = [setting.set_to(end) for setting in settings for end in (setting.low, setting.high)]
        return [self._task(each, replication) for each in ((), *ends) if not self._failed(each)]

    def _failed(self, set_values: tuple[Given, ...]) -> bool:
        return bool(self._why_not(set_values, 0))

    def _task(self, set_values: tuple[Given, ...], replication: int) -> Task:
        scenario = self._written.with_settings(set_values)
        return Task(scenario, self.asked.days, self.asked.seed, replication, cells=self.asked.cells)

    def _known(self, set_values: tuple[Given, ...], replication: int) -> Known:
        return self.kept.get(self._task(set_values, replication).name)

    def _why_not(self, set_values: tuple[Given, ...], replication: int) -> str:
        """Why the plant cannot be run so; empty where it was not tried."""
        known = self._known(set_values, replication)
        return str(known.get("infeasible") or known.get("failed") or "")

    def refuse_a_plant_that_does_not_run(self) -> None:
        if why := self._why_not((), 0):
            raise StalledError(f"the plant as written: {why}")

    @property
    def written(self) -> dict[str, tuple[float, ...]]:
        runs = self._runs(())
        return {name: tuple(run[name] for run in runs) for name in runs[0]}

    def _runs(self, set_values: tuple[Given, ...]) -> list[Mapping[str, float]]:
        """Figures of the replications up to the first that was not run, or that the plant cannot be run in."""
        found: list[Mapping[str, float]] = []
        for number in range(self.asked.replications):
            known = self._known(set_values, number)
            if "figures" not in known:
                break
            found.append(known["figures"])
        return found

    def impossible(self) -> Iterator[tuple[Setting, str, str]]:
        """Ends at which the plant cannot be run, in any replication."""
        for setting in self.settings:
            for end in dict.fromkeys((setting.low, setting.high)):
                told = [self._why_not(setting.set_to(end), number) for number in range(self.asked.replications)]
                if why := next(filter(None, told), ""):
                    yield setting, f"{end:g}", why

    def effects(self) -> dict[str, tuple[Effect, ...]]:
        """What each setting does to each quality that the plant's cells have."""
        found = {}
        for quality in QUALITIES:
            if quality not in self.written:
                continue
            effects = [each for setting in self.settings if (each := self._effect(setting, quality)).size > 0]
            if effects:
                found[quality] = tuple(sorted(effects, key=lambda each: (not each.told_apart, -each.size)))
        return found

    def _effect(self, setting: Setting, quality: str) -> Effect:
        base = self._values((), quality)
        low, high = (self._values(setting.set_to(end), quality) for end in (setting.low, setting.high))
        return Effect(setting, _change(base, low), _change(base, high), _change(low, high))

    def _values(self, set_values: tuple[Given, ...], quality: str) -> list[float]:
        return [run[quality] for run in self._runs(set_values) if quality in run]


def _change(before: Sequence[float], after: Sequence[float]) -> Interval | None:
    """Mean paired difference of the replications that both have; what rounding makes is none."""
    count = min(len(before), len(after))
    if not count:
        return None
    pairs = zip(before[:count], after[:count], strict=True)
    steady = [(old, old if abs(new - old) <= ROUNDING * abs(old) else new) for old, new in pairs]
    return paired([old for old, _ in steady], [new for _, new in steady])
