"""``dbetwin levers``: what can be done about stress and contact, by which equation, and what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dbetwin.cli.options import ModelNames, SetValues
from dbetwin.cli.screen import screen

if TYPE_CHECKING:
    from dbetwin.study.cell.one_cell import Asked, Comer

WIDTH = 150
"""Of the tables where no terminal says how wide it is."""


def levers(  # noqa: PLR0913 - the options of a command
    layout: Annotated[str, typer.Argument(help="A layout file, or the name of a shipped plant.")] = "pilot",
    set_values: SetValues = None,
    models: ModelNames = None,
    maximise: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN",
            help="What the stack pressure is to make most of; default usable_soc of silicon, else capacity_Ah.",
        ),
    ] = None,
    risk: Annotated[
        float, typer.Option(help="Largest probability of each failure that the stack pressure may cause.")
    ] = 0.01,
    pressures: Annotated[
        str | None,
        typer.Option(metavar="FROM:TO", help="Stack pressures to look at, in MPa; default the range of the plant."),
    ] = None,
    maps: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="LEVER",
            help="Twice: draw a map over two levers, each by its name, or as NAME=FROM:TO:POINTS for another range; "
            "two that change how the cell is made take some seconds.",
        ),
    ] = None,
    quantity: Annotated[str | None, typer.Option(metavar="COLUMN", help="What the map shows first.")] = None,
    out: Annotated[Path | None, typer.Option(help="File of the map; default lever-map.html, written anew.")] = None,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print everything as JSON.")] = False,
) -> None:
    """Show every lever on stress and contact: its equation, its source, and what its range does to the nominal cell.

    A lever is one setting, between the atoms and the stack, that changes an equation of the chosen models. With them
    comes the stack pressure that makes most of the cell while each failure stays below the risk.
    """
    from dbetwin.plant.based_on import read_layout
    from dbetwin.plant.shipped import find
    from dbetwin.study.cell.cell_settings import pairs
    from dbetwin.study.cell.one_cell import Asked

    asked = Asked(read_layout(find(layout)), tuple(set_values or ()), {}, pairs("--model", models or []))
    if maps:
        from dbetwin.cli.cell import show_map
        from dbetwin.study.cell.levers import as_axis

        show_map(
            asked, [as_axis(asked, text) for text in maps], quantity, out or Path("lever-map.html"), as_json=as_json
        )
        return
    if quantity or out:
        from dbetwin.cli.cell import needs_a_map

        needs_a_map("--quantity" if quantity else "--out", "--map domain_size --map matrix_stiffness")
    _show(asked, maximise, risk, pressures, as_json=as_json)


def _show(asked: Asked, maximise: str | None, risk: float, pressures: str | None, *, as_json: bool) -> None:
    from dbetwin.report.lever_card import card, print_card
    from dbetwin.study.cell.levers import pulled_levers
    from dbetwin.study.cell.one_cell import comer
    from dbetwin.study.cell.stack_pressure import best_stack_pressure

    _refuse_risk(risk)
    here = comer(asked)
    best = best_stack_pressure(here, _span(here, pressures), risk, maximise)
    shown = card(pulled_levers(asked), best)
    if as_json:
        import json

        typer.echo(json.dumps(shown, indent=1))
    else:
        print_card(screen(WIDTH), shown)


def _refuse_risk(risk: float) -> None:
    from dbetwin.errors import InputError, Problem

    if not 0.0 < risk < 1.0:
        raise InputError(Problem("--risk", "", "is a probability, between 0 and 1", f"{risk:g}"))


def _span(here: Comer, pressures: str | None) -> tuple[float, float]:
    from dbetwin.errors import InputError, Problem
    from dbetwin.study.cell.stack_pressure import allowed_range

    if pressures is None:
        return allowed_range(here)
    parts: Sequence[str] = pressures.split(":")
    try:
        low, high = (float(part) for part in parts)
    except ValueError:
        low, high = 0.0, 0.0
    if not 0.0 < low < high < float("inf"):
        remedy = "write FROM:TO in MPa, above 0, such as 0.1:50"
        raise InputError(Problem("--pressures", "", "is no range", pressures, remedy))
    return low, high
