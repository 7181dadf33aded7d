"""Designs, magazines and cells that the tests of the cell half share: made here, with no layout to read."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import replace
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.cell import targets
from dbetwin.celldesign.design import Design, Limits, NominalCell, OperatingPoint, Product
from dbetwin.celldesign.recipe import anode_recipe, cathode_recipe
from dbetwin.cells import Cells
from dbetwin.materials import load_material, names
from dbetwin.randomness import Nominal, Random
from dbetwin.stations.contract import Air, Condition, Material, Result

SILICON: dict[str, Any] = {
    "anode": "silicon",
    "separator": "composite",
    "double_cathodes": 10,
    "cathode_length_mm": 100.0,
    "cathode_width_mm": 150.0,
    "anode_overhang_mm": 1.0,
    "cathode_areal_capacity_mAh_cm2": 3.5,
    "cathode_mass_fractions": {"nmc811": 0.7, "llzo": 0.2, "catholyte_polymer": 0.07, "carbon": 0.02, "ptfe": 0.01},
    "cathode_porosity": 0.05,
    "n_to_p": 1.1,
    "anode_mass_fractions": {"silicon_carbon": 0.7, "anode_polymer": 0.25, "carbon": 0.03, "ptfe": 0.02},
    "anode_porosity": 0.02,
    "silicon_soc_target": 0.85,
    "lithium_thickness_um": 0.0,
    "separator_thickness_um": 25.0,
    "aluminium_um": 10.0,
    "copper_um": 6.0,
    "first_cycle_retention": 0.93,
    "laminate_um": 113.0,
    "laminate_density_g_cm3": 1.8,
    "clearance_mm": 10.0,
    "terminal_height_mm": 20.0,
    "terminal_width_mm": 50.0,
    "terminal_thickness_mm": 0.5,
    "extra_mass_g": 0.0,
}
LITHIUM = SILICON | {
    "anode": "lithium",
    "separator": "dense",
    "anode_mass_fractions": {},
    "anode_porosity": 0.0,
    "lithium_thickness_um": 20.0,
}
COMMON_MODELS = {
    "surface_film": "parabolic",
    "wetting": "none",
    "constriction": "fixed_spacing",
    "anode_resistance": "divided_by_contact",
    "anode_ionic_path": "particles",
    "cathode_contact": "pores",
    "cathode_charge_transfer": "coated",
    "cathode_ionic_path": "network",
    "cathode_electronic_path": "none",
    "silicon_kinetics": "none",
    "silicon_cracking": "none",
    "failure": "independent",
    "life": "none",
    "cathode_utilisation": "neighbours",
    "leak_limit": "none",
    "pinholes": "poisson",
    "open_contact": "threshold",
    "quality_index": "geometric",
}
SILICON_MODELS = COMMON_MODELS | {
    "contact": "composite",
    "contact_in_use": "breathing",
    "silicon_capacity": "accessible",
    "separator_resistance": "composite",
    "grain_boundary": "none",
    "silicon_confinement": "misfit",
    "plating": "potential",
    "delamination": "composite",
    "ceramic_fracture": "none",
    "void_limit": "none",
    "crack_limit": "none",
    "critical_current": "none",
}
LITHIUM_MODELS = COMMON_MODELS | {
    "anode_ionic_path": "none",
    "contact": "lithium",
    "contact_in_use": "held",
    "silicon_capacity": "none",
    "separator_resistance": "dense",
    "grain_boundary": "schottky",
    "silicon_confinement": "none",
    "plating": "none",
    "delamination": "none",
    "ceramic_fracture": "weibull",
    "void_limit": "steady",
    "crack_limit": "opening",
    "critical_current": "combined",
}
LIMITS = Limits(
    leak_ratio_max=3.0,
    self_discharge_ratio_max=2.0,
    capacity_ratio_min=0.97,
    resistance_ratio_max=1.1,
    energy_ratio_min=0.95,
    lithium_layer_max_nm=10.0,
)
STATIONS: dict[str, dict[str, Any]] = {
    "stacker": {"machines": 4, "lot_cells": 20, "seconds_per_piece": 1.0, "seconds_per_cell": 10.0},
    "tab_welder": {"machines": 1, "seconds_per_cell": 6.0},
    "pouch_sealer": {"machines": 1, "seconds_per_cell": 20.0},
    "isostatic_press": {
        "machines": 2,
        "lot_cells": 60,
        "pressure_MPa": 300.0,
        "temperature_C": 80.0,
        "dwell_s": 300.0,
        "handling_min": 15.0,
        "cathode_calendered_porosity": 0.17,
        "anode_calendered_porosity": 0.20,
    },
    "hipot_tester": {"machines": 1, "seconds_per_cell": 15.0},
    "formation": {"machines": 9, "lot_cells": 256, "dwell_h": 24.0},
    "ageing": {"machines": 13, "channels_cells": 2000, "dwell_h": 336.0},
    "end_of_line": {"machines": 2, "seconds_per_cell": 20.0},
}
PURPOSES = tuple(purpose for kind in STATIONS for purpose in importlib.import_module(f"dbetwin.stations.{kind}").DRAWS)


def silicon_design(
    point: Mapping[str, float] | None = None, models: Mapping[str, str] | None = None, **product: Any
) -> Design:
    """The pilot's design: silicon on a composite separator at 25 C and 5 MPa."""
    return _design(SILICON | product, {"temperature_C": 25.0, **(point or {})}, SILICON_MODELS | dict(models or {}))


def lithium_design(
    point: Mapping[str, float] | None = None, models: Mapping[str, str] | None = None, **product: Any
) -> Design:
    """Lithium on a sintered separator at 60 C and 5 MPa."""
    return _design(LITHIUM | product, {"temperature_C": 60.0, **(point or {})}, LITHIUM_MODELS | dict(models or {}))


