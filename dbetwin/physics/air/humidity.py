"""Water vapour of air: its pressure by dew or frost point, the point by its pressure, and its share of the air."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values

ATMOSPHERE = 101325.0
"""Pressure of the air, Pa."""
WATER_OVER_AIR = 0.62198
"""Molar mass of water over that of dry air."""
_ICE = (611.15, 22.452, 272.55)
"""Pressure at 0 degrees Celsius in Pa, and the two constants of the Magnus form over ice."""


def vapour_pressure_over_ice(dew_point_C: Values) -> Values:
    """Vapour pressure of air whose frost point is given.

    Parameters
    ----------
    dew_point_C : float or array
        Frost point, degrees Celsius, -100 to 0.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    ``611.15 exp(22.452 T/(272.55 + T))``, a Magnus form.

    References
    ----------
    1. Alduchov and Eskridge 1996, J. Appl. Meteorol. 35, 601 (form)

    Examples
    --------
    >>> [round(float(vapour_pressure_over_ice(t)), 2) for t in (-40.0, -60.0)]
    [12.85, 1.08]
    """
    base, factor, shift = _ICE
    return base * np.exp(factor * dew_point_C / (shift + dew_point_C))


def vapour_pressure_over_water(temperature_C: Values) -> Values:
    """Saturation pressure of vapour over liquid water.

    Parameters
    ----------
    temperature_C : float or array
        Degrees Celsius, -20 to 50.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    ``611.21 exp((18.678 - T/234.5) T/(257.14 + T))``.

    References
    ----------
    1. Buck 1981, J. Appl. Meteorol. 20, 1527 (form; constants of the maker's manual of 1996)

    Examples
    --------
    >>> round(0.5 * float(vapour_pressure_over_water(22.0)))
    1322
    """
    return 611.21 * np.exp((18.678 - temperature_C / 234.5) * temperature_C / (257.14 + temperature_C))


def vapour_pressure(dew_point_C: Values) -> Values:
    """Vapour pressure of air by its dew point, below 0 degrees Celsius its frost point.

    Parameters
    ----------
    dew_point_C : float or array
        Degrees Celsius, -100 to 50.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    Over ice up to 0 degrees Celsius, over water above; the two differ by 0.01 % there.

    References
    ----------
    1. Alduchov and Eskridge 1996, J. Appl. Meteorol. 35, 601; Buck 1981, J. Appl. Meteorol. 20, 1527

    Examples
    --------
    >>> [round(float(vapour_pressure(t)), 1) for t in (-20.0, 0.0, 10.0)]
    [103.3, 611.1, 1227.9]
    """
    warm = vapour_pressure_over_water(np.maximum(dew_point_C, 0.0))
    return np.where(np.asarray(dew_point_C) > 0, warm, vapour_pressure_over_ice(np.minimum(dew_point_C, 0.0)))[()]


def dew_point(vapour_pressure_Pa: Values) -> Values:
    """Dew point of air by its vapour pressure, below 0 degrees Celsius its frost point.

    Parameters
    ----------
    vapour_pressure_Pa : float or array
        Pa, 1e-3 to 10 000.

    Returns
    -------
    float or array
        Degrees Celsius.

    Notes
    -----
    The inverse of the form over ice, below 611 Pa; above, the root of Buck's form over water, quadratic in T.

    References
    ----------
    1. Derived from :func:`vapour_pressure`.

    Examples
    --------
    >>> [round(float(dew_point(p)), 1) for p in (1.08, 12.85, 1228.0)]
    [-60.0, -40.0, 10.0]
    """
    base, factor, shift = _ICE
    cold = np.log(np.minimum(vapour_pressure_Pa, base) / base)
    warm = np.log(np.maximum(vapour_pressure_Pa, base) / 611.21)
    half = (18.678 - warm) / 2
    over_water = 234.5 * (half - np.sqrt(half**2 - 257.14 * warm / 234.5))
    return np.where(np.asarray(vapour_pressure_Pa) > base, over_water, shift * cold / (factor - cold))[()]


def humidity_ratio(vapour_pressure_Pa: Values) -> Values:
    """Water that dry air carries.

    Parameters
    ----------
    vapour_pressure_Pa : float or array
        Pa, below that of the air, 101325 Pa.

    Returns
    -------
    float or array
        kg water per kg dry air.

    Notes
    -----
    ``0.622 p/(101325 - p)``.

    References
    ----------
    1. Dalton's law.

    Examples
    --------
    >>> round(1e6 * float(humidity_ratio(12.85)), 1)
    78.9
    """
    return WATER_OVER_AIR * vapour_pressure_Pa / (ATMOSPHERE - vapour_pressure_Pa)


def vapour_pressure_of_ratio(ratio: Values) -> Values:
    """Vapour pressure of air that carries so much water.

    Parameters
    ----------
    ratio : float or array
        kg water per kg dry air.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    ``101325 Y/(0.622 + Y)``, the inverse of :func:`humidity_ratio`.

    References
    ----------
    1. Dalton's law.

    Examples
    --------
    >>> round(float(vapour_pressure_of_ratio(78.9e-6)), 2)
    12.85
    """
    return ATMOSPHERE * ratio / (WATER_OVER_AIR + ratio)
