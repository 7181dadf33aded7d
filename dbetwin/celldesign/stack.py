"""The electrode stack: mass, thickness and areas of n double-sided cathodes between n + 1 double-sided anodes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Foil:
    """A current collector: thickness, density and the bare tab that one sheet carries beside the coated area."""

    thickness_um: float
    density_g_cm3: float
    tab_area_cm2: float = 0.0


@dataclass(frozen=True, slots=True)
class Stack:
    """Rows of stacks of one geometry; loadings and thicknesses may differ from row to row.

    Parameters
    ----------
    double_cathodes : int
        n; the stack has n + 1 double-sided anodes.
    separators : int
        Separator layers: 2n where they are laminated to the cathodes, 2n + 2 where the outer anodes carry one too.
    cathode_area_cm2, anode_area_cm2, separator_area_cm2 : float
        Area of one face or layer.
    cathode_mg_cm2, anode_mg_cm2 : array, shape (n,)
        Coating mass of one face. Lithium that is plated from the cathode is thickness, not mass.
    cathode_um, anode_um, separator_um : array, shape (n,)
        Thickness of one face or layer.
    separator_g_cm3 : float or array, shape (n,)
        Density of the separator.
    aluminium, copper : Foil
        Collectors.
    """

    double_cathodes: int
    separators: int
    cathode_area_cm2: float
    anode_area_cm2: float
    separator_area_cm2: float
    cathode_mg_cm2: Floats | float
    cathode_um: Floats | float
    anode_mg_cm2: Floats | float
    anode_um: Floats | float
    separator_um: Floats | float
    separator_g_cm3: Floats | float
    aluminium: Foil
    copper: Foil

    @property
    def double_anodes(self) -> int:
        """One more than cathodes: both outer faces of the stack are anodes."""
        return self.double_cathodes + 1


def mass_table(stack: Stack) -> dict[str, Floats]:
    """Mass of each component of the stack.

    Parameters
    ----------
    stack : Stack
        Geometry and rows of loadings.

    Returns
    -------
    dict
        Component to mass (g), arrays of shape (n,).

    Notes
    -----
    ``n A_c 2 m_p + n (A_c + tab) t_Al rho_Al + (n + 1) A_a 2 m_n + (n + 1) (A_a + tab) t_Cu rho_Cu
    + n_sep A_s t_s rho_s``.

    References
    ----------
    .. [1] Stack convention of the open ``cellmodels`` notebook and of the QSE-5 model data of STEER, Stanford.

    Examples
    --------
    >>> foil = Foil(10.0, 2.70)
    >>> one = Stack(10, 20, 150.0, 155.0, 150.0, 26.3, 70.8, 4.31, 33.2, 25.0, 3.09, foil, Foil(6.0, 8.96))
    >>> round(float(mass_table(one)["cathode coating"]), 1)
    78.9
    """
    cathodes, anodes = stack.double_cathodes, stack.double_anodes
    return {
        "cathode coating": np.asarray(2e-3 * cathodes * stack.cathode_area_cm2 * np.asarray(stack.cathode_mg_cm2)),
        "aluminium": np.asarray(cathodes * _foil_mass_g(stack.aluminium, stack.cathode_area_cm2)),
        "anode coating": np.asarray(2e-3 * anodes * stack.anode_area_cm2 * np.asarray(stack.anode_mg_cm2)),
        "copper": np.asarray(anodes * _foil_mass_g(stack.copper, stack.anode_area_cm2)),
        "separator": np.asarray(
            1e-4 * stack.separators * stack.separator_area_cm2 * stack.separator_g_cm3 * np.asarray(stack.separator_um)
        ),
    }


def thickness_table_um(stack: Stack) -> dict[str, Floats]:
    """Share of each component in the thickness of the stack.

    Parameters
    ----------
    stack : Stack
        Geometry and rows of thicknesses.

    Returns
    -------
    dict
        Component to thickness (um), arrays of shape (n,).

    Notes
    -----
    ``n (2 t_p + t_Al) + (n + 1) (2 t_n + t_Cu) + n_sep t_s``.

    References
    ----------
    .. [1] As :func:`mass_table`.

    Examples
    --------
    >>> one = Stack(1, 2, 1.0, 1.0, 1.0, 26.3, 70.0, 4.3, 30.0, 25.0, 3.0, Foil(10.0, 2.7), Foil(6.0, 8.96))
    >>> round(float(sum(thickness_table_um(one).values())), 1)
    332.0
    """
    cathodes, anodes = stack.double_cathodes, stack.double_anodes
    return {
        "cathode coating": np.asarray(2.0 * cathodes * np.asarray(stack.cathode_um)),
        "aluminium": np.asarray(cathodes * stack.aluminium.thickness_um),
        "anode coating": np.asarray(2.0 * anodes * np.asarray(stack.anode_um)),
        "copper": np.asarray(anodes * stack.copper.thickness_um),
        "separator": np.asarray(stack.separators * np.asarray(stack.separator_um)),
    }


def _foil_mass_g(foil: Foil, area_cm2: float) -> float:
    return 1e-4 * foil.thickness_um * foil.density_g_cm3 * (area_cm2 + foil.tab_area_cm2)
