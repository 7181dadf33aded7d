"""What it takes to blow gas through a bed."""

from __future__ import annotations

from dbetwin.physics import GRAVITY, Values
from dbetwin.physics.gas import NITROGEN, Gas


def bed_pressure_drop(height: Values, particle_density: Values, voidage: Values, gas: Gas = NITROGEN) -> Values:
    """Pressure drop over a fluidized bed: the gas carries its weight.

    Parameters
    ----------
    height : float or array
        Of the bed, m.
    particle_density : float or array
        kg/m3.
    voidage : float or array
        Of the bed at that height, as a share.
    gas : Gas
        Fluidizing gas.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    ``(rho_p - rho_g)(1 - eps) g H``, at and above minimum fluidization.

    References
    ----------
    Force balance.

    Examples
    --------
    >>> round(float(bed_pressure_drop(0.6, 2600.0, 0.45)))
    8410
    """
    return (particle_density - gas.density) * (1 - voidage) * GRAVITY * height
