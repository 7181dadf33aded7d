"""Pressure on silicon that swells by more than its pores hold, and what relieves it."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values


def misfit_strain(soc: Values, free_volume: Values, expansion: float) -> Values:
    """Volume strain that silicon and matrix must share.

    Parameters
    ----------
    soc : float or array
        State of charge, 0-1.
    free_volume : float or array
        Pore volume per volume of uncharged silicon, dimensionless.
    expansion : float
        Relative gain of volume at full charge.

    Returns
    -------
    float or array
        Logarithmic volume strain, dimensionless; zero while the pores suffice.

    Notes
    -----
    ``ln((1 + beta SOC) / (1 + r))``: the pores are filled at no pressure first.

    References
    ----------
    volume balance, derived

    Examples
    --------
    >>> [round(float(misfit_strain(1.0, r, 2.8)), 3) for r in (0.0, 1.0, 2.8, 4.0)]
    [1.335, 0.642, 0.0, 0.0]
    """
    filled = np.log((1.0 + expansion * np.asarray(soc)) / (1.0 + np.asarray(free_volume)))
    return np.asarray(np.maximum(filled, 0.0))


def misfit_pressure(strain: Values, bulk: Values, matrix_shear: Values) -> Values:
    """Pressure in an elastic sphere that is too large for its hole.

    Parameters
    ----------
    strain : float or array
        Volume strain to be shared, dimensionless.
    bulk : float or array
        Bulk modulus of the sphere, Pa.
    matrix_shear : float or array
        Shear modulus of the matrix, Pa.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    ``e / (1 / K + 3 / (4 G))``, exact for small strains in an endless matrix. For large ones the law is too stiff: an
    incompressible neo-Hookean matrix gives 17 % less at a strain of 0.5 and 36 % less at 1.335, silicon without pores.

    References
    ----------
    1. Eshelby 1957, Proc. R. Soc. A 241, 376, 10.1098/rspa.1957.0133

    Examples
    --------
    >>> round(float(misfit_pressure(1.0, 40e9, 0.5e9)) / 1e9, 3)
    0.656
    """
    return np.asarray(np.asarray(strain) / (1.0 / np.asarray(bulk) + 0.75 / np.asarray(matrix_shear)))


def shear_at_a_face(matrix_shear: Values, neighbour_shear: Values) -> Values:
    """Shear modulus that a sphere feels which lies half in its matrix and half against a neighbour.

    Parameters
    ----------
    matrix_shear, neighbour_shear : float or array
        Shear moduli of the two, Pa.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    ``2 / (1 / G_m + 1 / G_n)``: under one pressure each half gives way by its own compliance. Twice the matrix's
    modulus against a rigid neighbour.

    References
    ----------
    assumed mixing of compliances

    Examples
    --------
    >>> round(float(shear_at_a_face(0.5e9, 59.5e9)) / 1e9, 3)
    0.992
    """
    return np.asarray(2.0 / (1.0 / np.asarray(matrix_shear) + 1.0 / np.asarray(neighbour_shear)))


def plastic_relief(yield_stress: float, shear: float, poisson_ratio: float) -> float:
    """Largest pressure that a matrix bears before it flows away around a growing sphere.

    Parameters
    ----------
    yield_stress : float
        Of the matrix, Pa.
    shear : float
        Its shear modulus, Pa.
    poisson_ratio : float
        Its Poisson ratio, dimensionless.

    Returns
    -------
    float
        Pa.

    Notes
    -----
    ``(2/3) Y (1 + ln(E / (3 (1 - nu) Y)))``, the pressure of a cavity that has grown to many times its first size in
    an endless matrix; where the logarithm is below zero (``E < 3 (1 - nu) Y``), its elastic part ``(2/3) Y``.

    References
    ----------
    1. Hill 1950, The Mathematical Theory of Plasticity, Oxford University Press, chapter 5

    Examples
    --------
    >>> round(plastic_relief(2.1e9, 59.5e9, 0.26) / 1e9, 2)
    6.26
    """
    modulus = 2.0 * shear * (1.0 + poisson_ratio)
    reach = np.log(modulus / (3.0 * (1.0 - poisson_ratio) * yield_stress))
    return float(2.0 / 3.0 * yield_stress * (1.0 + max(reach, 0.0)))
