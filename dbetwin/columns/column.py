"""What a result column is: declared once, used for Parquet metadata, Excel headings, HTML and docs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column of a result table.

    ``kind`` is ``float``, ``integer``, ``flag`` or ``text``. ``low`` and ``high`` bound the histogram that the
    tallies keep of it (floats of the cells table only). ``core`` columns are kept in very long runs too.
    """

    name: str
    unit: str
    meaning: str
    number_format: str = "0.000"
    kind: str = "float"
    low: float = 0.0
    high: float = 1.0
    core: bool = False


class Table(Mapping[str, Column]):
    """The declared columns of one table, by name, in their order."""

    def __init__(self, name: str, columns: Iterable[Column]) -> None:
        self.name = name
        self._columns: dict[str, Column] = {}
        for column in columns:
            if column.name in self._columns:
                raise ValueError(f"column {column.name!r} stands twice in table {name!r}")
            self._columns[column.name] = column

    def declare(self, columns: Iterable[Column]) -> None:
        """Add columns that a model from another package brings; one that stands there as it is stays."""
        for column in columns:
            if self._columns.setdefault(column.name, column) != column:
                raise ValueError(f"column {column.name!r} is declared twice in table {self.name!r}")

    def __getitem__(self, name: str) -> Column:
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)
