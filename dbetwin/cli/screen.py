"""Where a command prints: as wide as the terminal, or as its tables need where nobody says how wide that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


def screen(width: int, **options: Any) -> Console:
    """A console that is ``width`` letters wide where it is no terminal; the options are those of rich."""
    from rich.console import Console

    console = Console(**options)
    if not console.is_terminal:  # a pipe has no width to fit
        console.width = width
    return console
