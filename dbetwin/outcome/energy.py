"""What the distance to a target specific energy consists of: the stack model evaluated again, change by change."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dbetwin.celldesign.cell import Rows, open_voltage, targets, weigh
from dbetwin.celldesign.design import Design, Limits, NominalCell, OperatingPoint, Product
from dbetwin.materials import Material, load_material, names

REACH_MAH_CM2, REACH_SEPARATOR_UM, REACH_ACTIVE_SHARE = 5.0, 10.0, 0.80
"""How far the changes of the ladder go: a loading, a separator and a cathode that the literature has shown singly."""


@dataclass(frozen=True)
class Delivery:
    """What of a cell's nominal energy arrives: share of the capacity, and the resistance it is drawn through."""

    capacity_share: float
    asr_ohm_cm2: float
    silicon_share: float = 1.0
    """Part of the capacity share that only silicon costs."""


def design_of(info: Mapping[str, Any]) -> Design | None:
    """The design that a run was made for.

    Parameters
    ----------
    info : mapping
        Contents of run.json: ``product``, ``operating_point``, ``limits``, ``nominal`` and ``assumptions``.

    Returns
    -------
    Design or None
        Product, operating point and materials, overridden material values included; None for a plant without cells.

    Notes
    -----
    Definition: shipped material values, replaced by those that the run lists as ``materials.<name>.<property>``.

    Examples
    --------
    >>> design_of({"product": {}}) is None
    True
    """
    if not info.get("product"):
        return None
    stated: dict[str, dict[str, float]] = {}
    for each in info.get("assumptions", ()):
        kind, _, rest = str(each["field"]).partition(".")
        if kind == "materials":
            name, _, key = rest.partition(".")
            stated.setdefault(name, {})[key] = float(each["value"])
    materials = {}
    for name in {*names(), *stated}:
        known = dict(load_material(name).values) if name in names() else {}
        materials[name] = Material(name, {**known, **stated.get(name, {})}, {})
    return Design(
        Product(**info["product"]),
        OperatingPoint(**info["operating_point"]),
        Limits(**(info.get("limits") or {})),
        materials,
        {},
        NominalCell(info.get("nominal") or {}),
    )


def target_rows(design: Design) -> Rows:
    """One row of the loadings and thicknesses that the product asks for.

    Parameters
    ----------
    design : Design
        Product and materials.

    Returns
    -------
    mapping of arrays, shape (1,)
        The columns that the stack model takes (mg/cm2, um).

    Notes
    -----
    Definition: each at its target, no scatter.

    Examples
    --------
    >>> target_rows(design)["separator_thickness_um_mean"].tolist()
    [25.0]
    """
    wanted = targets(design)
    return {
        "cathode_loading_mg_cm2_mean": np.array([wanted.cathode_loading_mg_cm2]),
        "cathode_thickness_um_mean": np.array([wanted.cathode_thickness_um]),
        "anode_loading_mg_cm2_mean": np.array([wanted.anode_loading_mg_cm2]),
        "anode_thickness_um_mean": np.array([wanted.anode_thickness_um]),
        "separator_thickness_um_mean": np.array([design.product.separator_thickness_um]),
    }


def delivery_of(design: Design) -> Delivery:
    """Which part of the nominal cell's energy is delivered, and through which resistance.

    Parameters
    ----------
    design : Design
        With its nominal cell.

    Returns
    -------
    Delivery
        Share of the capacity (-), resistance (ohm cm2); a whole share and no resistance where the run states no cell.

    Notes
    -----
    Definition: delivered by nominal capacity, and (rest voltage - voltage under load) / current density; so the
    delivered energy of the nominal cell is met whatever its interface models are.

    Examples
    --------
    >>> round(delivery_of(design).capacity_share, 2)
    0.98
    """
    told = design.nominal.columns if design.nominal else {}
    if "capacity_Ah" not in told or "nominal_capacity_Ah" not in told:
        return Delivery(1.0, 0.0)
    share = told["capacity_Ah"] / told["nominal_capacity_Ah"]
    mean_V = told["energy_Wh"] / told["capacity_Ah"] if told["capacity_Ah"] else 0.0
    drop_mV = 1e3 * (open_voltage(design) - mean_V)
    cathode = min(told.get("cathode_utilisation", share), 1.0)
    silicon = min(share / cathode, 1.0) if design.product.anode == "silicon" and cathode > 0 else 1.0
    return Delivery(share, drop_mV / operating_current(design), silicon)


def operating_current(design: Design) -> float:
    """Current density on one face at the operating point.

    Parameters
    ----------
    design : Design
        Product and operating point.

    Returns
    -------
    float
        C-rate times the areal capacity of the cathode (mA/cm2).

    Notes
    -----
    Definition.

    Examples
    --------
    >>> round(operating_current(design), 3)
    1.167
    """
    return design.operating_point.c_rate * design.product.cathode_areal_capacity_mAh_cm2


def delivered(design: Design, delivery: Delivery) -> float:
    """Specific energy of the cell that a product asks for, as delivered.

    Parameters
    ----------
    design : Design
        Product, operating point and materials.
    delivery : Delivery
        Share of the capacity (-) and resistance (ohm cm2).

    Returns
    -------
    float
        Specific energy (Wh/kg).

    Notes
    -----
    ``Q share (U - i R) / m``; derived. Mass as built, whatever is delivered.

    Examples
    --------
    >>> round(delivered(design, Delivery(1.0, 0.0)), -1)
    230.0
    """
    cell = {name: float(np.ravel(values)[0]) for name, values in weigh(design, target_rows(design)).items()}
    voltage = open_voltage(design) - 1e-3 * operating_current(design) * delivery.asr_ohm_cm2
    return 1e3 * cell["nominal_capacity_Ah"] * delivery.capacity_share * max(voltage, 0.0) / cell["mass_g"]


