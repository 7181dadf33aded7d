"""The command line: one file per verb; everything heavy is imported inside the command that needs it."""

from __future__ import annotations

from typing import Annotated

import typer

from dbetwin.cli import layout
from dbetwin.cli.boundary import boundary
from dbetwin.cli.cell import cell
from dbetwin.cli.check import check
from dbetwin.cli.compare import compare
from dbetwin.cli.decouple import decouple
from dbetwin.cli.guard import guarded
from dbetwin.cli.instruments import instruments
from dbetwin.cli.levers import levers
from dbetwin.cli.published import published
from dbetwin.cli.report import report
from dbetwin.cli.run import run
from dbetwin.cli.sensitivity import sensitivity
from dbetwin.cli.spectrum import spectrum
from dbetwin.cli.station import station
from dbetwin.cli.study import study
from dbetwin.cli.trace import trace
from dbetwin.cli.verify import verify

app = typer.Typer(
    name="dbetwin",
    help="A digital twin of a plant that makes garnet solid-state cells.",
    epilog="Start with: dbetwin run pilot. Exit codes: 0 done; 1 verify missed a known answer; 2 what was given cannot "
    "be used; 3 the line stood still; 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


INTERFACES = "Interfaces"
"""Heading of the verbs that look at interfaces, in the list of all."""


def _version(wanted: bool) -> None:
    if wanted:
        from dbetwin import __version__

        typer.echo(f"dbetwin {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", metavar="", callback=_version, is_eager=True, help="Print the version and leave."),
    ] = False,
) -> None:
    """A digital twin of a plant that makes garnet solid-state cells."""


for _verb in (run, check, station, compare, study, sensitivity, report, trace, verify):
    app.command()(guarded(_verb))
for _look in (cell, levers, decouple, boundary, spectrum, instruments, published):
    app.command(rich_help_panel=INTERFACES)(guarded(_look))
app.add_typer(layout.app, name="layout")


def main() -> None:
    """Entry point of the ``dbetwin`` command."""
    app()
