"""When a web breaks on the run."""

from __future__ import annotations

from dbetwin.physics import Values


def break_hazard(stress: Values, strength: Values, shape: float = 7.0, supported: bool = False) -> Values:
    """Expected number of breaks per metre of web.

    Parameters
    ----------
    stress : float or array
        Tension over cross-section of the free web, Pa.
    strength : float or array
        Tensile strength, Pa.
    shape : float
        Weibull exponent.
    supported : bool
        Whether the film lies on a roll or foil all the way, which takes nine of ten breaks.

    Returns
    -------
    float or array
        1/m.

    Notes
    -----
    ``(1/20 km) (s/s_u / 0.15)^m``: one break in 20 km at 15 % of the strength.

    References
    ----------
    assumed (exponent 6-8, reference length 5-100 km, support 0.03-0.3)

    Examples
    --------
    >>> round(20e3 * float(break_hazard(0.15e6, 1e6)), 3)
    1.0
    """
    ratio: Values = (stress / (0.15 * strength)) ** shape
    return ratio / 20e3 * (0.1 if supported else 1.0)


def held_stress(stress: Values, poisson: float = 0.3) -> Values:
    """Stress across a web that is drawn along it and held to its width by rolls.

    Parameters
    ----------
    stress : float or array
        Along the web, Pa.
    poisson : float
        Poisson's ratio of the film (-).

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    ``nu s``: the web would narrow, and the friction of the rolls at both ends of a short span does not let it.

    References
    ----------
    Plane stress at constant width; ratio assumed (0.1-0.45)

    Examples
    --------
    >>> float(held_stress(40e3))
    12000.0
    """
    across: Values = poisson * stress
    return across
