"""The whole impedance spectrum of a cell, and which of its arcs an analyser can tell apart.

Arcs of separator and interface stand in series; the cathode is a line of two rails with charge transfer, double layer
and the lithium it stores between them, and so is a silicon anode, without charge transfer of its own. At the lowest
frequencies lithium is stored evenly through the electrodes and the real part is the resistance of the chain. That is
slower than an analyser goes: at 0.1 Hz the current still prefers what lies next to the separator, and less is seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dbetwin.interface.hypothesis import Known, Situation
from dbetwin.interface.seen.impedance import Constants, arcs, frequency_Hz, insertion_F_cm2
from dbetwin.physics.current.porous import arc_impedance, line_impedance

Floats = NDArray[np.float64]
Phasors = NDArray[np.complex128]

POINTS_PER_DECADE = 10
IN_SERIES = ("bulk", "grain_boundary", "interface", "constriction")
"""Arcs that are arcs, not parts of a line."""
LEAST_SHARE = 1e-4
"""Of the resistance of all arcs, below which one is not worth a line."""
UNITS = 1e-4
"""ohm m2 per ohm cm2; the same number of uF/cm2 per 100 F/m2."""


def frequencies(constants: Constants) -> Floats:
    """The frequencies of a measurement.

    Parameters
    ----------
    constants : Constants
        Lowest and highest frequency of the analyser (Hz).

    Returns
    -------
    array, shape (n,)
        Frequencies (Hz), from the highest to the lowest, 10 to a decade.

    Notes
    -----
    Evenly spaced in the logarithm, both ends included.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> frequencies(Constants())[[0, -1]].round(1).tolist()
    [7000000.0, 0.1]
    """
    decades = np.log10(constants.highest_Hz / constants.lowest_Hz)
    return np.geomspace(constants.highest_Hz, constants.lowest_Hz, round(POINTS_PER_DECADE * decades) + 1)


def impedance_ohm_cm2(known: Known, situation: Situation, constants: Constants, frequency_Hz: Floats) -> Phasors:
    """Impedance of cells at a row of frequencies.

    Parameters
    ----------
    known : mapping of arrays, shape (n,)
        Columns of the cells behind the chain (units in the names).
    situation : Situation
        Operating point and design.
    constants : Constants
        Capacitances of interfaces.
    frequency_Hz : array, shape (m,)
        Frequencies (Hz).

    Returns
    -------
    array of complex, shape (n, m)
        Impedance of one face (ohm cm2).

    Notes
    -----
    Arcs in series, and the lines of the electrodes. Towards 0 Hz the real part is ``cell_asr_ohm_cm2``, towards high
    frequencies what ions and electrons of the cathode resist side by side. Leads and collectors are not in it.

    References
    ----------
    .. [1] Arcs after Eckhardt et al., ACS Appl. Mater. Interfaces (2022), doi:10.1021/acsami.2c07077; lines after
       de Levie, see :mod:`dbetwin.physics.current.porous`.
    """
    angular = 2.0 * np.pi * np.asarray(frequency_Hz)
    seen = {name: values[:, np.newaxis] for name, values in arcs(known, situation, constants).items()}
    total = _cathode(known, situation, constants, angular)
    if "arc_anode_path_ohm_cm2" in seen:
        stored = insertion_F_cm2(situation, constants.anode_swing_V) / UNITS
        path = 3.0 * UNITS * seen["arc_anode_path_ohm_cm2"]
        total = np.asarray(total + line_impedance(path, 0.0, _stored(stored, angular)))
    for name in IN_SERIES:
        if f"arc_{name}_ohm_cm2" in seen:
            resistance, capacitance = UNITS * seen[f"arc_{name}_ohm_cm2"], 1e-6 / UNITS * seen[f"arc_{name}_uF_cm2"]
            total = np.asarray(total + arc_impedance(resistance, capacitance, angular))
    return np.asarray(total / UNITS)


def _cathode(known: Known, situation: Situation, constants: Constants, angular: Floats) -> Phasors:
    """Its line (ohm m2): what lies between the rails is charge transfer beside the double layer, then the store."""
    ionic = 3.0 * UNITS * known["cathode_ionic_ohm_cm2"][:, np.newaxis]
    electronic = 3.0 * UNITS * known["cathode_electronic_ohm_cm2"][:, np.newaxis]
    layer = 1e-6 / UNITS * constants.double_layer_uF_cm2 * known["cathode_active_area_ratio"][:, np.newaxis]
    transfer = UNITS * known["cathode_charge_transfer_ohm_cm2"][:, np.newaxis]
    store = insertion_F_cm2(situation, constants.cathode_swing_V) / UNITS
    between = arc_impedance(transfer, layer, angular) + _stored(store, angular)
    return line_impedance(ionic, electronic, np.asarray(between))


def _stored(capacitance: float, angular: Floats) -> Phasors:
    """Impedance of a capacitance (F/m2) alone (ohm m2)."""
    return np.asarray(-1j / (angular * capacitance))


@dataclass(frozen=True)
class Arc:
    """One arc of a cell."""

    name: str
    ohm_cm2: float
    uF_cm2: float
    top_Hz: float
    """Frequency at its top."""
    in_window: bool
    """Whether the analyser goes there."""
    merges_with: tuple[str, ...]
    """Arcs that it cannot be told apart from."""


def arc_table(known: Known, situation: Situation, constants: Constants) -> list[Arc]:
    """The arcs of one cell, from the fastest to the slowest, and which of them run into each other.

    Parameters
    ----------
    known : mapping of arrays, shape (1,)
        Columns of the cell behind the chain (units in the names).
    situation : Situation
        Operating point and design.
    constants : Constants
        Capacitances of interfaces, and the analyser.

    Returns
    -------
    list of Arc
        Those that resist more than 1e-4 of all (ohm cm2, uF/cm2, Hz).

    Notes
    -----
    Two arcs can be told apart when both their capacitances and their time constants differ by the least ratio: the
    time constant makes two arcs of them, the capacitance says which is which.

    References
    ----------
    .. [1] assumed ratio of 10.
    """
    seen = {name: float(values[0]) for name, values in arcs(known, situation, constants).items()}
    names = [name.removeprefix("arc_").removesuffix("_uF_cm2") for name in seen if name.endswith("_uF_cm2")]
    parts = {name: (seen[f"arc_{name}_ohm_cm2"], seen[f"arc_{name}_uF_cm2"]) for name in names}
    least = LEAST_SHARE * sum(resistance for resistance, _ in parts.values())
    parts = {name: part for name, part in parts.items() if part[0] > least and part[1] > 0.0}
    found = []
    for name, part in sorted(parts.items(), key=lambda each: each[1][0] * each[1][1]):
        top = float(frequency_Hz(*part))
        merged = [other for other in parts if other != name and not _apart(part, parts[other], constants)]
        window = constants.lowest_Hz <= top <= constants.highest_Hz
        found.append(Arc(name, *part, top, window, tuple(merged)))
    return found


def _apart(one: tuple[float, float], other: tuple[float, float], constants: Constants) -> bool:
    capacitances = abs(np.log(one[1] / other[1]))
    times = abs(np.log(one[0] * one[1] / (other[0] * other[1])))
    return bool(min(capacitances, times) >= np.log(constants.least_ratio))
