"""``dbetwin report``: write the workbook and the key figures of a run again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def report(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    out: Annotated[
        Path | None, typer.Option(help="Where the workbook goes; default report.xlsx in the folder.")
    ] = None,
) -> None:
    """Rebuild the Excel report of a run."""
    from dbetwin.report.workbook import write_report
    from dbetwin.runs import open_run

    opened = open_run(run)
    written = write_report(opened, out or opened.folder / "report.xlsx")
    typer.echo(str(written))
