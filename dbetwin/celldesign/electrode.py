"""One face of an electrode coating: what it is made of, how dense and how thick it is.

Mass is what calendering and pressing leave alone: loading is invariant, thickness and porosity change together.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SHARE_TOLERANCE = 1e-6


def solid_density(mass_fractions: Mapping[str, float], densities: Mapping[str, float]) -> float:
    """Density of the coating without its pores.

    Parameters
    ----------
    mass_fractions : mapping
        Material to share of the coating's mass (-); the shares add up to one.
    densities : mapping
        Material to density (g/cm3).

    Returns
    -------
    float
        Density of the solids (g/cm3).

    Notes
    -----
    ``1 / sum(w_i / rho_i)``; volumes add up (no mixing volume).

    References
    ----------
    .. [1] Volume balance, derived.

    Examples
    --------
    >>> round(solid_density({"a": 0.5, "b": 0.5}, {"a": 4.0, "b": 2.0}), 4)
    2.6667
    """
    _check_shares(mass_fractions)
    return 1.0 / sum(share / densities[name] for name, share in mass_fractions.items())


def volume_fractions(mass_fractions: Mapping[str, float], densities: Mapping[str, float]) -> dict[str, float]:
    """Shares of the solids' volume.

    Parameters
    ----------
    mass_fractions : mapping
        Material to share of the coating's mass (-).
    densities : mapping
        Material to density (g/cm3).

    Returns
    -------
    dict
        Material to share of the volume of the solids (-); multiply by ``1 - porosity`` for the coating.

    Notes
    -----
    ``(w_i / rho_i) / sum(w_j / rho_j)``.

    References
    ----------
    .. [1] Volume balance, derived.

    Examples
    --------
    >>> shares = volume_fractions({"a": 0.5, "b": 0.5}, {"a": 4.0, "b": 2.0})
    >>> round(shares["b"], 4)
    0.6667
    """
    density = solid_density(mass_fractions, densities)
    return {name: share * density / densities[name] for name, share in mass_fractions.items()}


def thickness_um(loading_mg_cm2: Floats | float, solids_g_cm3: Floats | float, porosity: Floats | float) -> Floats:
    """Thickness of one face from its loading.

    Parameters
    ----------
    loading_mg_cm2 : array, shape (n,)
        Coating mass of one face (mg/cm2).
    solids_g_cm3 : float or array, shape (n,)
        Density of the coating without pores (g/cm3).
    porosity : array, shape (n,)
        Pore share of the coating's volume (-), 0 to below 1.

    Returns
    -------
    array, shape (n,)
        Thickness (um).

    Notes
    -----
    ``h = m / (rho_s (1 - eps))``.

    References
    ----------
    .. [1] Mass balance, derived.

    Examples
    --------
    >>> round(float(thickness_um(26.3, 3.914, 0.08)), 1)
    73.0
    """
    return np.asarray(10.0 * np.asarray(loading_mg_cm2) / (solids_g_cm3 * (1.0 - np.asarray(porosity))))


def porosity(loading_mg_cm2: Floats | float, solids_g_cm3: Floats | float, thickness: Floats | float) -> Floats:
    """Porosity of one face from its loading and its measured thickness.

    Parameters
    ----------
    loading_mg_cm2 : array, shape (n,)
        Coating mass of one face (mg/cm2).
    solids_g_cm3 : float or array, shape (n,)
        Density of the coating without pores (g/cm3).
    thickness : array, shape (n,)
        Thickness of one face (um).

    Returns
    -------
    array, shape (n,)
        Porosity (-); negative where the thickness is less than the solids need.

    Notes
    -----
    ``eps = 1 - m / (h rho_s)``.

    References
    ----------
    .. [1] Yourey, Batteries 6, 23 (2020), doi:10.3390/batteries6020023.

    Examples
    --------
    >>> round(float(porosity(10.46, 4.539, 28.66)), 3)
    0.196
    """
    return np.asarray(1.0 - 10.0 * np.asarray(loading_mg_cm2) / (np.asarray(thickness) * solids_g_cm3))


def loading_for(areal_capacity_mAh_cm2: Floats | float, active_share: float, capacity_mAh_g: float) -> Floats:
    """Coating mass that one face needs to hold an areal capacity.

    Parameters
    ----------
    areal_capacity_mAh_cm2 : array, shape (n,)
        Capacity of one face (mAh/cm2).
    active_share : float
        Share of active material in the coating's mass (-).
    capacity_mAh_g : float
        Capacity of the active material that the design uses (mAh/g).

    Returns
    -------
    array, shape (n,)
        Loading of one face (mg/cm2).

    Notes
    -----
    ``m = q / (w q_am)``.

    References
    ----------
    .. [1] Mass balance, derived.

    Examples
    --------
    >>> round(float(loading_for(3.5, 0.70, 190.0)), 1)
    26.3
    """
    return np.asarray(1000.0 * np.asarray(areal_capacity_mAh_cm2) / (active_share * capacity_mAh_g))


def _check_shares(mass_fractions: Mapping[str, float]) -> None:
    total = sum(mass_fractions.values())
    if abs(total - 1.0) > SHARE_TOLERANCE:
        raise ValueError(f"the mass fractions add up to {total:.6g}, not to 1: {dict(mass_fractions)}")
