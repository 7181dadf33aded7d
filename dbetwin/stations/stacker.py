"""Stacker: lays cathode sheets, with the separator laminated on, between anode sheets. From here on there are cells.

Every cell gets the mean and the worst of its faces: the place of its sheets on the web is shared by all faces of a
cell, what the two sides of the web differ by is shared by half of them each, and the scatter within the roll is each
face's own. A face that is heavier is thicker in proportion; what the rolls add to its thickness comes on top. The
pressing of the anode against the separator meets a surface whose roughness differs from roll to roll; it is drawn
here, once per tray.

Each sheet misses its neighbour by a little, and the anode's overhang shrinks by what the worst pair is off. Where it is
gone, a cathode's edge has no anode before it and lithium plates there, which no later test sees; a camera takes off the
stacks whose overhang it sees below ``limits.overhang_min_mm``.

Assumptions: the outer two anode faces of a stack work nothing; sheets are shifted, not turned; broken and dropped
sheets are part of the handling loss.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.celldesign.electrode import porosity
from dbetwin.celldesign.faces import largest_misalignment, largest_of_faces, mean_of_faces, standard_normal
from dbetwin.celldesign.recipe import anode_recipe, cathode_recipe
from dbetwin.celldesign.silicon_carbon import COLUMNS, silicon_anode
from dbetwin.celldesign.tolerance import misplaced_probability
from dbetwin.cells import Cells
from dbetwin.columns.causes import AIR, EDGE
from dbetwin.documents import sourced
from dbetwin.errors import Problem
from dbetwin.randomness import Random
from dbetwin.stations.contract import Air, Behaviour, Condition, Material, Result, StationSettings, Unit
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered
from dbetwin.stations.elements.inspection import Readings, below, rejected_by
from dbetwin.stations.elements.true_cause import with_truth

__all__ = ["added_kg", "consumption", "figures", "minutes", "problems", "stops", "transform", "worn"]

Floats = NDArray[np.float64]

KIND = "stacker"
BEHAVIOUR: Behaviour = "web"
OUTPUT: Unit = "cells"
PORTS = ("cathode", "anode")
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = (
    "cathode_loading",
    "cathode_loading_worst",
    "cathode_loading_worst_other",
    "cathode_thickness",
    "anode_loading",
    "anode_thickness",
    "n_to_p_worst",
    "n_to_p_worst_other",
    "separator_thickness",
    "separator_thickness_worst",
    "misalignment",
    "overhang_seen",
)
OVERHANG = "overhang"
REJECTS = (OVERHANG,)
"""Causes for which stacks are rejected here."""
LIMITS = ("overhang_min_mm", "lithium_layer_max_nm")

COATING = (
    "coating_thickness_nm",
    "coating_thickness_cv",
    "coverage",
    "coverage_tail",
    "coverage_of_tail",
    "agglomerate_fraction",
)
CLOCKS = ("cathode_exposure_Pa_h", "anode_exposure_Pa_h", "separator_exposure_Pa_h", "lithium_exposure_Pa_h")
THINNEST = 0.05
"""Share of the mean thickness below which a separator is not thinned any further."""
MOST_MISPLACED = 0.5
"""Share of stacks with too little overhang above which a layout is told to be wrong."""


class Settings(StationSettings):
    """Stacker, per machine."""

    kind: Literal["stacker"] = "stacker"
    lot_cells: float = Field(gt=0, description="cells of one tray")
    seconds_per_piece: float = Field(gt=0, description="per laid sheet")
    seconds_per_cell: float = Field(ge=0, description="to begin, fix and hand over a stack")
    asperity_scatter: float = sourced(
        0.3, assumed=(0.1, 0.5), note="sigma of the logarithm of surface features' size, from roll to roll", ge=0
    )
    placement_sd_mm: float = sourced(
        0.10, assumed=(0.05, 0.3), note="of a sheet against its neighbour, along each axis", ge=0
    )
    camera_sd_mm: float = sourced(0.03, assumed=(0.01, 0.1), note="of the overhang that a camera sees", ge=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Sheets per cell: n cathodes and n + 1 anodes, all double-sided."""
    return {"cathode": float(design.product.double_cathodes), "anode": float(design.product.double_cathodes + 1)}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of a tray: so many pieces a cell."""
    pieces = 2 * lot.design.product.double_cathodes + 1
    seconds = lot.amount * (pieces * settings.seconds_per_piece + settings.seconds_per_cell)
    return scattered(seconds / 60, settings.time_cv, rng)


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """How fast a stack grows, and what its alignment leaves of the overhang."""
    product, limit = lot.design.product, lot.design.limits.overhang_min_mm or 0.0
    pieces = 2 * product.double_cathodes + 1
    usual = float(largest_misalignment(settings.placement_sd_mm, product.faces, np.array([0.5]))[0])
    left, pairs = product.anode_overhang_mm - limit, (settings.placement_sd_mm, product.faces)
    return {
        "pieces": float(pieces),
        "stacking_s": pieces * settings.seconds_per_piece + settings.seconds_per_cell,
        "worst_misalignment_median_mm": usual,
        "least_overhang_median_mm": product.anode_overhang_mm - usual,
        "stacks_below_limit_pct": 100 * float(misplaced_probability(left, *pairs)),
        "stacks_without_overhang_pct": 100 * float(misplaced_probability(product.anode_overhang_mm, *pairs)),
    }


def problems(settings: Settings, design: Design, upstream: Mapping[str, float]) -> Iterator[Problem]:
    """Whether sheets can be placed well enough for the overhang."""
    limit, product = design.limits.overhang_min_mm, design.product
    if limit is None:
        return
    lost = float(misplaced_probability(product.anode_overhang_mm - limit, settings.placement_sd_mm, product.faces))
    if lost > MOST_MISPLACED:
        what = f"leaves {lost:.0%} of the stacks less overhang than limits.overhang_min_mm = {limit:g} asks for"
        yield Problem("", "placement_sd_mm", what, f"{settings.placement_sd_mm:g}", "raise product.anode_overhang_mm")


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Join sheets to cells; lithium that stood too long in air has expired."""
    cathode, anode = lot.inputs["cathode"], lot.inputs["anode"]
    sheets = cathode.cells
    assert sheets is not None
    asperity = float(rng.lognormal(-(settings.asperity_scatter**2) / 2, settings.asperity_scatter))
    known = {
        **_constant(cathode, anode),
        **_cathode(lot.design, cathode),
        **_anode(lot.design, anode, sheets),
        **_separator(lot.design, cathode),
        "asperity_factor": asperity,
        **_alignment(settings, lot.design, sheets),
    }
    known |= _matching(lot.design, known, cathode, anode)
    noise = settings.camera_sd_mm * standard_normal(sheets.draws["overhang_seen"])
    known["measured_overhang_mm"] = known["overhang_mm_worst"] + noise
    # a cell is stacked once, so what this was decided by is not carried on
    cells = Cells(sheets.key, sheets.index, {}, sheets.draws.without(DRAWS)).with_columns(**known)
    result = judged_for_air(lot.design, Result({**cathode.columns}, cells))
    return _judged_for_overhang(settings, lot.design, result)


