"""Dried bridges between granules: how many of them a bed leaves whole."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values

REFERENCE_DIAMETER, REFERENCE_DENSITY, REFERENCE_DROP = 100e-6, 2600.0, 8e-6
"""Granules and drops for which a share of surviving bridges is stated: m, kg/m3, m."""


def surviving_share(
    reference: Values, drop_diameter: Values, granule_diameter: Values, granule_density: Values
) -> Values:
    """Share of the bridges between granules that the bed does not tear before the batch ends.

    Parameters
    ----------
    reference : float or array
        The same for granules of 100 um and 2600 kg/m3 and drops of 8 um, as a share.
    drop_diameter : float or array
        m.
    granule_diameter : float or array
        m.
    granule_density : float or array
        kg/m3.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``b (a/a_ref)^2 (d_ref/d)^3 rho_ref/rho``: a bridge is as strong as its neck, which goes with the cross section of
    the drop that made it; what tears at it goes with the weight of a granule. So fine cores clump under a spray that
    coarse ones stand, and stand an aerosol, as is found: coating below 200 um is hard.

    References
    ----------
    1. Form assumed; trend: Zhang, Hoffmann, Tsotsas 2020, Processes 8, 1525, 10.3390/pr8121525

    Examples
    --------
    >>> [round(1e6 * float(surviving_share(1e-5, 8e-6, size, 2600.0)), 2) for size in (50e-6, 100e-6, 200e-6)]
    [80.0, 10.0, 1.25]
    >>> round(1e6 * float(surviving_share(1e-5, 1e-6, 50e-6, 2600.0)), 2)
    1.25
    """
    lighter = (REFERENCE_DIAMETER / granule_diameter) ** 3 * REFERENCE_DENSITY / granule_density
    return np.minimum(reference * (drop_diameter / REFERENCE_DROP) ** 2 * lighter, 1.0)
