"""The binder follows the solvent to the surface: what of it stays at the foil."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values

LARGEST_PECLET = 3.0
"""Beyond it the profile is no longer steady before the film stops shrinking, and the closed form says too little."""


def peclet_number(flux: Values, solvent_density: Values, thickness: Values, diffusivity: Values) -> Values:
    """How much faster the solvent carries the binder up than diffusion brings it back.

    Parameters
    ----------
    flux : float or array
        Of solvent through the surface, kg/(m2 s).
    solvent_density : float or array
        kg/m3.
    thickness : float or array
        Of the film while it dries, m.
    diffusivity : float or array
        Of the dissolved binder, m2/s.

    Returns
    -------
    float or array
        Peclet number (-).

    Notes
    -----
    ``(j / rho) h / D``.

    References
    ----------
    .. [1] F. Font, B. Protas, G. Richardson, J. M. Foster, J. Power Sources 393 (2018) 177,
       10.1016/j.jpowsour.2018.04.097: fast drying piles binder up near the surface, slow drying leaves it even.

    Examples
    --------
    >>> round(peclet_number(2.6e-3, 1030.0, 155e-6, 4e-10), 2)
    0.98
    """
    return flux / solvent_density * thickness / diffusivity


def binder_at_foil(peclet: Values) -> Values:
    """Binder next to the foil over its mean in the film.

    Parameters
    ----------
    peclet : float or array
        Peclet number (-), 0 or more.

    Returns
    -------
    float or array
        Ratio (-), 1 for slow drying.

    Notes
    -----
    ``Pe / (exp(Pe) - 1)``: the lower end of the steady profile ``exp(Pe z / h)`` of carrying up against diffusion,
    divided by its mean. For Pe up to 3.

    References
    ----------
    Derived; that the profile is steady is assumed.

    Examples
    --------
    >>> binder_at_foil(np.array([0.0, 1.0, 3.0])).round(3).tolist()
    [1.0, 0.582, 0.157]
    """
    pe = np.maximum(np.asarray(peclet, dtype=float), 1e-9)
    return np.asarray(pe / np.expm1(np.minimum(pe, 700.0)))
