"""Water vapour of air by its dew or frost point."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values


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
    return 611.15 * np.exp(22.452 * dew_point_C / (272.55 + dew_point_C))


def vapour_pressure_over_water(dew_point_C: Values) -> Values:
    """Vapour pressure of air whose dew point is given.

    Parameters
    ----------
    dew_point_C : float or array
        Dew point, degrees Celsius, 0 to 50.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    ``611.21 exp((18.678 - T/234.5) T/(257.14 + T))``.

    References
    ----------
    1. Buck 1996, CR-1A user's manual, Buck Research (form of Buck 1981, J. Appl. Meteorol. 20, 1527)

    Examples
    --------
    >>> round(0.5 * float(vapour_pressure_over_water(22.0)))
    1322
    """
    return 611.21 * np.exp((18.678 - dew_point_C / 234.5) * dew_point_C / (257.14 + dew_point_C))
