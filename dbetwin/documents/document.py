"""What somebody wrote, as plain values that know their file, line and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dbetwin.errors import Problem


@dataclass(frozen=True)
class Provenance:
    """Where a number comes from."""

    source: str = ""
    assumed: bool = False
    range: tuple[float, float] | None = None
    note: str = ""


@dataclass(frozen=True)
class Document:
    """What somebody wrote: plain nested values, and by dotted path the line and the source of each."""

    path: str
    values: Mapping[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    """Dotted path to the file of what stands in another file than ``path``."""
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    overrides: Mapping[str, str] = field(default_factory=dict)
    """Dotted path to the option that set it from outside, such as ``--set coater.machines=2``."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with how values, sources and ranges are written; whoever validates the values tells it, too."""

    def where(self, path: str) -> str:
        """``file:line`` of a value, or of the nearest thing around it that was written."""
        while path and path not in self.lines and path not in self.overrides:
            path = path.rpartition(".")[0]
        return self.overrides.get(path) or f"{self.files.get(path, self.path)}:{self.lines.get(path, 1)}"

    def problem(self, path: str, what: str, got: str = "", remedy: str = "") -> Problem:
        """A mistake in one of the values."""
        return Problem(self.where(path), path, what, got, remedy)
