"""Pinholes and inclusions of a film."""

from __future__ import annotations

from dbetwin.physics import Values


def hole_density(base: Values, per_agglomerate: Values, agglomerates: Values, thin: Values = 0.0) -> Values:
    """Pinholes and inclusions per area of a film.

    Parameters
    ----------
    base : float or array
        Of the process, 1/m2.
    per_agglomerate : float or array
        1/m2 for a film all of agglomerates.
    agglomerates : float or array
        Their mass fraction.
    thin : float or array
        Further ones of thin films, 1/m2 (see ``thin_film_holes``).

    Returns
    -------
    float or array
        1/m2.

    Notes
    -----
    ``D = D_0 + k f_agg + D_thin``, a Poisson density.

    References
    ----------
    assumed

    Examples
    --------
    >>> round(float(hole_density(0.01, 2.0, 0.01)), 3)
    0.03
    """
    return base + per_agglomerate * agglomerates + thin


def thin_film_holes(factor: Values, least_thickness: Values, thickness: Values) -> Values:
    """Further holes of a film that is only a few particles thick.

    Parameters
    ----------
    factor : float or array
        Density at the least thickness, 1/m2.
    least_thickness : float or array
        Thinnest film that can be made, m.
    thickness : float or array
        m.

    Returns
    -------
    float or array
        1/m2.

    Notes
    -----
    ``k (h_min/h)^2``.

    References
    ----------
    assumed

    Examples
    --------
    >>> round(float(thin_film_holes(0.01, 40e-6, 80e-6)), 4)
    0.0025
    """
    density: Values = factor * (least_thickness / thickness) ** 2
    return density
