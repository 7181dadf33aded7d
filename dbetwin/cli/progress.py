"""How far a command that makes many runs has come, and how long the rest will take."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import typer

TOLD_EVERY = 20
"""Runs between two lines of progress where nobody watches a bar."""


@contextlib.contextmanager
def progress(kept_in: Path | str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """A bar, or a line now and then; who interrupts is told where the finished runs are."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    watched = console.is_terminal and not quiet
    bars = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    last = 0
    with Progress(*bars, console=console, transient=True, disable=not watched) as bar:
        task = bar.add_task("runs", total=None)

        def told(known: int, wanted: int) -> None:
            nonlocal last
            bar.update(task, completed=known, total=wanted)
            if not watched and not quiet and known > last and (known % TOLD_EVERY == 0 or known == wanted):
                last = known
                typer.echo(f"{known} of {wanted} runs", err=True)

        try:
            yield told
        except KeyboardInterrupt:
            kept = f"what was finished is in {kept_in}; the same command goes on from there"
            if not Path(kept_in).exists():
                kept = "no run was finished yet"
            typer.secho(kept, fg="yellow", err=True)
            raise
