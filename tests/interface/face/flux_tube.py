"""Current that crowds into a spot at the end of a tube: solved in the tube's own functions, with no fitted series.

Each contact of many stands at the end of a tube of its own, which the neighbours' tubes surround; no current crosses
their walls.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gamma, j0, jv

Floats = NDArray[np.float64]

MODES = 10_000
"""Functions of the tube; what is beyond them is added in closed form."""
DENSITIES = 8
"""Current densities over the spot, each flatter at its rim than the one before."""
NEWTON_STEPS = 3


def spreading_factor(contact_share: float | Floats) -> Floats:
    """Resistance of a spot at the end of a tube over that of the same spot on a half-space.

    Parameters
    ----------
    contact_share : array, shape (n,)
        Area of the spot over that of the tube (-), 1e-5 to 0.999.

    Returns
    -------
    array, shape (n,)
        Psi (-), 1 for a lone spot and 0 for one that fills the tube.

    Notes
    -----
    Laplace's equation in a long insulated cylinder, the spot at one potential, no current through the rest of its
    plane. The current density is a sum of ``(1 - r^2 / a^2)^(k - 1/2)``, of which each mode ``J0(lambda_n r / b)``
    has a part in closed form (Sonine); the potential is made even over the spot in Galerkin's sense. The resistance of
    the cylinder itself is not in it. Converged to 1e-5 in Psi over the range.

    References
    ----------
    .. [1] Galerkin's method; the lone spot after Holm, Electric Contacts, Springer Press.

    Examples
    --------
    >>> spreading_factor(np.array([0.01, 0.25, 0.81])).round(4).tolist()
    [0.8594, 0.3396, 0.0182]
    """
    share = np.asarray(contact_share, dtype=np.float64)
    modes = _wall_modes(MODES)
    found = [_spread(float(np.sqrt(each)), modes) for each in share.ravel()]
    return np.array(found).reshape(share.shape)


def _wall_modes(count: int) -> Floats:
    """Zeros of J1 above 0: at them no current crosses the wall."""
    place = np.pi * (np.arange(1, count + 1) + 0.25)
    zeros = place - 3.0 / (8.0 * place)
    for _ in range(NEWTON_STEPS):
        slope = j0(zeros) - jv(1, zeros) / zeros
        zeros = zeros - jv(1, zeros) / slope
    return np.asarray(zeros)


def _spread(radius: float, modes: Floats) -> float:
    """Psi of one spot, its radius over that of the tube."""
    orders = np.arange(DENSITIES)
    reduced = modes * radius
    parts = np.array([2.0 ** (k - 0.5) * gamma(k + 0.5) * jv(k + 0.5, reduced) / reduced ** (k + 0.5) for k in orders])
    weight = 2.0 / (modes * j0(modes) ** 2)
    stiffness = (parts * weight) @ parts.T
    # beyond the last mode only the steepest density counts: its part is sin(x) / x, sin^2 one half, the weight pi
    stiffness[0, 0] += 0.5 / (radius**2 * (modes[-1] + 0.5 * np.pi))
    currents = 1.0 / (2.0 * orders + 1.0)
    conductance = 2.0 * np.pi * currents @ np.linalg.solve(stiffness, currents)
    return float(4.0 * radius / conductance)
