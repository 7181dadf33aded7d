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
