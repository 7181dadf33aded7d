"""The share of a plant's cells that a treatment of the grain boundaries saves, with and without the leak hypothesis.

Cells that were drawn once are judged twice with the same draws: boundaries as the layout has them, and treated.
A cell is saved that is bad in truth without the treatment, and good with it. Both are held against the same nominal
cell, that of the untreated plant under the same load.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dbetwin.errors import InputError, Problem
from dbetwin.interface.lithium.regulation import charged_model
from dbetwin.plant.nominal import nominal_cell
from dbetwin.plant.sample import Sample, judged

if TYPE_CHECKING:
    from dbetwin.cells import Cells
    from dbetwin.plant import Plant

RATES = tuple(float(f"{rate:.3g}") for rate in np.geomspace(0.05, 5.0, 21))
"""Charges per hour that are looked at beside the operating point."""
LEAKS = ("none", "weighted")
"""Hypotheses about the leak: it limits nothing, or counts by its weight."""
CONDUCTIVITIES_S_CM = tuple(float(f"{sigma:.3g}") for sigma in np.geomspace(1e-11, 1e-7, 17))
"""For electrons, of the grains: what was reported of garnet, and what would be needed of it."""


def saved_by_treatment(drawn: Sample, c_rates: Sequence[float] = RATES, *, treatment: float = 1.0) -> pd.DataFrame:
    """Bad cells with and without a treatment of the boundaries.

    Parameters
    ----------
    drawn : Sample
        Cells of a plant whose boundaries are charged, and whose cells have a critical current.
    c_rates : sequence of float
        Rates at which the cells are judged, beside that of the plant's operating point.
    treatment : float
        Of the boundaries, 0 to 1; the layout's own is the untreated state.

    Returns
    -------
    DataFrame
        A row for each leak hypothesis and rate: ``leak`` (its name), ``c_rate``, ``operating_point`` (whether it is
        that of the plant), ``cells``, ``critical_current_mA_cm2`` and its ``treated_`` twin (medians), ``filament``
        and its twin (mean probability), ``bad`` and its twin, ``saved`` and ``lost`` (shares of the cells).

    Raises
    ------
    InputError
        No boundary of the plant is charged, or no critical current is evaluated.
    """
    plant, entering = _checked(drawn, treatment)
    own = plant.design.operating_point.c_rate
    return pd.DataFrame(
        [
            {"leak": leak, "c_rate": rate, "operating_point": rate == own}
            | _row(_loaded(plant, rate, leak), entering, treatment)
            for leak in LEAKS
            for rate in sorted({own, *c_rates})
        ]
    )


def saved_along_leak(
    drawn: Sample, conductivities_S_cm: Sequence[float] = CONDUCTIVITIES_S_CM, *, treatment: float = 1.0
) -> pd.DataFrame:
    """Bad cells with and without a treatment at the operating point, over what the grains conduct of electrons.

    Parameters
    ----------
    drawn : Sample
        As for :func:`saved_by_treatment`.
    conductivities_S_cm : sequence of float
        Electronic conductivities of the grains; the leak counts by its weight.
    treatment : float
        Of the boundaries, 0 to 1.

    Returns
    -------
    DataFrame
        A row for each: ``electronic_conductivity_S_cm`` and the columns of :func:`saved_by_treatment`.

    Raises
    ------
    InputError
        No boundary of the plant is charged, or no critical current is evaluated.
    """
    plant, entering = _checked(drawn, treatment)
    rows = []
    for sigma in conductivities_S_cm:
        leaking = _loaded(_conducting(plant, sigma), plant.design.operating_point.c_rate, "weighted")
        rows.append({"electronic_conductivity_S_cm": sigma} | _row(leaking, entering, treatment))
    return pd.DataFrame(rows)


def _conducting(plant: Plant, electronic_S_cm: float) -> Plant:
    garnet = plant.design.materials["llzo"]
    other = dataclasses.replace(garnet, values={**garnet.values, "electronic_conductivity_S_cm": electronic_S_cm})
    design = dataclasses.replace(plant.design, materials={**plant.design.materials, "llzo": other})
    return dataclasses.replace(plant, design=design)


def _loaded(plant: Plant, c_rate: float, leak: str) -> Plant:
    """The plant at another rate, under one of the leak hypotheses, with limits of its own."""
    design = plant.design
    constants = dict(design.interface_constants)
    if leak == "none":
        constants.pop("leak_limit", None)
    changed = dataclasses.replace(
        design,
        operating_point=design.operating_point.model_copy(update={"c_rate": c_rate}),
        interface={**design.interface, "leak_limit": leak},
        interface_constants=constants,
        nominal=None,
    )
    loaded = dataclasses.replace(plant, design=changed)
    return dataclasses.replace(loaded, design=dataclasses.replace(changed, nominal=nominal_cell(loaded)))


def _treated(plant: Plant, treatment: float) -> Plant:
    constants = dict(plant.design.interface_constants)
    constants["grain_boundary"] = {**constants.get("grain_boundary", {}), "treatment": treatment}
    return dataclasses.replace(plant, design=dataclasses.replace(plant.design, interface_constants=constants))


def _row(plant: Plant, entering: Cells, treatment: float) -> dict[str, Any]:
    before, after = judged(plant, entering), judged(_treated(plant, treatment), entering)
    row: dict[str, Any] = {"cells": len(entering)}
    for name, each in (("", before), ("treated_", after)):
        row[f"{name}critical_current_mA_cm2"] = float(np.median(each.finished["critical_current_mA_cm2"]))
        row[f"{name}filament"] = float(each.finished["p_filament"].mean())
        row[f"{name}bad"] = float(1.0 - each.good.mean())
    return row | {"saved": float((~before.good & after.good).mean()), "lost": float((before.good & ~after.good).mean())}


def _checked(drawn: Sample, treatment: float) -> tuple[Plant, Cells]:
    charged_model(drawn.plant.design)
    if not 0 <= treatment <= 1:
        raise InputError(Problem("", "treatment", "is a share, 0 to 1", f"{treatment:g}"))
    return drawn.plant, drawn.entering
