"""What an impedance analyser makes of a cell's arcs: at its own temperature, and with arcs that run into each other."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.design import Design
from dbetwin.interface.chain import chosen
from dbetwin.interface.hypothesis import Known, Situation
from dbetwin.interface.seen.impedance import Constants, arcs, frequency_Hz

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

RESISTING = (
    "surface_film",
    "separator_resistance",
    "grain_boundary",
    "constriction",
    "anode_resistance",
    "anode_ionic_path",
    "cathode_charge_transfer",
    "cathode_ionic_path",
    "cathode_electronic_path",
)
"""Phenomena whose resistance depends on the temperature; what touches what is left as it is."""
IN_PARALLEL = "_uF_cm2"
"""Ends the names of what stands beside the resistance of an arc."""


def resistances_at(columns: Known, design: Design, temperature_C: float) -> tuple[dict[str, Floats], Situation]:
    """Cells at another temperature than that of their use.

    Parameters
    ----------
    columns : mapping of arrays, shape (n,)
        Columns of the cells behind the chain (units in the names).
    design : Design
        Product, materials, hypotheses and their constants.
    temperature_C : float
        Temperature (C).

    Returns
    -------
    tuple
        The columns, arrays of shape (n,), with the resistances of that temperature (ohm cm2), and the situation there.

    Notes
    -----
    Contact, pores and films stay as use has left them: only what conducts and reacts is worked out again, by the same
    hypotheses.

    References
    ----------
    .. [1] The files of :mod:`dbetwin.interface`.
    """
    point = design.operating_point.model_copy(update={"temperature_C": temperature_C})
    situation = Situation.of(dataclasses.replace(design, operating_point=point))
    known: dict[str, Floats] = dict(columns)
    for phenomenon, hypothesis, constants in chosen(design):
        if phenomenon in RESISTING:
            known |= hypothesis.columns(known, situation, constants)
    return known, situation


def fitted_arcs(known: Known, situation: Situation, constants: Constants) -> dict[str, tuple[Floats, Floats]]:
    """Arcs as they are fitted, without noise: those that cannot be told apart are one.

    Parameters
    ----------
    known : mapping of arrays, shape (n,)
        Columns of the cells (units in the names), as from :func:`resistances_at`.
    situation : Situation
        Where they are measured.
    constants : Constants
        Capacitances of interfaces, and the analyser.

    Returns
    -------
    dict
        Name of an arc to the resistance (ohm cm2) and the capacitance (uF/cm2) of the arc that it is seen in, arrays
        of shape (n,); NaN where the analyser does not go to its frequencies.

    Notes
    -----
    What is seen of arcs that run into each other: ``R = sum R_k`` and ``C = sum R_k^2 C_k / R^2``, the one arc with the
    same imaginary part at low frequency (derived).

    References
    ----------
    .. [1] Eckhardt et al., ACS Appl. Mater. Interfaces (2022), doi:10.1021/acsami.2c07077 (arcs overlap).
    """
    found = arcs(known, situation, constants)
    names = [name[len("arc_") : -len(IN_PARALLEL)] for name in found if name.endswith(IN_PARALLEL)]
    ohm = np.array([np.maximum(found[f"arc_{name}_ohm_cm2"], 0.0) for name in names])
    farad = np.array([found[f"arc_{name}_uF_cm2"] for name in names])
    top = frequency_Hz(ohm, farad)
    seen = (ohm > 0.0) & (farad > 0.0) & (top >= constants.lowest_Hz) & (top <= constants.highest_Hz)
    together = one_arc(ohm, farad, seen, constants.least_ratio)
    resistance, capacitance = merged(ohm, farad, together)
    return {
        name: (np.where(sees, total, np.nan), np.where(sees, beside, np.nan))
        for name, sees, total, beside in zip(names, seen, resistance, capacitance, strict=True)
    }


def one_arc(ohm_cm2: Floats, uF_cm2: Floats, seen: Booleans, least_ratio: float) -> Booleans:
    """Which arcs run into each other.

    Parameters
    ----------
    ohm_cm2, uF_cm2 : array, shape (k, n)
        Resistance (ohm cm2) and capacitance (uF/cm2) of each of k arcs.
    seen : array of bool, shape (k, n)
        Whether the analyser sees the arc at all.
    least_ratio : float
        Of capacitances and of time constants of two arcs that can be told apart (-).

    Returns
    -------
    array of bool, shape (k, k, n)
        Whether two arcs are part of one; an arc that is seen is part of its own.

    Notes
    -----
    What runs into something that runs into a third is one arc with both.

    References
    ----------
    .. [1] assumed ratio of 10.

    Examples
    --------
    >>> ohm, farad = np.array([[1.0], [2.0], [3.0]]), np.array([[1.0], [5.0], [300.0]])
    >>> one_arc(ohm, farad, np.full((3, 1), True), 10.0)[..., 0].astype(int).tolist()
    [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        slower = np.log(ohm_cm2 * uF_cm2)
        larger = np.log(uF_cm2)
        apart = [np.abs(each[:, np.newaxis] - each[np.newaxis]) >= np.log(least_ratio) for each in (slower, larger)]
    joined = ~(apart[0] & apart[1]) & seen[:, np.newaxis] & seen[np.newaxis]
    for middle in range(len(ohm_cm2)):
        joined |= joined[:, middle, np.newaxis] & joined[np.newaxis, middle]
    return np.asarray(joined)


def merged(ohm_cm2: Floats, uF_cm2: Floats, together: Booleans) -> tuple[Floats, Floats]:
    """The arc that each arc is seen in.

    Parameters
    ----------
    ohm_cm2, uF_cm2 : array, shape (k, n)
        Resistance (ohm cm2) and capacitance (uF/cm2) of each of k arcs.
    together : array of bool, shape (k, k, n)
        As from :func:`one_arc`.

    Returns
    -------
    tuple of arrays, shape (k, n)
        Resistance (ohm cm2) and capacitance (uF/cm2); 0 and NaN of an arc that is not seen.

    Notes
    -----
    See :func:`fitted_arcs`.

    References
    ----------
    .. [1] Derived.

    Examples
    --------
    >>> whole = np.full((2, 2, 1), True)
    >>> ohm, farad = merged(np.array([[1.0], [3.0]]), np.array([[4.0], [4.0]]), whole)
    >>> float(ohm[0, 0]), float(farad[1, 0])
    (4.0, 2.5)
    """
    total = np.einsum("jin,in->jn", together, ohm_cm2)
    moment = np.einsum("jin,in->jn", together, ohm_cm2**2 * uF_cm2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return total, np.asarray(moment / total**2)


def nominal_reading(design: Design, temperature_C: float) -> Mapping[str, tuple[float, float]]:
    """Arcs of the nominal cell, against which limits are set.

    Parameters
    ----------
    design : Design
        With its nominal cell.
    temperature_C : float
        Where it is measured (C).

    Returns
    -------
    mapping
        Name of an arc to its resistance (ohm cm2) and its capacitance (uF/cm2), as in :func:`fitted_arcs`.

    Notes
    -----
    Worked out once for a design and a temperature.

    References
    ----------
    .. [1] As :func:`fitted_arcs`.
    """
    key = f"nominal arcs at {temperature_C:g} C"
    if key not in design.kept:
        assert design.nominal is not None
        rows = {name: np.array([value]) for name, value in design.nominal.columns.items()}
        known, situation = resistances_at(rows, design, temperature_C)
        found = fitted_arcs(known, situation, Constants())
        design.kept[key] = {name: (float(ohm[0]), float(farad[0])) for name, (ohm, farad) in found.items()}
    kept: Mapping[str, tuple[float, float]] = design.kept[key]  # type: ignore[assignment]
    return kept
