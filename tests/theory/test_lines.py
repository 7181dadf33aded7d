"""The engine against the known answers, on runs shorter than those of ``dbetwin verify`` and at the same level."""

from __future__ import annotations

import pytest

from dbetwin.study.verification.cases import cases
from dbetwin.study.verification.verify import Verdict, level_of, verify

SEED = 7
"""Not that of the command, so that the two are two trials."""
SHARE = 0.25
"""Of the measured minutes."""
SHARES = {22: 0.6, 24: 1.0, 26: 1.0, 27: 1.0}
"""Of cases that need more: a rare event, whole rounds, and a window whose ends count for little."""
ALL = cases()
Verdicts = dict[tuple[int, str], Verdict]


@pytest.fixture(scope="module")
def verdicts() -> Verdicts:
    """By number of the case and label of the check."""
    shorter = [case.shortened(SHARES.get(case.number, SHARE)) for case in ALL]
    found = verify(shorter, level=level_of(ALL), seed=SEED)
    return {(each.case.number, each.check.label): each for each in found}


@pytest.mark.parametrize(
    ("number", "label"), [(case.number, check.label) for case in ALL for check in case.checks], ids=str
)
def test_the_engine_gives_the_known_answer(verdicts: Verdicts, number: int, label: str) -> None:
    found = verdicts[number, label]
    assert found.passed, f"{found.check.reference} against {found.simulated}"


@pytest.mark.parametrize(
    ("run", "taken_for"),
    [
        ((17, "while they work"), (18, "by the calendar")),  # the clock of the failures
        ((19, "while they work"), (19, "by the calendar")),
        ((10, "buffers of 0"), (10, "buffers of 4")),
        ((12, "buffers of 1"), (12, "buffers of 2")),  # one place miscounted
        ((4, "wait"), (5, "wait")),  # the scatter of the time lost
        ((2, "wait"), (3, "wait")),
        ((7, "turned away, K = 5"), (7, "turned away, K = 10")),
        ((21, "accumulator of 0 m"), (21, "accumulator of 10 m")),
        ((29, "good"), (29, "reach m3")),
    ],
)
def test_intervals_tell_a_line_from_its_neighbour(
    verdicts: Verdicts, run: tuple[int, str], taken_for: tuple[int, str]
) -> None:
    found, other = verdicts[run], verdicts[taken_for]
    assert not found.simulated.holds(other.check.reference)
    assert not other.simulated.holds(found.check.reference)
