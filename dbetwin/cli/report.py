"""``dbetwin report``: write the workbook and the key figures of a run, or those of a study, again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def report(
    run: Annotated[Path, typer.Argument(help="Folder of a run, or of a study.")],
    out: Annotated[
        Path | None,
        typer.Option(help="Where the workbook goes; default report.xlsx in the folder, of a study study.xlsx."),
    ] = None,
) -> None:
    """Rebuild the Excel report of a run or a study."""
    from dbetwin.report.workbook import write_report
    from dbetwin.runs import open_run
    from dbetwin.study.study import FACTS

    if (run / FACTS).is_file():
        typer.echo(str(_of_study(run, out)))
        return
    opened = open_run(run)
    written = write_report(opened, out or opened.folder / "report.xlsx")
    typer.echo(str(written))


def _of_study(folder: Path, out: Path | None) -> Path:
    from dbetwin.report.study.workbook import write_study
    from dbetwin.study.study import open_study

    return write_study(open_study(folder), out or folder / "study.xlsx")
