"""The layer beside a charged core in closed form: a parabola of potential in a constant background charge."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import dawsn

from dbetwin.physics import Values

Floats = NDArray[np.float64]

VACUUM_PERMITTIVITY = 8.8541878128e-12
ELEMENTARY_CHARGE = 1.602176634e-19
BOLTZMANN = 1.380649e-23

SMALLEST = 1e-12
"""Reduced potential below which a core counts as uncharged."""


def reduced_potential(potential: Values, temperature: Values) -> Values:
    """Potential of a core in units of the thermal voltage.

    Parameters
    ----------
    potential : float or array
        Of the core against the grain, V; positive where cations are repelled.
    temperature : float or array
        K.

    Returns
    -------
    float or array
        ``X``, dimensionless, with the sign of the potential.

    Notes
    -----
    ``X = e phi / (k T)``.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> round(float(reduced_potential(0.2, 298.15)), 2)
    7.78
    """
    return ELEMENTARY_CHARGE * np.asarray(potential) / (BOLTZMANN * np.asarray(temperature))


def layer_width(potential: Values, relative_permittivity: float, background_charge: float) -> Values:
    """Width of the depleted layer on one side of a core.

    Parameters
    ----------
    potential : float or array
        Of the core against the grain, V, of either sign.
    relative_permittivity : float
        Dimensionless.
    background_charge : float
        Density of the charge that compensates the core, 1/m3.

    Returns
    -------
    float or array
        Width, m.

    Notes
    -----
    ``w = sqrt(2 eps |phi| / (e N))``: the layer holds no carriers. Below 1.3 nm, which is a unit cell of garnet, the
    continuum is nominal and the potential a fitted barrier, never a measured field.

    References
    ----------
    .. [1] Mott-Schottky layer, derived from Poisson's equation.

    Examples
    --------
    >>> round(1e9 * float(layer_width(0.2, 50.0, 2e27)), 2)
    0.74
    """
    per_charge = 2.0 * VACUUM_PERMITTIVITY * relative_permittivity / (ELEMENTARY_CHARGE * background_charge)
    return np.sqrt(per_charge * np.abs(potential))


def layer_resistivity(reduced: Values) -> Values:
    """Mean resistivity of a depleted layer over that of the grain.

    Parameters
    ----------
    reduced : float or array
        Reduced potential of the core, dimensionless, of either sign.

    Returns
    -------
    float or array
        Ratio, dimensionless, at least 1.

    Notes
    -----
    ``I = exp(|X|) Dawson(sqrt |X|) / sqrt |X|``, the mean of ``exp(|X| s^2)`` over the parabola; ``exp|X| / (2|X|)``
    for a high barrier, some 8 % low at 0.2 V.
    The modulus is a choice. Continued to ``X < 0`` the integral is ``sqrt(pi) erf(sqrt |X|) / (2 sqrt |X|) < 1``, a
    layer that conducts better than the grain: right for a carrier that needs no empty site. An ion on a lattice whose
    sites are about half full does: where a negative core fills them, what is missing are the vacancies, and the layer
    is depleted of these as it is of ions beside a positive core.

    References
    ----------
    .. [1] Double Schottky barrier, integral derived; the sign: :mod:`dbetwin.physics.boundary.site_limited`.

    Examples
    --------
    >>> [round(float(layer_resistivity(x))) for x in (0.0, 7.784, -7.784)]
    [1, 167, 167]
    """
    root = np.sqrt(np.maximum(np.abs(reduced), SMALLEST))
    return np.asarray(np.exp(root**2) * dawsn(root) / root)


def equivalent_length(
    potential: Values, temperature: Values, relative_permittivity: float, background_charge: float
) -> Values:
    """Length of grain that resists as much as both layers of a boundary.

    Parameters
    ----------
    potential : float or array
        Of the core against the grain, V, of either sign.
    temperature : float or array
        K.
    relative_permittivity : float
        Dimensionless.
    background_charge : float
        Density of the charge that compensates the core, 1/m3.

    Returns
    -------
    float or array
        ``R_gb sigma_b``, m; 0 without a potential.

    Notes
    -----
    ``2 w I(X)``.

    References
    ----------
    .. [1] Double Schottky barrier, derived.

    Examples
    --------
    >>> length = float(equivalent_length(0.20, 298.15, 50.0, 2e27))
    >>> round(length / 0.05 * 1e4, 3)  # ohm cm2 at 0.05 S/m
    0.05
    """
    width = layer_width(potential, relative_permittivity, background_charge)
    return 2.0 * width * layer_resistivity(reduced_potential(potential, temperature))
