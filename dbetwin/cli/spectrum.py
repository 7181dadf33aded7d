"""``dbetwin spectrum``: the impedance of one cell, arc by arc, and as a figure."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dbetwin.cli.options import InputValues, SetValues
from dbetwin.cli.screen import screen

WIDTH = 130
"""Of the table where no terminal says how wide it is."""


def spectrum(
    layout: Annotated[
        str, typer.Argument(help="The plant that makes it: a layout file or the name of a shipped one.")
    ] = "pilot",
    set_values: SetValues = None,
    inputs: InputValues = None,
    out: Annotated[Path | None, typer.Option(help="File of the figure; default spectrum-<plant>.html.")] = None,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print everything as JSON, no figure.")] = False,
) -> None:
    """Draw the impedance of one cell: R, C and frequency of each arc, and which of them can be told apart.

    The cell is the one that a plant makes when every setting sits at its mean, but for what is changed here.
    """
    from dbetwin.plant.based_on import read_layout
    from dbetwin.plant.shipped import find
    from dbetwin.report.spectrum_figure import card, print_spectrum, refuse_to_overwrite, write_spectrum
    from dbetwin.study.cell.cell_settings import numbers
    from dbetwin.study.cell.one_cell import Asked
    from dbetwin.study.cell.spectrum import spectrum as measured

    written = read_layout(find(layout))
    path = out or Path(f"spectrum-{written.values.get('name', 'plant')}.html")
    if not as_json:
        refuse_to_overwrite(path)
    shown = measured(Asked(written, tuple(set_values or []), numbers("--input", inputs or [])))
    if as_json:
        import json

        typer.echo(json.dumps(card(shown), indent=1))
        return
    console = screen(WIDTH)
    print_spectrum(console, shown)
    console.print(f"figure: {write_spectrum(shown, path)}", highlight=False, soft_wrap=True)
