"""How far silicon can be charged before the pressure of its own swelling lowers its potential to the cut-off.

Pores take the swelling first; what they cannot take, the matrix must. The accessible state of charge is the root
of one equation; it is tabulated once over free volume and voltage drop.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.silicon_carbon import silicon_anode
from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, nothing

Floats = NDArray[np.float64]

FARADAY = 96485.33
FREE_VOLUME_GRID = np.linspace(0.0, 3.2, 161)
DROP_GRID_V = np.linspace(-0.05, 0.55, 121)
HALVINGS = 40


class Constants(Record):
    """How the cell is run and how strongly pressure counts."""

    coupling: float = sourced(1.0, assumed=(1.0, 1.7), note="1 by theory; 100 to 120 mV/GPa were measured", gt=0)
    cut_off_V: float = sourced(0.01, assumed=(0.0, 0.05), note="against lithium", ge=0)


@dataclass(frozen=True, slots=True)
class Silicon:
    """Silicon in its matrix, in the units of its potential."""

    swelling: float
    """Relative volume gained at full charge (-)."""
    bulk_empty_GPa: float
    bulk_full_GPa: float
    matrix_shear_GPa: float
    shift_V_per_GPa: float
    cut_off_V: float

    @classmethod
    def of(cls, situation: Situation, constants: Constants) -> Silicon:
        """The silicon of a design."""
        silicon = situation.material("silicon")
        return cls(
            silicon["expansion"],
            silicon["bulk_modulus_empty_GPa"],
            silicon["bulk_modulus_full_GPa"],
            situation.material("silicon_carbon")["matrix_shear_modulus_GPa"],
            1e3 * constants.coupling * silicon["partial_molar_volume_cm3_mol"] / FARADAY,
            constants.cut_off_V,
        )


def open_potential(soc: Floats | float) -> Floats:
    """Potential of stress-free silicon against lithium.

    Parameters
    ----------
    soc : array, shape (n,)
        State of charge (-), 1 at Li15Si4.

    Returns
    -------
    array, shape (n,)
        Potential (V).

    Notes
    -----
    ``0.06 + 0.45 (1 - SOC)^1.2``, a surrogate of the lithiation branch of amorphous silicon.

    References
    ----------
    .. [1] assumed surrogate.

    Examples
    --------
    >>> round(float(open_potential(0.85)), 3)
    0.106
    """
    return np.asarray(0.06 + 0.45 * np.minimum(np.maximum(1.0 - np.asarray(soc), 0.0), 1.0) ** 1.2)


def misfit_pressure(soc: Floats | float, free_volume: Floats | float, silicon: Silicon) -> Floats:
    """Pressure in silicon whose swelling the pores cannot take.

    Parameters
    ----------
    soc : array, shape (n,)
        State of charge (-).
    free_volume : array, shape (n,)
        Pore volume per volume of silicon (-).
    silicon : Silicon
        Swelling (-) and moduli (GPa).

    Returns
    -------
    array, shape (n,)
        Pressure (GPa), zero while the pores suffice.

    Notes
    -----
    ``ln((1 + beta SOC) / (1 + r)) / (1 / K + 3 / (4 G))`` with K falling linearly with SOC: an elastic inclusion,
    no relief by flow or cracks of the matrix.

    References
    ----------
    .. [1] Misfitting inclusion, derived; moduli after Sethuraman et al., doi:10.1016/j.elecom.2010.09.008.

    Examples
    --------
    >>> stiff = Silicon(2.8, 60.0, 25.0, 5.0, 0.0922, 0.01)
    >>> round(float(misfit_pressure(0.496, 0.5, stiff)), 2)
    2.68
    """
    charge = np.asarray(soc)
    strain = np.log((1.0 + silicon.swelling * charge) / (1.0 + np.asarray(free_volume)))
    bulk = silicon.bulk_empty_GPa + (silicon.bulk_full_GPa - silicon.bulk_empty_GPa) * charge
    return np.asarray(np.maximum(strain, 0.0) / (1.0 / bulk + 0.75 / silicon.matrix_shear_GPa))


def accessible_soc(free_volume: Floats | float, drop_V: Floats | float, silicon: Silicon) -> Floats:
    """State of charge at which confined silicon reaches the cut-off.

    Parameters
    ----------
    free_volume : array, shape (n,)
        Pore volume per volume of silicon (-).
    drop_V : array, shape (n,)
        Current times resistance between silicon and separator (V).
    silicon : Silicon
        Silicon, matrix and cut-off.

    Returns
    -------
    array, shape (n,)
        Accessible state of charge (-), 0 to 1.

    Notes
    -----
    Largest SOC with ``U0(SOC) - k_U (Omega / F) p(SOC) - i R >= V_cut``, by bisection: the left side falls with SOC.

    References
    ----------
    .. [1] Larche and Cahn's stress-potential coupling; surrogate potential assumed.

    Examples
    --------
    >>> soft = Silicon(2.8, 60.0, 25.0, 0.5, 0.09224, 0.01)
    >>> round(float(accessible_soc(0.0, 0.0, soft)), 3)
    0.907
    """
    volume, drop = np.broadcast_arrays(np.asarray(free_volume, float), np.asarray(drop_V, float))
    low, high = np.zeros(volume.shape), np.ones(volume.shape)
    middle = high
    for _ in range(HALVINGS):
        shift = silicon.shift_V_per_GPa * misfit_pressure(middle, volume, silicon)
        reached = open_potential(middle) - shift - drop >= silicon.cut_off_V
        low, high = np.where(reached, middle, low), np.where(reached, high, middle)
        middle = 0.5 * (low + high)
    return np.asarray(low)


@lru_cache(maxsize=8)
def _table(silicon: Silicon) -> Floats:
    return accessible_soc(FREE_VOLUME_GRID[:, None], DROP_GRID_V[None, :], silicon)


def tabulated_soc(free_volume: Floats, drop_V: Floats, silicon: Silicon) -> Floats:
    """Accessible state of charge, read from the table.

    Parameters
    ----------
    free_volume : array, shape (n,)
        Pore volume per volume of silicon (-), 0 to 3.2.
    drop_V : array, shape (n,)
        Voltage drop (V), up to 0.55.
    silicon : Silicon
        Silicon, matrix and cut-off.

    Returns
    -------
    array, shape (n,)
        Accessible state of charge (-); values outside the table take its edge.

    Notes
    -----
    Bilinear between 161 x 121 points of :func:`accessible_soc`; within 0.01 of it.

    References
    ----------
    .. [1] As :func:`accessible_soc`.

    Examples
    --------
    >>> soft = Silicon(2.8, 60.0, 25.0, 0.5, 0.09224, 0.01)
    >>> value = tabulated_soc(np.array([0.5]), np.array([0.0]), soft)
    >>> round(float(value[0]), 2)
    0.98
    """
    row, down = _place(free_volume, FREE_VOLUME_GRID)
    column, right = _place(drop_V, DROP_GRID_V)
    # one index into the table laid out flat is looked up faster than two
    table, width = _table(silicon).ravel(), len(DROP_GRID_V)
    first = row * width + column
    second = first + width
    near = table[first] * (1.0 - right) + table[first + 1] * right
    far = table[second] * (1.0 - right) + table[second + 1] * right
    return np.asarray(near * (1.0 - down) + far * down)


def _place(values: Floats, grid: Floats) -> tuple[NDArray[np.int64], Floats]:
    steps = np.minimum(np.maximum((values - grid[0]) / (grid[1] - grid[0]), 0.0), len(grid) - 1.000001)
    whole = steps.astype(np.int64)
    return whole, steps - whole


def free_volume(known: Known, situation: Situation) -> Floats:
    """Pore volume per volume of silicon, voids inside the particles included.

    Parameters
    ----------
    known : mapping of arrays, shape (n,)
        ``anode_porosity``, of the pressed anode between its particles (-); the silicon's share and void, if the
        plant made its own.
    situation : Situation
        Design with the anode's recipe and materials.

    Returns
    -------
    array, shape (n,)
        ``r_p`` (-).

    Notes
    -----
    ``(eps + v_SiC void) / v_Si``; the voids survive pressing.

    References
    ----------
    .. [1] Volume balance, derived.
    """
    anode, porosity = silicon_anode(situation.design, known), known["anode_porosity"]
    particles = (1.0 - porosity) * anode.active_volume_share
    silicon = situation.material("silicon")
    volume = particles * anode.active_g_cm3 * anode.silicon_mass_fraction / silicon["density_g_cm3"]
    return np.asarray((porosity + particles * anode.silicon_void) / volume)


def misfit(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Accessible charge, and pressure and potential of the fullest face at the end of the cell's own charge."""
    product, silicon = situation.design.product, Silicon.of(situation, constants)
    volume = free_volume(known, situation)
    drop = 1e-3 * situation.current_mA_cm2 * known["anode_asr_ohm_cm2"]
    accessible = tabulated_soc(volume, drop, silicon)
    # the face with the least anode is charged furthest; nothing holds it back but its neighbours' potential
    worst = known["cathode_utilisation"] * product.silicon_soc_target / known["n_to_p_worst"]
    pressure = misfit_pressure(np.minimum(worst, 1.0), volume, silicon)
    outside = (volume > FREE_VOLUME_GRID[-1]) | (drop > DROP_GRID_V[-1])
    return {
        "accessible_soc": accessible,
        "silicon_pressure_GPa": pressure,
        "silicon_potential_V": open_potential(worst) - silicon.shift_V_per_GPa * pressure - drop,
        "outside_confinement": outside.astype(np.float64),
    }


HYPOTHESES = {"misfit": Hypothesis(misfit, Constants, ("silicon",)), "none": Hypothesis(nothing, anodes=("lithium",))}
