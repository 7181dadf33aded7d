"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

LayoutName = Annotated[str, typer.Argument(help="A layout file, or the name of a shipped plant such as pilot.")]
SetValues = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="FIELD=VALUE",
        help="Change one value; repeatable. A field is STATION.FIELD such as coater.machines, or begins with buffers., "
        "rules., crews., rework., room., calendar., product., operating_point., limits., materials., "
        "interface. or interface_constants.",
    ),
]
InputValues = Annotated[
    list[str] | None,
    typer.Option(
        "--input",
        metavar="COLUMN=VALUE",
        help="Replace what is known of the cell when it comes to formation, such as separator_exposure_Pa_h=2000; "
        "nothing before follows it; repeatable.",
    ),
]
ModelNames = Annotated[
    list[str] | None,
    typer.Option(
        "--model",
        metavar="PHENOMENON=NAME",
        help="Choose another model, such as void_limit=none; the nominal cell is judged by it, too; repeatable.",
    ),
]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, help="Processes that make runs; by default one per core.")
]
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="tcp://HOST:PORT",
        help="Make the runs on a dask cluster that runs dbetwin; workers with one thread each.",
    ),
]