def distance(design: Design, target_Wh_kg: float = 400.0) -> pd.DataFrame:
    """What stands between the nominal cell and a target, as changes of the design.

    Parameters
    ----------
    design : Design
        With its nominal cell.
    target_Wh_kg : float
        Specific energy aimed at (Wh/kg).

    Returns
    -------
    DataFrame
        ``change``; ``alone_Wh_kg``, the specific energy with this change only; ``gain_Wh_kg`` of it;
        ``together_Wh_kg``, with this and all changes above it; ``missing_Wh_kg`` to the target then. All in Wh/kg.

    Notes
    -----
    Each row evaluates the stack model again, derived; nothing is interpolated. Resistance (ohm cm2) and the share of
    the active material that works are kept as they are unless the change is about them: whether a thicker cathode or a
    thinner separator can be made to work as well is not answered here.

    Examples
    --------
    >>> distance(design)["change"].tolist()[-2:]
    ['active material 80% of the cathode (now 70%)', '5 mAh/cm2 (now 3.5)']
    """
    delivery = delivery_of(design)
    today = delivered(design, delivery)
    rows = [("nominal cell, delivered", today, 0.0, today)]
    together, kept = design, delivery
    for change, alter in _changes(design, delivery).items():
        alone = delivered(*alter(design, delivery))
        together, kept = alter(together, kept)
        rows.append((change, alone, alone - today, delivered(together, kept)))
    table = pd.DataFrame(rows, columns=["change", "alone_Wh_kg", "gain_Wh_kg", "together_Wh_kg"])
    table["missing_Wh_kg"] = np.maximum(target_Wh_kg - table["together_Wh_kg"], 0.0)
    return table


Change = Callable[[Design, Delivery], tuple[Design, Delivery]]


def _changes(design: Design, delivery: Delivery) -> dict[str, Change]:
    """The changes that this design has not made yet, those of the process first."""
    product = design.product
    found: dict[str, Change] = {}
    if delivery.asr_ohm_cm2 > 0:
        found[f"no resistance (now {delivery.asr_ohm_cm2:.0f} ohm cm2)"] = lambda cell, out: (
            cell,
            dataclasses.replace(out, asr_ohm_cm2=0.0),
        )
    if delivery.capacity_share < 1:
        found[f"all active material works (now {delivery.capacity_share:.1%})"] = lambda cell, out: (
            cell,
            dataclasses.replace(out, capacity_share=1.0, silicon_share=1.0),
        )
    if product.first_cycle_retention < 1:
        found[f"no first-cycle loss (now {1 - product.first_cycle_retention:.0%})"] = _with(first_cycle_retention=1.0)
    if product.anode == "silicon":
        found["lithium instead of silicon, plated from the cathode"] = _lithium
    elif product.lithium_thickness_um > 0:
        found[f"no lithium as built (now {product.lithium_thickness_um:g} um)"] = _with(lithium_thickness_um=0.0)
    if product.separator_thickness_um > REACH_SEPARATOR_UM:
        found[f"separator {REACH_SEPARATOR_UM:g} um (now {product.separator_thickness_um:g})"] = _with(
            separator_thickness_um=REACH_SEPARATOR_UM
        )
    share = product.cathode_mass_fractions[_active(design)]
    if share < REACH_ACTIVE_SHARE:
        found[f"active material {REACH_ACTIVE_SHARE:.0%} of the cathode (now {share:.0%})"] = _richer
    loading = product.cathode_areal_capacity_mAh_cm2
    if loading < REACH_MAH_CM2:
        found[f"{REACH_MAH_CM2:g} mAh/cm2 (now {loading:g})"] = _with(cathode_areal_capacity_mAh_cm2=REACH_MAH_CM2)
    return found


def _with(**changed: Any) -> Change:
    return lambda design, delivery: (_changed(design, **changed), delivery)


def _changed(design: Design, **changed: Any) -> Design:
    return dataclasses.replace(design, product=design.product.model_copy(update=changed))


def _lithium(design: Design, delivery: Delivery) -> tuple[Design, Delivery]:
    share = delivery.capacity_share / delivery.silicon_share
    return (
        _changed(design, anode="lithium", lithium_thickness_um=0.0, anode_mass_fractions={}),
        dataclasses.replace(delivery, capacity_share=share, silicon_share=1.0),
    )


def _active(design: Design) -> str:
    shares = design.product.cathode_mass_fractions
    return next(name for name in shares if "specific_capacity_mAh_g" in design.materials[name])


def _richer(design: Design, delivery: Delivery) -> tuple[Design, Delivery]:
    """More active material, everything else in the coating less by the same factor."""
    active, shares = _active(design), design.product.cathode_mass_fractions
    left = (1 - REACH_ACTIVE_SHARE) / (1 - shares[active])
    richer = {name: REACH_ACTIVE_SHARE if name == active else share * left for name, share in shares.items()}
    return _changed(design, cathode_mass_fractions=richer), delivery
