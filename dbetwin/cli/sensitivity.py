"""``dbetwin sensitivity``: which settings move a finished cell most, by runs of the whole plant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dbetwin.cli.options import Workers
from dbetwin.cli.pool import cores, pool
from dbetwin.cli.progress import progress
from dbetwin.cli.screen import screen

if TYPE_CHECKING:
    from dbetwin.study.sensitivity import Asked, Sensitivity

WIDTH = 220
"""Of the table where no terminal says how wide it is."""


def sensitivity(  # noqa: PLR0913 - the options of a command
    layout: Annotated[str, typer.Argument(help="A layout file, or the name of a shipped plant such as pilot.")],
    stations: Annotated[
        str | None,
        typer.Option(help="Stations, or single fields of them, with commas between; default: powder to contact."),
    ] = None,
    days: Annotated[float, typer.Option(help="Measured calendar days of each run.")] = 7,
    seed: Annotated[int, typer.Option(min=0, help="Of all random numbers.")] = 1,
    replications: Annotated[int, typer.Option(min=1, help="Futures that each setting is tried in.")] = 3,
    processes: Workers = None,
    constants: Annotated[
        bool, typer.Option("--constants", metavar="", help="Also constants of the models that the layout leaves alone.")
    ] = False,
    models: Annotated[
        bool,
        typer.Option("--models", metavar="", help="Also constants of interface models and properties of materials."),
    ] = False,
    cells: Annotated[
        int,
        typer.Option(
            min=0,
            help="Draw so many cells from the stations' own functions instead of running the plant: under a second "
            "for each setting and replication, but no waiting, no throughput, and no yield before the cells.",
        ),
    ] = 0,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE.json", help="Where all is kept; default runs/sensitivity-<plant>.json."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print everything as JSON.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", metavar="", help="Print the table as Markdown.")] = False,
) -> None:
    """Set each setting to both ends of its range, run the whole plant, and rank what that does to a finished cell.

    Only settings with a stated range are tried, one at a time. Every run that ends is kept beside FILE.json, so that
    an interrupted study goes on where it was: give the same command again.
    """
    from dbetwin.report.sensitivity import as_data, markdown
    from dbetwin.runs.folder import write_json
    from dbetwin.study.sensitivity import Asked

    names = tuple(name.strip() for name in stations.split(",")) if stations else ()
    asked = Asked(layout, names, days, seed, replications, constants, models, cells)
    file = out or Path("runs") / f"sensitivity-{Path(layout).stem}.json"
    _refuse_to_overwrite(file)
    study = _run(asked, file, processes or cores())
    write_json(file, as_data(study))
    if as_json:
        typer.echo(json.dumps(as_data(study), indent=1))
    elif as_markdown:
        typer.echo(markdown(study))
    else:
        _print(study)
        typer.echo(f"all settings, and every figure: {file}")


def _refuse_to_overwrite(file: Path) -> None:
    """An older study may be written anew, anything else not."""
    from dbetwin.errors import InputError, Problem
    from dbetwin.report.sensitivity import KIND

    if not file.exists():
        return
    try:
        known = json.loads(file.read_text()).get("study") == KIND
    except (ValueError, AttributeError, OSError):
        known = False
    if not known:
        what = "exists and is no sensitivity study, so it is not replaced"
        raise InputError(Problem("--out", "", what, str(file), "give another --out"))


def _run(asked: Asked, file: Path, processes: int) -> Sensitivity:
    from dbetwin.study.sensitivity import sensitivity as studied

    kept_in = file.with_suffix(".runs.jsonl")
    with progress(kept_in) as told, pool(processes) as executor:
        return studied(asked, kept_in, executor, processes, told)


def _print(study: Sensitivity) -> None:
    from rich.table import Table

    from dbetwin.report.sensitivity import HEADINGS, about, impossible, rows

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
    for number, heading in enumerate(HEADINGS):
        # names give way before numbers do, onto a second line
        is_name = number < 2  # noqa: PLR2004
        table.add_column(heading, justify="left" if number <= 2 else "right", no_wrap=not is_name, overflow="fold")  # noqa: PLR2004
    for row in rows(study):
        if row[0] and table.row_count:
            table.add_section()
        table.add_row(*row)
    console = screen(WIDTH, highlight=False)
    for sentence in about(study):
        console.print(sentence, markup=False)
    console.print(table)
    if ends := impossible(study):
        console.print("ends at which the plant cannot be run:")
        for each in ends:
            console.print(f"  {each}", markup=False)
