"""Energy that stress sets free in films and particles, and the sizes below which it is too little for a crack."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values

LEAST_EXPANSION, LEAST_ENERGY = 0.075, 4.0
"""Expansion from which a brittle electrolyte cracks whatever it bears, and energy (J/m2) up to which it does."""


def critical_energy(toughness: Values, modulus: Values, poisson_ratio: float) -> Values:
    """Energy release rate at which a brittle solid cracks.

    Parameters
    ----------
    toughness : float or array
        Fracture toughness K_Ic, N/m**1.5, the same as Pa times the root of a metre.
    modulus : float or array
        Young's modulus, Pa.
    poisson_ratio : float
        Poisson's ratio, dimensionless.

    Returns
    -------
    float or array
        J/m2.

    Notes
    -----
    ``K^2 (1 - nu^2) / E``, plane strain.

    References
    ----------
    1. Irwin 1957, J. Appl. Mech. 24, 361

    Examples
    --------
    >>> [round(float(critical_energy(k * 1e6, 150e9, 0.26)), 1) for k in (0.44, 1.0, 1.51)]
    [1.2, 6.2, 14.2]
    """
    return np.asarray(np.asarray(toughness) ** 2 * (1.0 - poisson_ratio**2) / np.asarray(modulus))


def release_rate(stress: Values, size: Values, modulus: Values) -> Values:
    """Energy release rate of a stressed film or domain.

    Parameters
    ----------
    stress : float or array
        Pa.
    size : float or array
        Thickness of the film, or size of the domain, m.
    modulus : float or array
        Biaxial modulus, Pa.

    Returns
    -------
    float or array
        J/m2.

    Notes
    -----
    ``s^2 h / M``: all that a film holds per area. A film that tears off can set no more free.

    References
    ----------
    1. Hutchinson, Suo 1991, Adv. Appl. Mech. 29, 63, 10.1016/S0065-2156(08)70164-9

    Examples
    --------
    >>> [round(float(release_rate(1e9, h * 1e-9, 50e9)), 1) for h in (50, 180, 500)]
    [1.0, 3.6, 10.0]
    """
    return np.asarray(np.asarray(stress) ** 2 * np.asarray(size) / np.asarray(modulus))


def film_limit(toughness: Values, modulus: Values, stress: Values) -> Values:
    """Thickest film that stays on its base.

    Parameters
    ----------
    toughness : float or array
        Of the interface, J/m2.
    modulus : float or array
        Biaxial modulus of the film, Pa.
    stress : float or array
        In the film, Pa.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    ``Gamma M / s^2``, where :func:`release_rate` reaches the toughness.

    References
    ----------
    1. Hutchinson, Suo 1991, Adv. Appl. Mech. 29, 63, 10.1016/S0065-2156(08)70164-9

    Examples
    --------
    >>> [round(1e9 * float(film_limit(g, 50e9, 1e9))) for g in (1.0, 3.6, 20.0)]
    [50, 180, 1000]
    """
    return np.asarray(np.asarray(toughness) * np.asarray(modulus) / np.asarray(stress) ** 2)


def particle_limit(energy: Values, modulus: Values, stress: Values, geometry: float) -> Values:
    """Radius below which a particle has too little energy for a crack.

    Parameters
    ----------
    energy : float or array
        Fracture energy, J/m2.
    modulus : float or array
        Biaxial modulus, Pa.
    stress : float or array
        That would open the crack, Pa.
    geometry : float
        Z, dimensionless: 1.6 to 2 for a half-penny crack as deep as the radius.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    ``G_c E / (Z s^2)``.

    References
    ----------
    1. Griffith 1921, Philos. Trans. R. Soc. A 221, 163, 10.1098/rsta.1921.0006; Z is assumed

    Examples
    --------
    >>> round(2e9 * float(particle_limit(8.5, 70e9, 1.75e9, 2.59)))
    150
    """
    return np.asarray(np.asarray(energy) * np.asarray(modulus) / (geometry * np.asarray(stress) ** 2))


def crack_relief(toughness: float, poisson_ratio: float, radius: float, geometry: float) -> float:
    """Pressure at which the matrix around a pressed sphere cracks.

    Parameters
    ----------
    toughness : float
        Fracture toughness of the matrix, N/m**1.5.
    poisson_ratio : float
        Its Poisson ratio, dimensionless.
    radius : float
        Of the sphere, m.
    geometry : float
        Z, dimensionless.

    Returns
    -------
    float
        Pa.

    Notes
    -----
    ``K sqrt((1 - nu^2) / (Z R))``: the pressure for which the sphere is as large as :func:`particle_limit` allows with
    the matrix's fracture energy and modulus.

    References
    ----------
    1. Griffith 1921, Philos. Trans. R. Soc. A 221, 163, 10.1098/rsta.1921.0006; Z is assumed

    Examples
    --------
    >>> round(crack_relief(1e6, 0.26, 4e-6, 2.56) / 1e9, 2)
    0.3
    """
    return float(toughness * np.sqrt((1.0 - poisson_ratio**2) / (geometry * radius)))


def expansion_breaks(expansion: Values, energy: Values) -> Values:
    """Whether a brittle electrolyte around swelling particles cracks.

    Parameters
    ----------
    expansion : float or array
        Relative gain of volume of the particle and its pores.
    energy : float or array
        Fracture energy of the electrolyte, J/m2.

    Returns
    -------
    float or array
        1 where it cracks, else 0, dimensionless.

    Notes
    -----
    Whole only with an expansion below 7.5 % and a fracture energy above 4 J/m2, by cohesive-zone finite elements of
    elastic particles in electrolytes of 15 GPa and more.

    References
    ----------
    1. Bucci, Swamy, Chiang, Carter 2017, J. Mater. Chem. A 5, 19422, arXiv:1703.00113

    Examples
    --------
    >>> expansion_breaks(np.array([0.07, 0.08, 0.07]), np.array([6.2, 6.2, 3.9])).tolist()
    [0.0, 1.0, 1.0]
    """
    whole = (np.asarray(expansion) < LEAST_EXPANSION) & (np.asarray(energy) > LEAST_ENERGY)
    return np.asarray(~whole, dtype=np.float64)
