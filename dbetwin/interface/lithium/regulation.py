"""How charged grain boundaries regulate the critical current of lithium: by what they resist, and by what they leak.

The grains stay as they are; potential, grain size and treatment of the boundaries are moved. A membrane's conductivity
follows from its grains and boundaries in series, and the rest of the chain is worked out again: a filled flaw feels
the voltage lost beside it over its depth, which on average crosses c / d boundaries, so it is the membrane's
conductivity with boundaries that counts, there as in the constriction beside a contact. By that way only the height of
a barrier acts, not its sign. Electrons tell the sign, and act only if the leak is taken to limit the current.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.design import Design
from dbetwin.errors import InputError, Problem
from dbetwin.interface.chain import chosen
from dbetwin.interface.hypothesis import Hypothesis, Situation
from dbetwin.interface.registry import PHENOMENA
from dbetwin.interface.separator.boundary_layer import LENGTHS
from dbetwin.interface.separator.grain_boundary import Constants, boundary_share, electronic, full_length_um
from dbetwin.interface.separator.resistance import layer_asr_ohm_cm2
from dbetwin.materials import Material

Floats = NDArray[np.float64]
Steps = Sequence[tuple[Hypothesis, Any]]

FOLLOWING = ("void_limit", "contact_in_use", "constriction", "anode_resistance", "crack_limit")
"""Phenomena that feel the membrane's conductivity or grains, in the order of the chain."""
CRITICAL = ("critical_current_mA_cm2", "cell_critical_current_mA_cm2")
"""Of 1 cm2, and of the whole area of a cell."""
SEARCHED_MA_CM2, HALVINGS = (1e-5, 1e5), 50
"""Where the current that is its own limit is looked for, and how often the interval is halved."""
HIGHEST_V = 1.5
"""No potential of equal resistance is looked for above."""


@dataclass(frozen=True)
class Cores:
    """Boundaries of membranes, one per row."""

    potential_V: Floats
    """Of the core against the grain, before treatment; positive repels lithium."""
    grain_um: Floats
    treatment: Floats
    """0 as fired, 1 without charge and narrow gap."""

    @classmethod
    def over(cls, potential_V: Iterable[float], grain_um: Iterable[float], treatment: Iterable[float]) -> Cores:
        """Every combination, the potential moving fastest."""
        axes = np.meshgrid(list(treatment), list(grain_um), list(potential_V), indexing="ij")
        treated, grain, potential = (axis.ravel().astype(np.float64) for axis in axes)
        return cls(potential, grain, treated)


def charged_model(design: Design) -> tuple[str, Constants]:
    """The model of the charged boundaries that a design names.

    Parameters
    ----------
    design : Design
        Hypotheses and their constants.

    Returns
    -------
    tuple
        Name of the hypothesis, and its constants.

    Raises
    ------
    InputError
        No boundary is charged, or no critical current is evaluated that they could regulate.

    Notes
    -----
    Both follow from the layout.

    References
    ----------
    .. [1] Definition.
    """
    model, constants = next(
        (design.interface[phenomenon], constants)
        for phenomenon, _, constants in chosen(design)
        if phenomenon == "grain_boundary"
    )
    if design.interface["critical_current"] == "none":
        what = "no critical current is evaluated here, so boundaries regulate none"
        raise InputError(Problem("", "interface.critical_current", what, "none", "take a plant like lithium_metal"))
    if model not in LENGTHS or not isinstance(constants, Constants):
        remedy = f"choose {' or '.join(LENGTHS)}"
        raise InputError(Problem("", "interface.grain_boundary", "its boundaries carry no charge", model, remedy))
    return model, constants


