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
