"""Tables to Parquet: declared columns only, units and meanings in the metadata, large tables in closed parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from dbetwin.columns.column import Column, Table

LONG = 2_000_000
"""Rows of a table that stays in parts."""
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


def texts(values: Sequence[str], which: NDArray[np.integer[Any]]) -> pa.Array:
    """A column of texts of which few differ; ``which`` says for each row where its text stands."""
    return pa.array(values, type=pa.string()).take(pa.array(which))


def _column(block: Mapping[str, Any], entry: pa.Field) -> pa.Array:
    if entry.name not in block:
        return pa.nulls(len(next(iter(block.values()))), entry.type)
    values = block[entry.name]
    return values if isinstance(values, pa.Array) else pa.array(values, type=entry.type, from_pandas=True)


class Parts:
    """A table that grows while the run goes on; each closed part can be read whatever happens later."""

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        self.folder, self.name, self.schema = folder, name, schema
        self.rows = 0
        self.closed = 0
        """Parts that are written and will not change any more."""

    def add(self, *blocks: Mapping[str, Any]) -> None:
        """Write blocks of rows as one part; a column that a block lacks is empty there."""
        filled = [block for block in blocks if block and len(next(iter(block.values())))]
        if not filled:
            return
        arrays = [
            pa.chunked_array([_column(block, entry) for block in filled], type=entry.type) for entry in self.schema
        ]
        table = pa.Table.from_arrays(arrays, schema=self.schema)
        self.folder.mkdir(exist_ok=True)
        target = self.folder / f"{self.name}-{self.closed:05d}.parquet"
        partial = target.with_suffix(".partial")
        pq.write_table(table, partial, **_options(self.schema))
        partial.rename(target)
        self.closed += 1
        self.rows += table.num_rows

    def join(self, target: Path) -> None:
        """Make one file of the parts; a very long table stays in its parts, as a folder of that name.

        Readers of Parquet take either. Writing gigabytes a second time would cost more than it is worth.
        """
        parts = sorted(self.folder.glob(f"{self.name}-*.parquet"))
        if self.rows > LONG:
            target.mkdir()
            for part in parts:
                part.rename(target / part.name)
            return
        with pq.ParquetWriter(target, self.schema, **_options(self.schema)) as writer:
            for part in parts:
                writer.write_table(pq.read_table(part, schema=self.schema))
        for part in parts:
            part.unlink()


def _options(schema: pa.Schema) -> dict[str, Any]:
    """Texts by dictionary; the four bytes of measured numbers each for themselves, which packs them tighter."""
    return {
        "compression": "zstd",
        "use_dictionary": [entry.name for entry in schema if entry.type == pa.string()],
        "use_byte_stream_split": [entry.name for entry in schema if entry.type == pa.float32()],
    }
