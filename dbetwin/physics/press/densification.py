"""How the pores of a coating close under isostatic pressure: how far, and how fast."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import GAS_CONSTANT, KELVIN, Values


def closing_time(reference: Values, temperature_C: Values, reference_C: Values, activation: Values) -> Values:
    """Time constant with which pores close: what flows into them flows faster when warm.

    Parameters
    ----------
    reference : float or array
        At the reference temperature, s.
    temperature_C, reference_C : float or array
        Of the press, degrees Celsius, 25-150, and that for which the time constant is given.
    activation : float or array
        Of the flow of the softest solid, J/mol.

    Returns
    -------
    float or array
        s.

    Notes
    -----
    ``t_0 exp((E/R)(1/T - 1/T_ref))``: viscous flow of a catholyte above its glass transition. A crystalline one that
    melts in between softens in a step, which this does not know.

    References
    ----------
    assumed (10-30 s when warm; 20-100 kJ/mol)

    Examples
    --------
    >>> [round(float(closing_time(20.0, t, 80.0, 50e3))) for t in (25.0, 80.0, 120.0)]
    [463, 20, 4]
    """
    inverse = 1 / (np.asarray(temperature_C) + KELVIN) - 1 / (reference_C + KELVIN)
    return reference * np.exp(activation / GAS_CONSTANT * inverse)


def final_porosity(wanted: Values, pressure: Values, scale: Values, before: Values, memory: Values) -> Values:
    """Porosity that endless pressing leaves.

    Parameters
    ----------
    wanted : float or array
        What the reference pressure leaves of a coating of the porosity that the press is set up for, 0-1.
    pressure : float or array
        Above the reference pressure, Pa.
    scale : float or array
        Pressure that closes 63 % of the pores, Pa.
    before : float or array
        Ratio of the porosity that comes in to that which the press is set up for.
    memory : float or array
        Exponent, 0-1: at 0 the press wipes out what came before it.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``e_f = e_ref (e_i/e_cal)^b exp(-(P - P_ref)/P_0)``, 100-600 MPa; hard garnet grains take no part in it.

    References
    ----------
    assumed (scale 150-600 MPa, memory 0-1)

    Examples
    --------
    >>> round(float(final_porosity(0.05, -100e6, 300e6, 1.0, 0.5)), 4)
    0.0698
    """
    return wanted * before**memory * np.exp(-np.asarray(pressure) / scale)


def pressed_porosity(before: Values, final: Values, dwell: Values, closing: Values) -> Values:
    """Porosity after a dwell under pressure.

    Parameters
    ----------
    before, final : float or array
        Porosity that comes in, and that which endless pressing would leave, 0-1.
    dwell : float or array
        At pressure, s.
    closing : float or array
        Time constant, s.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``e = e_f + (e_i - e_f) exp(-t/t_0)``; pressing never opens a coating, so ``e_f`` is at most ``e_i``.

    References
    ----------
    assumed (time constant 10-30 s when warm)

    Examples
    --------
    >>> round(float(pressed_porosity(0.17, 0.05, 20.0, 20.0)), 3)
    0.094
    """
    final = np.minimum(final, before)
    return final + (before - final) * np.exp(-dwell / closing)
