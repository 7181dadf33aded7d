"""Closed formulas of queues and lines that ``dbetwin verify`` holds the engine against.

Times in minutes, rates per minute. The queue formulas stand in any textbook of queueing theory; they follow here from
the balance of M/M/c and from Pollaczek and Khinchine, networks from Jackson 1957 (10.1287/opre.5.4.518) and from
Gordon and Newell 1967 (10.1287/opre.15.2.254). Effective times and the laws of the penny fab: Hopp and Spearman,
Factory Physics, 3rd ed., ISBN 978-1-57766-739-1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def erlang_c(servers: int, load: float) -> float:
    """Chance to wait in M/M/c by way of Erlang's B; ``load`` is arrival rate times mean service."""
    lost = 1.0
    for number in range(1, servers + 1):
        lost = load * lost / (number + load * lost)
    busy = load / servers
    return lost / (1 - busy * (1 - lost))


def mmc_wait(servers: int, rate: float, mean: float = 1.0) -> float:
    """Mean time in the queue of M/M/c."""
    return erlang_c(servers, rate * mean) / (servers / mean - rate)


def mg1_wait(rate: float, mean: float, cv2: float) -> float:
    """Mean time in the queue of M/G/1, after Pollaczek and Khinchine."""
    busy = rate * mean
    return (1 + cv2) / 2 * busy / (1 - busy) * mean


def mm1k_loss(busy: float, places: int) -> float:
    """Share of the arrivals of M/M/1/K that find all ``places``, the machine's one included, taken."""
    return busy**places / sum(busy**number for number in range(places + 1))


def mm1_number(busy: float) -> float:
    """Mean number in the system of M/M/1; of each station of an open network of such, after Jackson."""
    return busy / (1 - busy)


def two_machine_line(places: int) -> float:
    """Throughput of two machines with exponential times of mean 1 and ``places`` in the buffer between them.

    The parts between the end of work at the first and at the second are a birth and death chain of equal rates on
    ``0 .. places + 2``; the second machine works in all of them but one.
    """
    return (places + 2) / (places + 3)


def availability(mtbf: float, mttr: float) -> float:
    """Share of the time that a machine is up, when its failures come by the clock that runs while it is up."""
    return mtbf / (mtbf + mttr)


def synchronous_line(machines: int, mtbf: float, mttr: float) -> float:
    """Throughput of machines that index together once a minute and stop together for each failure of one."""
    return 1 / (1 + machines * mttr / mtbf)


def effective_mean(mean: float, mtbf: float, mttr: float) -> float:
    """Mean time from the begin of work on a part until it is done, repairs in between included."""
    return mean / availability(mtbf, mttr)


def effective_cv2(mean: float, cv2: float, mtbf: float, mttr: float) -> float:
    """Squared coefficient of variation of that time, for exponential up-times and repairs."""
    up = availability(mtbf, mttr)
    return cv2 + 2 * up * (1 - up) * mttr / mean


def closed_balanced_line(lots: int, stations: int, mean: float) -> float:
    """Throughput of ``lots`` that go round equal exponential stations: the practical worst case of Factory Physics.

    All ways to share the lots among the stations are equally likely, so a station is empty in ``(stations - 1) of
    (stations + lots - 1)``.
    """
    return lots / (lots + stations - 1) / mean


def best_closed_line(lots: int, stations: int, mean: float) -> float:
    """Throughput of the same line when nothing varies."""
    return min(lots / (stations * mean), 1 / mean)


def two_machine_web(buffer: float, failure_rate: float, repair_rate: float) -> float:
    """Share of the full speed that two equal sections of a web reach with an accumulator of ``buffer`` minutes between.

    Failures are counted while a section runs, up-times and repairs are exponential; the closed form is the two-state
    solution for identical sections, which gives ``availability`` of both in series for no accumulator and that of one
    for an endless one.
    """
    ratio = repair_rate / failure_rate
    up = buffer * (ratio + 1) + 2 / failure_rate
    return up / (buffer * (2 + ratio + 1 / ratio) + 2 * (2 / repair_rate + 1 / failure_rate))


def rolled_yield(yields: Sequence[float]) -> float:
    """Good parts out per part in, when each station scraps on its own and nothing is made good."""
    return math.prod(yields)
