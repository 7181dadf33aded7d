"""Porosity of an electrode under the line load of a roll, the pressure there, and what breaks."""

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
    ``eps = eps_min + (eps_0 - eps_min) exp(-q/g)``; up to the load that crushes particles, about 1.5 kN/mm. The speed
    of the web does not matter (published up to 5 m/min).

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


def softness(thickness: Values, porosity: Values, material: Compaction) -> Values:
    """How much thinner a web gets in the nip per line load.

    Parameters
    ----------
    thickness : float or array
        In the nip, m.
    porosity : float or array
        In the nip, 0-1.
    material : Compaction
        Porosities and resistance (N/m) of the electrode.

    Returns
    -------
    float or array
        m per N/m, m2/N.

    Notes
    -----
    Derivative of ``h = m/(rho (1 - eps))`` along the law of line loads: ``h (eps - eps_min)/((1 - eps) g)``. A web
    near its least porosity is stiffer than the stand around it.

    References
    ----------
    Derived.

    Examples
    --------
    >>> print(f"{float(softness(160e-6, 0.15, Compaction(0.32, 0.12, 280e3))):.3g}")
    2.02e-11
    """
    way: Values = np.maximum(porosity - material.porosity_least, 0.0)
    return thickness * way / ((1 - porosity) * material.resistance)


def heckel_porosity(pressure: Values, porosity_fed: Values, rate: Values) -> Values:
    """Porosity under a pressure, for a powder that yields plastically; the alternate to the law of line loads.

    Parameters
    ----------
    pressure : float or array
        Mean pressure in the nip, Pa.
    porosity_fed : float or array
        Without pressure, 0-1.
    rate : float or array
        Of the logarithm of the porosity with pressure, 1/Pa.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``ln(1/eps) = K P + ln(1/eps_0)``. It knows no least porosity; valid between rearrangement of the grains, some
    10 MPa, and their breaking.

    References
    ----------
    1. Heckel 1961, Trans. Metall. Soc. AIME 221, 671 (form); rate assumed (0.002-0.02 1/MPa)

    Examples
    --------
    >>> round(float(heckel_porosity(144e6, 0.42, 0.0055e-6)), 3)
    0.19
    """
    porosity: Values = porosity_fed * np.exp(-rate * pressure)
    return porosity


def heckel_nip(line_load: float, roll_radius: float, solids: float, porosity_fed: float, rate: float) -> float:
    """Porosity in a nip whose pressure follows from the thickness that the web loses in it.

    Parameters
    ----------
    line_load : float
        N/m.
    roll_radius : float
        m.
    solids : float
        Thickness of the web without its pores, m.
    porosity_fed : float
        0-1.
    rate : float
        Of the logarithm of the porosity with pressure, 1/Pa.

    Returns
    -------
    float
        0-1.

    Notes
    -----
    Root of ``eps = eps_0 exp(-K q/sqrt(R dh))`` with ``dh = s (1/(1 - eps_0) - 1/(1 - eps))``, by bisection: the more
    the web gives way, the longer the nip and the lower its pressure, so that there is one root.

    References
    ----------
    1. Heckel 1961, Trans. Metall. Soc. AIME 221, 671 (law); the closed loop with the nip is derived

    Examples
    --------
    >>> round(heckel_nip(600e3, 0.4, 134e-6, 0.32, 0.0055e-6), 3)
    0.142
    """
    low, high = 0.0, porosity_fed
    for _ in range(40):
        middle = (low + high) / 2
        length = contact_length(roll_radius, solids * (1 / (1 - porosity_fed) - 1 / (1 - middle)))
        under = heckel_porosity(nip_pressure(line_load, length), porosity_fed, rate) if length > 0 else 0.0
        low, high = (middle, high) if under > middle else (low, middle)
    return (low + high) / 2


def contact_length(roll_radius: Values, reduction: Values) -> Values:
    """Length over which a roll touches the web.

    Parameters
    ----------
    roll_radius : float or array
        m.
    reduction : float or array
        Of the thickness of the web in the nip, m.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    ``sqrt(R dh)``: rigid rolls far thicker than the web; what springs back beyond the narrowest place is left out.

    References
    ----------
    Geometry of a chord.

    Examples
    --------
    >>> round(1e3 * float(contact_length(0.4, 30e-6)), 1)
    3.5
    """
    length: Values = np.sqrt(roll_radius * reduction)
    return length


def nip_pressure(line_load: Values, length: Values) -> Values:
    """Mean pressure in the nip.

    Parameters
    ----------
    line_load : float or array
        N/m.
    length : float or array
        Over which the roll touches the web, m.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    ``P = q/l``; the peak is higher.

    References
    ----------
    Balance of forces.

    Examples
    --------
    >>> round(float(nip_pressure(500e3, contact_length(0.4, 30e-6))) / 1e6)
    144
    """
    return line_load / length


def broken_share(line_load: Values, fracture_load: Values, width: Values) -> Values:
    """Share of the grains that a line load breaks.

    Parameters
    ----------
    line_load, fracture_load : float or array
        Of the nip, and the one at which grains begin to break, N/m.
    width : float or array
        Excess over the fracture load that breaks 63 %, as ratio to that load.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``1 - exp(-(q/q_f - 1)/w)`` above the fracture load: after rearranging, grains break at moderate pressure and are
    crushed at high pressure.

    References
    ----------
    1. Guichard, Mathieu and Woillez 2026, arXiv:2601.02879 (the three regimes); law and width assumed (0.2-2)

    Examples
    --------
    >>> [round(float(broken_share(q, 1500e3, 0.5)), 3) for q in (600e3, 1500e3, 2000e3, 3000e3)]
    [0.0, 0.0, 0.487, 0.865]
    """
    share: Values = -np.expm1(-np.maximum(line_load / fracture_load - 1.0, 0.0) / width)
    return share


def coverage_of_broken(coverage: Values) -> Values:
    """Coverage of a grain that broke in two: the new faces are bare.

    Parameters
    ----------
    coverage : float or array
        Share of the grain's surface under its coat before, 0-1.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    A plane through the middle of a sphere adds ``2 pi r^2`` to ``4 pi r^2``: two thirds are left. A grain that is
    crushed to more than two pieces has less.

    References
    ----------
    Derived; one crack a grain is assumed.

    Examples
    --------
    >>> round(float(coverage_of_broken(0.9)), 3)
    0.6
    """
    return coverage / 1.5
