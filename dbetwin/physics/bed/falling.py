"""How fast a single particle falls through gas at rest, and so which gas velocity carries it away."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from dbetwin.physics import Values
from dbetwin.physics.gas import NITROGEN, Gas


def terminal_velocity(particle_diameter: Values, particle_density: Values, gas: Gas = NITROGEN) -> Values:
    """Velocity at which a single sphere falls, and above which the gas carries it away.

    Parameters
    ----------
    particle_diameter : float or array
        m.
    particle_density : float or array
        kg/m3.
    gas : Gas
        Gas at rest.

    Returns
    -------
    float or array
        m/s.

    Notes
    -----
    Force balance with the drag curve of Barati, Stokes below Re 0.01; Re up to 2e5.

    References
    ----------
    1. Barati, Neyshabouri, Ahmadi 2014, Powder Technol. 257, 11, 10.1016/j.powtec.2014.02.045
    2. Bell, fluids: fluid dynamics component of ChEDL, github.com/CalebBell/fluids

    Examples
    --------
    >>> round(float(terminal_velocity(100e-6, 2600.0)), 3)
    0.577
    """
    if np.ndim(particle_diameter) == 0 and np.ndim(particle_density) == 0:
        return _of_one(float(particle_diameter), float(particle_density), gas)
    falling = np.vectorize(lambda size, density: _of_one(size, density, gas), otypes=[float])
    velocity: Values = falling(particle_diameter, particle_density)
    return velocity


@lru_cache(maxsize=256)
def _of_one(size: float, density: float, gas: Gas) -> float:
    from fluids.drag import v_terminal

    return float(v_terminal(size, density, gas.density, gas.viscosity))
