"""How well a film sticks to its foil."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values


def peel_strength(best: Values, line_load: Values, load_scale: Values, colder_K: Values, width_K: float) -> Values:
    """Peel force per width of a film laminated to foil.

    Parameters
    ----------
    best : float or array
        With plenty of load and heat, N/m.
    line_load, load_scale : float or array
        Of the laminating nip, and the one that reaches 63 %, N/m.
    colder_K : float or array
        How far the nip is below the softening temperature, K (negative: above).
    width_K : float
        K over which adhesion falls by e below it.

    Returns
    -------
    float or array
        N/m.

    Notes
    -----
    ``G = G_inf (1 - exp(-p/p_l)) exp(-(T_m - T)+ / T_s)``.

    References
    ----------
    assumed (G_inf 5-50 N/m); laminating at 80-160 degrees Celsius and 20-100 N/mm

    Examples
    --------
    >>> round(float(peel_strength(30.0, 60e3, 30e3, -20.0, 20.0)), 1)
    25.9
    """
    pressed = -np.expm1(-line_load / load_scale)
    return best * pressed * np.exp(-np.maximum(colder_K, 0.0) / width_K)