def _constant(cathode: Material, anode: Material) -> dict[str, Floats | float]:
    """Where a cell comes from, and what its powder and its surfaces went through."""
    made, other = cathode.columns, anode.columns
    clocks = {name: made.get(name, other.get(name)) for name in CLOCKS}
    drawn = {"cathode_fibrillation": made.get("fibrillation")}  # a wet-coated web holds no fibrils
    origins = {
        "cathode_roll": made.get("film_lot"),
        "anode_roll": other.get("film_lot"),
        "separator_roll": made.get("separator_lot"),
        "coating_batch": made.get("coating_lot"),  # powder that nobody coats has none
    }
    return {
        **{name: made[name] for name in COATING},
        **{name: known for name, known in {**origins, **clocks, **drawn}.items() if known is not None},
    }


def _cathode(design: Design, cathode: Material) -> dict[str, Floats | float]:
    columns, rows = cathode.columns, cathode.cells
    assert rows is not None
    faces, draws = design.product.faces, rows.draws
    own, place = columns["loading_cv_within"], rows["loading_deviation"]
    heaviest = 1.0 + _heaviest(place, rows["side_deviation"], own, faces, draws)
    dose = mean_of_faces(0.0, own, faces, draws["cathode_loading"])
    loading = columns["loading_mg_cm2"] * (1.0 + place + dose)
    thickness = _thickness_um(cathode, dose, faces, draws["cathode_thickness"])
    return {
        "cathode_loading_mg_cm2_mean": loading,
        "cathode_loading_mg_cm2_worst": columns["loading_mg_cm2"] * heaviest,
        "cathode_thickness_um_mean": thickness,
        "cathode_porosity": porosity(loading, cathode_recipe(design).solids_g_cm3, thickness),
    }


