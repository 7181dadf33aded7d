"""What is known of finished runs, each written down as soon as it is known, so that a study can go on after a stop.

One line of JSON a run. Only the places of the lines are held in memory, so memory does not grow with what runs tell.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from dbetwin import __file__ as package

Known = Mapping[str, Any]
"""What is known of one run: its ``figures`` by name; or why the plant is ``infeasible``, or the run ``failed``."""


class KeptRuns:
    """What is known of runs, by name; with a file, also what an earlier, interrupted study found out.

    A line counts only for the very program that made it.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known: dict[str, Known] = {}
        self._places: dict[str, int] = dict(self._read()) if path is not None and path.exists() else {}

    def __contains__(self, name: str) -> bool:
        return name in self._places or name in self._known

    def get(self, name: str) -> Known:
        """What is known of a run; nothing of one that was not made."""
        if self._path is None or name not in self._places:
            return self._known.get(name, {})
        with self._path.open("rb") as file:
            file.seek(self._places[name])
            found: Known = json.loads(file.readline())["known"]
        return found

    def keep(self, name: str, known: Known, told: Mapping[str, Any]) -> None:
        """Remember a run, in the file if there is one; ``told`` says to a reader which run it is."""
        if self._path is None:
            self._known[name] = known
            return
        line = json.dumps({"run": name, "program": program(), **told, "known": known}) + "\n"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            place = file.tell()
            if place and not self._ends_with_a_line():
                place += file.write(b"\n")  # the last line of a study that was killed while it wrote
            file.write(line.encode())
        self._places[name] = place

    def _ends_with_a_line(self) -> bool:
        assert self._path is not None
        with self._path.open("rb") as file:
            file.seek(-1, 2)
            return file.read(1) == b"\n"

    def _read(self) -> dict[str, int]:
        assert self._path is not None
        places: dict[str, int] = {}
        with self._path.open("rb") as file:
            place = 0
            for line in file:
                try:
                    found = json.loads(line)
                    if found["program"] == program() and line.endswith(b"\n"):
                        places[found["run"]] = place
                except (ValueError, KeyError, TypeError):
                    pass  # cut short when the study was killed
                place += len(line)
        return places


@cache
def program() -> str:
    """Hash of the program's own text, tables and materials: what another state of it found is not mixed in."""
    home = Path(package).parent
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(each for kind in ("*.py", "*.yaml", "*.npy") for each in home.rglob(kind)):
        digest.update(path.read_bytes())
    return digest.hexdigest()
