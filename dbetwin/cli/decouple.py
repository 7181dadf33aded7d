"""``dbetwin decouple``: what keeps silicon from its full charge, cause by cause."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dbetwin.cli.options import SetValues
from dbetwin.cli.screen import screen

WIDTH = 150
"""Of the tables where no terminal says how wide it is."""


def decouple(  # noqa: PLR0913 - the options of a command
    layout: Annotated[str, typer.Argument(help="A layout file, or the name of a shipped plant.")] = "pilot",
    cells: Annotated[int, typer.Option(min=20, max=200_000, help="Of the sample.")] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="Of all random numbers.")] = 1,
    set_values: SetValues = None,
    as_written: Annotated[
        bool, typer.Option("--as-written", metavar="", help="Leave out what the layout's models leave out.")
    ] = False,
    with_table: Annotated[
        bool,
        typer.Option("--table", metavar="", help="Print the nominal cell over domain size, pore volume and pressure."),
    ] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="File of the figure; default decouple-<plant>.html.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", metavar="", help="Print everything as JSON; a figure only with --out.")
    ] = False,
) -> None:
    """Take apart what silicon lacks of its full charge: stress, ion path, diffusion, contact, cracking.

    The same cells are judged with each cause switched off, alone and together. A part is the mean of what its cause
    takes over all orders in which the causes can come (Shapley value), so the parts add up to the loss.
    """
    from dbetwin.plant import load_plant
    from dbetwin.report.decoupling import as_data, print_decoupling, print_table
    from dbetwin.report.decoupling_figure import refuse_to_overwrite, write_decoupling
    from dbetwin.study.silicon.decoupling import decoupled
    from dbetwin.study.silicon.decoupling_table import table

    plant = load_plant(layout, set_values or ())
    page = out or (None if as_json else Path(f"decouple-{plant.layout.name}.html"))
    if page is not None:
        refuse_to_overwrite(page)
    found = decoupled(plant, cells, seed, as_written=as_written)
    conditions = table(plant, as_written=as_written)
    if page is not None:
        write_decoupling(found, conditions, page)
    if as_json:
        import json

        typer.echo(json.dumps(as_data(found, conditions), indent=1))
        return
    console = screen(WIDTH, highlight=False)
    print_decoupling(console, found)
    if with_table:
        print_table(console, conditions)
    console.print(f"figure: {page}", markup=False)
