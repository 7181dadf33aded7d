"""PTFE drawn into fibrils by kneading, and the strength they give a dry film."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values


def temperature_factor(temperature_C: Values, midpoint_C: float = 25.0, width_K: float = 4.0) -> Values:
    """How fast PTFE draws into fibrils at a temperature, over how fast it does when warm.

    Parameters
    ----------
    temperature_C : float or array
        Of the dough, degrees Celsius.
    midpoint_C : float
        Half rate; PTFE turns soft between its transitions at 19 and 30 degrees Celsius.
    width_K : float
        Width of the step.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    Logistic step.

    References
    ----------
    assumed (midpoint 20-30 degrees Celsius, width 2-8 K)

    Examples
    --------
    >>> round(float(temperature_factor(25.0)), 2), round(float(temperature_factor(90.0)), 2)
    (0.5, 1.0)
    """
    return 1 / (1 + np.exp(-(temperature_C - midpoint_C) / width_K))


def fibrillation_degree(energy: Values, energy_scale: Values, optimum: Values, decay: Values) -> Values:
    """Degree of fibrillation after kneading; beyond the optimum fibrils are cut again.

    Parameters
    ----------
    energy : float or array
        Specific energy, J/kg (already multiplied by the temperature factor where cold).
    energy_scale : float or array
        Energy that draws 63 % of the binder, J/kg.
    optimum : float or array
        Energy beyond which fibrils are cut, J/kg.
    decay : float or array
        Rate of cutting beyond the optimum, kg/J.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``X = 1 - exp(-E/E_f)`` up to the optimum; beyond it ``dX/dE = (1 - X)/E_f - k_d X``, solved in closed form.

    References
    ----------
    assumed (E_f 20-150 kJ/kg, optimum 3 E_f, k_d 0.1/E_f); trend, saturation after 12 min and cleavage by
    over-kneading: graphite and PTFE doughs, UNIST thesis

    Examples
    --------
    >>> round(float(fibrillation_degree(100e3, 40e3, 120e3, 0.1 / 40e3)), 3)
    0.918
    """
    rising = -np.expm1(-np.minimum(energy, optimum) / energy_scale)
    beyond = np.maximum(energy - optimum, 0.0)
    rate = 1 / energy_scale + decay
    settled = 1 / (energy_scale * rate)
    return settled + (rising - settled) * np.exp(-rate * beyond)


def film_strength(binder_fraction: Values, fibrillation: Values, porosity: Values) -> Values:
    """Tensile strength of a dry film along the web.

    Parameters
    ----------
    binder_fraction : float or array
        PTFE by mass.
    fibrillation : float or array
        Degree of fibrillation, 0-1.
    porosity : float or array
        0-1.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    ``s_0 (w/0.01) X^1.5 (1 - eps)^2`` with s_0 0.6 MPa; 1-3 wt% PTFE.

    References
    ----------
    assumed (s_0 0.2-1 MPa, exponents 1, 1-2, 1.5-3)

    Examples
    --------
    >>> round(float(film_strength(0.01, 0.918, 0.3)) / 1e6, 3)
    0.259
    """
    strength: Values = 0.6e6 * (binder_fraction / 0.01) * fibrillation**1.5 * (1 - porosity) ** 2
    return strength
