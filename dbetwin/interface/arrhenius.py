"""How temperature speeds up or slows down a thermally activated quantity."""

from __future__ import annotations

import math

BOLTZMANN_EV_K = 8.617333262e-5
REFERENCE_K = 298.15


def speedup(activation_eV: float, temperature_K: float) -> float:
    """Factor by which a rate or a conductivity is larger than at 25 C.

    Parameters
    ----------
    activation_eV : float
        Activation energy (eV).
    temperature_K : float
        Temperature (K).

    Returns
    -------
    float
        ``k(T) / k(298.15 K)`` (-); a resistance is divided by it.

    Notes
    -----
    ``exp(-(Ea / kB) (1 / T - 1 / 298.15 K))``.

    References
    ----------
    .. [1] Arrhenius law.

    Examples
    --------
    >>> round(speedup(0.45, 333.15), 2)
    6.3
    """
    return math.exp(-activation_eV / BOLTZMANN_EV_K * (1.0 / temperature_K - 1.0 / REFERENCE_K))