def regulated(design: Design, cell: Mapping[str, float], cores: Cores, *, leak: bool) -> dict[str, Floats]:
    """Critical current of a cell with other boundaries in its membrane.

    Parameters
    ----------
    design : Design
        The hypotheses that the chain uses, their constants, materials and the operating point.
    cell : mapping of str to float
        Columns of one finished cell of that design (units in the names).
    cores : Cores, n rows
        Potentials (V), grain sizes (um), treatments (-).
    leak : bool
        Whether the electronic leak limits the current.

    Returns
    -------
    dict of arrays, shape (n,)
        ``boundary_ohm_cm2`` of each boundary, ``boundary_share`` (-), ``electronic_conductivity_S_cm``, and the limits
        and the critical current (mA/cm2) under the names of the cell's columns.

    Notes
    -----
    The conductivity of the grains is that of the cell with its boundaries taken out, ``sigma_b = sigma (1 + l/d)``; of
    the rows, ``sigma = sigma_b / (1 + l(phi (1 - t)) / d)``. At the cell's own boundaries it is the chain's result.
    Where voids are followed, a larger current leaves less contact and so a lower limit: the critical current is then
    the one that meets its own limit, while the limits stand as they are at the operating point.

    References
    ----------
    .. [1] Brick layer; filled flaws: Porz et al., Adv. Energy Mater. 7, 1701003 (2017), doi:10.1002/aenm.201701003;
       leak: Han et al., Nat. Energy 4, 187 (2019), doi:10.1038/s41560-018-0312-z. The sum of both is assumed.
    """
    answers = {phenomenon: (hypothesis, constants) for phenomenon, hypothesis, constants in chosen(design)}
    model, constants = charged_model(design)
    situation, rows = Situation.of(design), len(cores.potential_V)
    found = _membranes(model, constants, situation, cell, cores)
    known = {name: np.full(rows, float(value)) for name, value in cell.items() if not name.startswith("leak_")} | found
    steps = [(hypothesis, given) for hypothesis, given in map(answers.__getitem__, FOLLOWING)]
    if leak:
        weighted = PHENOMENA["leak_limit"]["weighted"]
        steps.append((weighted, weighted.constants(**design.interface_constants.get("leak_limit", {}))))
    steps.append(answers["critical_current"])
    judged = _judged(steps, known, situation)
    if "current_focusing" in judged:
        judged |= {name: _reached(name, steps, known, situation) for name in CRITICAL}
    limits = ("void_limited_mA_cm2", "crack_limited_mA_cm2", "leak_limited_mA_cm2", *CRITICAL)
    shown = (*found, *(name for name in limits if name in judged and (leak or name != "leak_limited_mA_cm2")))
    return {name: judged[name] for name in shown}


def equal_resistance_V(
    model: str, potential_V: float, temperature_K: float, garnet: Material, constants: Constants
) -> float:
    """Potential of the other sign at which a boundary resists the same.

    Parameters
    ----------
    model : str
        Name of the hypothesis: schottky or site_limited.
    potential_V : float
        Of the core against the grain (V).
    temperature_K : float
        Temperature (K).
    garnet : Material
        Permittivity (-), background charge (1/nm3), occupancy (-).
    constants : Constants
        Width (nm) and conductivity (-) of the core.

    Returns
    -------
    float
        Potential (V).

    Notes
    -----
    The root of ``l(-x) = l(phi)``; ``-phi`` where the model sees no difference.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> given = 298.15, load_material("llzo"), Constants()
    >>> [round(equal_resistance_V(model, 0.25, *given), 3) for model in ("schottky", "site_limited")]
    [-0.25, -0.259]
    """
    from scipy.optimize import brentq

    def length(volts: float) -> float:
        return float(full_length_um(model, volts, temperature_K, garnet, constants))

    wanted, away = length(potential_V), -1.0 if potential_V > 0 else 1.0
    if wanted <= length(0.0):
        return 0.0
    root = brentq(lambda size: length(away * size) / wanted - 1.0, 0.0, HIGHEST_V, xtol=1e-12, rtol=1e-14)
    return away * float(root)


def _judged(steps: Steps, known: Mapping[str, Floats], situation: Situation) -> dict[str, Floats]:
    """What is known after the rest of the chain."""
    judged = dict(known)
    for hypothesis, given in steps:
        judged.update(hypothesis.columns(judged, situation, given))
    return judged


def _reached(name: str, steps: Steps, known: Mapping[str, Floats], situation: Situation) -> Floats:
    """The current that is its own limit: the limit falls with the current, so they meet once."""
    rows = len(known["separator_grain_um"])
    low, high = (np.full(rows, np.log(end)) for end in SEARCHED_MA_CM2)
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        # the models are elementwise, so each row may have a current of its own
        loaded = dataclasses.replace(situation, current_mA_cm2=cast("float", np.exp(middle)))
        stands = _judged(steps, known, loaded)[name] > np.exp(middle)
        low, high = np.where(stands, middle, low), np.where(stands, high, middle)
    return np.asarray(np.exp(0.5 * (low + high)))


def _membranes(
    model: str, constants: Constants, situation: Situation, cell: Mapping[str, float], cores: Cores
) -> dict[str, Floats]:
    """What conducts in membranes of the cell's grains and other boundaries."""
    garnet, kelvin, left = situation.material("llzo"), situation.temperature_K, 1.0 - cores.treatment
    own = garnet["grain_boundary_potential_V"] * (1.0 - constants.treatment)
    had = float(full_length_um(model, own, kelvin, garnet, constants)) / cell["separator_grain_um"]
    grains = cell["hot_separator_conductivity_mS_cm"] * (1.0 + had)
    length = full_length_um(model, cores.potential_V * left, kelvin, garnet, constants)
    resisting = 1.0 + length / cores.grain_um
    return {
        "separator_grain_um": cores.grain_um,
        "hot_separator_conductivity_mS_cm": grains / resisting,
        "separator_asr_ohm_cm2": cell["separator_asr_ohm_cm2"] * resisting / (1.0 + had),
        "boundary_ohm_cm2": layer_asr_ohm_cm2(length, grains),
        "boundary_share": boundary_share(length, cores.grain_um),
        **electronic(situation, constants, cores.potential_V, left, cores.grain_um),
    }
