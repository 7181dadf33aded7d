"""Usable charge of silicon over the size of its domains, the room in the pores and the stack pressure.

The cell is the nominal one of a plant. The room is set by the void inside the particles, with no pores between them;
the recipe by mass stays, so particles with more void leave the electrolyte less of the volume. Stack pressure acts
through the contact. By itself it shifts the potential by millivolts, which are told beside it and are part of stress.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dbetwin.celldesign.design import Design
from dbetwin.celldesign.silicon_carbon import CARD, SHARE, VOID
from dbetwin.interface import constants_of
from dbetwin.plant.nominal import entering, with_nominal
from dbetwin.plant.plant import Plant
from dbetwin.plant.sample import JUDGE
from dbetwin.study.silicon.decoupling import (
    PRESSURE,
    Floats,
    Rows,
    completed,
    decompose,
    refuse_without_silicon,
    with_material,
)

FARADAY_C_MOL = 96485.33
DOMAINS_NM = (50.0, 150.0, 1000.0, 5000.0)
PORE_RATIOS = (0.0, 0.5, 1.0, 2.0, 2.8)
PRESSURES_MPA = (0.1, 1.0, 5.0, 20.0, 100.0)


@dataclass(frozen=True)
class Condition:
    """One line of the table."""

    domain_nm: float
    pore_ratio: float
    stack_pressure_MPa: float
    shift_mV: float
    """By which this pressure alone would lower the potential of silicon."""
    usable_soc: float
    parts: Mapping[str, float]
    remainder: float
    outside: tuple[str, ...]
    """Models that are used outside their range here."""


@dataclass(frozen=True)
class Grid:
    """Conditions to be looked at."""

    domains_nm: Sequence[float] = DOMAINS_NM
    pore_ratios: Sequence[float] = PORE_RATIOS
    pressures_MPa: Sequence[float] = PRESSURES_MPA


def table(plant: Plant, grid: Grid | None = None, *, as_written: bool = False) -> list[Condition]:
    """The nominal cell of a plant under all conditions of a grid.

    Raises
    ------
    InputError
        The plant makes no cells, or none with silicon.
    """
    refuse_without_silicon(plant)
    asked = grid or Grid()
    plant = with_nominal(plant)
    design = plant.design if as_written else completed(plant.design)[0]
    ratios, pressures = (each.ravel() for each in np.meshgrid(asked.pore_ratios, asked.pressures_MPa, indexing="ij"))
    rows = {**_nominal_rows(plant, len(ratios)), **room(design, ratios), PRESSURE: pressures}
    found = []
    for size in asked.domains_nm:
        got = decompose(rows, with_material(design, CARD, silicon_domain_nm=size))
        for row, (ratio, pressure) in enumerate(zip(ratios, pressures, strict=True)):
            parts = {name: float(part[row]) for name, part in got.parts.items()}
            shift = shift_mV(design, float(pressure))
            left, remainder = float(got.usable[row]), float(got.remainder[row])
            outside = tuple(name for name, flag in got.outside.items() if flag[row])
            found.append(Condition(size, float(ratio), float(pressure), shift, left, parts, remainder, outside))
    return found


def room(design: Design, pore_ratios: Floats) -> Rows:
    """Columns of a cell whose silicon has that much pore volume for each of its own, all of it inside the particles.

    The void v of a particle gives ``r = v / (1 - v) (1 + V_carbon / V_silicon)``.
    """
    card, silicon = design.materials[CARD], design.materials["silicon"]
    share = card[SHARE]
    carbon = (1.0 - share) / card["carbon_skeleton_g_cm3"] / (share / silicon["density_g_cm3"])
    void = pore_ratios / (pore_ratios + 1.0 + carbon)
    still = np.zeros(len(pore_ratios))
    return {SHARE: still + share, VOID: void, "anode_porosity": still}


def shift_mV(design: Design, pressure_MPa: float) -> float:
    """By how much a pressure alone lowers the potential of silicon: ``k_U Omega P / F``."""
    model = constants_of("silicon_confinement", design.interface["silicon_confinement"])
    coupling = model(**design.interface_constants.get("silicon_confinement", {})).model_dump()["coupling"]
    volume = design.materials["silicon"]["partial_molar_volume_cm3_mol"]
    return float(1e3 * coupling * volume * pressure_MPa / FARADAY_C_MOL)


def _nominal_rows(plant: Plant, rows: int) -> Rows:
    judge = next(name for name in plant.stations if plant.module(name).KIND == JUDGE)
    cells = entering(plant, judge)[0].cells
    assert cells is not None
    return {name: np.repeat(values[:1], rows) for name, values in cells.columns.items()}
