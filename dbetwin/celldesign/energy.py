"""Capacity, voltage and energy of rows of cells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def cell_capacity(
    cathode_cm2: float, cathode_mAh_cm2: Floats | float, anode_mAh_cm2: Floats | float, retention: float
) -> Floats:
    """Capacity after formation of all faces together.

    Parameters
    ----------
    cathode_cm2 : float
        Area of all cathode faces of the cell (cm2).
    cathode_mAh_cm2, anode_mAh_cm2 : array, shape (n,)
        Areal capacity that each electrode can give on one face (mAh/cm2); ``inf`` for a lithium anode.
    retention : float
        Share of the lithium inventory left after formation (-).

    Returns
    -------
    array, shape (n,)
        Capacity (Ah).

    Notes
    -----
    ``Q = A min(q_p, q_n) f_LLI``: the smaller electrode limits.

    References
    ----------
    .. [1] Stack model of the open ``cellmodels`` notebook.

    Examples
    --------
    >>> round(float(cell_capacity(70 * 300.0, 3.3, np.inf, 0.93)), 2)
    64.45
    """
    return np.asarray(1e-3 * cathode_cm2 * retention * np.minimum(cathode_mAh_cm2, anode_mAh_cm2))


def loaded_voltage(open_V: Floats | float, current_mA_cm2: float, asr_ohm_cm2: Floats | float) -> Floats:
    """Mean voltage under load.

    Parameters
    ----------
    open_V : array, shape (n,)
        Mean voltage of the full cell at rest (V).
    current_mA_cm2 : float
        Current density on one face (mA/cm2).
    asr_ohm_cm2 : array, shape (n,)
        Area-specific resistance of one face pair (ohm cm2).

    Returns
    -------
    array, shape (n,)
        Mean voltage (V), not below zero.

    Notes
    -----
    ``U - i ASR``. The cut-off is not moved: near it the loss of capacity would come on top, so the model is meant
    for drops below a few tenths of a volt.

    References
    ----------
    .. [1] Ohm's law.

    Examples
    --------
    >>> round(float(loaded_voltage(3.46, 1.1667, 150.0)), 3)
    3.285
    """
    return np.asarray(np.maximum(np.asarray(open_V) - 1e-3 * current_mA_cm2 * np.asarray(asr_ohm_cm2), 0.0))


def plated_lithium_um(areal_capacity_mAh_cm2: Floats | float, density_g_cm3: float, capacity_mAh_g: float) -> Floats:
    """Thickness of the lithium that a full charge plates.

    Parameters
    ----------
    areal_capacity_mAh_cm2 : array, shape (n,)
        Plated capacity of one face (mAh/cm2).
    density_g_cm3 : float
        Density of lithium (g/cm3).
    capacity_mAh_g : float
        Capacity of lithium (mAh/g).

    Returns
    -------
    array, shape (n,)
        Thickness (um): 4.85 um per mAh/cm2.

    Notes
    -----
    Its mass came with the cathode; only the thickness is new.

    References
    ----------
    .. [1] Faraday's law.

    Examples
    --------
    >>> round(float(plated_lithium_um(1.0, 0.534, 3861.0)), 2)
    4.85
    """
    return np.asarray(1e4 * np.asarray(areal_capacity_mAh_cm2) / (density_g_cm3 * capacity_mAh_g))
