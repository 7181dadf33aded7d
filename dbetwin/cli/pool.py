"""Where commands that run many plants make their runs: here, in processes, or on a cluster."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from distributed import Client

PATIENCE_S = 20
"""How long a cluster may take to answer."""


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def workers(processes: int | None, cluster: str | None) -> Iterator[tuple[Executor | None, int]]:
    """An executor and how many runs it makes at once: so many processes, one a core if none is said, or a cluster.

    Raises
    ------
    InputError
        Both are asked for, or the cluster does not answer.
    """
    if cluster is not None:
        _refuse_both(processes)
        with _cluster(cluster) as found:
            yield found
        return
    count = processes or cores()
    with pool(count) as executor:
        yield executor, count


@contextlib.contextmanager
def pool(processes: int) -> Iterator[Executor | None]:
    """So many processes; none beside this one when one is enough."""
    if processes == 1:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor

    with _stopping_on_terminate(), ProcessPoolExecutor(processes, initializer=_leave_interrupts_to_the_parent) as made:
        try:
            yield made
        except BaseException:
            made.shutdown(wait=False, cancel_futures=True)
            raise


@contextlib.contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    client = _client(address)
    try:
        at_once = sum(client.nthreads().values())
        if not at_once:
            _refuse(address, "has no workers", "start some: dask worker ADDRESS --nthreads 1")
        with _stopping_on_terminate():
            # a run writes files and is asked for once: nothing is to be remembered, or made twice, by its arguments
            yield client.get_executor(pure=False), at_once
    finally:
        client.close()


def _client(address: str) -> Client:
    from dbetwin.errors import InputError, Problem

    if not _is_address(address):  # dask would try it for a minute
        _refuse(address, "has no such address", "write tcp://HOST:PORT, such as tcp://127.0.0.1:8786")
    try:
        from distributed import Client
    except ImportError:
        what, remedy = "needs the library dask.distributed", "pip install 'dbetwin[cluster]'"
        raise InputError(Problem("--cluster", "", what, remedy=remedy)) from None
    try:
        return Client(address, timeout=PATIENCE_S, set_as_default=False)
    except (OSError, ValueError) as error:
        _refuse(address, f"does not answer ({str(error).splitlines()[0]})", "start one: dask scheduler")
        raise AssertionError from error


def _is_address(address: str) -> bool:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(address)
        return bool(parts.scheme and parts.hostname and parts.port)
    except ValueError:
        return False


def _refuse(address: str, what: str, remedy: str) -> None:
    from dbetwin.errors import InputError, Problem

    raise InputError(Problem("--cluster", "", f"the cluster {what}", address, remedy))


def _refuse_both(processes: int | None) -> None:
    from dbetwin.errors import InputError, Problem

    if processes is not None:
        what = "cannot stand beside --cluster, which brings its own workers"
        raise InputError(Problem("--workers", "", what, str(processes), "leave out one of them"))


@contextlib.contextmanager
def _stopping_on_terminate() -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, _stop)  # else the processes would outlive this one
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _leave_interrupts_to_the_parent() -> None:
    """Ctrl-C reaches every process of a terminal; only the first has something to say."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
