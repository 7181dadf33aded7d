"""Networks of a conductor in a coating, of ions or electrons: what they conduct, and what the way through resists."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.interface.arrhenius import speedup
from dbetwin.materials import Material

Floats = NDArray[np.float64]


def hot_conductivity(conductor: Material, temperature_K: float) -> float:
    """Ionic conductivity of a material in use.

    Parameters
    ----------
    conductor : Material
        Its properties: ``conductivity_mS_cm`` at 25 C (mS/cm), ``conductivity_activation_eV`` (eV).
    temperature_K : float
        In use (K).

    Returns
    -------
    float
        Conductivity (mS/cm).

    Notes
    -----
    ``sigma_25 exp(-(Ea / kB) (1 / T - 1 / 298.15 K))``.

    References
    ----------
    .. [1] Arrhenius law.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> round(hot_conductivity(load_material("llzo"), 333.15), 2)
    4.36
    """
    return conductor["conductivity_mS_cm"] * speedup(conductor["conductivity_activation_eV"], temperature_K)


def network_conductivity(conductor_share: Floats | float, conductivity_mS_cm: float, exponent: float) -> Floats:
    """Effective conductivity of a conductor's network.

    Parameters
    ----------
    conductor_share : array, shape (n,)
        Volume share of ion conductor in the coating (-), above its percolation share.
    conductivity_mS_cm : float
        Conductivity of the conductor (mS/cm).
    exponent : float
        Exponent (-), 2 to 3.

    Returns
    -------
    array, shape (n,)
        Effective conductivity (mS/cm).

    Notes
    -----
    ``sigma phi^beta``.

    References
    ----------
    .. [1] assumed exponent; method in doi:10.1038/s41467-025-56514-5.

    Examples
    --------
    >>> round(float(network_conductivity(0.346, 0.3, 2.5)), 4)
    0.0211
    """
    return np.asarray(conductivity_mS_cm * np.asarray(conductor_share) ** exponent)


def percolating_conductivity(
    share: Floats | float, threshold: float, conductivity_mS_cm: float, exponent: float
) -> Floats:
    """Conductivity of a network that exists above a threshold only.

    Parameters
    ----------
    share : array, shape (n,)
        Volume share of the conductor in the coating (-).
    threshold : float
        Share from which it is a network (-).
    conductivity_mS_cm : float
        Of the conductor (mS/cm).
    exponent : float
        Exponent (-), about 2.

    Returns
    -------
    array, shape (n,)
        Effective conductivity (mS/cm); 0 up to the threshold.

    Notes
    -----
    ``sigma ((phi - phi_c) / (1 - phi_c))^t``.

    References
    ----------
    .. [1] Kirkpatrick, Rev. Mod. Phys. 45, 574 (1973), doi:10.1103/RevModPhys.45.574 (percolation).

    Examples
    --------
    >>> percolating_conductivity(np.array([0.01, 0.11, 1.0]), 0.01, 100.0, 2.0).round(2).tolist()
    [0.0, 1.02, 100.0]
    """
    above = np.maximum(np.asarray(share) - threshold, 0.0) / (1.0 - threshold)
    return np.asarray(conductivity_mS_cm * above**exponent)


def path_asr_ohm_cm2(thickness_um: Floats | float, path_conductivity: Floats | float) -> Floats:
    """Resistance of the way through a coating when the reaction is spread through its thickness.

    Parameters
    ----------
    thickness_um : array, shape (n,)
        Thickness of the coating (um).
    path_conductivity : array, shape (n,)
        Effective conductivity (mS/cm).

    Returns
    -------
    array, shape (n,)
        Area-specific resistance (ohm cm2).

    Notes
    -----
    ``h / (3 k)``: uniform reaction, and the other carrier moves freely.

    References
    ----------
    .. [1] Transmission-line limit, derived.

    Examples
    --------
    >>> round(float(path_asr_ohm_cm2(70.8, 0.0211)))
    112
    """
    return np.asarray(0.1 * np.asarray(thickness_um) / (3.0 * np.asarray(path_conductivity)))
