"""Rows of a name, a number and what there is to say of it, as cards print them on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


def grid(rows: Sequence[Sequence[str]], numbers: int = 1) -> Table:
    """A name, so many numbers, and texts; names and numbers stay whole, long texts take more lines."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    for _ in range(numbers):
        table.add_column(justify="right", no_wrap=True)
    for _ in range(max(map(len, rows)) - 1 - numbers):
        table.add_column(overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def print_grid(console: Console, title: str, rows: Sequence[Sequence[str]]) -> None:
    """Print it under its title, where there is anything to print."""
    if rows:
        console.print(f"[bold underline]{title}[/]", highlight=False)
        console.print(grid(rows), highlight=False)
