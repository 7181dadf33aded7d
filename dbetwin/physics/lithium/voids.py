"""What stripping leaves of the contact of lithium: voids take it away, flow under pressure gives it back.

Charge is counted in the charge Q0 over which contact falls to 1/e far above the limit. With the supply ``a`` (current
that full contact can feed over the current) and the closing ``b`` (gaps that flow closes while Q0 is stripped),
``df/dx = -(1 - a f) f + b (1 - f)``. Its right side is a parabola in f with constant coefficients, so it has a closed
solution.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.physics import Values

Floats = NDArray[np.float64]


def contact_change(contact: Values, supply: Values, closing: Values) -> Values:
    """Change of contact with stripped charge.

    Parameters
    ----------
    contact : float or array
        Share that touches, 0-1.
    supply : float or array
        Current that full contact can feed without voids over the current, dimensionless.
    closing : float or array
        Share of the gaps that flow closes while Q0 is stripped, dimensionless.

    Returns
    -------
    float or array
        ``df/dx``, dimensionless.

    Notes
    -----
    ``-(1 - a f) f + b (1 - f)``.

    References
    ----------
    1. assumed form; contact lost above a limit as found by Kasemchainan et al. 2019, Nat. Mater. 18, 1105,
       10.1038/s41563-019-0438-9

    Examples
    --------
    >>> float(contact_change(0.5, 2.0, 0.0)), float(contact_change(0.5, 0.0, 1.0))
    (0.0, 0.0)
    """
    contact = np.asarray(contact)
    return closing * (1.0 - contact) - (1.0 - supply * contact) * contact


def held_supply(contact: Values, supply: Values, closing: Values) -> Values:
    """Largest current that a contact stands without a loss, over the current that flows.

    Parameters
    ----------
    contact : float or array
        Share that touches, above 0, at most 1.
    supply : float or array
        Current that full contact can feed without voids over the current, dimensionless.
    closing : float or array
        Share of the gaps that flow closes while Q0 is stripped, dimensionless.

    Returns
    -------
    float or array
        Ratio, dimensionless: contact is held where it is 1 or more.

    Notes
    -----
    ``a f + b (1 - f) / f``, from ``df/dx = 0``: at full contact there are no gaps to close.

    References
    ----------
    1. derived from the equation of this module

    Examples
    --------
    >>> float(held_supply(0.5, 1.0, 0.25))
    0.75
    """
    contact = np.asarray(contact)
    return supply * contact + closing * (1.0 - contact) / contact


def contact_left(contact: Values, supply: Values, closing: Values, charge: Values) -> Floats:
    """Contact after a charge was stripped.

    Parameters
    ----------
    contact : float or array, shape (n,)
        Share that touched before, 0-1.
    supply : float or array, shape (n,)
        Current that full contact can feed without voids over the current, dimensionless.
    closing : float or array, shape (n,)
        Share of the gaps that flow closes while Q0 is stripped, dimensionless.
    charge : float or array, shape (n,)
        Stripped charge over Q0, dimensionless.

    Returns
    -------
    array, shape (n,)
        Share that still touches, 0-1, never more than before.

    Notes
    -----
    Where ``df/dx >= 0`` to begin with, contact is held: voids do not grow, and flow beyond what was formed is not
    counted. Elsewhere f falls towards the lower root ``f1 = 2 b / (1 + b + l)``, ``l = sqrt((1 + b)^2 - 4 a b)``, and
    ``f = f1 + u exp(-l x) / (1 - (a u / l)(1 - exp(-l x)))`` with ``u = f0 - f1``. Without closing it is the logistic
    curve ``f0 exp(-x) / (1 - a f0 (1 - exp(-x)))``.

    References
    ----------
    1. derived (Bernoulli's equation)

    Examples
    --------
    >>> contact_left(0.9, 0.5, 0.0, np.array([0.0, 1.0, 3.0])).round(4).tolist()
    [0.9, 0.4627, 0.0783]
    >>> float(contact_left(0.9, 2.0, 0.0, 3.0))
    0.9
    """
    formed, supply, closing = np.broadcast_arrays(*(np.asarray(each, float) for each in (contact, supply, closing)))
    grows = np.asarray(contact_change(formed, supply, closing)) < 0.0
    root = np.sqrt(np.where(grows, (1.0 + closing) ** 2 - 4.0 * supply * closing, 1.0))
    lowest = 2.0 * closing / (1.0 + closing + root)
    excess = formed - lowest
    passed = np.exp(-root * np.asarray(charge))
    left = lowest + excess * passed / np.where(grows, 1.0 - supply * excess / root * (1.0 - passed), 1.0)
    return np.asarray(np.where(grows, np.minimum(left, formed), formed))


def edge_focusing(formed: Values, left: Values, slope: float, largest: float) -> Floats:
    """Local current at the edges of voids over the mean, when lithium is plated again.

    Parameters
    ----------
    formed : float or array, shape (n,)
        Share that touched before voids grew, 0-1.
    left : float or array, shape (n,)
        Share that is left, 0-1, above 0.
    slope : float
        Growth with the share that was lost, dimensionless.
    largest : float
        Cap, dimensionless.

    Returns
    -------
    array, shape (n,)
        Ratio, dimensionless, 1 where nothing was lost.

    Notes
    -----
    ``1 + s (f_formed / f_left - 1)``, at most the cap: an electrostatic model finds up to 1e4 at the very edge.

    References
    ----------
    1. Raj et al. 2022, Nat. Mater. 21, 1050, 10.1038/s41563-022-01264-8 (that edges focus); form assumed

    Examples
    --------
    >>> edge_focusing(0.8, np.array([0.8, 0.4, 0.001]), 2.0, 50.0).tolist()
    [1.0, 3.0, 50.0]
    """
    lost = np.asarray(formed) / np.maximum(left, np.finfo(float).tiny) - 1.0
    return np.asarray(np.minimum(1.0 + slope * lost, largest))
