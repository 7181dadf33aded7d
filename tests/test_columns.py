"""Whatever a run writes is declared once, with its unit and meaning."""

from __future__ import annotations

import importlib
import json
import pkgutil
from pathlib import Path

import pytest
from pyarrow import parquet

import dbetwin.columns
from dbetwin.columns.column import Column, Table
from dbetwin.units import suffix_of

KINDS = {"float", "integer", "flag", "text"}
KPI_KINDS = KINDS | {"stats", "by_name", "list"}


def declared_tables() -> dict[str, Table]:
    """Every table that a file of ``dbetwin/columns`` declares, by name."""
    tables: dict[str, Table] = {}
    for found in pkgutil.iter_modules(dbetwin.columns.__path__):
        module = importlib.import_module(f"dbetwin.columns.{found.name}")
        tables |= {value.name: value for value in vars(module).values() if isinstance(value, Table)}
    return tables


TABLES = declared_tables()
COLUMNS = [
    pytest.param(table.name, column, id=f"{table.name}-{column.name}")
    for table in TABLES.values()
    for column in table.values()
]


def written_tables(folder: Path) -> dict[str, list[Path]]:
    """Parquet files of a run folder by table: ``cells.parquet`` or the parts in a folder of that name."""
    tables: dict[str, list[Path]] = {}
    for file in sorted(folder.rglob("*.parquet")):
        if file.is_file():
            tables.setdefault(file.relative_to(folder).parts[0].split(".")[0], []).append(file)
    return tables


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_declared_column_says_what_it_is(table: str, column: Column) -> None:
    assert column.unit
    assert column.meaning
    assert column.number_format
    assert column.kind in (KPI_KINDS if table == "kpis" else KINDS)
    assert column.low < column.high


def test_a_unit_in_the_name_comes_with_a_unit_in_the_declaration() -> None:
    united = [column for table in TABLES.values() for column in table.values() if suffix_of(column.name)]
    assert len(united) > 40
    bare = {column.name for column in united if column.unit == "-"}
    cancels = {"electricity_kWh_per_kWh", "electrode_electricity_kWh_per_kWh"}
    assert bare <= {*cancels, "share_above_400_Wh_kg"}  # the threshold's


def test_a_run_writes_the_tables_that_are_declared(pilot_run: dbetwin.Run) -> None:
    written = set(written_tables(pilot_run.folder))
    assert {"visits", "lots", "cells", "machines", "flows", "losses", "buffers", "days", "tallies"} <= written
    assert written <= set(TABLES)


def test_every_column_of_a_run_is_declared(pilot_run: dbetwin.Run) -> None:
    undeclared = {
        (table, name)
        for table, files in written_tables(pilot_run.folder).items()
        for file in files
        for name in parquet.read_schema(file).names
        if name not in TABLES[table]
    }
    assert not undeclared


def test_units_stand_in_the_parquet_files(pilot_run: dbetwin.Run) -> None:
    for table, files in written_tables(pilot_run.folder).items():
        for field in parquet.read_schema(files[0]):
            assert field.metadata, f"{table}.{field.name} carries no metadata"
            assert field.metadata[b"unit"].decode() == TABLES[table][field.name].unit


def test_every_kpi_is_declared(pilot_run: dbetwin.Run) -> None:
    kpis = dbetwin.measure(pilot_run)
    assert kpis
    assert not set(kpis) - set(TABLES["kpis"])
    assert set(json.loads(json.dumps(kpis))) == set(kpis)
