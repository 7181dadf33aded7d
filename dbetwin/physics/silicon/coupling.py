"""How stress shifts the potential of silicon."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values

FARADAY = 96485.33
"""Charge of a mole of electrons, C/mol."""


def shift_per_pressure(partial_molar_volume: float, factor: float = 1.0) -> float:
    """Drop of silicon's potential per hydrostatic pressure.

    Parameters
    ----------
    partial_molar_volume : float
        Of lithium in silicon, m3/mol.
    factor : float
        Measured over theoretical shift, dimensionless: 1 by theory, 0 without coupling.

    Returns
    -------
    float
        V/Pa.

    Notes
    -----
    ``k_U Omega / F``, first order: Omega itself is taken not to change with pressure.

    References
    ----------
    1. Larche, Cahn 1973, Acta Metall. 21, 1051, 10.1016/0001-6160(73)90021-7

    Examples
    --------
    >>> round(1e12 * shift_per_pressure(8.9e-6), 1)
    92.2
    """
    return factor * partial_molar_volume / FARADAY


def film_pressure(biaxial_stress: Values) -> Values:
    """Hydrostatic part of the stress in a film.

    Parameters
    ----------
    biaxial_stress : float or array
        Equal in both directions of the film's plane, Pa.

    Returns
    -------
    float or array
        Mean of the three principal stresses, Pa, of the same sign.

    Notes
    -----
    ``2/3 sigma``: nothing presses on the free face.

    References
    ----------
    definition of the mean stress, derived

    Examples
    --------
    >>> round(1e12 * shift_per_pressure(8.9e-6) * float(film_pressure(1.0)), 1)
    61.5
    """
    return np.asarray(2.0 / 3.0 * np.asarray(biaxial_stress))
