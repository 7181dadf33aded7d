"""The fast path and the general line are one line: the same draws, visit by visit."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbetwin import load_plant
from dbetwin.line.line import Line
from dbetwin.line.parts import PartsLine
from dbetwin.line.window import Window
from dbetwin.randomness import Streams

TEXTBOOK = Path(__file__).parents[3] / "plantlayouts" / "textbook"
LINES = sorted(path.stem for path in TEXTBOOK.glob("*.yaml"))


@pytest.mark.parametrize("clock", ["processing", "always"])
@pytest.mark.parametrize("name", LINES)
def test_the_two_engines_agree_on_every_visit(name, clock):
    plant = load_plant(TEXTBOOK / f"{name}.yaml", [f"rules.failure_clock={clock}"])
    fast = PartsLine(plant, Streams(3), Window(200.0, 1500.0))
    general = Line(plant, Streams(3), Window(200.0, 1500.0), lambda *cells: None)
    for line in (fast, general):
        line.run()
        line.close()
    assert len(general.ledger.visits) > 300
    for one, other in zip(_visits(fast), _visits(general), strict=True):
        assert one == pytest.approx(other, abs=1e-9)
    for station, post in general.posts.items():
        assert fast.posts[station].account.read() == pytest.approx(post.account.read())
    for buffer, account in general.ledger.buffers.items():
        assert fast.ledger.buffers[buffer].sojourn == pytest.approx(account.sojourn, abs=1e-6)


def _visits(line: Line | PartsLine) -> list[tuple[float, ...]]:
    """Station, begin, end and departure of each visit, in the order of the clock."""
    stations = {name: float(place) for place, name in enumerate(line.posts)}
    return sorted((stations[row[1]], row[6], row[7], row[8]) for row in line.ledger.visits)
