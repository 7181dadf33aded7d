"""``dbetwin compare``: plants, scenarios or runs side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dbetwin.cli.options import Cluster, SetValues, Workers
from dbetwin.cli.pool import workers
from dbetwin.cli.progress import progress
from dbetwin.cli.screen import screen
from dbetwin.cli.two_runs import print_two_runs

if TYPE_CHECKING:
    import pandas as pd

    from dbetwin.study.question import Question
    from dbetwin.study.study import Study

WIDTH = 180
"""Of the tables where no terminal says how wide it is."""
TWO = 2


def compare(  # noqa: PLR0913 - the options of a command
    plants: Annotated[
        list[str],
        typer.Argument(
            metavar="PLANT|FILE.yaml[:SCENARIO]|RUN...",
            help="Shipped plants, layout files, files of scenarios (all of them, or one), or folders of runs; "
            "everything is compared with the first.",
        ),
    ],
    days: Annotated[float | None, typer.Option(help="Measured calendar days of each run; 7 if left out.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Of all random numbers; 1 if left out.")] = None,
    replications: Annotated[
        int | None, typer.Option(min=1, help="Futures that each plant meets; 5 if left out.")
    ] = None,
    precision: Annotated[
        float | None,
        typer.Option(help="Replicate until each difference in the responses is known to so large a share, as 0.01."),
    ] = None,
    response: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Key figure to look at, as cell_yield; repeatable.")
    ] = None,
    best: Annotated[str | None, typer.Option(metavar="NAME", help="Pick the plant with most of this figure.")] = None,
    zone: Annotated[
        float | None, typer.Option(help="With --best: a lead smaller than this does not matter, in the figure's unit.")
    ] = None,
    as_written: Annotated[
        bool, typer.Option("--as-written", help="Compare plants as they stand, though all plan the same yearly output.")
    ] = False,
    set_values: SetValues = None,
    processes: Workers = None,
    cluster: Cluster = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where runs and tables are left; default studies/compare-....")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print everything as JSON.")] = False,
    show_all: Annotated[
        bool,
        typer.Option("--all", help="Two runs: also percentiles, figures by station, and what did not change."),
    ] = False,
) -> None:
    """Compare plants in the same futures, or runs that are already made.

    Plants that all plan the same good GWh a year are first sized for it, and compared at equal output.

    Plants are run, with the same random numbers in each replication; every run that ends is kept at once, so that an
    interrupted comparison goes on when the command is given again. The verdicts on all plants and responses hold
    together. Two runs are set side by side; more of them are replications of the plants that they are of.
    """
    asked = {
        "--days": days, "--seed": seed, "--replications": replications, "--precision": precision, "--best": best,
        "--zone": zone, "--set": set_values, "--workers": processes, "--cluster": cluster, "--out": out,
        "--as-written": as_written or None,
    }  # fmt: skip
    folders = [Path(name).is_dir() for name in plants]
    if any(folders):
        _refuse_a_mixture(plants, folders)
        _refuse_what_is_for_plants(asked)
        _compare_runs(plants, response or [], as_json=as_json, show_all=show_all)
        return
    from dbetwin.study.comparison.asking import question_of
    from dbetwin.study.comparison.plants import plants_named
    from dbetwin.study.route.asking import at_equal_output
    from dbetwin.study.study import KEPT, make

    scenarios = plants_named(plants, set_values or [])
    values = _as_written(asked, response or [])
    at_equal = None if as_written else at_equal_output(scenarios, plants, values, precision)
    question: Question[Any] = at_equal or question_of(scenarios, plants, values, precision)
    folder = out or Path("studies") / question.asked.study
    with progress(folder / KEPT, quiet=as_json) as told, workers(processes, cluster) as (executor, at_once):
        made = make(question, folder, executor=executor, at_once=at_once, told=told)
    _show(made, as_json=as_json)


def _as_written(asked: Mapping[str, Any], responses: Sequence[str]) -> dict[str, Any]:
    """The options as a file of scenarios would write them; what is not given is left to it."""
    written: dict[str, Any] = {"days": 7 if asked["--days"] is None else asked["--days"], "responses": list(responses)}
    written |= {name: asked[f"--{name}"] for name in ("seed", "replications") if asked[f"--{name}"] is not None}
    if asked["--best"] is not None:
        if asked["--zone"] is None:
            _refuse("--zone", "is missing beside --best", "say which lead does not matter, in the unit of the figure")
        written["best"] = {"response": asked["--best"], "zone": asked["--zone"]}
    elif asked["--zone"] is not None:
        _refuse("--zone", "says when the best does not matter, and no best is asked for", "add --best RESPONSE")
    return written


def _compare_runs(folders: Sequence[str], names: Sequence[str], *, as_json: bool, show_all: bool) -> None:
    from dbetwin.runs import open_run

    runs = [open_run(folder) for folder in folders]
    if len(runs) < TWO:
        _refuse(folders[0], "is a single run", "give another run to compare it with")
    if len(runs) == TWO and not names:
        print_two_runs(runs, as_json=as_json, show_all=show_all)
        return
    from dbetwin.study.comparison.run_folders import compare_runs
    from dbetwin.study.comparison.wording import cautions, sentences

    found, unlike = compare_runs(runs, names)
    facts = {"answers": list(sentences(found)), "cautions": [*unlike, *cautions(found)]}
    if as_json:
        _print_json(facts, {"scenarios": found.table()})
        return
    _print(facts, found.table())


def _show(made: Study, *, as_json: bool) -> None:
    if as_json:
        _print_json({**made.facts, "folder": str(made.folder)}, made.tables)
        return
    if "scenarios" not in made.tables:
        from dbetwin.report.study.console import print_study

        print_study(made, screen(WIDTH, highlight=False))
        return
    _print(made.facts, made.tables["scenarios"])
    typer.echo(f"all tables, and every run: {made.folder}")


def _print(facts: Mapping[str, Any], table: pd.DataFrame) -> None:
    """Verdicts first, then the figures, then what limits them."""
    from rich.table import Table

    from dbetwin.report.comparison import HEADINGS, responses_of, rows

    console = screen(WIDTH, highlight=False)
    for sentence in facts["answers"]:
        console.print(sentence, markup=False)
    for name, unit in responses_of(table):
        shown = Table(*HEADINGS[:1], box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
        for heading in HEADINGS[1:]:
            shown.add_column(heading, justify="right")
        for row in rows(table, name):
            shown.add_row(*row)
        console.print(f"\n{name} {unit}".rstrip(), style="bold", markup=False)
        console.print(shown)
    limits = [*facts["cautions"], *([f"Ended early: {facts['ended']}."] if facts.get("ended") else [])]
    if limits:
        console.print()
    for sentence in limits:
        console.print(f"caution: {sentence}", style="yellow", markup=False)


def _print_json(facts: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> None:
    import json

    rows = {
        name: [{column: _plain(value) for column, value in row.items()} for row in table.to_dict("records")]
        for name, table in tables.items()
    }
    typer.echo(json.dumps({**facts, "tables": rows}, indent=1, default=str))


def _plain(value: Any) -> Any:
    """None for what is not a number."""
    return None if isinstance(value, float) and math.isnan(value) else value


def _refuse_a_mixture(names: Sequence[str], folders: Sequence[bool]) -> None:
    if not all(folders):
        plant = next(name for name, is_folder in zip(names, folders, strict=True) if not is_folder)
        _refuse(plant, "is no run, and runs are not compared with plants", "give folders of runs only, or plants only")


def _refuse_what_is_for_plants(asked: Mapping[str, Any]) -> None:
    for option, value in asked.items():
        if value is not None and value != []:
            _refuse(option, "is for plants that are yet to be run", "leave it out; these runs are made already")


def _refuse(where: str, what: str, remedy: str) -> None:
    from dbetwin.errors import InputError, Problem

    raise InputError(Problem(where, "", what, remedy=remedy))
