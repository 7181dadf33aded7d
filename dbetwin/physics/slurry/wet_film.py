"""The wet film: what a loading of solids takes of slurry, and how thick that lies on the foil."""

from __future__ import annotations

from dbetwin.physics import Values


def slurry_density(solids_fraction: Values, solids_density: Values, solvent_density: Values) -> Values:
    """Density of a slurry.

    Parameters
    ----------
    solids_fraction : float or array
        Mass of the solids in that of the slurry (-), 0 to 1.
    solids_density, solvent_density : float or array
        Of the solids without pores, and of the solvent, kg/m3.

    Returns
    -------
    float or array
        kg/m3.

    Notes
    -----
    ``1 / (s / rho_s + (1 - s) / rho_l)``: volumes add up, binder in solution as if it were apart.

    References
    ----------
    Volume balance, derived.

    Examples
    --------
    >>> round(slurry_density(0.7, 3914.0, 1030.0))
    2127
    """
    return 1.0 / (solids_fraction / solids_density + (1.0 - solids_fraction) / solvent_density)


def solvent_load(loading: Values, solids_fraction: Values) -> Values:
    """Solvent on the foil, to be evaporated.

    Parameters
    ----------
    loading : float or array
        Solids of one face, kg/m2.
    solids_fraction : float or array
        Mass of the solids in that of the slurry (-), above 0.

    Returns
    -------
    float or array
        kg/m2.

    Notes
    -----
    ``M (1 - s) / s``.

    References
    ----------
    Mass balance, derived.

    Examples
    --------
    >>> round(solvent_load(0.263, 0.7), 4)
    0.1127
    """
    return loading * (1.0 - solids_fraction) / solids_fraction


def wet_thickness(loading: Values, solids_fraction: Values, density: Values) -> Values:
    """Thickness of the wet film.

    Parameters
    ----------
    loading : float or array
        Solids of one face, kg/m2.
    solids_fraction : float or array
        Mass of the solids in that of the slurry (-), above 0.
    density : float or array
        Of the slurry, kg/m3.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    ``M / (s rho)``: a slot die meters the slurry, so the film is as thick as the loading asks, whatever the gap.

    References
    ----------
    Mass balance, derived.

    Examples
    --------
    >>> round(1e6 * wet_thickness(0.263, 0.7, 2127.0))
    177
    """
    return loading / (solids_fraction * density)
