"""``dbetwin station``: one machine alone, what it does to a lot, and how it answers to its settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dbetwin.cli.screen import screen

if TYPE_CHECKING:
    from dbetwin.documents import Document
    from dbetwin.study.station_sweep import Swept

WIDTH = 150
"""Of the tables where no terminal says how wide it is."""


def station(  # noqa: PLR0913 - the options of a command
    name: Annotated[str, typer.Argument(help="A station of the plant, such as coater, or a kind of station.")],
    layout: Annotated[str, typer.Option(help="The plant it stands in: a layout file or the name of a shipped one.")] = (
        "pilot"
    ),
    set_values: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="Change a setting of the station, such as u_over_umf=4, or with a full name any field of the plant, "
            "such as materials.nmc811.particle_size_um=5; repeatable.",
        ),
    ] = None,
    inputs: Annotated[
        list[str] | None,
        typer.Option("--input", metavar="COLUMN=VALUE", help="Change what is known of what comes in; repeatable."),
    ] = None,
    sweep: Annotated[
        str | None,
        typer.Option(
            metavar="FIELD=A:B:N",
            help="Move a setting (or input.COLUMN) from A to B in N points: print the response, write it as a figure.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="File of the figure; default station-<name>-<field>.html, written anew.")
    ] = None,
    lots: Annotated[int, typer.Option(min=2, max=10_000, help="Lots with draws of their own, for the scatter.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="Of those draws.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print everything as JSON.")] = False,
) -> None:
    """Show one station alone: inputs, what goes on inside, outputs with their scatter, limits, warnings."""
    from dbetwin.plant.alone import respond, scatter, stand
    from dbetwin.plant.based_on import read_layout
    from dbetwin.plant.shipped import find
    from dbetwin.report.station_card import card, print_card
    from dbetwin.study.station_sweep import swept

    written = read_layout(find(layout))
    name = _named(written, name)
    changes = [_full(name, text, written) for text in set_values or []]
    given = dict(_column(text) for text in inputs or [])
    if sweep is not None:
        along = swept(sweep)
        if not along.incoming:
            along = type(along)(_full(name, along.name, written), along.values)
        _show_sweep(written, name, along, changes, given, out, as_json=as_json)
        return
    each = stand(written, name, changes, given)
    shown = card(each, respond(each), scatter(each, lots, seed))
    if as_json:
        import json

        typer.echo(json.dumps(shown, indent=1))
    else:
        print_card(screen(WIDTH), shown)


def _show_sweep(  # noqa: PLR0913 - what the command was given
    written: Document,
    name: str,
    along: Swept,
    changes: Sequence[str],
    given: dict[str, float],
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    from dbetwin.report.response_figure import write_response
    from dbetwin.report.station_card import print_sweep
    from dbetwin.study.station_sweep import answering, respond_along

    table = respond_along(written, name, along, changes, given)
    own = along.name.removeprefix(f"{name}.")
    table.index.name = own
    if as_json:
        typer.echo(table.reset_index().to_json(orient="records", indent=1))
        return
    title = f"{name}: response to {own}"
    path = write_response(table, title, out or Path(f"station-{name}-{own}.html"))
    console = screen(WIDTH)
    console.print(f"[bold]{title}[/], everything else at its mean", highlight=False)
    print_sweep(console, table, answering(table))
    console.print(f"figure: {path}", highlight=False)


def _named(written: Document, name: str) -> str:
    """The station of that name, or the first one of that kind."""
    from dbetwin.errors import InputError, Problem
    from dbetwin.wording import meant

    stations = written.values.get("stations") or {}
    if name in stations:
        return name
    kinds = {each.get("kind"): known for known, each in reversed(stations.items()) if isinstance(each, dict)}
    if name in kinds:
        return str(kinds[name])
    remedy = meant(name, [*stations, *filter(None, kinds)], "its stations are")
    raise InputError(Problem(written.path, "", "the plant has no such station", name, remedy))


def _full(station: str, text: str, written: Document) -> str:
    """A setting under its full name; one with a dot or the beginning of one has it already."""
    field = text.partition("=")[0].strip()
    head = field.partition(".")[0]
    known = {*(written.values.get("stations") or {}), *written.values}
    return text if "." in field and head in known | {"materials", "interface_constants"} else f"{station}.{text}"


def _column(text: str) -> tuple[str, float]:
    from dbetwin.errors import InputError, Problem

    name, _, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        raise InputError(Problem("--input", "", "is not column=number", text)) from None
