"""The layer beside a charged core where carriers share a limited number of sites: Poisson and Fermi-Dirac.

Ions occupy a share ``c`` of their sites, and hop into empty ones, so the conductivity goes as ``c (1 - c)``. The first
integral of Poisson's equation is known, so the field is a function of the potential alone, and what the layer resists
is a quadrature instead of a boundary-value problem. Lengths are in units of the screening length, potentials in units
of the thermal voltage, so one solution serves every temperature, permittivity and density of sites.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dbetwin.physics import Values
from dbetwin.physics.boundary.depletion import BOLTZMANN, ELEMENTARY_CHARGE, VACUUM_PERMITTIVITY

Floats = NDArray[np.float64]

ORDER = 96
"""Of the Gauss-Legendre quadrature; 1e-9 of the result up to 40 thermal voltages."""
LINEAR = 1e-4
"""Reduced potential below which the field is that of the linear equation; its exact form would cancel there."""


def field(reduced: Values, occupancy: Values) -> Values:
    """Slope of the potential where it has a value, thermal voltages per screening length.

    Parameters
    ----------
    reduced : float or array
        Potential against the grain over the thermal voltage, dimensionless.
    occupancy : float or array
        Share of sites occupied in the grain, 0-1.

    Returns
    -------
    float or array
        ``|du/ds|``, dimensionless.

    Notes
    -----
    First integral of ``u'' = c0 - c(u)``: ``u'^2 = 2 (c0 u + ln(1 - c0 + c0 exp(-u)))``; ``sqrt(c0 (1 - c0)) |u|``
    where it is small. The share of occupied sites is Fermi-Dirac's, ``c / (1 - c) = c0 / (1 - c0) exp(-u)``: one ion
    per site, all sites alike.

    References
    ----------
    .. [1] Poisson-Boltzmann equation with site exclusion, derived.

    Examples
    --------
    >>> round(float(field(8.0, 0.5)) ** 2, 3)  # 2 (4 - ln 2) and a little
    6.614
    """
    u, filled = np.asarray(reduced, dtype=np.float64), np.asarray(occupancy)
    energy = filled * u + np.log1p(filled * np.expm1(-u))
    # to the third order, so that the two forms meet
    small = 0.5 * filled * (1.0 - filled) * u**2 * (1.0 - (1.0 - 2.0 * filled) * u / 3.0)
    return np.sqrt(2.0 * np.where(np.abs(u) < LINEAR, small, np.maximum(energy, 0.0)))


def screening_length(relative_permittivity: float, site_density: float, temperature: Values) -> Values:
    """Length over which the sites' charge screens a potential.

    Parameters
    ----------
    relative_permittivity : float
        Dimensionless.
    site_density : float
        Sites that ions can occupy, 1/m3.
    temperature : float or array
        K.

    Returns
    -------
    float or array
        Length, m.

    Notes
    -----
    ``sqrt(eps k T / (e^2 N_s))``, without the factor ``c0 (1 - c0)`` of the linear equation.

    References
    ----------
    .. [1] Debye length, derived.

    Examples
    --------
    >>> round(1e9 * float(screening_length(50.0, 4.3e27, 298.15)), 3)
    0.128
    """
    thermal = BOLTZMANN * np.asarray(temperature)
    return np.sqrt(VACUUM_PERMITTIVITY * relative_permittivity * thermal / (ELEMENTARY_CHARGE**2 * site_density))


def excess_length(reduced: Values, occupancy: Values) -> Values:
    """Length of grain that one side of a charged core resists more than the grain in its place.

    Parameters
    ----------
    reduced : float or array
        Potential of the core over the thermal voltage, dimensionless, of either sign; up to 40 either way.
    occupancy : float or array
        Share of sites occupied in the grain, 0-1.

    Returns
    -------
    float or array
        Length in screening lengths, dimensionless; 0 without a potential. It can be a little below 0 for a small
        potential that brings the sites nearer to half full.

    Notes
    -----
    ``int (sigma_b / sigma - 1) dx = int_0^u0 (rho(u) - 1) / |u'(u)| du``, by Gauss-Legendre quadrature, with the
    resistivity ``rho = c0 (1 - c0) / (c (1 - c)) = c0^2 exp(-u) + 2 c0 (1 - c0) + (1 - c0)^2 exp(u)``: with the sites
    half full, both signs are alike.

    References
    ----------
    .. [1] Poisson-Boltzmann equation with site exclusion, derived; space charge with site energies is worked out in
       pyscses, https://github.com/bjmorgan/pyscses.

    Examples
    --------
    >>> plus, minus = (round(float(excess_length(u, 0.5)), 4) for u in (8.0, -8.0))
    >>> plus == minus, round(float(excess_length(8.0, 7 / 15)), 1)
    (True, 373.3)
    """
    end, filled = np.broadcast_arrays(np.asarray(reduced, dtype=np.float64), np.asarray(occupancy, dtype=np.float64))
    nodes, weights = _quadrature()
    u, c0 = 0.5 * end[..., None] * (1.0 + nodes), filled[..., None]
    more = c0**2 * np.expm1(-u) + (1.0 - c0) ** 2 * np.expm1(u)
    slope = np.maximum(field(u, c0), 1e-300)  # nothing is divided by 0 where there is no potential
    return np.asarray(0.5 * np.abs(end) * np.sum(weights * more / slope, axis=-1))


@lru_cache(maxsize=1)
def _quadrature() -> tuple[Floats, Floats]:
    nodes, weights = np.polynomial.legendre.leggauss(ORDER)
    return nodes, weights
