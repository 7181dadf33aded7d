"""Stop a run on request without losing anything: between two events, not in the middle of one."""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

from dbetwin.line.line import Line
from dbetwin.line.parts import PartsLine

REQUESTS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def told_to_stop(line: Line | PartsLine) -> Generator[None]:
    """While this lasts, Ctrl-C and the signal to terminate ask the line to stop; a second one stops it at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(number: int, frame: FrameType | None) -> None:
        if line.asked_to_stop:
            raise KeyboardInterrupt
        line.asked_to_stop = True

    before = {number: signal.signal(number, ask) for number in REQUESTS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
