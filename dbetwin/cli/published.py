"""``dbetwin published``: which published points about interfaces set a parameter, and which are predicted."""

from __future__ import annotations

from typing import Annotated

import typer

from dbetwin.cli.screen import screen

WIDTH = 170
"""Of the tables where no terminal says how wide it is."""


def published(
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print everything as JSON.")] = False,
) -> None:
    """Show the published points about interfaces: those that set a parameter, and all others, which are predictions.

    What the models predict for them is printed by the tests: pytest tests/interface/calibration -s.
    """
    from dbetwin.interface.published import published as known
    from dbetwin.report.published_points import card, print_points

    points = known()
    if as_json:
        import json

        typer.echo(json.dumps(card(points), indent=1))
    else:
        print_points(screen(WIDTH), points)
