"""``dbetwin cell``: one cell through the interface models, step by step, or a map of what two inputs make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dbetwin.cli.options import InputValues, ModelNames, SetValues
from dbetwin.cli.screen import screen

if TYPE_CHECKING:
    from dbetwin.study.cell.one_cell import Asked

MAP = "cell-map.html"
WIDTH = 150
"""Of the tables where no terminal says how wide it is."""


def cell(  # noqa: PLR0913 - the options of a command
    layout: Annotated[
        str | None,
        typer.Option(help="The plant that makes it: a layout file or the name of a shipped one. Or name its parts:"),
    ] = None,
    anode: Annotated[str | None, typer.Option(metavar="silicon|lithium", help="Of a shipped plant's cell.")] = None,
    separator: Annotated[
        str | None, typer.Option(metavar="composite|dense", help="Garnet in polymer, or a sintered membrane.")
    ] = None,
    isostatic_pressure_MPa: Annotated[
        float | None, typer.Option("--isostatic-pressure-MPa", help="Of the press that closes pores and makes contact.")
    ] = None,
    press_temperature_C: Annotated[
        float | None, typer.Option("--press-temperature-C", help="Of that press: warm lithium and polymer yield.")
    ] = None,
    stack_pressure_MPa: Annotated[
        float | None, typer.Option("--stack-pressure-MPa", help="On the cell in use; keeps contact, closes voids.")
    ] = None,
    temperature_C: Annotated[float | None, typer.Option("--temperature-C", help="Of the cell in use.")] = None,
    c_rate: Annotated[float | None, typer.Option("--c-rate", help="Of its design capacity, per hour.")] = None,
    separator_thickness_um: Annotated[
        float | None, typer.Option("--separator-thickness-um", help="That the plant is to make.")
    ] = None,
    dew_point_C: Annotated[
        float | None, typer.Option("--dew-point-C", help="Of the dry room, and of stations that have their own.")
    ] = None,
    separator_exposure_Pa_h: Annotated[
        float | None,
        typer.Option("--separator-exposure-Pa-h", help="Water vapour x time that the separator met, instead."),
    ] = None,
    grain_um: Annotated[float | None, typer.Option("--grain-um", help="Grain size of a sintered separator.")] = None,
    separator_porosity: Annotated[
        float | None, typer.Option("--separator-porosity", help="Pores of a sintered separator.")
    ] = None,
    cathode_porosity: Annotated[
        float | None, typer.Option("--cathode-porosity", help="Pores of the cathode that 300 MPa are to leave.")
    ] = None,
    anode_porosity: Annotated[
        float | None, typer.Option("--anode-porosity", help="The same between the particles of a silicon anode.")
    ] = None,
    set_values: SetValues = None,
    inputs: InputValues = None,
    models: ModelNames = None,
    maps: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="NAME=A:B:N",
            help="Twice: move two of the above (stack_pressure_MPa), columns or fields from A to B in N points, "
            "N:log for even steps of the logarithm; writes a map.",
        ),
    ] = None,
    quantity: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="What the map shows first; default quality_index.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File of the map; default cell-map.html, written anew.")] = None,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print everything as JSON.")] = False,
) -> None:
    """Show what one cell's interfaces are worth: every step with its units, the sums, and what limits it.

    The cell is the one that a shipped plant makes when every setting sits at its mean, but for what is changed here.
    """
    named = {
        "isostatic_pressure_MPa": isostatic_pressure_MPa,
        "press_temperature_C": press_temperature_C,
        "stack_pressure_MPa": stack_pressure_MPa,
        "temperature_C": temperature_C,
        "c_rate": c_rate,
        "separator_thickness_um": separator_thickness_um,
        "dew_point_C": dew_point_C,
        "separator_exposure_Pa_h": separator_exposure_Pa_h,
        "grain_um": grain_um,
        "separator_porosity": separator_porosity,
        "cathode_porosity": cathode_porosity,
        "anode_porosity": anode_porosity,
    }
    asked = _asked((layout, anode, separator), named, set_values or [], inputs or [], models or [])
    if maps:
        show_map(asked, maps, quantity, out or Path(MAP), as_json=as_json)
    elif quantity or out:
        needs_a_map("--quantity" if quantity else "--out", "--map stack_pressure_MPa=1:9:21 --map c_rate=0.1:1:21")
    else:
        _show_cell(asked, as_json=as_json)


def _asked(
    plant: tuple[str | None, str | None, str | None],
    named: Mapping[str, float | None],
    set_values: Sequence[str],
    inputs: Sequence[str],
    models: Sequence[str],
) -> Asked:
    """What the options say, a field given with --set before a short name for it."""
    from dbetwin.plant.based_on import read_layout
    from dbetwin.plant.shipped import find
    from dbetwin.study.cell.cell_settings import layout_of, numbers, pairs, settings_and_inputs
    from dbetwin.study.cell.one_cell import Asked

    written = read_layout(find(layout_of(*plant)))
    settings, given = settings_and_inputs(written, named)
    chosen = pairs("--model", models)
    return Asked(written, (*settings, *set_values), given | numbers("--input", inputs), chosen)


def needs_a_map(option: str, example: str) -> None:
    """Refuse an option that says something about a map where none is asked for."""
    from dbetwin.errors import InputError, Problem

    raise InputError(Problem(option, "", "is for a map", remedy=f"give --map twice, such as {example}"))


def _show_cell(asked: Asked, *, as_json: bool) -> None:
    from dbetwin.report.cell_card import card, print_card
    from dbetwin.study.cell.one_cell import comer, evaluated

    shown = card(evaluated(comer(asked)))
    if as_json:
        import json

        typer.echo(json.dumps(shown, indent=1))
    else:
        print_card(screen(WIDTH), shown)


def show_map(asked: Asked, maps: Sequence[str], quantity: str | None, out: Path, *, as_json: bool) -> None:
    """Work out a map of a cell, print some of it, and write it."""
    from dbetwin.report.map_figure import print_map, records, refuse_to_overwrite, write_map
    from dbetwin.study.cell.cell_map import mapped

    if not as_json:
        refuse_to_overwrite(out)
    found = mapped(asked, maps, quantity)
    if as_json:
        import json

        typer.echo(json.dumps(records(found), indent=1))
        return
    path = write_map(found, out)
    console = screen(WIDTH)
    print_map(console, found)
    console.print(f"figure: {path}", highlight=False, soft_wrap=True)
