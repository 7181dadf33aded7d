"""The critical current of a plant's nominal cell over potential, grain size and treatment of its boundaries.

The nominal cell is walked anew for each temperature, so that everything else is as the plant makes and uses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dbetwin.interface.hypothesis import ZERO_CELSIUS_K
from dbetwin.interface.lithium.regulation import Cores, charged_model, equal_resistance_V, regulated
from dbetwin.plant import Plant, load_plant
from dbetwin.plant.nominal import with_nominal

POTENTIALS_V = tuple(float(volts) for volts in np.linspace(-0.35, 0.35, 71).round(3))
COARSE_UM = (5.0, 20.0)
"""Grain sizes beside the plant's own."""
TREATMENTS = (0.0, 0.5, 1.0)
CRITICAL, OF_A_CELL = "critical_current_mA_cm2", "cell_critical_current_mA_cm2"


@dataclass(frozen=True)
class Boundaries:
    """What the boundaries of a plant's nominal cell are given."""

    potentials_V: Sequence[float] = POTENTIALS_V
    grains_um: Sequence[float] = ()
    """The plant's own and coarser ones, where none are named."""
    treatments: Sequence[float] = TREATMENTS


def plants_at(layout: str, set_values: Sequence[str], temperatures_C: Iterable[float]) -> tuple[Plant, ...]:
    """A plant used at several temperatures, coldest first, each with its nominal cell.

    Raises
    ------
    InputError
        The plant cannot be read, or a temperature is none that cells are used at.
    """
    return tuple(
        with_nominal(load_plant(layout, (*set_values, f"operating_point.temperature_C={celsius!r}")))
        for celsius in sorted(set(temperatures_C))
    )


def regulation_law(plants: Iterable[Plant], boundaries: Boundaries) -> pd.DataFrame:
    """The law as a table.

    Parameters
    ----------
    plants : iterable of Plant
        One per temperature, each with its nominal cell.
    boundaries : Boundaries
        What is varied.

    Returns
    -------
    DataFrame
        One row per combination: ``temperature_C``, ``treatment``, ``grain_um``, ``potential_V`` (before treatment),
        ``boundary_ohm_cm2``, ``boundary_share``, ``electronic_conductivity_S_cm``, the limits, and the critical current
        without the leak (``critical_current_mA_cm2``) and with it (``with_leak_mA_cm2``), of 1 cm2 and, beginning with
        ``cell_``, of a whole cell.

    Raises
    ------
    InputError
        A plant has no charged boundaries, or no critical current.
    """
    return pd.concat([_at(plant, boundaries) for plant in plants], ignore_index=True)


def sign_switched(plant: Plant) -> dict[str, float]:
    """What the other sign of the core is worth at the same resistance, for the plant's own potential and grains.

    Parameters
    ----------
    plant : Plant
        With its nominal cell; its boundaries stay but for their sign.

    Returns
    -------
    dict
        ``temperature_C``, ``potential_V`` and ``other_V``, and for both the critical current without the leak and with
        it (mA/cm2).

    Raises
    ------
    InputError
        The plant has no charged boundaries, or no critical current.
    """
    (model, constants), cell = charged_model(plant.design), _nominal(plant)
    celsius, garnet = plant.design.operating_point.temperature_C, plant.design.materials["llzo"]
    own = garnet["grain_boundary_potential_V"]
    other = equal_resistance_V(model, own, celsius + ZERO_CELSIUS_K, garnet, constants)
    cores = Cores.over([own, other], [cell["separator_grain_um"]], [0.0])
    (here, there), (leaking, tight) = (
        regulated(plant.design, cell, cores, leak=leak)[CRITICAL] for leak in (False, True)
    )
    return {
        "temperature_C": celsius,
        "potential_V": own,
        "other_V": other,
        CRITICAL: float(here),
        f"other_{CRITICAL}": float(there),
        "with_leak_mA_cm2": float(leaking),
        "other_with_leak_mA_cm2": float(tight),
    }


def _nominal(plant: Plant) -> Mapping[str, float]:
    return plant.design.nominal.columns if plant.design.nominal else {}


def _at(plant: Plant, boundaries: Boundaries) -> pd.DataFrame:
    charged_model(plant.design)
    cell = _nominal(plant)
    grains = boundaries.grains_um or (float(f"{cell['separator_grain_um']:.3g}"), *COARSE_UM)
    cores = Cores.over(boundaries.potentials_V, sorted(set(grains)), sorted(set(boundaries.treatments)))
    without = regulated(plant.design, cell, cores, leak=False)
    leaking = regulated(plant.design, cell, cores, leak=True)
    shown = ("boundary_ohm_cm2", "boundary_share", "electronic_conductivity_S_cm", "crack_limited_mA_cm2")
    return pd.DataFrame(
        {"temperature_C": plant.design.operating_point.temperature_C}
        | {"treatment": cores.treatment, "grain_um": cores.grain_um, "potential_V": cores.potential_V}
        | {name: without[name] for name in (*shown, "void_limited_mA_cm2", CRITICAL, OF_A_CELL)}
        | {"leak_limited_mA_cm2": leaking["leak_limited_mA_cm2"], "with_leak_mA_cm2": leaking[CRITICAL]}
        | {"cell_with_leak_mA_cm2": leaking[OF_A_CELL]}
    )
