"""Length of garnet that resists as much as the layers beside a charged core: in closed form, and from a table."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from dbetwin.interface.tables import Axis, Surrogate
from dbetwin.materials import Material
from dbetwin.physics.boundary.depletion import equivalent_length, reduced_potential
from dbetwin.physics.boundary.site_limited import excess_length, screening_length

Floats = NDArray[np.float64]

EXCESS = Surrogate(
    "boundary_excess",
    (Axis("reduced_potential", 3.0, 40.0, 149), Axis("occupancy", 0.35, 0.65, 31)),
    {},
    lambda coordinates, constants: np.asarray(excess_length(*coordinates)),
    logarithmic=True,
)
"""Excess length of one side in screening lengths; a lower barrier resists next to nothing, and is solved directly."""


def schottky_length_um(potential_V: Floats | float, temperature_K: float, garnet: Material) -> Floats:
    """Length of grain that resists as much as the two depleted layers of a boundary.

    Parameters
    ----------
    potential_V : array, shape (n,)
        Of the core against the grain (V); positive repels lithium.
    temperature_K : float
        Temperature (K).
    garnet : Material
        Relative permittivity (-) and density of the background charge (1/nm3).

    Returns
    -------
    array, shape (n,)
        ``R_gb sigma_b`` (um), the same for both signs.

    Notes
    -----
    ``2 w I(|X|)``. Both signs deplete the layer of what conduction needs, lithium or vacancies; which of the two is
    scarcer in the grain, the closed form does not know.

    References
    ----------
    .. [1] Double Schottky barrier; :mod:`dbetwin.physics.boundary.depletion`.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> round(float(schottky_length_um(0.20, 298.15, load_material("llzo"))), 3)
    0.249
    """
    charge = 1e27 * garnet["background_charge_per_nm3"]
    return np.asarray(1e6 * equivalent_length(potential_V, temperature_K, garnet["relative_permittivity"], charge))


def site_limited_length_um(potential_V: Floats | float, temperature_K: float, garnet: Material) -> Floats:
    """Length of grain that a boundary resists more, where lithium and vacancies share the sites.

    Parameters
    ----------
    potential_V : array, shape (n,)
        Of the core against the grain (V); positive repels lithium.
    temperature_K : float
        Temperature (K).
    garnet : Material
        Relative permittivity (-), density of the background charge (1/nm3), share of sites occupied (-).

    Returns
    -------
    array, shape (n,)
        ``R_gb sigma_b`` (um); what a small potential may gain is cut at 0.

    Notes
    -----
    ``2 lambda l(|u|, c)``, ``c`` the occupancy, or its complement beside a negative core, which is the mirror image.
    The background charge is that of the occupied sites, ``N_s c0``, so both models see the same; with all sites of the
    lattice, 55 per nm3, the screening length would be a fraction of an atom.

    References
    ----------
    .. [1] Poisson-Boltzmann equation with site exclusion; :mod:`dbetwin.physics.boundary.site_limited`.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> [round(float(site_limited_length_um(volts, 298.15, load_material("llzo"))), 3) for volts in (0.20, -0.20)]
    [0.079, 0.057]
    """
    occupancy, sites = garnet["site_occupancy"], 1e27 * garnet["background_charge_per_nm3"] / garnet["site_occupancy"]
    reduced = np.atleast_1d(reduced_potential(potential_V, temperature_K))
    mirrored = np.where(reduced < 0.0, 1.0 - occupancy, occupancy)
    screening = screening_length(garnet["relative_permittivity"], sites, temperature_K)
    excess = np.maximum(EXCESS([np.abs(reduced), mirrored]), 0.0)
    return np.asarray(2e6 * screening * excess.reshape(np.shape(potential_V)))


LENGTHS: dict[str, Callable[[Floats | float, float, Material], Floats]] = {
    "schottky": schottky_length_um,
    "site_limited": site_limited_length_um,
}
"""By the name of the hypothesis."""