def _design(product: Mapping[str, Any], point: Mapping[str, float], models: Mapping[str, str]) -> Design:
    usual = {"c_rate": 1 / 3, "stack_pressure_MPa": 5.0, "stack_pressure_cv": 0.08}
    shelf = {name: load_material(name) for name in names()}
    return Design(Product(**product), OperatingPoint(**(usual | dict(point))), LIMITS, shelf, models)


def with_material(design: Design, name: str, **values: float) -> Design:
    """The design with some properties of a material replaced."""
    old = design.materials[name]
    return replace(design, materials={**design.materials, name: replace(old, values={**old.values, **values})})


def graded(design: Design, **changes: Any) -> Design:
    """The design with its nominal cell in it, so that limits apply."""
    cells, _ = walked(design, **changes)
    return replace(design, nominal=NominalCell({name: float(rows[0]) for name, rows in cells.columns.items()}))


def sheets(design: Design, rows: int, seed: int | None, **changes: float) -> tuple[Material, Material]:
    """A magazine of cathodes and one of anodes; without a seed every draw is one half."""
    wanted, dense = targets(design), design.product.separator == "dense"
    exposure = {"cathode_exposure_Pa_h": 150.0, "separator_exposure_Pa_h": 150.0}
    cathode = {
        "film_lot": 11.0,
        "separator_lot": 12.0,
        "coating_lot": 13.0,
        "coating_thickness_nm": 5.0,
        "coating_thickness_cv": 0.2,
        "coverage": 0.95,
        "coverage_tail": 0.03,
        "coverage_of_tail": 0.4,
        "agglomerate_fraction": 0.01,
        "loading_mg_cm2": wanted.cathode_loading_mg_cm2,
        "loading_cv_within": 0.01,
        "thickness_cv_within": 0.01,
        "thickness_um": 10 * wanted.cathode_loading_mg_cm2 / (cathode_recipe(design).solids_g_cm3 * 0.83),
        "separator_thickness_um": design.product.separator_thickness_um,
        "separator_thickness_cv": 0.03,
        "separator_conductivity_mS_cm": 1.0 if dense else 0.3,
        "defects_per_m2": 0.03,
        "separator_porosity": 0.05 if dense else 0.0,
        **({"separator_grain_um": 1.2} if dense else {}),
        **exposure,
    }
    anode = {"film_lot": 21.0, "loading_mg_cm2": wanted.anode_loading_mg_cm2}
    anode |= {"loading_cv_within": 0.01, "thickness_cv_within": 0.01, "anode_exposure_Pa_h": 150.0}
    if design.product.anode == "lithium":
        anode |= {"thickness_um": wanted.anode_thickness_um, "lithium_exposure_Pa_h": 2.0}
    else:
        anode["thickness_um"] = 10 * wanted.anode_loading_mg_cm2 / (anode_recipe(design).solids_g_cm3 * 0.80)
    known = {**cathode, **anode, **changes}
    return (
        _magazine(design, {name: changes.get(name, value) for name, value in cathode.items()}, rows, seed, known),
        _magazine(
            design, {name: changes.get(f"anode:{name}", value) for name, value in anode.items()}, rows, seed, known
        ),
    )


def _magazine(
    design: Design, columns: Mapping[str, float], rows: int, seed: int | None, known: Mapping[str, float]
) -> Material:
    rng = np.random.default_rng(seed)
    draws = {purpose: np.full(rows, 0.5) if seed is None else rng.random(rows) for purpose in PURPOSES}
    still = np.zeros(rows)
    deviations = {
        "loading_deviation": still + known.get("loading_deviation", 0.0),
        "side_deviation": still + known.get("side_deviation", 0.0),
        "thickness_deviation": still + known.get("thickness_deviation", 0.0),
    }
    cells = Cells(np.full(rows, 7, np.uint64), np.arange(rows), deviations).with_draws(draws)
    return Material(float(rows), "sheets", 7, design, columns, cells)


def station(kind: str, **changes: Any) -> tuple[ModuleType, Any]:
    """A station module and its settings."""
    module = importlib.import_module(f"dbetwin.stations.{kind}")
    return module, module.Settings(**(STATIONS[kind] | changes))


def work(kind: str, lot: Material, rng: Random | None = None, **changes: Any) -> Result:
    """What a station makes of a lot."""
    module, settings = station(kind, **changes)
    return module.transform(settings, lot, Condition(), Air(-60.0, 0.5), rng or Nominal())


def lot_of(design: Design, cells: Cells, columns: Mapping[str, float] | None = None) -> Material:
    """A lot of cells."""
    return Material(float(len(cells)), "cells", 7, design, columns or {}, cells)


def walked(
    design: Design, rows: int = 1, seed: int | None = None, settings: Mapping[str, Any] | None = None, **changes: float
) -> tuple[Cells, dict[str, NDArray[np.bool_]]]:
    """Cells at the end of the line, and who would have been rejected where; nobody is taken off."""
    cathode, anode = sheets(design, rows, seed, **changes)
    lot = Material(
        float(rows), "cells", 7, design, cathode.columns, cathode.cells, {"cathode": cathode, "anode": anode}
    )
    rejected: dict[str, NDArray[np.bool_]] = {}
    for kind in STATIONS:
        result = work(kind, lot, **(settings or {}).get(kind, {}))
        rejected |= {f"{kind}: {cause}": found for cause, found in result.rejected.items()}
        assert result.cells is not None
        lot = lot_of(design, result.cells, result.columns)
    assert lot.cells is not None
    return lot.cells, rejected
