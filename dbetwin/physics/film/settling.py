"""How a web settles after a start."""

from __future__ import annotations

import math


def settling_cv(deviation: float, settling_length: float, scrapped: float, length: float) -> float:
    """Relative scatter that the transient after a start leaves in a roll.

    Parameters
    ----------
    deviation : float
        Relative deviation right after the start.
    settling_length : float
        Over which it decays to 1/e, m.
    scrapped : float
        Web scrapped after the start, m.
    length : float
        Of the roll, m.

    Returns
    -------
    float
        Root of the mean square over the roll, relative.

    Notes
    -----
    The deviation decays as ``d exp(-x/l)``; from the end of the scrap on its square adds up to
    ``d^2 l/2 exp(-2 s/l)``, which the roll's length spreads. Valid where the roll is many settling lengths long.

    References
    ----------
    Derived; the exponential decay is assumed.

    Examples
    --------
    >>> round(settling_cv(0.02, 10.0, 0.0, 500.0), 4), round(settling_cv(0.02, 10.0, 20.0, 500.0), 5)
    (0.002, 0.00027)
    """
    square = deviation**2 * settling_length / 2 * math.exp(-2 * scrapped / settling_length) / length
    return math.sqrt(square)


def settling_length(circumference: float, speed: float, loop_time: float) -> float:
    """Length of web over which a film line settles after a start.

    Parameters
    ----------
    circumference : float
        Of the rolls, m.
    speed : float
        Of the web, m/s.
    loop_time : float
        In which the loop of the feed takes a deviation down to 1/e, s; 0 without a loop.

    Returns
    -------
    float
        m, to 1/e.

    Notes
    -----
    ``pi D + v t``: the rolls fill and warm within three turns, that is one turn to 1/e, and the loop follows.

    References
    ----------
    assumed (three turns of the rolls to 5 %); lags in a row add.

    Examples
    --------
    >>> round(settling_length(1.26, 0.133, 90.0), 1)
    13.2
    """
    return circumference + speed * loop_time


def length_to_settle(deviation: float, left: float, settling_length: float) -> float:
    """Web that passes until a deviation has fallen to what is left of it.

    Parameters
    ----------
    deviation : float
        Relative deviation right after the start.
    left : float
        Relative deviation that no longer matters.
    settling_length : float
        Over which it decays to 1/e, m.

    Returns
    -------
    float
        m.

    Notes
    -----
    ``l ln(d/d_left)``, none where the start is as good already.

    References
    ----------
    Derived; the exponential decay is assumed.

    Examples
    --------
    >>> round(length_to_settle(0.02, 0.002, 10.0), 1)
    23.0
    """
    return settling_length * math.log(max(deviation / left, 1.0)) if left > 0 else math.inf
