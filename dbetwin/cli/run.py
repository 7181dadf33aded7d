"""``dbetwin run``: simulate a plant, measure it, leave a run folder with the planner's report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dbetwin.cli.options import LayoutName, SetValues

if TYPE_CHECKING:
    from dbetwin.outcome.account import Account
    from dbetwin.plant import Plant
    from dbetwin.runs import Run


INTERRUPTED = 130


def run(  # noqa: PLR0913 - the options of a command
    layout: LayoutName,
    days: Annotated[float, typer.Option(help="Measured calendar days, after the warm-up.")] = 30,
    seed: Annotated[int, typer.Option(min=0, help="Same layout, seed and version: the same run, to the byte.")] = 1,
    start: Annotated[
        str, typer.Option(help="steady: measure a plant that runs; empty: measure its ramp; FILE: go on from a state.")
    ] = "steady",
    snapshot_at: Annotated[
        float | None, typer.Option(metavar="DAY", help="Write the state of the line at the end of this measured day.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder of the run; default runs/<plant>-<k>.")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", metavar="", help="Swap an old run there, once the new one is done.")
    ] = False,
    cells: Annotated[
        str | None,
        typer.Option(
            metavar="all|sample:N|none",
            help="Rows of cells to keep; default all, or sample:200000 above two million. Statistics count every cell.",
        ),
    ] = None,
    set_values: SetValues = None,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print the key figures as JSON.")] = False,
) -> None:
    """Simulate a plant: every lot, every machine, every cell; leaves tables and an Excel report."""
    from dbetwin.errors import InterruptedRunError
    from dbetwin.plant import load_plant

    plant = load_plant(layout, set_values or [])
    settings = {
        "days": days, "seed": seed, "start": start, "snapshot_at": snapshot_at, "out": out, "replace": replace,
        "cells": cells,
    }  # fmt: skip
    try:
        finished = _simulated(plant, settings, quiet=as_json)
    except InterruptedRunError as stop:
        typer.secho(str(stop), fg="yellow", err=True)
        raise typer.Exit(INTERRUPTED) from None
    from dbetwin.outcome.account import take_account

    account = take_account(finished)
    kpis = leave_report(finished.folder, account)
    if as_json:
        import json

        typer.echo(json.dumps(kpis, indent=1))
        return
    from dbetwin.report.console import print_summary

    print_summary(finished, account, kpis)


def leave_report(folder: Path, account: Account) -> dict[str, Any]:
    """Write ``kpis.json`` and ``report.xlsx`` into a run folder; returns the key figures."""
    from dbetwin.errors import StalledError
    from dbetwin.outcome.kpis import measure
    from dbetwin.report.workbook import write_report
    from dbetwin.runs.folder import write_json

    try:
        kpis = measure(account)
    except StalledError as stalled:
        raise StalledError(f"{stalled}; the tables of the run are in {folder}") from None
    write_json(folder / "kpis.json", kpis)
    write_report(account, folder / "report.xlsx")
    return kpis


def _simulated(plant: Plant, settings: dict[str, Any], *, quiet: bool) -> Run:
    from dbetwin.runs import simulate

    if quiet:
        return simulate(plant, **settings)
    if not sys.stderr.isatty():
        return simulate(plant, **settings, progress=_say_once(plant, settings))
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[date]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"{plant.name}, seed {settings['seed']}", date="", total=None)

        def midnight(day: float, warmup: float, last: float) -> None:
            phase = "warming up" if day < warmup else "measuring"
            bar.update(task, total=last, completed=day, date=f"{plant.calendar.date(day * 1440)}  {phase}")

        return simulate(plant, **settings, progress=midnight)


def _say_once(plant: Plant, settings: dict[str, Any]) -> Callable[[float, float, float], None]:
    """Where nobody watches a bar: one line when the run has begun."""
    from dbetwin.wording import measured

    said = False

    def begun(day: float, warmup: float, last: float) -> None:
        nonlocal said
        if not said:
            said = True
            what = f"simulating {plant.name}: {measured(settings['days'], str(settings['start']), warmup)}"
            typer.echo(f"{what}, seed {settings['seed']}", err=True)

    return begun
