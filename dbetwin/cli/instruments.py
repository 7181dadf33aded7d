"""``dbetwin instruments``: what one more instrument, or a better one, would change in how cells are graded."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dbetwin.cli.options import SetValues
from dbetwin.cli.screen import screen

if TYPE_CHECKING:
    from dbetwin.study.grading.instruments import Instruments, Share
    from dbetwin.study.grading.judged_cells import Judged

WIDTH = 170
"""Of the table where no terminal says how wide it is."""
PCT, PPM = 100.0, 1e6
RUN = "run.json"


def instruments(
    layout: Annotated[
        str,
        typer.Argument(
            help="A layout file or the name of a shipped plant, whose cells are drawn; or the folder of a run, whose "
            "cells are graded again.",
        ),
    ] = "pilot",
    cells: Annotated[int, typer.Option(min=100, help="Cells drawn; of ten thousand, few are bad.")] = 20_000,
    seed: Annotated[int, typer.Option(min=0, help="Of the drawn cells.")] = 1,
    good_lost_pct: Annotated[
        float, typer.Option(min=0.0, max=50.0, help="Of the good cells, what one instrument may reject.")
    ] = 0.1,
    set_values: SetValues = None,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print everything as JSON.")] = False,
) -> None:
    """Grade the same cells with one instrument more, or a better one: escapes, overkill, good cells lost.

    Drawn cells wait as long as nominally, those of a run as long as they did. Every limit that is not the layout's
    own is put by one rule: the instrument rejects at most --good-lost-pct of the good cells that the other tests pass.
    """
    from dbetwin.study.grading.instruments import instruments as studied

    study = studied(_judged(layout, cells, seed, set_values or []), good_lost_pct / PCT)
    if as_json:
        typer.echo(json.dumps(_data(study), indent=1, allow_nan=False))
    else:
        _print(study)


def _judged(layout: str, cells: int, seed: int, set_values: list[str]) -> Judged:
    """The cells of a run where its folder is named, else drawn ones."""
    from dbetwin.errors import InputError, Problem
    from dbetwin.plant import load_plant
    from dbetwin.runs import open_run
    from dbetwin.study.grading.judged_cells import cells_of_run, drawn_cells

    if not (Path(layout) / RUN).is_file():
        return drawn_cells(load_plant(layout, set_values), cells, seed)
    if set_values:
        what = "changes a plant before it makes cells; these are made"
        raise InputError(Problem("--set", "", what, set_values[0], "name the layout instead of the run"))
    return cells_of_run(open_run(layout))


def _data(study: Instruments) -> dict[str, object]:
    """The study, ready for JSON; shares keep their 95 % intervals, and what there is none of is null."""
    told = [
        dataclasses.asdict(each)
        | {name: _known(getattr(each, name)._asdict()) for name in ("escaped", "overkill", "good_lost")}
        | {"limits": _known(each.limits)}
        for each in study.outcomes
    ]
    return dataclasses.asdict(study) | {"outcomes": told}


def _known(figures: Mapping[str, float]) -> dict[str, float | None]:
    return {name: value if isfinite(value) else None for name, value in figures.items()}


def _print(study: Instruments) -> None:
    from rich.table import Table

    console = screen(WIDTH, highlight=False)
    bad = ", ".join(f"{name} {count}" for name, count in study.bad_by_true_cause.items()) or "none"
    console.print(f"{study.plant}: {study.origin}; truly bad: {bad}")
    table = Table(box=None, padding=(0, 1))
    for name in ("instrument", "what of it"):
        table.add_column(name)
    for name in ("escapes", "ppm of the passed", "overkill %", "good lost %", "what escapes"):
        table.add_column(name, justify="left" if name == "what escapes" else "right")
    for each in study.outcomes:
        left = ", ".join(f"{name} {count}" for name, count in each.escapes_by_true_cause.items())
        shares = (_share(each.escaped, PPM, "#"), _share(each.overkill, PCT), _share(each.good_lost, PCT))
        table.add_row(each.instrument, each.about, str(each.escapes), *shares, left)
    console.print(table)
    console.print(
        f"in brackets: 95 % intervals, cells of a magazine or a roll being alike. A limit by the rule rejects at most "
        f"{PCT * study.good_share:g} % of the good cells that the other tests pass, an equal part for each reading. "
        "Limits: --json."
    )


def _share(share: Share, unit: float, kind: str = "") -> str:
    """A share in its unit with its interval."""
    if not isfinite(share.value):
        return "-"
    digits = "{:,.0f}" if kind == "#" else "{:.3g}"
    value, low, high = (digits.format(unit * each) for each in share)
    return f"{value} ({low} to {high})"
