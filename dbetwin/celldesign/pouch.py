"""The pouch around the stack: laminate, terminals, outline volume."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pouch:
    """A pouch bag around electrodes of one outline; the terminals stand on its short side.

    The clearance is added once to the height and once to the width of the cathode outline; it holds the seam
    and the overhang of the anode.
    """

    height_cm: float
    width_cm: float
    clearance_cm: float
    laminate_um: float
    laminate_g_cm3: float
    terminal_height_cm: float
    terminal_width_cm: float
    terminal_thickness_cm: float
    terminals_g_cm3: float
    """Sum of the densities of the two terminals."""
    extra_g: float = 0.0


def pouch_mass_table(pouch: Pouch) -> dict[str, float]:
    """Mass of what surrounds the stack.

    Parameters
    ----------
    pouch : Pouch
        Outline, laminate and terminals.

    Returns
    -------
    dict
        Component to mass (g).

    Notes
    -----
    Laminate ``2 t_l rho_l (H + c)(W + c)``; terminals ``(h_t + c) w_t t_t (rho_pos + rho_neg)``.

    References
    ----------
    .. [1] Convention of the open ``cellmodels`` notebook (automotive pouch).

    Examples
    --------
    >>> automotive = Pouch(30.0, 10.0, 1.0, 113.0, 1.8, 2.0, 5.0, 0.05, 2.7 + 8.9, 10.0)
    >>> round(sum(pouch_mass_table(automotive).values()), 2)
    32.57
    """
    height, width = pouch.height_cm + pouch.clearance_cm, pouch.width_cm + pouch.clearance_cm
    blade = (pouch.terminal_height_cm + pouch.clearance_cm) * pouch.terminal_width_cm * pouch.terminal_thickness_cm
    return {
        "laminate": 2e-4 * pouch.laminate_um * pouch.laminate_g_cm3 * height * width,
        "terminals": blade * pouch.terminals_g_cm3,
        "extra": pouch.extra_g,
    }


def outline_volume(pouch: Pouch, stack_um: Floats | float) -> Floats:
    """Volume of the outline box, terminals included.

    Parameters
    ----------
    pouch : Pouch
        Outline and laminate.
    stack_um : array, shape (n,)
        Thickness of the stack (um).

    Returns
    -------
    array, shape (n,)
        Volume (mL).

    Notes
    -----
    ``(W + c)(H + c + h_t)(t_stack + 2 t_l)``; this convention decides Wh/L by some 20 %, so it stands beside it.

    References
    ----------
    .. [1] Convention of the open ``cellmodels`` notebook (automotive pouch).

    Examples
    --------
    >>> automotive = Pouch(30.0, 10.0, 1.0, 113.0, 1.8, 2.0, 5.0, 0.05, 2.7 + 8.9, 10.0)
    >>> round(float(outline_volume(automotive, 10104.0)), 1)
    375.0
    """
    height = pouch.height_cm + pouch.clearance_cm + pouch.terminal_height_cm
    width = pouch.width_cm + pouch.clearance_cm
    return np.asarray(1e-4 * height * width * (np.asarray(stack_um) + 2.0 * pouch.laminate_um))
