"""Columns of what studies leave, one file per table."""

from __future__ import annotations

from dbetwin.columns.column import Table
from dbetwin.columns.studies.runs import RUNS

STUDIES: dict[str, Table] = {table.name: table for table in (RUNS,)}
"""Every table of a study by the name of its file."""
