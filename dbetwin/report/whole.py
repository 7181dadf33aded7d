"""A workbook is written whole or not at all: beside its name first, and put in place when it is complete."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

from dbetwin.errors import RunError, reason


def write_whole(path: str | Path, fill: Callable[[Any], None], what: str) -> Path:
    """Make a workbook, have it filled, and put it in the place of an older one; ``what`` it is called in an error.

    Raises
    ------
    RunError
        It cannot be written there.
    """
    path = Path(path)
    part = path.with_name(f".{path.name}.part")
    try:
        with xlsxwriter.Workbook(str(part), {"nan_inf_to_errors": False}) as workbook:
            fill(workbook)
        os.replace(part, path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise RunError(f"cannot write the {what} to {path}: {reason(error)}") from error
    finally:
        part.unlink(missing_ok=True)
    return path
