"""One number for a cell's interfaces, and the component that costs it most against the nominal cell.

The literature has no accepted index; this one is a weighted geometric mean, so that any zero is a zero. Components
that do not apply to a product are left out and the weights of the others made to add up to one.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from dbetwin.columns.components import COMPONENTS, NONE_WORSE
from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, nothing

Floats = NDArray[np.float64]


class Constants(Record):
    """Weights and reference resistances; a weight of 0 leaves a component out."""

    anode_contact_weight: float = sourced(0.2, assumed=(0.0, 1.0), note="choice", ge=0)
    anode_resistance_weight: float = sourced(0.2, assumed=(0.0, 1.0), note="choice", ge=0)
    critical_current_weight: float = sourced(0.3, assumed=(0.0, 1.0), note="choice", ge=0)
    grain_boundary_weight: float = sourced(0.1, assumed=(0.0, 1.0), note="choice", ge=0)
    strength_weight: float = sourced(0.1, assumed=(0.0, 1.0), note="choice", ge=0)
    silicon_weight: float = sourced(0.1, assumed=(0.0, 1.0), note="choice", ge=0)
    cathode_contact_weight: float = sourced(0.2, assumed=(0.0, 1.0), note="choice: the cathode resists most", ge=0)
    cathode_resistance_weight: float = sourced(0.2, assumed=(0.0, 1.0), note="choice: the cathode resists most", ge=0)
    anode_reference_ohm_cm2: float = sourced(10.0, assumed=(3.0, 30.0), note="resistance worth one half", gt=0)
    cathode_reference_ohm_cm2: float = sourced(100.0, assumed=(30.0, 300.0), note="resistance worth one half", gt=0)


def geometric_index(components: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """Weighted geometric mean of components.

    Parameters
    ----------
    components : mapping of arrays, shape (n,)
        Component to quality (-), 0 to 1.
    weights : mapping
        Component to weight (-); made to add up to one over the components given.

    Returns
    -------
    array, shape (n,)
        Index, 0 to 100.

    Notes
    -----
    ``100 prod q_k^(w_k / sum w)``.

    References
    ----------
    .. [1] assumed index.

    Examples
    --------
    >>> round(float(geometric_index({"a": np.array(0.25), "b": np.array(1.0)}, {"a": 0.1, "b": 0.1})), 1)
    50.0
    """
    used = {name: weights[name] for name in components if weights[name] > 0.0}
    total = sum(used.values())
    with np.errstate(divide="ignore"):  # a zero is a zero, however small its weight
        logarithm = sum(weight * np.log(components[name]) for name, weight in used.items())
    return np.asarray(100.0 * np.exp(np.asarray(logarithm) / total))


def costliest(components: Mapping[str, Floats], weights: Mapping[str, float], nominal: Mapping[str, float]) -> Floats:
    """Component that costs each cell most against the nominal cell.

    Parameters
    ----------
    components : mapping of arrays, shape (n,)
        Component to quality (-).
    weights : mapping
        Component to weight (-).
    nominal : mapping
        Component to quality of the nominal cell (-).

    Returns
    -------
    array, shape (n,)
        Place of the component in :data:`dbetwin.columns.components.LIMITING` (-).

    Notes
    -----
    ``argmax w_k ln(q_k,nominal / q_k)``, where that is above 0; else nothing is worse than in the nominal cell.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> rows = {"anode contact": np.array([0.4, 0.5]), "silicon": np.array([1.0, 0.5])}
    >>> even = {"anode contact": 0.1, "silicon": 0.1}
    >>> codes = costliest(rows, even, {"anode contact": 0.5, "silicon": 1.0})
    >>> [COMPONENTS[int(code)] for code in codes]
    ['anode contact', 'silicon']
    """
    largest = np.zeros(np.shape(next(iter(components.values()))))
    code = np.full(largest.shape, float(NONE_WORSE))
    for name in (name for name in components if weights[name] > 0.0):
        # a zero costs everything, but not where the nominal cell is zero, too
        with np.errstate(divide="ignore", invalid="ignore"):
            cost = weights[name] * (np.log(nominal[name]) - np.log(components[name]))
        code[cost > largest] = COMPONENTS.index(name)
        np.fmax(largest, cost, out=largest)
    return code


def _components(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    target = situation.design.product.silicon_soc_target
    cathode = known["cathode_asr_ohm_cm2"] / constants.cathode_reference_ohm_cm2
    found = {
        "anode contact": known["anode_contact_fraction"],
        "anode resistance": 1.0 / (1.0 + known["anode_asr_ohm_cm2"] / constants.anode_reference_ohm_cm2),
        "cathode contact": known["cathode_contact_fraction"],
        "cathode resistance": 1.0 / (1.0 + cathode),
    }
    if "critical_current_mA_cm2" in known:
        reserve = known["critical_current_mA_cm2"] / situation.current_mA_cm2
        found["critical current"] = -np.expm1(-(reserve**2))
    if "grain_boundary_asr_ohm_cm2" in known:
        boundary = known["grain_boundary_asr_ohm_cm2"]
        found["grain boundary"] = 1.0 - boundary / known["separator_asr_ohm_cm2"]
    if situation.design.product.separator == "dense":
        found["strength"] = 1.0 - known["p_ceramic"]
    if "usable_soc" in known:
        found["silicon"] = np.minimum(known["usable_soc"] / target, 1.0)
    return found


def geometric(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Index, its components, and the costliest of them."""
    components = _components(known, situation, constants)
    weights = {name: getattr(constants, f"{name.replace(' ', '_')}_weight") for name in COMPONENTS}
    columns = {f"quality_{name.replace(' ', '_')}": quality for name, quality in components.items()}
    known_nominal = situation.design.nominal
    nominal = {
        name: known_nominal[f"quality_{name.replace(' ', '_')}"] if known_nominal else 1.0 for name in components
    }
    return {
        **columns,
        "quality_index": geometric_index(components, weights),
        "limiting_component": costliest(components, weights, nominal),
    }


HYPOTHESES = {"geometric": Hypothesis(geometric, Constants), "none": Hypothesis(nothing)}
