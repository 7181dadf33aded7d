"""``dbetwin layout``: the plants that come with dbetwin: name, show, copy; and the schema for editors."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from dbetwin.cli.guard import guarded
from dbetwin.cli.options import LayoutName, SetValues

app = typer.Typer(help="List, show and copy the plants that come with dbetwin.", no_args_is_help=True)


def list_plants() -> None:
    """Name the plants that come with dbetwin, then the textbook lines."""
    from dbetwin.plant.shipped import plants, textbook_lines

    _list(plants())
    if lines := textbook_lines():
        typer.echo("\nLines with known answers, to try the engine on; dbetwin verify runs them:")
        _list(lines)


def _list(layouts: Mapping[str, Path]) -> None:
    from dbetwin import documents

    width = max([20, *(len(name) + 2 for name in layouts)])
    for name, path in layouts.items():
        typer.echo(f"{name:<{width}}{documents.read(path).values.get('title', '')}")


def show(
    layout: LayoutName,
    field: Annotated[
        str | None, typer.Option(help="Only these fields: a part of the name, or a pattern such as 'coater.*'.")
    ] = None,
    set_values: SetValues = None,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print the rows as JSON.")] = False,
) -> None:
    """Print each field of a plant with value, unit and source, or the range in which it is assumed."""
    from dbetwin.errors import InputError, Problem
    from dbetwin.plant import load_plant
    from dbetwin.plant.assumptions import assumptions

    rows = [row for row in assumptions(load_plant(layout, set_values or [])) if _wanted(row["field"], field)]
    if not rows:
        raise InputError(Problem("--field", "", "no field matches", str(field), "leave it out to see all fields"))
    if as_json:
        import json

        typer.echo(json.dumps(rows, indent=1))
        return
    for row in rows:
        unit = "" if row["unit"] == "-" else f" {row['unit']}"
        typer.echo(f"{row['field']} = {_shown(row['value'])}{unit}{_origin(row)}")


def copy(
    name: Annotated[str, typer.Argument(help="Name of a shipped plant, or a layout file.")],
    target: Annotated[Path, typer.Argument(help="File to write; never overwritten.")],
) -> None:
    """Copy a plant to a file of your own, to be changed."""
    from dbetwin.errors import InputError, Problem
    from dbetwin.plant.shipped import find

    source = find(name)
    text, own_name = _renamed(source.read_text("utf-8"), target.stem)
    text = _rebased(text, source, target)
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise InputError(Problem(str(target), "", "exists already", remedy="give another name")) from None
    typer.echo(f"wrote {target}, a plant by the name {own_name}; change it, then: dbetwin check {target}")


def _renamed(text: str, stem: str) -> tuple[str, str]:
    """The layout under a name made of that of its file, and that name."""
    word = re.sub(r"[^A-Za-z0-9_-]+", "_", stem).strip("_-")
    name = word if word[:1].isalpha() else f"plant_{word}".rstrip("_")
    return re.sub(r"^name:.*$", f"name: {name}", text, count=1, flags=re.MULTILINE), name


def _rebased(text: str, source: Path, target: Path) -> str:
    """The layout, where a file that it is based on is named as from the folder of the copy."""
    import json
    import os

    from dbetwin import documents
    from dbetwin.plant.based_on import BASED_ON, base_of
    from dbetwin.plant.shipped import plants, textbook_lines

    written = documents.written(source)
    if BASED_ON not in written.values:
        return text
    base = base_of(written)
    if written.values[BASED_ON] in plants() | textbook_lines():
        return text
    named = json.dumps(os.path.relpath(base.resolve(), target.parent.resolve()))
    return re.sub(rf"^{BASED_ON}:.*$", lambda _: f"{BASED_ON}: {named}", text, count=1, flags=re.MULTILINE)


def schema() -> None:
    """Print the JSON schema of a layout, for editors that complete and check while one writes."""
    import json

    from dbetwin.plant.schema import json_schema

    typer.echo(json.dumps(json_schema(), indent=1))


app.command("list")(guarded(list_plants))
for _verb in (show, copy, schema):
    app.command()(guarded(_verb))


def _wanted(name: str, pattern: str | None) -> bool:
    if pattern is None:
        return True
    return fnmatch.fnmatch(name, pattern) if set(pattern) & set("*?[") else pattern in name


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "open" if value is None else str(value)


def _origin(row: dict[str, Any]) -> str:
    """Where a value comes from, behind a ``#`` as in the file."""
    parts = ["set from outside"] if row["overridden"] else []
    if row["source"] and not row["overridden"]:
        parts.append(row["source"])
    if row["assumed"]:
        parts.append("assumed")
    if row["low"] is not None:
        parts.append(f"range {row['low']:g} to {row['high']:g}")
    if row["note"]:
        parts.append(row["note"])
    return f"  # {'; '.join(parts)}" if parts else ""
