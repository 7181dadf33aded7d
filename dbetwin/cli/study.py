"""``dbetwin study``: make the study that a file asks for; leaves tables, a workbook and a page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dbetwin.cli.options import Cluster, Workers
from dbetwin.cli.pool import workers
from dbetwin.cli.progress import progress
from dbetwin.cli.screen import screen

WIDTH = 140
"""Of the tables where no terminal says how wide it is."""


def study(
    file: Annotated[Path, typer.Argument(metavar="STUDY.yaml", help="What is asked: base, kind, scenarios, factors.")],
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where all is left; default studies/<name of the study>.")
    ] = None,
    processes: Workers = None,
    cluster: Cluster = None,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print the answers as JSON.")] = False,
) -> None:
    """Make a study: scenarios, designs, unknowns, optimum, investments, tolerances.

    Every run that ends is kept in DIR/runs.jsonl at once, so that an interrupted study goes on where it was: give the
    same command again. Tables do not depend on the number of workers.
    """
    from dbetwin.report.study.console import print_study
    from dbetwin.report.study.page import write_study_page
    from dbetwin.report.study.workbook import write_study
    from dbetwin.study.study import KEPT, make
    from dbetwin.study.written import read_study

    question = read_study(file)
    folder = out or Path("studies") / question.asked.study
    with progress(folder / KEPT, quiet=as_json) as told, workers(processes, cluster) as (executor, at_once):
        made = make(question, folder, executor=executor, at_once=at_once, told=told)
    write_study(made, folder / "study.xlsx")
    write_study_page(made, folder / "study.html")
    if as_json:
        import json

        typer.echo(json.dumps(made.facts, indent=1))
        return
    print_study(made, screen(WIDTH, highlight=False))
