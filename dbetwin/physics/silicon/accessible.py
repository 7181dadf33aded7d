"""How far silicon charges before stress and resistance lower its potential to the cut-off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dbetwin.physics import Values
from dbetwin.physics.silicon.alloy import bulk_modulus, flow_stress, open_potential
from dbetwin.physics.silicon.coupling import film_pressure
from dbetwin.physics.silicon.misfit import misfit_pressure, misfit_strain

Array = NDArray[np.float64]

HALVINGS = 34


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Silicon in a matrix."""

    expansion: float
    """Relative gain of volume at full charge."""
    bulk_empty: float
    """Bulk modulus, Pa."""
    bulk_full: float
    matrix_shear: float
    """Shear modulus of what surrounds it, Pa."""
    relief: float
    """Pressure that the matrix does not exceed, Pa; endless for an elastic one."""
    shift: float
    """Drop of potential per pressure, V/Pa."""
    cut_off: float
    """V against lithium."""


@dataclass(frozen=True, slots=True)
class Film:
    """Silicon as a film, held in its plane and free across it."""

    flow_start: float
    """Flow stress at states of charge 0.1, 0.5 and 1, Pa."""
    flow_half: float
    flow_full: float
    shift: float
    """Drop of potential per hydrostatic pressure, V/Pa."""
    cut_off: float
    """V against lithium."""


def confined_pressure(soc: Values, free_volume: Values, inclusion: Inclusion) -> Values:
    """Pressure in silicon at a state of charge.

    Parameters
    ----------
    soc : float or array
        State of charge, 0-1.
    free_volume : float or array
        Pore volume per volume of uncharged silicon, dimensionless.
    inclusion : Inclusion
        Silicon and its matrix.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    ``min(p_misfit, p_relief)``.

    References
    ----------
    as :func:`dbetwin.physics.silicon.misfit.misfit_pressure`, derived

    Examples
    --------
    >>> garnet = Inclusion(2.8, 60e9, 25e9, 5e9, float("inf"), 92.2e-12, 0.01)
    >>> round(float(confined_pressure(0.496, 0.5, garnet)) / 1e9, 2)
    2.68
    """
    strain = misfit_strain(soc, free_volume, inclusion.expansion)
    bulk = bulk_modulus(soc, inclusion.bulk_empty, inclusion.bulk_full)
    return np.asarray(np.minimum(misfit_pressure(strain, bulk, inclusion.matrix_shear), inclusion.relief))


def accessible_soc(free_volume: Values, drop: Values, inclusion: Inclusion) -> Values:
    """State of charge at which confined silicon reaches the cut-off.

    Parameters
    ----------
    free_volume : float or array
        Pore volume per volume of uncharged silicon, dimensionless.
    drop : float or array
        Voltage lost to resistance and to pressure from outside, V.
    inclusion : Inclusion
        Silicon, matrix and cut-off.

    Returns
    -------
    float or array
        State of charge, 0-1.

    Notes
    -----
    Where ``U0(SOC) - k_U (Omega / F) p(SOC) - drop`` falls to the cut-off, by bisection. It falls all the way where
    the pressure does not: in a stiff matrix the pressure has a maximum, since silicon softens, but only where the
    potential is below the cut-off already.

    References
    ----------
    1. Larche, Cahn 1973, Acta Metall. 21, 1051, 10.1016/0001-6160(73)90021-7; the potential is assumed

    Examples
    --------
    >>> soft = Inclusion(2.8, 60e9, 25e9, 0.5e9, float("inf"), 92.24e-12, 0.01)
    >>> round(float(accessible_soc(0.0, 0.0, soft)), 3)
    0.907
    """
    volume, loss = np.broadcast_arrays(np.asarray(free_volume, float), np.asarray(drop, float))
    allowed = loss + inclusion.cut_off

    def margin(soc: Array) -> Array:
        pressure = confined_pressure(soc, volume, inclusion)
        return np.asarray(open_potential(soc) - inclusion.shift * pressure - allowed)

    return _highest(margin, allowed.shape)


def film_soc(drop: Values, film: Film) -> Values:
    """State of charge at which a film reaches the cut-off.

    Parameters
    ----------
    drop : float or array
        Voltage lost to resistance and to pressure from outside, V.
    film : Film
        Flow stresses, coupling and cut-off.

    Returns
    -------
    float or array
        State of charge, 0-1.

    Notes
    -----
    As :func:`accessible_soc` with two thirds of the flow stress as pressure: a film flows, and swells across its plane.

    References
    ----------
    1. Sethuraman et al. 2010, J. Electrochem. Soc. 157, A1253, 10.1149/1.3489378; the potential is assumed

    Examples
    --------
    >>> measured = Film(1.75e9, 1e9, 0.65e9, 1.7 * 92.24e-12, 0.01)
    >>> round(float(film_soc(0.0, measured)), 3)
    0.912
    """
    allowed = np.asarray(drop, float) + film.cut_off

    def margin(soc: Array) -> Array:
        stress = flow_stress(soc, film.flow_start, film.flow_half, film.flow_full)
        return np.asarray(open_potential(soc) - film.shift * film_pressure(stress) - allowed)

    return _highest(margin, allowed.shape)


def _highest(margin: Callable[[Array], Array], shape: tuple[int, ...]) -> Array:
    """Largest state of charge with a margin that is not negative; 0 where there is none, 1 where all have one."""
    low, high = np.zeros(shape), np.ones(shape)
    middle = high
    for _ in range(HALVINGS):
        reached = margin(middle) >= 0.0
        low, high = np.where(reached, middle, low), np.where(reached, high, middle)
        middle = 0.5 * (low + high)
    return np.asarray(low)
