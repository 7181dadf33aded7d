"""The current above which stripping lithium leaves voids faster than pressure can close them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record
from dbetwin.interface.arrhenius import speedup
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, nothing
from dbetwin.materials import Material

Floats = NDArray[np.float64]

HIGHEST_PRESSURE_MPA = 7.0
"""To which the pressure law was measured; below 3 MPa it runs to the limit without pressure."""


def void_limited_current(
    contact_fraction: Floats | float, stack_pressure_MPa: Floats | float, temperature_K: float, lithium: Material
) -> Floats:
    """Largest current that leaves no voids.

    Parameters
    ----------
    contact_fraction : array, shape (n,)
        Share of the area that touches (-).
    stack_pressure_MPa : array, shape (n,)
        Pressure in use (MPa), fitted at 3 and 7 MPa.
    temperature_K : float
        Temperature (K).
    lithium : Material
        Current without pressure (mA/cm2), pressure factor (mA/cm2) and exponent (-), activation energy (eV).

    Returns
    -------
    array, shape (n,)
        Current density (mA/cm2).

    Notes
    -----
    ``f (i_0 + k (P / MPa)^n) exp(-(Ea / kB)(1 / T - 1 / 298.15 K))``. The pressure term alone passes through 0.2 and
    1.0 mA/cm2 at 3 and 7 MPa; with the term without pressure the sum is 0.3 and 1.1. k of garnet is uncertain by a
    factor of three, which is ignorance and not scatter between cells; temperature was not measured.

    References
    ----------
    .. [1] Kasemchainan et al., Nat. Mater. 18, 1105 (2019), doi:10.1038/s41563-019-0438-9 (pressure term, sulfide).

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> round(float(void_limited_current(1.0, 3.0, 298.15, load_material("lithium"))), 3)
    0.3
    """
    pressed = (
        lithium["void_pressure_factor_mA_cm2"] * np.asarray(stack_pressure_MPa) ** lithium["void_pressure_exponent"]
    )
    faster = speedup(lithium["void_activation_eV"], temperature_K)
    return np.asarray(np.asarray(contact_fraction) * (lithium["void_current_mA_cm2"] + pressed) * faster)


def steady(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Steady supply limit at the stack pressure of each fixture."""
    fraction, pressure = known["formed_contact_fraction"], known["stack_pressure_MPa"]
    limit = void_limited_current(fraction, pressure, situation.temperature_K, situation.material("lithium"))
    return {"void_limited_mA_cm2": limit, "outside_void_limit": (pressure > HIGHEST_PRESSURE_MPA).astype(np.float64)}


HYPOTHESES = {
    "steady": Hypothesis(
        steady,
        anodes=("lithium",),
        caution="the void limit's pressure law was fitted to a sulfide electrolyte and is known to a factor of 3; with "
        "pressure the share of shorted cells goes from all to none within a megapascal or two: read it as yes or no",
    ),
    "none": Hypothesis(nothing),
}
