"""What a scenario writes for a field: a value, or a change of the value that stands there.

``formation.machines: 10`` sets it; ``{more: 1}``, ``{less: 1}`` and ``{times: 1.1}`` change it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dbetwin.documents import Document
from dbetwin.errors import InputError, Problem
from dbetwin.plant.overrides import Given, value_now, with_overrides
from dbetwin.wording import nearest, shown

CHANGES = ("more", "less", "times")
"""Words that change a number by another."""


def given(document: Document, before: Sequence[Given], field: str, value: Any, where: str) -> Given:
    """The value that a field is set to, in a layout in which others are set already.

    Raises
    ------
    InputError
        There is no such field, or what stands there is no number that could be changed.
    """
    now = value_now(with_overrides(document, before)[0], field, where)
    if not (isinstance(value, Mapping) and _means_a_change(value)):
        return Given(field, value, where)
    return Given(field, _changed(now, value, Problem(where, field, "")), where)


def _means_a_change(value: Mapping[str, Any]) -> bool:
    """A word of change stands there, or a single one that is nearly one: no distribution has that shape."""
    return bool(set(value) & set(CHANGES)) or (len(value) == 1 and bool(nearest(str(*value), CHANGES)))


def _changed(now: Any, change: Mapping[str, Any], at: Problem) -> float:
    remedy = "write one of {more: 1}, {less: 1}, {times: 1.1}, or the new value itself"
    if len(change) != 1:
        raise InputError(Problem(at.where, at.field, "is changed in more than one way", shown(dict(change)), remedy))
    ((word, by),) = change.items()
    if word not in CHANGES or not _is_number(by):
        raise InputError(Problem(at.where, at.field, "is no change by a number", f"{word}: {shown(by)}", remedy))
    if not _is_number(now):
        what = "has no value that could be changed by a number"
        raise InputError(Problem(at.where, at.field, what, shown(now), "write the new value itself"))
    if word == "times":
        # a number of machines stays a whole one where it can
        scaled = float(f"{now * by:.12g}")
        return int(scaled) if isinstance(now, int) and scaled.is_integer() else scaled
    step = by if word == "more" else -by
    return now + step if isinstance(now, int) and isinstance(by, int) else float(f"{now + step:.12g}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
