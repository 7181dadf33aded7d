"""A gauge behind an actuator: what a loop with dead time leaves of a disturbance, adds as noise, and can bear.

The web takes a while from the actuator (feed, gap) to the gauge. The gauge traverses the web and gives the mean of
each scan; the actuator is moved once a scan and holds still in between. All of it is linear, so that variances are
integrals over frequency, and no time has to be simulated.
"""

from __future__ import annotations

import cmath
import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Complexes = NDArray[np.complex128]
Floats = NDArray[np.float64]

POINTS = 8001
"""Frequencies of an integral, even in their logarithm."""
LOWEST = 1e-6
"""Lowest frequency of an integral, over that at which its integrand begins to fall."""
SHORT = 1e-4
"""Scans in correlation times below which closed forms cancel."""


@dataclass(frozen=True, slots=True)
class Loop:
    """An integral or PI controller with dead time.

    ``delay`` (s) is how long the web takes to the gauge, ``scan`` (s) how long the gauge takes to give a mean,
    ``gain`` the share of a deviation read that is taken out per scan, and ``lead`` the proportional part: as many
    scans of integral action (0: integral only).
    """

    delay: float
    scan: float
    gain: float
    lead: float = 0.0


@lru_cache(maxsize=256)
def gain_limit(delay: float, scan: float, lead: float = 0.0) -> float:
    """Gain from which a loop swings up instead of settling.

    Parameters
    ----------
    delay : float
        From actuator to gauge, s.
    scan : float
        Between two readings, s.
    lead : float
        Proportional part over the integral part of a scan, ratio.

    Returns
    -------
    float
        Share of a deviation read that is taken out per scan, ratio.

    Notes
    -----
    Nyquist: the open loop meets the negative real axis nowhere beyond -1. Integral control with a delay of m whole
    scans: ``2 sin(pi/(2 (2 m + 1)))``; with a delay of many scans the limit is ``pi/2`` scans over the delay.

    References
    ----------
    1. Astrom and Wittenmark 1997, Computer-Controlled Systems, Prentice Hall, ISBN 0-13-314899-8

    Examples
    --------
    >>> round(gain_limit(0.0, 10.0), 3), round(gain_limit(20.0, 10.0), 3)
    (2.0, 0.618)
    """
    unit = Loop(delay, scan, 1.0, lead)
    angle = np.linspace(0.0, math.pi, POINTS)[1:]
    open_loop = _open(np.exp(-1j * angle), unit)
    turns = np.flatnonzero(np.signbit(open_loop.imag[1:]) != np.signbit(open_loop.imag[:-1]))
    reach = [-_open(np.exp(-1j * np.array([_crossing(unit, angle[at], angle[at + 1])])), unit).real[0] for at in turns]
    reach.append(-float(open_loop.real[-1]))  # at half the scan rate every loop is real
    return 1 / float(max(reach))


def _crossing(loop: Loop, low: float, high: float) -> float:
    """Angle between the two at which the open loop is real."""
    above = _open(np.exp(-1j * np.array([low])), loop)[0].imag > 0
    for _ in range(60):
        middle = (low + high) / 2
        if (_open(np.exp(-1j * np.array([middle])), loop)[0].imag > 0) == above:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _read(back: Complexes, loop: Loop) -> Complexes:
    """What a reading holds of the actuator's place: ``back`` is the shift by one scan."""
    whole, rest = divmod(loop.delay / loop.scan, 1.0)
    seen: Complexes = back ** int(whole) * ((1.0 - rest) + rest * back)
    return seen


def _moves(back: Complexes, loop: Loop) -> Complexes:
    """What a reading moves the actuator by, one scan later."""
    moves: Complexes = loop.gain * (1.0 + loop.lead * (1.0 - back)) * back
    return moves


def _open(back: Complexes, loop: Loop) -> Complexes:
    opened: Complexes = _moves(back, loop) * _read(back, loop) / (1.0 - back)
    return opened


def _answer(back: Complexes, loop: Loop) -> Complexes:
    """From what the gauge would read without the loop to where the loop puts the actuator."""
    moves = _moves(back, loop)
    answered: Complexes = -moves / (1.0 - back + moves * _read(back, loop))
    return answered


def _mean(integrand: Floats, logarithm: Floats) -> float:
    """Mean over the angles from 0 to pi of what is given at angles even in their logarithm (Simpson's rule)."""
    weights = np.full(POINTS, 2.0)
    weights[1::2] = 4.0
    weights[[0, -1]] = 1.0
    step = (logarithm[-1] - logarithm[0]) / (POINTS - 1)
    total = float((weights * integrand * np.exp(logarithm)).sum())
    return total * float(step) / 3 / math.pi


