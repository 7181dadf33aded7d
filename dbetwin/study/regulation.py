"""The critical current of a plant's nominal cell over potential, grain size and treatment of its boundaries.

The nominal cell is walked anew for each temperature, so that everything else is as the plant makes and uses it.
"""

from __future__ import annotations

from collections.abc import Sequence
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
TEMPERATURES_C = (25.0, 40.0, 60.0, 80.0)
CRITICAL, OF_A_CELL = "critical_current_mA_cm2", "cell_critical_current_mA_cm2"


@dataclass(frozen=True)
class Asked:
    """A plant, and the boundaries that its cells are given."""

    layout: str = "lithium_metal"
    set_values: tuple[str, ...] = ()
    potentials_V: Sequence[float] = POTENTIALS_V
    grains_um: Sequence[float] = ()
    """The plant's own and coarser ones, where none are named."""
    treatments: Sequence[float] = TREATMENTS
    temperatures_C: Sequence[float] = TEMPERATURES_C


def regulation_law(asked: Asked) -> pd.DataFrame:
    """The law as a table.

    Parameters
    ----------
    asked : Asked
        Plant and boundaries.

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
        The plant cannot be read, has no charged boundaries, or no critical current.
    """
    return pd.concat([_at(asked, celsius) for celsius in sorted(set(asked.temperatures_C))], ignore_index=True)


def sign_switched(asked: Asked, celsius: float) -> dict[str, float]:
    """What the other sign of the core is worth at the same resistance, for the plant's own potential and grains.

    Parameters
    ----------
    asked : Asked
        Plant; its boundaries stay but for their sign.
    celsius : float
        Temperature of use (C).

    Returns
    -------
    dict
        ``potential_V`` and ``other_V``, and for both the critical current without the leak and with it (mA/cm2).
    """
    plant = plant_at(asked, celsius)
    model, constants = charged_model(plant.design)
    cell = plant.design.nominal.columns if plant.design.nominal else {}
    garnet, kelvin = plant.design.materials["llzo"], celsius + ZERO_CELSIUS_K
    own = garnet["grain_boundary_potential_V"]
    other = equal_resistance_V(model, own, kelvin, garnet, constants)
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


def plant_at(asked: Asked, celsius: float) -> Plant:
    """The plant asked for, used at a temperature, with its nominal cell.

    Raises
    ------
    InputError
        The plant cannot be read, or the temperature is none that cells are used at.
    """
    return with_nominal(load_plant(asked.layout, (*asked.set_values, f"operating_point.temperature_C={celsius!r}")))


def _at(asked: Asked, celsius: float) -> pd.DataFrame:
    plant = plant_at(asked, celsius)
    charged_model(plant.design)
    cell = plant.design.nominal.columns if plant.design.nominal else {}
    grains = asked.grains_um or (float(f"{cell['separator_grain_um']:.3g}"), *COARSE_UM)
    cores = Cores.over(asked.potentials_V, sorted(set(grains)), sorted(set(asked.treatments)))
    without = regulated(plant.design, cell, cores, leak=False)
    leaking = regulated(plant.design, cell, cores, leak=True)
    own = {"temperature_C": celsius, "treatment": cores.treatment, "grain_um": cores.grain_um}
    shown = ("boundary_ohm_cm2", "boundary_share", "electronic_conductivity_S_cm", "crack_limited_mA_cm2")
    return pd.DataFrame(
        own
        | {"potential_V": cores.potential_V}
        | {name: without[name] for name in (*shown, "void_limited_mA_cm2", CRITICAL, OF_A_CELL)}
        | {"leak_limited_mA_cm2": leaking["leak_limited_mA_cm2"], "with_leak_mA_cm2": leaking[CRITICAL]}
        | {"cell_with_leak_mA_cm2": leaking[OF_A_CELL]}
    )
