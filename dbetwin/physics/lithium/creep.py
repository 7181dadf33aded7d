"""How lithium flows under a steady stress: a power law whose resistance hardens towards a saturation.

Temperature only stretches time. Strain is a function of stress and of ``A exp(-Q / R T) t``, the reduced time, so that
one table in two dimensions holds every temperature and every dwell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dbetwin.physics import GAS_CONSTANT, Values

Floats = NDArray[np.float64]

NODES = 601
"""Of a history, odd."""
NEARNESS = 14.0
"""A history ends when the distance to saturation is exp(-14) of what it was."""
LEAST_DISTANCE = 1e-9
"""Relative distance from saturation below which there is nothing left to harden."""


@dataclass(frozen=True, slots=True)
class CreepLaw:
    """Constants of the law in SI.

    Parameters
    ----------
    prefactor : float
        A (1/s).
    activation : float
        Q (J/mol).
    sensitivity : float
        m (-); the rate goes as the stress to the power 1/m while the resistance stands.
    initial : float
        Resistance S to begin with (Pa).
    saturation : float
        Prefactor S* of the resistance at saturation (Pa).
    saturation_exponent : float
        With which that grows with the reduced rate (-).
    hardening : float
        Slope H0 of resistance over strain (Pa).
    hardening_exponent : float
        a (-), at least 1.
    """

    prefactor: float
    activation: float
    sensitivity: float
    initial: float
    saturation: float
    saturation_exponent: float
    hardening: float
    hardening_exponent: float


def reduced_time(time: Values, temperature: Values, law: CreepLaw) -> Values:
    """Time that counts the same at any temperature.

    Parameters
    ----------
    time : float or array
        Under stress (s).
    temperature : float or array
        Temperature (K).
    law : CreepLaw
        Its prefactor (1/s) and activation energy (J/mol).

    Returns
    -------
    float or array
        Reduced time, dimensionless.

    Notes
    -----
    ``A exp(-Q / R T) t``.

    References
    ----------
    1. Narayan and Anand 2018, Extreme Mech. Lett., 10.1016/j.eml.2018.08.006 (the law at room temperature; with
       temperature by Anand and Narayan 2019, J. Electrochem. Soc. 166)

    Examples
    --------
    >>> law = CreepLaw(4.25e4, 37e3, 0.15, 0.95e6, 2.0e6, 0.05, 10e6, 2.0)
    >>> round(float(reduced_time(60.0, 298.0, law)), 3)
    0.834
    """
    return np.asarray(time) * law.prefactor * np.exp(-law.activation / (GAS_CONSTANT * np.asarray(temperature)))


def flow_stress(reduced_rate: Values, resistance: Values, law: CreepLaw) -> Values:
    """Stress at which lithium flows at a rate.

    Parameters
    ----------
    reduced_rate : float or array
        Strain per reduced time, dimensionless: the strain rate over ``A exp(-Q / R T)``.
    resistance : float or array
        S (Pa).
    law : CreepLaw
        Its sensitivity.

    Returns
    -------
    float or array
        Stress (Pa).

    Notes
    -----
    ``S r^m``.

    References
    ----------
    1. Narayan and Anand 2018, Extreme Mech. Lett., 10.1016/j.eml.2018.08.006

    Examples
    --------
    >>> law = CreepLaw(4.25e4, 37e3, 0.15, 0.95e6, 2.0e6, 0.05, 10e6, 2.0)
    >>> per_second = reduced_time(1.0, 298.0, law)
    >>> round(1e-6 * float(flow_stress(1e-3 / per_second, law.initial, law)), 2)
    0.64
    """
    return resistance * np.asarray(reduced_rate) ** law.sensitivity


def saturated_resistance(reduced_rate: Values, law: CreepLaw) -> Values:
    """Resistance that a steady flow ends with.

    Parameters
    ----------
    reduced_rate : float or array
        Strain per reduced time, dimensionless.
    law : CreepLaw
        Its saturation (Pa) and exponent.

    Returns
    -------
    float or array
        S_sat (Pa).

    Notes
    -----
    ``S* r^n``: the faster the flow, the harder it ends.

    References
    ----------
    1. Anand and Narayan 2019, J. Electrochem. Soc. 166; rate-dependent saturation after Anand 1982, J. Eng. Mater.
       Technol. 104, 12

    Examples
    --------
    >>> law = CreepLaw(4.25e4, 37e3, 0.15, 0.95e6, 2.0e6, 0.05, 10e6, 2.0)
    >>> rate = 1e-3 / reduced_time(1.0, 298.0, law)
    >>> round(1e-6 * float(flow_stress(rate, saturated_resistance(rate, law), law)), 2)
    1.18
    """
    return law.saturation * np.asarray(reduced_rate) ** law.saturation_exponent


def steady_rate(stress: Values, law: CreepLaw) -> Values:
    """Strain per reduced time once the resistance is saturated.

    Parameters
    ----------
    stress : float or array
        Steady stress (Pa).
    law : CreepLaw
        The law (SI).

    Returns
    -------
    float or array
        Strain per reduced time, dimensionless.

    Notes
    -----
    ``(sigma / S*)^(1 / (m + n))``: exponent 5.0 where it is 6.7 at a resistance that stands.

    References
    ----------
    1. derived from the law of Narayan and Anand 2018, 10.1016/j.eml.2018.08.006

    Examples
    --------
    >>> law = CreepLaw(4.25e4, 37e3, 0.15, 0.95e6, 2.0e6, 0.05, 10e6, 2.0)
    >>> round(float(steady_rate(1e6, law)), 5)
    0.03125
    """
    return (np.asarray(stress) / law.saturation) ** (1.0 / (law.sensitivity + law.saturation_exponent))


def creep_strain(stress: Values, reduced: Values, law: CreepLaw) -> Floats:
    """Strain after a time under a steady stress.

    Parameters
    ----------
    stress : float or array, shape (n,)
        Stress that drives the flow (Pa), above 0.
    reduced : float or array, shape (n,)
        Reduced time, dimensionless.
    law : CreepLaw
        The law (SI).

    Returns
    -------
    array, shape (n,)
        Strain, dimensionless.

    Notes
    -----
    ``d eps / d tau = (sigma / S)^(1/m)`` and ``dS / d eps = H0 |1 - S / S_sat|^a sign(1 - S / S_sat)``. The resistance
    runs from its first to its saturated value, so time and strain are integrals over it (Simpson's rule, then cubic
    between the nodes); what comes after is steady. The power law holds up to some 2.8 MPa.

    References
    ----------
    1. Narayan and Anand 2018, Extreme Mech. Lett., 10.1016/j.eml.2018.08.006
    2. Masias et al. 2019, J. Mater. Sci. 54, 2585, 10.1007/s10853-018-2971-3 (end of the power law)

    Examples
    --------
    >>> law = CreepLaw(4.25e4, 37e3, 0.15, 0.95e6, 2.0e6, 0.05, 10e6, 2.0)
    >>> creep_strain(1e6, np.array([0.01, 1.0, 100.0]), law).round(4).tolist()
    [0.0125, 0.2737, 4.5801]
    """
    stress, reduced = np.broadcast_arrays(np.asarray(stress, dtype=np.float64), np.asarray(reduced, dtype=np.float64))
    flat = stress.ravel()
    levels, which = np.unique(flat, return_inverse=True)
    times, strains, rates = _history(levels, law)
    found = np.empty(flat.size)
    for level in range(len(levels)):  # one history serves every point of its stress
        rows = which == level
        found[rows] = _read(reduced.ravel()[rows], times[level], strains[level], rates[level])
    return found.reshape(stress.shape)


def _history(stress: Floats, law: CreepLaw) -> tuple[Floats, Floats, Floats]:
    """Reduced time, strain and rate at the nodes of the way to saturation, a row per stress."""
    end = np.asarray(saturated_resistance(steady_rate(stress, law), law))
    gap = law.initial - end
    gap = np.where(np.abs(gap) < LEAST_DISTANCE * end, LEAST_DISTANCE * end, gap)
    nodes = np.linspace(0.0, NEARNESS, 2 * NODES - 1)
    distance = gap[:, None] * np.exp(-nodes)
    resistance = end[:, None] + distance
    rate = (stress[:, None] / resistance) ** (1.0 / law.sensitivity)
    missing = 1.0 - resistance / saturated_resistance(rate, law)
    hardening = law.hardening * np.abs(missing) ** law.hardening_exponent
    strain = _running(np.abs(distance) / hardening, nodes)
    time = _running(np.abs(distance) / (hardening * rate), nodes)
    return time, strain, rate[:, ::2]


def _running(integrand: Floats, nodes: Floats) -> Floats:
    """Integral up to every other node, by Simpson's rule."""
    pieces = (integrand[:, :-1:2] + 4.0 * integrand[:, 1::2] + integrand[:, 2::2]) * (nodes[1] - nodes[0]) / 3.0
    return np.concatenate([np.zeros((len(pieces), 1)), np.cumsum(pieces, axis=1)], axis=1)


