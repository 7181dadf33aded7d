"""Processes of a command do not outlive it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from dbetwin.cli.pool import workers
from dbetwin.errors import InputError

SCRIPT = """
import os, signal, time
from dbetwin.cli.pool import pool
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is born deaf to it
with pool(2) as executor:
    print(executor.submit(os.getpid).result(), flush=True)
    executor.submit(time.sleep, 2).result()
"""


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_whoever_tells_the_command_to_stop_stops_its_processes(told: signal.Signals) -> None:
    command = subprocess.Popen(
        [sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert command.stdout is not None
    worker = int(command.stdout.readline())
    assert is_there(worker)
    command.send_signal(told)
    _, error = command.communicate(timeout=20)
    assert command.returncode != 0
    assert "KeyboardInterrupt" in error
    end = time.monotonic() + 5
    while is_there(worker) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_there(worker)


@pytest.mark.parametrize("address", ["nonsense", "tcp://somewhere", "tcp://somewhere:many", "127.0.0.1:8786"])
def test_what_is_no_address_of_a_cluster_is_refused_at_once(address: str) -> None:
    with pytest.raises(InputError, match="has no such address .*write tcp://HOST:PORT"), workers(None, address):
        pass