def _heaviest(place: Floats, side: Floats, own: float, faces: int, draws: Mapping[str, Floats]) -> Floats:
    """Deviation of the heaviest face: half of them lie on a side that is so much heavier, half on the lighter one."""
    heavier = largest_of_faces(place + side, own, faces // 2, draws["cathode_loading_worst"])
    return np.maximum(heavier, largest_of_faces(place - side, own, faces // 2, draws["cathode_loading_worst_other"]))


def _thickness_um(web: Material, dose: Floats, faces: int, uniform: Floats) -> Floats:
    """Mean thickness of a cell's faces: its place on the web, what it carries more, and what the rolls left."""
    columns, rows = web.columns, web.cells
    assert rows is not None
    # the scatter of the thickness holds that of the loading already
    rest = max(columns["thickness_cv_within"] ** 2 - columns["loading_cv_within"] ** 2, 0.0) ** 0.5
    deviation = dose + mean_of_faces(rows["thickness_deviation"], rest, faces, uniform)
    return np.asarray(columns["thickness_um"] * (1.0 + deviation))


def _anode(design: Design, anode: Material, sheets: Cells) -> dict[str, Floats | float]:
    columns, rows = anode.columns, anode.cells
    assert rows is not None
    faces, draws = design.product.faces, sheets.draws
    dose = mean_of_faces(0.0, columns["loading_cv_within"], faces, draws["anode_loading"])
    relative = 1.0 + rows["loading_deviation"] + dose
    loading = columns["loading_mg_cm2"] * relative
    if design.product.anode == "lithium":
        # a metal has no pores: what weighs more is thicker
        return {"anode_loading_mg_cm2_mean": loading, "anode_thickness_um_mean": columns["thickness_um"] * relative}
    thickness = _thickness_um(anode, dose, faces, draws["anode_thickness"])
    return {
        "anode_loading_mg_cm2_mean": loading,
        "anode_thickness_um_mean": thickness,
        "anode_porosity": porosity(loading, silicon_anode(design, columns).solids_g_cm3, thickness),
        **{name: columns[name] for name in COLUMNS if name in columns},
    }


def _separator(design: Design, cathode: Material) -> dict[str, Floats | float]:
    columns, rows = cathode.columns, cathode.cells
    assert rows is not None
    product, draws, faces = design.product, rows.draws, design.product.faces
    spread, mean = columns["separator_thickness_cv"], columns["separator_thickness_um"]
    deviation = mean_of_faces(0.0, spread, faces, draws["separator_thickness"])
    thinnest = largest_of_faces(0.0, -spread, faces, draws["separator_thickness_worst"])
    found: dict[str, Floats | float] = {
        "separator_thickness_um_mean": mean * (1.0 + deviation),
        "separator_thickness_um_worst": mean * np.maximum(1.0 + thinnest, THINNEST),
        "separator_conductivity_mS_cm": columns["separator_conductivity_mS_cm"],
        # per area of web: both faces of the cathode and both separators, less what the map found
        "pinholes_expected": 1e-4 * product.double_cathodes * product.cathode_area_cm2 * columns["defects_per_m2"],
    }
    if product.separator == "dense":
        found |= {name: columns[name] for name in ("separator_porosity", "separator_grain_um")}
    return found


def _matching(
    design: Design, known: Mapping[str, Floats | float], cathode: Material, anode: Material
) -> dict[str, Floats | float]:
    """Ratio of anode to cathode capacity at the design state of charge: mean, and that of the leanest face pair."""
    if design.product.anode != "silicon":
        return {}
    positive, share = cathode_recipe(design), anode_recipe(design).active_mass_share
    usable = share * silicon_anode(design, anode.columns).capacity_mAh_g * design.product.silicon_soc_target
    per_loading = usable / (positive.active_mass_share * positive.capacity_mAh_g)
    mean = per_loading * known["anode_loading_mg_cm2_mean"] / known["cathode_loading_mg_cm2_mean"]
    rows, others = cathode.cells, anode.cells
    assert rows is not None
    assert others is not None
    # the face pairs scatter around the ratio at this place on both webs; a ratio is even in its logarithm. Sheets lie
    # the same way up, so one side of the cathode faces the other side of the anode
    per_web = per_loading * anode.columns["loading_mg_cm2"] / cathode.columns["loading_mg_cm2"]
    own = float(np.hypot(cathode.columns["loading_cv_within"], anode.columns["loading_cv_within"]))
    pairs, leanest = design.product.faces // 2, []
    for side, draw in ((1.0, "n_to_p_worst"), (-1.0, "n_to_p_worst_other")):
        carried = 1.0 + others["loading_deviation"] - side * others["side_deviation"]
        place = carried / (1.0 + rows["loading_deviation"] + side * rows["side_deviation"])
        leanest.append(place * np.exp(largest_of_faces(0.0, -own, pairs, rows.draws[draw])))
    return {"n_to_p_mean": mean, "n_to_p_worst": per_web * np.minimum(*leanest)}


def _alignment(settings: Settings, design: Design, sheets: Cells) -> dict[str, Floats]:
    """What the worst pair of sheets leaves of the overhang, and whether it leaves any."""
    off = largest_misalignment(settings.placement_sd_mm, design.product.faces, sheets.draws["misalignment"])
    left = design.product.anode_overhang_mm - off
    return {"overhang_mm_worst": left, "latent_edge": (left < 0.0).astype(np.float64)}


def _judged_for_overhang(settings: Settings, design: Design, result: Result) -> Result:
    """Take off the stacks whose overhang a camera sees below the limit."""
    cells = result.cells
    assert cells is not None
    if design.limits.overhang_min_mm is None or design.nominal is None:
        return result
    cells = cells.with_columns(**with_truth(cells.columns, {EDGE: cells["latent_edge"]}))
    return replace(result, cells=cells, rejected=rejected_by(judge, settings, cells, design))


def judge(settings: Settings, readings: Readings, design: Design) -> dict[str, Floats]:
    """How far the overhang that the camera sees is below the limit."""
    return {OVERHANG: below(readings["measured_overhang_mm"], design.limits.overhang_min_mm)}


def judged_for_air(design: Design, result: Result) -> Result:
    """Take off the cells whose lithium stood in air for too long: they are known to be bad, whatever they deliver."""
    limit, cells = design.limits.lithium_layer_max_nm, result.cells
    assert cells is not None
    if design.product.anode != "lithium" or limit is None or design.nominal is None:
        return result
    stale = lithium_layer_nm(design, cells["lithium_exposure_Pa_h"]) > limit
    cells = cells.with_columns(**with_truth(cells.columns, {AIR: stale.astype(np.float64)}))
    return replace(result, cells=cells, expired={AIR: stale})


def lithium_layer_nm(design: Design, dose_Pa_h: Floats) -> Floats:
    """Layer that grew on lithium: linear in the dose of water vapour."""
    lithium = design.materials["lithium"]
    nm_per_Pa_h = 60.0 * lithium["air_growth_nm_per_min"] / lithium["air_growth_vapour_pressure_Pa"]
    return np.asarray(nm_per_Pa_h * dose_Pa_h)
