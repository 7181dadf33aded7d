"""Creep of lithium against the separator: how far it flows while a press dwells, how fast it closes gaps in use.

The law (:mod:`dbetwin.physics.lithium.creep`) is that of free lithium; of the pressure only a share drives it, since
a thin foil is held by friction. It is a power law up to some 2.8 MPa. Beyond, lithium flows faster than the law says,
so the driving stress is cut there: what comes out is then a lower bound of what the law's own lithium would do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dbetwin.interface.tables import Axis, Surrogate
from dbetwin.materials import Material
from dbetwin.physics.lithium.creep import CreepLaw, creep_strain, reduced_time, steady_rate

Floats = NDArray[np.float64]

MEGA = 1e6
SECONDS_PER_MINUTE, SECONDS_PER_HOUR = 60.0, 3600.0

SHIPPED = {
    "creep_sensitivity": 0.15,
    "creep_initial_MPa": 0.95,
    "creep_saturation_MPa": 2.0,
    "creep_saturation_exponent": 0.05,
    "creep_hardening_MPa": 10.0,
    "creep_hardening_exponent": 2.0,
}
"""What strain over reduced time depends on, as the material comes."""


def creep_law(lithium: Mapping[str, float] | Material) -> CreepLaw:
    """The law of a lithium in SI.

    Parameters
    ----------
    lithium : mapping of str to float, or Material
        Prefactor (1/s) and activation energy (kJ/mol), if known; sensitivity and exponents (-), resistances and
        hardening (MPa).

    Returns
    -------
    CreepLaw
        In SI (Pa, J/mol, 1/s).

    Notes
    -----
    Of a mapping without prefactor only strain over reduced time can be asked.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> creep_law(SHIPPED).initial
    950000.0
    """
    known = lithium.values if isinstance(lithium, Material) else lithium
    return CreepLaw(
        known.get("creep_prefactor_per_s", float("nan")),
        1e3 * known.get("creep_activation_kJ_mol", float("nan")),
        known["creep_sensitivity"],
        MEGA * known["creep_initial_MPa"],
        MEGA * known["creep_saturation_MPa"],
        known["creep_saturation_exponent"],
        MEGA * known["creep_hardening_MPa"],
        known["creep_hardening_exponent"],
    )


def _solve(coordinates: Sequence[Floats], constants: Mapping[str, float]) -> Floats:
    stress, reduced = coordinates
    return creep_strain(MEGA * stress, reduced, creep_law(constants))


STRAIN = Surrogate(
    "creep_strain",
    (Axis("stress_MPa", 1e-3, 3.0, 91, logarithmic=True), Axis("reduced_time", 1e-3, 1e7, 201, logarithmic=True)),
    SHIPPED,
    _solve,
    logarithmic=True,
)


def driving_stress_MPa(pressure_MPa: Floats, lithium: Material) -> Floats:
    """Stress that makes lithium flow under a pressure.

    Parameters
    ----------
    pressure_MPa : array, shape (n,)
        Nominal pressure (MPa).
    lithium : Material
        Share of the pressure that drives (-), end of the power law (MPa).

    Returns
    -------
    array, shape (n,)
        Stress (MPa), at most the end of the law.

    Notes
    -----
    ``min(g p, sigma_end)``, and not below the low end of the table (1 kPa), where nothing flows.

    References
    ----------
    .. [1] Masias et al., J. Mater. Sci. 54, 2585 (2019), doi:10.1007/s10853-018-2971-3: power-law breakdown above a
       stress of a thousandth of the shear modulus; share assumed.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> driving_stress_MPa(np.array([5.0, 300.0]), load_material("lithium")).tolist()
    [1.5, 2.8]
    """
    driven = lithium["driving_stress_share"] * np.asarray(pressure_MPa)
    return np.asarray(np.clip(driven, STRAIN.axes[0].low, lithium["creep_power_law_end_MPa"]))


def beyond_power_law(pressure_MPa: Floats, lithium: Material) -> NDArray[np.bool_]:
    """Whether a pressure drives lithium harder than its power law reaches.

    Parameters
    ----------
    pressure_MPa : array, shape (n,)
        Nominal pressure (MPa).
    lithium : Material
        Share of the pressure that drives (-), end of the power law (MPa).

    Returns
    -------
    array, shape (n,)
        True where it does.

    Notes
    -----
    ``g p > sigma_end``.

    References
    ----------
    .. [1] As :func:`driving_stress_MPa`; doi:10.1007/s10853-018-2971-3.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> beyond_power_law(np.array([5.0, 300.0]), load_material("lithium")).tolist()
    [False, True]
    """
    return np.asarray(lithium["driving_stress_share"] * np.asarray(pressure_MPa) > lithium["creep_power_law_end_MPa"])


def dwell_strain(pressure_MPa: Floats, temperature_K: Floats, dwell_min: Floats, lithium: Material) -> Floats:
    """Strain of lithium while a press dwells.

    Parameters
    ----------
    pressure_MPa : array, shape (n,)
        Nominal pressure (MPa).
    temperature_K : array, shape (n,)
        Temperature (K).
    dwell_min : array, shape (n,)
        Time at pressure (min).
    lithium : Material
        Constants of its creep.

    Returns
    -------
    array, shape (n,)
        Strain (-).

    Notes
    -----
    From a table over stress and reduced time, see :func:`dbetwin.physics.lithium.creep.creep_strain`.

    References
    ----------
    .. [1] Narayan and Anand, Extreme Mech. Lett. (2018), doi:10.1016/j.eml.2018.08.006.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> lithium = load_material("lithium")
    >>> round(float(dwell_strain(np.array([3.0]), np.array([298.15]), np.array([60.0]), lithium)[0]), 2)
    1.88
    """
    reduced = reduced_time(SECONDS_PER_MINUTE * np.asarray(dwell_min), temperature_K, creep_law(lithium))
    constants = {name: lithium[name] for name in SHIPPED}
    return STRAIN([driving_stress_MPa(pressure_MPa, lithium), np.asarray(reduced)], constants)


def closing_per_h(pressure_MPa: Floats, temperature_K: float, lithium: Material) -> Floats:
    """How fast creep closes gaps while a cell is used.

    Parameters
    ----------
    pressure_MPa : array, shape (n,)
        Stack pressure (MPa).
    temperature_K : float
        Temperature (K).
    lithium : Material
        Constants of its creep, and how fast gaps close with strain (-).

    Returns
    -------
    array, shape (n,)
        Share of the gaps per hour (1/h).

    Notes
    -----
    ``C A exp(-Q / R T) (sigma / S*)^(1 / (m + n))``: lithium under stack pressure has long hardened to saturation.

    References
    ----------
    .. [1] Narayan and Anand, Extreme Mech. Lett. (2018), doi:10.1016/j.eml.2018.08.006; steady flow derived from it.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> closing_per_h(np.array([1.0, 3.0, 5.0]), 298.15, load_material("lithium")).round(4).tolist()
    [0.0038, 0.9303, 11.964]
    """
    law = creep_law(lithium)
    per_h = float(reduced_time(SECONDS_PER_HOUR, temperature_K, law))
    flow = steady_rate(MEGA * driving_stress_MPa(pressure_MPa, lithium), law)
    return np.asarray(lithium["gap_closing_per_strain"] * per_h * flow)
