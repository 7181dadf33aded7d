"""One file written as changes to another: mappings are merged key by key, anything else is replaced whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dbetwin.documents.written import Written
from dbetwin.errors import Problem
from dbetwin.wording import nearest

SOURCES = "sources"


def merged(base: Written, change: Written) -> Written:
    """What is written in ``base``, changed by what is written in ``change``.

    A key of a mapping that is null takes away what ``base`` has there; ``{value: null}`` writes a null. A new key
    stands behind the one that is written before it in ``change``. Lists, and values with their source, are replaced
    whole. A short name of a source means one text in both.
    """
    laying = _Laying(base, change)
    values = laying.mapping(base.values, change.values, "")
    kept = {path: line for path, line in base.lines.items() if not laying.gone(path)}
    own = {path: line for path, line in change.lines.items() if path not in laying.removed}
    files = {path: base.files.get(path, base.name) for path in kept if path not in own}
    files |= {path: file for path, file in change.files.items() if path in own}
    problems = (*base.problems, *change.problems, *laying.problems)
    return Written(change.name, values, {**kept, **own}, files, problems)


class _Laying:
    """Walks both mappings at once, writing down what the change replaces or takes away."""

    def __init__(self, base: Written, change: Written) -> None:
        self.base = base
        self.change = change
        self.replaced: set[str] = set()
        self.removed: set[str] = set()
        self.problems: list[Problem] = []

    def mapping(self, base: Mapping[str, Any], change: Mapping[str, Any], path: str) -> dict[str, Any]:
        values, order, before = dict(base), list(base), ""
        for key, item in change.items():
            here = f"{path}.{key}" if path else key
            if key not in base:
                if item is None:
                    self._complain(here, f"there is none in {self.base.name} to take away", nearest(key, base))
                    continue
                order.insert(order.index(before) + 1 if before else len(order), key)
            values[key] = self._laid(base.get(key), item, here)
            before = key
        return {key: values[key] for key in order if (f"{path}.{key}" if path else key) not in self.removed}

    def _laid(self, base: Any, change: Any, path: str) -> Any:
        if change is None:
            self.removed.add(path)
        elif _is_merged(base, change):
            return self.mapping(base, change, path)
        elif path.startswith(f"{SOURCES}.") and base not in (None, change):
            self._complain(path, f"stands for another text in {self.base.where(path)}", "give it another name")
        self.replaced.add(path)
        return change

    def gone(self, path: str) -> bool:
        """Whether nothing is left of what the base has at a path."""
        while path and path not in self.replaced:
            path = path.rpartition(".")[0]
        return bool(path)

    def _complain(self, path: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.change.where(path), path, what, remedy=remedy))


def _is_merged(base: Any, change: Any) -> bool:
    return isinstance(base, Mapping) and isinstance(change, Mapping) and "value" not in base and "value" not in change
