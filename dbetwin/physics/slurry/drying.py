"""Drying of a wet film in hot air: how fast solvent leaves, how long the web has to stay."""

from __future__ import annotations

from dbetwin.physics import Values

CONSTANT_SHARE = 0.9
"""Share of the solvent that leaves at the constant rate."""
CONSTANT_TIME = 0.5
"""Share of the drying time that this takes."""


def evaporation_flux(heat_transfer: Values, superheat: Values, evaporation_heat: Values) -> Values:
    """Solvent that hot air can drive off, while the web stays wet.

    Parameters
    ----------
    heat_transfer : float or array
        Between air and web, W/(m2 K).
    superheat : float or array
        Air above the web, K.
    evaporation_heat : float or array
        Of the solvent, J/kg.

    Returns
    -------
    float or array
        kg/(m2 s).

    Notes
    -----
    ``h dT / r``: all heat goes into evaporation, as it does between warming up and the first dry spots.

    References
    ----------
    Heat balance, derived.

    Examples
    --------
    >>> round(1e3 * evaporation_flux(60.0, 45.0, 510e3), 2)
    5.29
    """
    return heat_transfer * superheat / evaporation_heat


def drying_time(solvent: Values, flux: Values) -> Values:
    """Least time in the dryer.

    Parameters
    ----------
    solvent : float or array
        On one face, kg/m2.
    flux : float or array
        At the constant rate, kg/(m2 s), above 0.

    Returns
    -------
    float or array
        s.

    Notes
    -----
    ``0.9 m / j / 0.5``: nine tenths of the solvent leave at the constant rate in half of the time, the rest leaves
    the pores ever more slowly. Published for coatings of lithium-ion cathodes in hot air; "less than half" in both
    sources, so the time is an upper one.

    References
    ----------
    .. [1] N. Susarla, S. Ahmed, D. W. Dees, J. Power Sources 378 (2018) 660, 10.1016/j.jpowsour.2018.01.007.

    Examples
    --------
    >>> round(drying_time(0.1127, 5.29e-3), 1)
    38.3
    """
    return CONSTANT_SHARE * solvent / flux / CONSTANT_TIME


def constant_rate(solvent: Values, time: Values) -> Values:
    """Rate at which a film dries at first that is dry just at the end of its time.

    Parameters
    ----------
    solvent : float or array
        On one face, kg/m2.
    time : float or array
        In the dryer, s, above 0.

    Returns
    -------
    float or array
        kg/(m2 s).

    Notes
    -----
    The inverse of :func:`drying_time`: zones are set so that the whole dryer is used.

    References
    ----------
    .. [1] N. Susarla, S. Ahmed, D. W. Dees, J. Power Sources 378 (2018) 660, 10.1016/j.jpowsour.2018.01.007.

    Examples
    --------
    >>> round(1e3 * constant_rate(0.1127, 78.0), 2)
    2.6
    """
    return CONSTANT_SHARE * solvent / time / CONSTANT_TIME
