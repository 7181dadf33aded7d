"""Tables to Parquet: declared columns only, units and meanings in the metadata, large tables in closed parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dbetwin.columns.column import Column, Table

TYPES = {"float": pa.float64(), "integer": pa.int64(), "flag": pa.bool_(), "text": pa.string()}


def schema_of(columns: Sequence[Column], single: bool = False) -> pa.Schema:
    """Schema of declared columns; ``single`` stores floats in 32 bits."""
    fields = []
    for column in columns:
        kind = pa.float32() if single and column.kind == "float" else TYPES[column.kind]
        meta = {"unit": column.unit, "meaning": column.meaning, "number_format": column.number_format}
        fields.append(pa.field(column.name, kind, metadata=meta))
    return pa.schema(fields)


def write(path: Path, table: Table, rows: Mapping[str, Sequence[Any]]) -> None:
    """Write one small table whole; every declared column must be there."""
    schema = schema_of(list(table.values()))
    pq.write_table(pa.table({name: rows[name] for name in table}, schema=schema), path, compression="zstd")


class Parts:
    """A table that grows while the run goes on; each closed part can be read whatever happens later."""

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        self.folder, self.name, self.schema = folder, name, schema
        self._count = 0

    def add(self, columns: Mapping[str, Any]) -> None:
        """Write one part; a column that is missing is empty."""
        rows = len(next(iter(columns.values()))) if columns else 0
        if not rows:
            return
        arrays = [
            pa.array(columns[entry.name], type=entry.type, from_pandas=True)
            if entry.name in columns
            else pa.nulls(rows, entry.type)
            for entry in self.schema
        ]
        self.folder.mkdir(exist_ok=True)
        target = self.folder / f"{self.name}-{self._count:05d}.parquet"
        partial = target.with_suffix(".partial")
        _write(partial, pa.Table.from_arrays(arrays, schema=self.schema))
        partial.rename(target)
        self._count += 1

    def join(self, target: Path) -> None:
        """Make one file of the parts and remove them."""
        parts = sorted(self.folder.glob(f"{self.name}-*.parquet"))
        with pq.ParquetWriter(target, self.schema, compression="zstd", use_dictionary=_texts(self.schema)) as writer:
            for part in parts:
                writer.write_table(pq.read_table(part, schema=self.schema))
        for part in parts:
            part.unlink()


def _write(path: Path, table: pa.Table) -> None:
    pq.write_table(table, path, compression="zstd", use_dictionary=_texts(table.schema))


def _texts(schema: pa.Schema) -> list[str]:
    return [entry.name for entry in schema if entry.type == pa.string()]
