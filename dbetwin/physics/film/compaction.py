"""Porosity of an electrode under the line load of a roll, and after it has sprung back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dbetwin.physics import Values


@dataclass(frozen=True, slots=True)
class Compaction:
    """What one electrode material does in the nip: porosities without load and at most load, resistance in N/m."""

    porosity_fed: float
    porosity_least: float
    resistance: Values


def compaction_resistance(
    reference: Values, loading_ratio: Values, roll_ratio: Values = 1.0, warmer_K: Values = 0.0, softening: float = 0.004
) -> Values:
    """Line load that takes 63 % of the way to the least porosity.

    Parameters
    ----------
    reference : float or array
        At the reference loading, roll and 25 degrees Celsius, N/m.
    loading_ratio : float or array
        Areal mass over the reference areal mass.
    roll_ratio : float or array
        Roll diameter over the reference diameter.
    warmer_K : float or array
        Roll temperature above 25 degrees Celsius, K.
    softening : float
        1/K.

    Returns
    -------
    float or array
        N/m.

    Notes
    -----
    ``g = g_ref (M/M_ref) (D/D_ref)^0.5 exp(-b (T - 25))``; a thicker web spreads the load over a longer nip.

    References
    ----------
    assumed (exponents 0.5-1.2 and 0.3-0.6, softening 0.002-0.006 1/K); trend: Meyer 2018, J. Energy Storage 18, 371

    Examples
    --------
    >>> round(float(compaction_resistance(350e3, 1.0, 1.0, 55.0)) / 1e3, 1)
    280.9
    """
    return reference * loading_ratio * np.sqrt(roll_ratio) * np.exp(-softening * warmer_K)


def compacted_porosity(line_load: Values, material: Compaction) -> Values:
    """Porosity in the nip.

    Parameters
    ----------
    line_load : float or array
        N/m.
    material : Compaction
        Porosities and resistance (N/m) of the electrode.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``eps = eps_min + (eps_0 - eps_min) exp(-q/g)``; up to the load that crushes particles, about 1.5 kN/mm.

    References
    ----------
    1. Meyer 2017, J. Mater. Process. Technol. 249, 172, 10.1016/j.jmatprotec.2017.05.031 (form; constants assumed)

    Examples
    --------
    >>> cathode = Compaction(0.42, 0.12, 350e3)
    >>> [round(float(compacted_porosity(q, cathode)), 3) for q in (100e3, 200e3, 500e3, 1000e3)]
    [0.345, 0.289, 0.192, 0.137]
    """
    span = material.porosity_fed - material.porosity_least
    return material.porosity_least + span * np.exp(-line_load / material.resistance)


def sprung_back(porosity: Values, springback: Values) -> Values:
    """Porosity after the web has left the nip and grown thicker.

    Parameters
    ----------
    porosity : float or array
        In the nip, 0-1.
    springback : float or array
        Relative growth of the thickness.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    Mass stays: ``1 - eps_out = (1 - eps_nip)/(1 + e)``.

    References
    ----------
    Mass balance; springback assumed (0.01-0.10).

    Examples
    --------
    >>> round(float(sprung_back(0.15, 0.04)), 4)
    0.1827
    """
    return 1 - (1 - porosity) / (1 + springback)