@lru_cache(maxsize=4096)
def disturbance_left(correlation_time: float, loop: Loop) -> float:
    """Scatter of a controlled quantity over the scatter without control; the gauge itself is free of noise.

    Parameters
    ----------
    correlation_time : float
        Over which the disturbance forgets, s.
    loop : Loop
        Gauge and controller.

    Returns
    -------
    float
        Ratio of standard deviations; infinite for a loop beyond its limit.

    Notes
    -----
    The disturbance d has the autocorrelation ``exp(-|t|/tau)``. Its scan means have the spectrum
    ``R_0 + 2 R_1 (cos w - f)/(1 - 2 f cos w + f^2)`` with ``a = P/tau``, ``f = exp(-a)``,
    ``R_0 = 2 (a - 1 + f)/a^2``, ``R_1 = ((1 - f)/a)^2``; the actuator follows them by F, and
    ``var = 1 + mean(|F|^2 spectrum) + 2 R_1 exp((P - delay)/tau) F(f)``, exact for a loop that moves once a scan. No
    loop gets below ``1 - exp(-2 delay/tau)``: what the web did since it was read is not known.

    References
    ----------
    1. Astrom and Wittenmark 1997, Computer-Controlled Systems, Prentice Hall, ISBN 0-13-314899-8 (variance of
       sampled loops; the sums over scan means are derived)

    Examples
    --------
    >>> round(disturbance_left(600.0, Loop(20.0, 10.0, 0.15)), 3)
    0.389
    >>> disturbance_left(600.0, Loop(20.0, 10.0, 0.0))
    1.0
    """
    if loop.gain == 0.0:
        return 1.0
    if loop.gain >= gain_limit(loop.delay, loop.scan, loop.lead):
        return math.inf
    a = loop.scan / correlation_time
    forgets = -math.expm1(-a)
    kept = math.exp(-a)
    zero, one = _scan_means(a)
    logarithm = np.linspace(math.log(LOWEST * min(a, 1.0)), math.log(math.pi), POINTS)
    angle = np.exp(logarithm)
    # 1 - 2 f cos w + f^2 and cos w - f, written so that nothing cancels at small angles
    half = 2.0 * np.sin(angle / 2) ** 2
    spectrum = zero + 2.0 * one * (forgets - half) / (forgets**2 + 2.0 * kept * half)
    moved = _mean(np.abs(_answer(np.exp(-1j * angle), loop)) ** 2 * spectrum, logarithm)
    together = one * math.exp((loop.scan - loop.delay) / correlation_time)
    together *= float(_answer(np.array([kept + 0j]), loop)[0].real)
    return math.sqrt(max(1.0 + moved + 2.0 * together, 0.0))


def _scan_means(a: float) -> tuple[float, float]:
    """Variance of a scan mean and covariance with the next, for scans of ``a`` correlation times."""
    if a < SHORT:
        return 1.0 - a / 3.0, 1.0 - a
    return 2.0 * (a + math.expm1(-a)) / a**2, (math.expm1(-a) / a) ** 2


@lru_cache(maxsize=4096)
def noise_passed(loop: Loop) -> float:
    """Scatter that a loop makes of its gauge's noise, over that noise.

    Parameters
    ----------
    loop : Loop
        Gauge and controller.

    Returns
    -------
    float
        Ratio of standard deviations: of the controlled quantity, and of a reading's own error; infinite for a loop
        beyond its limit.

    Notes
    -----
    Errors of the readings are independent: ``var = mean(|F|^2)``. Integral control without delay:
    ``gain/(2 - gain)``.

    References
    ----------
    1. Astrom and Wittenmark 1997, Computer-Controlled Systems, Prentice Hall, ISBN 0-13-314899-8

    Examples
    --------
    >>> round(noise_passed(Loop(0.0, 10.0, 0.5)) ** 2, 4)
    0.3333
    """
    if loop.gain >= gain_limit(loop.delay, loop.scan, loop.lead):
        return math.inf
    logarithm = np.linspace(math.log(LOWEST * loop.gain) if loop.gain else -1.0, math.log(math.pi), POINTS)
    return math.sqrt(_mean(np.abs(_answer(np.exp(-1j * np.exp(logarithm)), loop)) ** 2, logarithm))


@lru_cache(maxsize=4096)
def wave_left(period: float, loop: Loop) -> float:
    """Height of a regular wave, such as a roll's run-out, over its height without control.

    Parameters
    ----------
    period : float
        Of the wave, s.
    loop : Loop
        Gauge and controller.

    Returns
    -------
    float
        Ratio of root mean squares; above 1 where the loop answers to an alias of the wave.

    Notes
    -----
    A scan mean holds ``s = sin(x)/x`` of the wave, ``x = pi P/period``, and a wave shorter than two scans is read as a
    longer one: ``ms = 1 + s^2 (|F|^2 + 2 Re(F exp(-2 pi i delay/period)))`` with F at the angle ``2 x``.

    References
    ----------
    Derived.

    Examples
    --------
    >>> round(wave_left(15.0, Loop(20.0, 10.0, 0.15)), 3), round(wave_left(10.0, Loop(20.0, 10.0, 0.15)), 3)
    (0.988, 1.0)
    """
    x = math.pi * loop.scan / period
    seen = math.sin(x) / x
    answer = complex(_answer(np.array([cmath.exp(-2j * x)]), loop)[0]) if loop.gain else 0j
    together = (answer * cmath.exp(-2j * math.pi * loop.delay / period)).real
    return math.sqrt(max(1.0 + seen**2 * (abs(answer) ** 2 + 2.0 * together), 0.0))
