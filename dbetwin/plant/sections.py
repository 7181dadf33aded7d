"""Which sections a layout needs: all of them for cells, only the line itself for plain machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dbetwin.documents import Document
from dbetwin.errors import Problem
from dbetwin.plant.fields import value_at
from dbetwin.plant.schema import NEEDED, PLAIN_KIND, Asked
from dbetwin.stations import KINDS


def is_plain(document: Document) -> bool:
    """Every station of known kind is a plain machine, and there is one."""
    stations = document.values.get("stations")
    kinds = [value_at(each, "kind") for each in stations.values()] if isinstance(stations, Mapping) else []
    return {kind for kind in kinds if isinstance(kind, str) and kind in KINDS} == {PLAIN_KIND}


def section_problems(document: Document) -> Iterator[Problem]:
    """Sections that are missing, and those that nothing in a plain plant would read."""
    if is_plain(document):
        for name in Asked.model_fields:
            if name in document.values:
                what = "nothing reads it: plain machines make no cells"
                yield document.problem(name, what, remedy="leave it out")
        return
    for name in NEEDED:
        if document.values.get(name) is None:
            yield document.problem(name, "is missing", remedy="add it")
