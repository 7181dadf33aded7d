"""What limits a cell: its resistance part by part, the lowest of its limits, and the component that costs it most."""

from __future__ import annotations

from collections.abc import Mapping

from dbetwin.celldesign.design import Design
from dbetwin.columns.components import COMPONENTS, LIMITING, NONE_WORSE
from dbetwin.interface.hypothesis import Situation
from dbetwin.study.cell.one_cell import OneCell
from dbetwin.study.silicon.decoupling import USABLE, decompose

Columns = Mapping[str, float]

PARTS = {
    "anode, film and charge transfer": ("anode_asr_ohm_cm2", "constriction_asr_ohm_cm2"),
    "anode, constriction": ("constriction_asr_ohm_cm2", ""),
    "anode, ionic path": ("anode_ionic_ohm_cm2", ""),
    "separator, grains": ("separator_asr_ohm_cm2", "grain_boundary_asr_ohm_cm2"),
    "separator, grain boundaries": ("grain_boundary_asr_ohm_cm2", ""),
    "cathode, charge transfer": ("cathode_charge_transfer_ohm_cm2", ""),
    "cathode, ionic path": ("cathode_ionic_ohm_cm2", ""),
    "cathode, electronic path": ("cathode_electronic_ohm_cm2", ""),
}
"""Part to its column, and to a column that is part of it and told apart."""
TOTAL = "cell_asr_ohm_cm2"
CURRENTS = {
    "voids": "void_limited_mA_cm2",
    "cracks": "crack_limited_mA_cm2",
    "electronic leak": "leak_limited_mA_cm2",
}
"""What can limit the current of lithium."""
CHANCES = {
    "a hole in the separator": "p_pinhole",
    "a filament": "p_filament",
    "delamination": "p_delamination",
    "a broken membrane": "p_ceramic",
    "lost contact": "p_open",
}
ROUNDING = 1e-9


def resistance_parts(columns: Columns) -> dict[str, float]:
    """The parts that a cell's resistance consists of (ohm cm2); they add up to it."""
    found = {}
    for part, (whole, inner) in PARTS.items():
        if whole in columns:
            found[part] = columns[whole] - columns.get(inner, 0.0)
    if found.get("anode, film and charge transfer", 0.0) < 0.0:  # a null model of the interface resists nothing
        found["anode, film and charge transfer"] += found.pop("anode, constriction")
    rest = columns[TOTAL] - sum(found.values())
    if abs(rest) > ROUNDING * max(abs(columns[TOTAL]), 1.0):
        found["other terms"] = rest
    return {part: value for part, value in found.items() if value != 0.0}


def costliest_component(columns: Columns) -> str:
    """The component that costs most against the nominal cell, or the weakest where none is worse."""
    if "limiting_component" not in columns:
        return ""
    code = int(columns["limiting_component"])
    if code != NONE_WORSE:
        return f"{LIMITING[code]} costs most against the nominal cell"
    known = {name: columns.get(f"quality_{name.replace(' ', '_')}") for name in COMPONENTS}
    found = {name: value for name, value in known.items() if value is not None}
    weakest = min(found, key=lambda name: found[name])
    return f"no component is worse than the nominal cell's (the weakest is {weakest}, {found[weakest]:.3g} of 1)"


def largest_part(columns: Columns) -> str:
    """The largest part of the resistance."""
    parts = resistance_parts(columns)
    if not parts:
        return "nothing resists"
    part = max(parts, key=lambda each: parts[each])
    return f"{parts[part] / columns[TOTAL]:.0%} of the resistance is {part}"


def lowest_current(columns: Columns, design: Design) -> str:
    """The lowest part of the critical current, and how it compares with the current on a face."""
    limits = {name: columns[column] for name, column in CURRENTS.items() if column in columns}
    if not limits:
        return ""
    name = min(limits, key=lambda each: limits[each])
    times = limits[name] / Situation.of(design).current_mA_cm2
    return f"{name} set the lowest limit of the current, {limits[name]:.3g} mA/cm2, {times:.3g} times that in use"


def silicon_losses(cell: OneCell) -> dict[str, float]:
    """What each cause takes of silicon's full charge, as in :mod:`.decoupling`; empty for a cell without silicon."""
    if USABLE not in cell.columns:
        return {}
    found = decompose(cell.comer.columns, cell.comer.design)
    return {cause: float(part[0]) for cause, part in found.parts.items()}


def silicon_held_back(columns: Columns, losses: Mapping[str, float], design: Design) -> str:
    """What holds silicon back most, and whether the cell asks for more than is left."""
    if USABLE not in columns:
        return ""
    usable, product = columns[USABLE], design.product
    asked = product.silicon_soc_target * columns["cathode_utilisation"] / columns["n_to_p_mean"]
    spare = (
        f"its cathode asks for {asked:.3g}" if asked <= usable else f"less than the {asked:.3g} that its cathode asks"
    )
    cause = max(losses, key=lambda each: losses[each], default="")
    if not cause or losses[cause] <= ROUNDING:
        return f"nothing holds silicon back ({spare})"
    return f"silicon reaches {usable:.3g} of its charge, {cause} takes most ({losses[cause]:.2g}); {spare}"


def likeliest_failure(columns: Columns) -> str:
    """What a cell fails of most likely."""
    known = {name: columns[column] for name, column in CHANCES.items() if column in columns}
    name = max(known, key=lambda each: known[each], default="")
    return f"it fails of {name} most likely ({known[name]:.2g})" if name and known[name] > 0.0 else ""


def limiting(cell: OneCell) -> str:
    """One line: what limits the cell.

    Parameters
    ----------
    cell : OneCell
        The cell, judged.

    Returns
    -------
    str
        Component, part of the resistance, limit of the current or of the silicon, failure.
    """
    columns, design = cell.columns, cell.comer.design
    told = (
        costliest_component(columns),
        largest_part(columns),
        lowest_current(columns, design),
        silicon_held_back(columns, silicon_losses(cell), design),
        likeliest_failure(columns),
    )
    return "; ".join(each for each in told if each)
