"""Geldart's groups of powders: how they behave in a fluidized bed."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import GRAVITY, Values
from dbetwin.physics.gas import NITROGEN, Gas

SOFT, HARD = 8.8e-8, 3.7e-7
"""Adhesion between two grains of soft and of hard material, N (Molerus 1982; assumed as recalled)."""
SWELLS, SPOUTS = 225.0, 1e6
"""Boundaries A to B (g/cm3 um) and B to D (g/cm3 um2) in air; assumed as recalled."""


def molerus_diameter(particle_density: Values, adhesion: Values, gas: Gas = NITROGEN) -> Values:
    """Diameter below which a powder is cohesive: Geldart's boundary between C and A by force.

    Parameters
    ----------
    particle_density : float or array
        kg/m3.
    adhesion : float or array
        Between two grains, N.
    gas : Gas
        Fluidizing gas.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    ``10 (rho_p - rho_g) g d^3 / F_H = 0.01``; F_H 0.088 uN for soft and 0.37 uN for hard materials.

    References
    ----------
    1. Molerus 1982, Powder Technol. 33, 81, 10.1016/0032-5910(82)85041-9 (constants assumed as recalled)

    Examples
    --------
    >>> [round(1e6 * float(molerus_diameter(4750.0, force)), 1) for force in (SOFT, HARD)]
    [12.4, 20.0]
    """
    return np.cbrt(0.01 * adhesion / (10 * (particle_density - gas.density) * GRAVITY))


def geldart_group(particle_diameter: float, particle_density: float, adhesion: float, gas: Gas = NITROGEN) -> str:
    """How a powder behaves in a fluidized bed.

    Parameters
    ----------
    particle_diameter : float
        m.
    particle_density : float
        kg/m3.
    adhesion : float
        Between two grains, N.
    gas : Gas
        Fluidizing gas.

    Returns
    -------
    str
        C cohesive, A swells before it bubbles, B bubbles at once, D spouts.

    Notes
    -----
    C below :func:`molerus_diameter`; A to B at ``(rho_p - rho_g) d`` = 225 g/cm3 um, B to D at ``(rho_p - rho_g) d^2``
    = 1e6 g/cm3 um2; gas like air at ambient pressure.

    References
    ----------
    1. Geldart 1973, Powder Technol. 7, 285, 10.1016/0032-5910(73)80037-3
    2. Molerus 1982, Powder Technol. 33, 81, 10.1016/0032-5910(82)85041-9

    Examples
    --------
    >>> [geldart_group(size, density, 1.8e-7) for size, density in ((10e-6, 4750), (60e-6, 2600), (200e-6, 2500))]
    ['C', 'A', 'B']
    """
    if particle_diameter < float(molerus_diameter(particle_density, adhesion, gas)):
        return "C"
    lighter, size_um = (particle_density - gas.density) / 1e3, particle_diameter * 1e6
    if lighter * size_um < SWELLS:
        return "A"
    return "B" if lighter * size_um**2 < SPOUTS else "D"
