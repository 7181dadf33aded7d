"""Silicon as it fills with lithium: potential without stress, moduli, flow stress, fracture energy."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values

LITHIUM_PER_SILICON = 3.75
"""Of Li15Si4, at state of charge 1."""
MODULUS_SOC = (0.32 / LITHIUM_PER_SILICON, 3.0 / LITHIUM_PER_SILICON)
"""States of charge between which the biaxial modulus was measured, Li0.32Si and Li3.0Si."""
FLOW_SOC = (0.1, 0.5, 1.0)
"""States of charge at which the flow stress is given."""
FRACTURE_SOC = (0.7 / LITHIUM_PER_SILICON, 2.8 / LITHIUM_PER_SILICON)
"""States of charge at which the fracture energy was measured, Li0.7Si and Li2.8Si."""


def open_potential(soc: Values) -> Values:
    """Potential of stress-free silicon against lithium.

    Parameters
    ----------
    soc : float or array
        State of charge, 0-1, 1 at Li15Si4.

    Returns
    -------
    float or array
        Potential, V.

    Notes
    -----
    ``0.06 + 0.45 (1 - SOC)^1.2``, a surrogate of the lithiation branch of amorphous silicon.

    References
    ----------
    assumed surrogate

    Examples
    --------
    >>> round(float(open_potential(0.85)), 3)
    0.106
    """
    empty = 1.0 - np.asarray(soc)
    return np.asarray(0.06 + 0.45 * np.minimum(np.maximum(empty, 0.0), 1.0) ** 1.2)


def bulk_modulus(soc: Values, empty: float, full: float) -> Values:
    """Bulk modulus of lithiated silicon.

    Parameters
    ----------
    soc : float or array
        State of charge, 0-1.
    empty, full : float
        At state of charge 0 and 1, Pa.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    Linear in the state of charge.

    References
    ----------
    assumed (50-100 GPa empty, 20-35 GPa full)

    Examples
    --------
    >>> float(bulk_modulus(0.5, 60e9, 25e9)) / 1e9
    42.5
    """
    return np.asarray(empty + (full - empty) * np.asarray(soc))


def biaxial_modulus(soc: Values, low_lithium: float, high_lithium: float) -> Values:
    """Biaxial modulus ``E / (1 - nu)`` of lithiated silicon.

    Parameters
    ----------
    soc : float or array
        State of charge, 0-1.
    low_lithium, high_lithium : float
        Of Li0.32Si and Li3.0Si, Pa.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    Linear between the two, constant beyond them.

    References
    ----------
    1. Sethuraman et al. 2010, Electrochem. Commun. 12, 1614, 10.1016/j.elecom.2010.09.008

    Examples
    --------
    >>> [round(float(biaxial_modulus(x / 3.75, 70e9, 35e9)) / 1e9, 1) for x in (0.0, 0.32, 1.66, 3.0, 3.75)]
    [70.0, 70.0, 52.5, 35.0, 35.0]
    """
    return np.asarray(np.interp(soc, MODULUS_SOC, (low_lithium, high_lithium)))


def flow_stress(soc: Values, start: float, half: float, full: float) -> Values:
    """Stress at which silicon flows while it takes up lithium.

    Parameters
    ----------
    soc : float or array
        State of charge, 0-1.
    start, half, full : float
        At states of charge 0.1, where flow sets in, 0.5 and 1, Pa.

    Returns
    -------
    float or array
        Size of the compression, Pa.

    Notes
    -----
    Linear between the three; below 0.1 the value at 0.1. Rate is not in it (faster charging flows at a higher stress).

    References
    ----------
    1. Sethuraman et al. 2010, J. Power Sources 195, 5062, 10.1016/j.jpowsour.2010.02.013 (onset; the fall is assumed)

    Examples
    --------
    >>> [round(float(flow_stress(s, 1.75e9, 1e9, 0.65e9)) / 1e9, 3) for s in (0.0, 0.1, 0.3, 0.5, 1.0)]
    [1.75, 1.75, 1.375, 1.0, 0.65]
    """
    return np.asarray(np.interp(soc, FLOW_SOC, (start, half, full)))


def fracture_energy(soc: Values, low_lithium: float, high_lithium: float) -> Values:
    """Fracture energy of lithiated silicon.

    Parameters
    ----------
    soc : float or array
        State of charge, 0-1.
    low_lithium, high_lithium : float
        Of Li0.7Si and Li2.8Si, J/m2.

    Returns
    -------
    float or array
        J/m2.

    Notes
    -----
    Linear between the two, constant beyond them.

    References
    ----------
    1. Pharr, Suo, Vlassak 2013, Nano Lett. 13, 5570, 10.1021/nl403197m

    Examples
    --------
    >>> [round(float(fracture_energy(x / 3.75, 8.5, 6.15)), 2) for x in (0.0, 1.75, 3.75)]
    [8.5, 7.33, 6.15]
    """
    return np.asarray(np.interp(soc, FRACTURE_SOC, (low_lithium, high_lithium)))
