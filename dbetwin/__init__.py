"""A digital twin of a plant that makes garnet solid-state cells: the dozen public names, and nothing else.

The names are fetched when they are first used, so that ``import dbetwin`` costs nothing::

    plant = load_plant("pilot")
    run = simulate(plant, days=30, seed=1)
    kpis = measure(run)
    write_report(run, "pilot.xlsx")
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dbetwin.errors import DbetwinError, InputError, RunError, StalledError
    from dbetwin.outcome.kpis import measure
    from dbetwin.plant.load import load_plant
    from dbetwin.plant.plant import Plant
    from dbetwin.report.workbook import write_report
    from dbetwin.runs.run import Run, open_run
    from dbetwin.runs.simulate import simulate
    from dbetwin.study.study import Study, open_study, study

__version__ = "0.1.0"

__all__ = [
    "DbetwinError",
    "InputError",
    "Plant",
    "Run",
    "RunError",
    "StalledError",
    "Study",
    "load_plant",
    "measure",
    "open_run",
    "open_study",
    "simulate",
    "study",
    "write_report",
]

_HOMES = {
    "DbetwinError": "dbetwin.errors",
    "InputError": "dbetwin.errors",
    "Plant": "dbetwin.plant.plant",
    "Run": "dbetwin.runs.run",
    "RunError": "dbetwin.errors",
    "StalledError": "dbetwin.errors",
    "Study": "dbetwin.study.study",
    "load_plant": "dbetwin.plant.load",
    "measure": "dbetwin.outcome.kpis",
    "open_run": "dbetwin.runs.run",
    "open_study": "dbetwin.study.study",
    "simulate": "dbetwin.runs.simulate",
    "study": "dbetwin.study.study",
    "write_report": "dbetwin.report.workbook",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dbetwin' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
