"""Processes for commands that run many plants."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor


@contextlib.contextmanager
def pool(processes: int) -> Iterator[Executor | None]:
    """So many processes; none beside this one when one is enough."""
    if processes == 1:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor

    before = signal.signal(signal.SIGTERM, _stop)  # else the processes would outlive this one
    try:
        with ProcessPoolExecutor(processes, initializer=_leave_interrupts_to_the_parent) as executor:
            try:
                yield executor
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                raise
    finally:
        signal.signal(signal.SIGTERM, before)


def _leave_interrupts_to_the_parent() -> None:
    """Ctrl-C reaches every process of a terminal; only the first has something to say."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
