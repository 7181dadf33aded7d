"""How bubbles stir a bed: the solids that they lift, and how long the bed takes to turn over."""

from __future__ import annotations

from dataclasses import dataclass

from dbetwin.physics import Values


@dataclass(frozen=True, slots=True)
class Lift:
    """Shares by which bubbles lift solids: of the excess gas in bubbles, of a bubble's wake, and of its drift."""

    flow: float = 1.0
    wake: float = 0.4
    drift: float = 0.4

    @property
    def of_excess(self) -> float:
        """Solids lifted over the excess gas; drifting ones rise at 0.38 of the bubble's velocity."""
        return self.flow * (self.wake + 0.38 * self.drift)


USUAL = Lift()
"""A bed of fine powder."""


def solids_circulation(
    particle_density: Values, voidage: Values, excess_velocity: Values, lift: Lift = USUAL
) -> Values:
    """Solids that bubbles lift through a cross section of the bed, and that sink beside them.

    Parameters
    ----------
    particle_density : float or array
        kg/m3.
    voidage : float or array
        At minimum fluidization, as a share.
    excess_velocity : float or array
        Gas velocity above that at which bubbles appear, m/s.
    lift : Lift
        Shares by which bubbles lift solids.

    Returns
    -------
    float or array
        kg/(m2 s).

    Notes
    -----
    ``J = rho_p (1 - eps_mf) Y (b_w + 0.38 b_d)(u - u_mf)``; a bubbling bed without internals.

    References
    ----------
    1. Kunii and Levenspiel 1991, Fluidization Engineering, ISBN 0-409-90233-0 (form); the shares are assumed: flow
       0.7-1, wake and drift 0.2-0.5

    Examples
    --------
    >>> round(float(solids_circulation(2600.0, 0.45, 0.05 - 8.66e-3)), 1)
    32.6
    """
    return particle_density * (1 - voidage) * lift.of_excess * excess_velocity


def turnover_time(height: Values, excess_velocity: Values, lift: Lift = USUAL) -> Values:
    """Mean time in which a bubbling bed turns itself over once.

    Parameters
    ----------
    height : float or array
        Of the bed at minimum fluidization, m.
    excess_velocity : float or array
        Gas velocity above that at which bubbles appear, m/s.
    lift : Lift
        Shares by which bubbles lift solids.

    Returns
    -------
    float or array
        s.

    Notes
    -----
    Mass of the bed per area over :func:`solids_circulation`; density and voidage cancel:
    ``H / (Y (b_w + 0.38 b_d)(u - u_mf))``.

    References
    ----------
    1. Kunii and Levenspiel 1991, Fluidization Engineering, ISBN 0-409-90233-0 (form); the shares are assumed

    Examples
    --------
    >>> round(float(turnover_time(0.6, 0.05 - 8.66e-3)))
    26
    """
    return height / (lift.of_excess * excess_velocity)
