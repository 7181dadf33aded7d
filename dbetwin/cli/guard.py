"""Where errors end: a message a reader can act on, on stderr, and an exit code that says which kind it was."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from dbetwin.errors import DbetwinError

UNUSABLE = 2
INTERRUPTED = 130


def guarded(verb: Callable[..., None]) -> Callable[..., None]:
    """The command, with what goes wrong in it told instead of traced."""

    @functools.wraps(verb)
    def told(*args: Any, **options: Any) -> None:
        from dbetwin.errors import DbetwinError

        try:
            verb(*args, **options)
        except DbetwinError as error:
            _tell(error)
            raise typer.Exit(error.exit_code) from None
        except BrokenPipeError:
            raise
        except OSError as error:
            what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
            typer.secho(f"error: {what}", fg="red", err=True)
            raise typer.Exit(UNUSABLE) from None
        except KeyboardInterrupt:
            typer.secho("interrupted", fg="yellow", err=True)
            raise typer.Exit(INTERRUPTED) from None

    return told


def _tell(error: DbetwinError) -> None:
    """Each problem on a line of its own that begins with its place, so that editors can jump there."""
    lines = str(error).splitlines()
    typer.secho("error:" if len(lines) == 1 else f"{len(lines)} errors:", fg="red", bold=True, err=True)
    for line in lines:
        typer.echo(line, err=True)
