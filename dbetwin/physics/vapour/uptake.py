"""How much of a reactive gas a bed of powder takes up while its open places run out.

Places fill by first-order Langmuir kinetics and never empty. The powder is mixed; the gas is either forced through
the bed (plug flow) or stirred above and between it, as in a rotating drum. ``damkoehler`` is how often over the open
powder could take up what a flow of gas carries.
"""

from __future__ import annotations

import numpy as np
from scipy.special import wrightomega

from dbetwin.physics import Values


def damkoehler_number(uptake_velocity: Values, area: Values, gas_flow: Values) -> Values:
    """How fast the open powder takes up a gas, over how fast the gas passes.

    Parameters
    ----------
    uptake_velocity : float or array
        Rate of uptake per area over the concentration of the gas, m/s.
    area : float or array
        Surface of all the powder, m2.
    gas_flow : float or array
        At the temperature and pressure of the bed, m3/s.

    Returns
    -------
    float or array
        Dimensionless.

    Notes
    -----
    ``Da = k A / Q``.

    References
    ----------
    1. Yanguas-Gil and Elam 2024, J. Vac. Sci. Technol. A 43, 012404, 10.1116/6.0004006

    Examples
    --------
    >>> round(float(damkoehler_number(0.05, 15000.0, 0.02)))
    37500
    """
    return uptake_velocity * area / gas_flow


def taken_up(fed: Values, damkoehler: Values) -> Values:
    """Share of the powder's places that is filled when the gas is forced through the bed.

    Parameters
    ----------
    fed : float or array
        Amount of gas fed, over what the powder can hold; a ratio of moles.
    damkoehler : float or array
        Of the open powder, dimensionless.

    Returns
    -------
    float or array
        0-1; over ``fed`` it is the share of the gas that was used.

    Notes
    -----
    ``Theta = 1 - ln(1 + (e^Da - 1) e^(-Da f)) / Da``: the gas leaves ``exp(-Da (1 - Theta))`` of itself unused, and
    ``dTheta/df = 1 - exp(-Da (1 - Theta))``. The same for a bed at rest, in which a front moves (Bohart and Adams).

    References
    ----------
    1. Yanguas-Gil and Elam 2024, J. Vac. Sci. Technol. A 43, 012404, 10.1116/6.0004006
    2. Bohart and Adams 1920, J. Am. Chem. Soc. 42, 523

    Examples
    --------
    >>> [round(float(taken_up(fed, 100.0)), 3) for fed in (0.5, 1.0, 1.1)]
    [0.5, 0.993, 1.0]
    """
    left: Values = np.logaddexp(0.0, damkoehler * (1.0 - fed) + np.log(-np.expm1(-damkoehler))) / damkoehler
    return np.minimum(np.maximum(1.0 - left, 0.0), 1.0)


def feed_for(filled: Values, damkoehler: Values) -> Values:
    """Amount of gas that fills a share of the powder's places when it is forced through the bed.

    Parameters
    ----------
    filled : float or array
        Share of the places to fill, 0 to below 1.
    damkoehler : float or array
        Of the open powder, dimensionless.

    Returns
    -------
    float or array
        Ratio of the moles fed to those that the powder can hold.

    Notes
    -----
    Inverse of :func:`taken_up`: ``f = (ln(e^Da - 1) - ln(e^(Da (1 - Theta)) - 1)) / Da``.

    References
    ----------
    1. Yanguas-Gil and Elam 2024, J. Vac. Sci. Technol. A 43, 012404, 10.1116/6.0004006

    Examples
    --------
    >>> round(float(feed_for(0.99, 100.0)), 4)
    0.9946
    """
    missed = np.log(-np.expm1(-damkoehler)) - np.log(-np.expm1(-damkoehler * (1.0 - filled)))
    needed: Values = filled + missed / damkoehler
    return needed


def taken_up_stirred(fed: Values, damkoehler: Values) -> Values:
    """Share of the powder's places that is filled when the gas is stirred over the powder.

    Parameters
    ----------
    fed : float or array
        Amount of gas fed, over what the powder can hold; a ratio of moles.
    damkoehler : float or array
        Of the open powder, dimensionless.

    Returns
    -------
    float or array
        0-1; over ``fed`` it is the share of the gas that was used.

    Notes
    -----
    ``f = Theta - ln(1 - Theta) / Da``, solved for Theta by Wright's omega function: the gas leaves
    ``1 / (1 + Da (1 - Theta))`` of itself unused.

    References
    ----------
    1. Yanguas-Gil and Elam 2024, J. Vac. Sci. Technol. A 43, 012404, 10.1116/6.0004006

    Examples
    --------
    >>> [round(float(taken_up_stirred(fed, 100.0)), 3) for fed in (0.5, 1.0, 1.1)]
    [0.493, 0.966, 1.0]
    """
    left: Values = wrightomega(np.log(damkoehler) + damkoehler * (1.0 - fed)) / damkoehler
    return np.minimum(np.maximum(1.0 - left, 0.0), 1.0)