def _read(reduced: Floats, times: Floats, strains: Floats, rates: Floats) -> Floats:
    """Strain between nodes, cubic with the rates as slopes; past the last it grows steadily."""
    place = np.clip(np.searchsorted(times, reduced, side="right") - 1, 0, len(times) - 2)
    span = times[place + 1] - times[place]
    part = np.clip((reduced - times[place]) / span, 0.0, 1.0)
    rest = 1.0 - part
    between = (
        (1.0 + 2.0 * part) * rest**2 * strains[place]
        + part * rest**2 * span * rates[place]
        + part**2 * (3.0 - 2.0 * part) * strains[place + 1]
        - part**2 * rest * span * rates[place + 1]
    )
    return np.asarray(between + np.maximum(reduced - times[-1], 0.0) * rates[-1])


def closed_contact(contact: Values, strain: Values, closing: Values) -> Values:
    """Contact after flow has closed part of the gaps.

    Parameters
    ----------
    contact : float or array
        Share that touched before, 0-1.
    strain : float or array
        Strain of the metal, dimensionless.
    closing : float or array
        How fast gaps close with strain, dimensionless.

    Returns
    -------
    float or array
        Share that touches, 0-1.

    Notes
    -----
    ``d ln(1 - f) = -C d eps``, so ``f = 1 - (1 - f0) exp(-C eps)``: the path of the strain does not matter.

    References
    ----------
    1. assumed form (gaps shrink in proportion to themselves)

    Examples
    --------
    >>> round(float(closed_contact(0.1, 1.0, 1.0)), 4)
    0.6689
    """
    contact = np.asarray(contact)
    return contact - (1.0 - contact) * np.expm1(-np.asarray(closing) * strain)
