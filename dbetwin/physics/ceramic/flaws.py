"""How many pieces are whole when flaws fall on a sheet, alone or in clusters, and how many an inspection leaves."""

from __future__ import annotations

import math

import numpy as np

from dbetwin.physics import Values


def whole_yield(defect_density: Values, area: Values, clustering: float = math.inf) -> Values:
    """Share of pieces without any defect.

    Parameters
    ----------
    defect_density : float or array
        Mean over all pieces, 1/m2.
    area : float or array
        Of a piece, m2.
    clustering : float
        Cluster parameter, dimensionless, above 0: endless where defects fall independently, small where they flock.

    Returns
    -------
    float or array
        Share, 0-1.

    Notes
    -----
    ``exp(-D A)``, Poisson, or ``(1 + D A/a)^-a``, negative binomial: the density differs from piece to piece by a
    gamma distribution of shape ``a``.

    References
    ----------
    1. Stapper 1983, IBM J. Res. Dev. 27, 549, 10.1147/rd.276.0549 (negative binomial)

    Examples
    --------
    >>> [round(float(whole_yield(d, 0.0515)), 3) for d in (0.5, 1.0, 2.0, 5.0)]
    [0.975, 0.95, 0.902, 0.773]
    >>> round(float(whole_yield(5.0, 0.0515, 2.0)), 3)
    0.785
    """
    expected = np.asarray(defect_density) * area
    if math.isinf(clustering):
        return np.exp(-expected)
    return (1 + expected / clustering) ** -clustering


def missed_density(defect_density: Values, area: Values, found: Values, clustering: float = math.inf) -> Values:
    """Density of defects on the pieces in which an inspection found none.

    Parameters
    ----------
    defect_density : float or array
        Mean over all pieces, 1/m2.
    area : float or array
        Of a piece, m2.
    found : float or array
        Share of the defects that the inspection finds, each by itself, 0-1.
    clustering : float
        Cluster parameter, dimensionless, above 0.

    Returns
    -------
    float or array
        Mean over the pieces that are kept, 1/m2; they have the same cluster parameter.

    Notes
    -----
    ``D (1 - p)/(1 + p D A/a)``: where defects flock, a piece without a find is one with few of them.

    References
    ----------
    derived (gamma distribution after a Poisson count of nought)

    Examples
    --------
    >>> [round(float(missed_density(3.0, 0.0165, 0.95, a)), 4) for a in (float("inf"), 0.1)]
    [0.15, 0.102]
    """
    crowded = 0.0 if math.isinf(clustering) else found * np.asarray(defect_density) * area / clustering
    return defect_density * (1 - np.asarray(found)) / (1 + crowded)
