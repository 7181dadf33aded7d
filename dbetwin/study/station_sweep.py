"""How one station alone answers when one of its settings, or something that comes in, moves over a range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dbetwin.documents import Document
from dbetwin.errors import InputError, Problem
from dbetwin.plant.alone import Stand, respond, scatter, stand

MOST_POINTS = 1000
LOTS = 40
"""Lots worked at each point to tell how much of them is lost."""
SAME = 1e-9
"""Relative change below which a quantity does not answer."""


@dataclass(frozen=True)
class Swept:
    """What is moved: a setting of the station, any field of the plant, or a column of what comes in."""

    name: str
    values: tuple[float, ...]
    incoming: bool = False


def swept(text: str, option: str = "--sweep", example: str = "u_over_umf=2:8:13") -> Swept:
    """Read ``field=a:b:n``, or ``input.column=a:b:n`` for what comes in.

    Raises
    ------
    InputError
        The text says something else.

    Examples
    --------
    >>> swept("u_over_umf=2:8:4").values
    (2.0, 4.0, 6.0, 8.0)
    """
    name, equals, span = text.partition("=")
    name, parts = name.strip(), span.split(":")
    remedy = f"write field=from:to:points, such as {example}"
    try:
        first, last, count = float(parts[0]), float(parts[1]), int(parts[2])
    except (IndexError, ValueError):
        raise InputError(Problem(option, "", "is no range", text, remedy)) from None
    if not (equals and name and len(parts) == 3 and np.isfinite([first, last]).all()):  # noqa: PLR2004
        raise InputError(Problem(option, "", "is no range", text, remedy))
    if not 2 <= count <= MOST_POINTS:  # noqa: PLR2004
        raise InputError(Problem(option, "", f"takes 2 to {MOST_POINTS} points", str(count), remedy))
    # twelve digits: 0.1 + 0.2 is to be written 0.3
    values = tuple(float(f"{value:.12g}") for value in np.linspace(first, last, count))
    return Swept(name.removeprefix("input."), values, name.startswith("input."))


def respond_along(
    written: Document,
    station: str,
    along: Swept,
    set_values: Sequence[str] = (),
    given: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """The station at each value.

    Parameters
    ----------
    written : Document
        The plant.
    station : str
        Name of the station in it.
    along : Swept
        What moves, and over which values.
    set_values : sequence of str
        What else is set, each ``field=value`` with the field's full name.
    given : mapping, optional
        Columns of what comes in, replaced.

    Returns
    -------
    DataFrame
        One row per value, index named after the field: ``minutes``, what goes on inside, the columns that the station
        changes anywhere in the range, figures of the nominal cell that it leads to, ``lost: cause`` (mean share of a
        lot), and ``warnings`` (sentences).
    """
    rows = []
    for value in along.values:
        if along.incoming:
            each = stand(written, station, set_values, {**(given or {}), along.name: value})
        else:
            each = stand(written, station, [*set_values, f"{along.name}={value!r}"], given)
        rows.append(_row(each))
    changed = {name for row in rows for name in row[1]}
    table = pd.DataFrame(
        [
            {
                **figures,
                **{name: value for name, value in columns.items() if name in changed},
                **losses,
                "warnings": warnings,
            }
            for figures, _, columns, losses, warnings in rows
        ],
        index=pd.Index(along.values, name=along.name),
    )
    lost = [name for name in table if str(name).startswith("lost: ")]
    return table.fillna(dict.fromkeys(lost, 0.0))


def _row(
    each: Stand,
) -> tuple[dict[str, float], tuple[str, ...], dict[str, float], dict[str, float], tuple[str, ...]]:
    found, many = respond(each), scatter(each, LOTS)
    figures = {name: value for name, value in found.figures.items() if not isinstance(value, str)}
    columns = {**each.cell, **found.columns}
    losses = {f"lost: {cause}": share for cause, share in many.losses.items()}
    warnings = (*(fault.what for fault in each.faults), *found.outside)
    return {"minutes": found.minutes, **figures}, (*found.changed, *each.cell), columns, losses, warnings


def answering(table: pd.DataFrame) -> list[str]:
    """Quantities that are not the same over the whole range."""
    numbers = table.drop(columns="warnings").astype(float)
    names = [str(name) for name in numbers if not str(name).startswith("outside_")]
    span, size = numbers.max() - numbers.min(), numbers.abs().max()
    return [name for name in names if span[name] > SAME * size[name]]
