"""Coats without any liquid: fine guest grains pressed or drawn onto the host."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values


def attached_layers(exposure: Values, offered: Values) -> Values:
    """Layers of guest grains that stick to the host.

    Parameters
    ----------
    exposure : float or array
        What was done to attach them, dimensionless: rate times specific energy (mechanofusion) or times time
        (electrostatic).
    offered : float or array
        Number of layers that the guests would make if all of them stuck, above 0.

    Returns
    -------
    float or array
        Number of layers.

    Notes
    -----
    ``l = m (1 - exp(-x / m))`` from ``dl/dx = 1 - l / m``: as guests run out, fewer meet the host. At random places
    they cover ``1 - exp(-l)``; with guests to spare that is ``1 - exp(-k E)``.

    References
    ----------
    assumed form; the rate constants are assumed, too.

    Examples
    --------
    >>> round(float(attached_layers(3.0, 1e6)), 3), round(float(attached_layers(3.0, 1.5)), 3)
    (3.0, 1.297)
    """
    return -offered * np.expm1(-exposure / offered)


def guest_layer_thickness(guest_diameter: Values) -> Values:
    """Thickness of a layer of guest grains, spread evenly over what they shade.

    Parameters
    ----------
    guest_diameter : float or array
        m.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    ``2 d / 3``: volume of a sphere over its projected area.

    References
    ----------
    Derived.

    Examples
    --------
    >>> round(1e9 * guest_layer_thickness(15e-9), 1)
    10.0
    """
    return 2 * guest_diameter / 3
