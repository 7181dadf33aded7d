"""Cutter: slits the web into lanes, cuts sheets, takes out those with a found defect and fills magazines.

The web's loading and thickness wander along it; here these fields are sampled at the places that the sheets of each
cell come from: a heavier place is thicker in proportion, and what the rolls and their control leave comes on top. The
two sides of a web are two films, or were coated by two dies: each wanders by itself. Of the defects on the web a map
finds a share (``limits.defect_detection``): their sheets are rejected, the rest goes on in the magazine. Trim (edges,
gaps between lanes and sheets) is mass, not pieces.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.cells import Cells
from dbetwin.errors import Problem
from dbetwin.interface.separator.pinholes import cluster_parameter
from dbetwin.physics.ceramic.flaws import missed_density, whole_yield
from dbetwin.physics.film.field import evenly_along_web, runout_field
from dbetwin.randomness import Nominal, Random
from dbetwin.stations.contract import (
    Air,
    Behaviour,
    Condition,
    Loss,
    Material,
    Result,
    Unit,
)
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered
from dbetwin.stations.elements.electrode import Electrode, sheet_mm
from dbetwin.stations.elements.lanes import LaneSettings, coated_width_m

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "cutter"
BEHAVIOUR: Behaviour = "web"
OUTPUT: Unit = "sheets"
PORTS = ("web",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = True
MODEL = "physics"
DRAWS: tuple[str, ...] = ()
LIMITS = ("defect_detection",)

Floats = NDArray[np.float64]

OF_THICKNESS = 0x9E3779B97F4A7C15
"""What is mixed into a web's key so that its thickness wanders by itself."""
OF_SIDES = 0xC2B2AE3D27D4EB4F
"""The same for the difference of its sides."""


class Settings(LaneSettings):
    """Slitter and cutter, per line."""

    kind: Literal["cutter"] = "cutter"
    electrode: Electrode
    lot_sheets: int = Field(ge=1, description="sheets that a magazine holds")
    sheets_per_cell: int = Field(ge=1)
    speed_m_per_min: float = Field(gt=0)
    sheet_gap_mm: float = Field(ge=0, description="cut away between two sheets along the web")


def metres_per_sheet(settings: Settings, design: Design) -> float:
    """Length of web that one sheet takes."""
    length = sheet_mm(design.product, settings.electrode)[0]
    return (length + settings.sheet_gap_mm) / 1000 / settings.lanes


def trimmed_mass_fraction(settings: Settings, design: Design) -> float:
    """Share of the web's mass that is cut away: edges and gaps."""
    length, width = sheet_mm(design.product, settings.electrode)
    used = settings.lanes * width * length / 1e6
    return 1 - used / (coated_width_m(settings, width) * settings.lanes * metres_per_sheet(settings, design))


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Web in metres per sheet cut."""
    return {"web": metres_per_sheet(settings, design)}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Run time of one magazine."""
    metres = lot.amount * metres_per_sheet(settings, lot.design)
    return scattered(metres / settings.speed_m_per_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """A magazine: rows of cells with their place on the web, and the sheets taken out."""
    web = lot.inputs["web"].columns
    found, defects, area = lot.design.limits.defect_detection or 0.0, web["defects_per_m2"], _sheet_m2(settings, lot)
    clustering = cluster_parameter(lot.design)
    flawed = _found_share(settings, lot)
    # a magazine is filled up: for each good sheet, flawed/(1 - flawed) are taken out
    taken_out = int(rng.poisson(lot.amount * flawed / (1 - flawed))) if flawed > 0 else 0
    count = int(lot.amount) // settings.sheets_per_cell
    cells = Cells(
        key=np.full(count, lot.key, dtype=np.uint64),
        index=np.arange(count, dtype=np.int64),
        columns=_deviations(settings, lot, count, rng),
    )
    columns = {**web, "defects_per_m2": float(missed_density(defects, area, found, clustering))}
    return Result(columns, cells, losses=(Loss("pinhole found", "quality", taken_out),) if taken_out else ())


def _deviations(settings: Settings, lot: Material, count: int, rng: Random) -> dict[str, Floats]:
    """Relative deviation of loading and thickness from the roll's mean where each cell's sheets come from.

    Of two sides that wander alike and know nothing of each other, mean and half difference are independent, too.
    """
    web = lot.inputs["web"].columns
    if isinstance(rng, Nominal):
        return {name: np.zeros(count) for name in ("loading_deviation", "side_deviation", "thickness_deviation")}
    stretch = settings.sheets_per_cell * metres_per_sheet(settings, lot.design)
    first = lot.position_m + 0.5 * stretch
    key = lot.web_key ^ int(web["profile_lot"])
    length, of_both = web["loading_correlation_m"], web["loading_cv_web"] / math.sqrt(2.0)
    loading = of_both * evenly_along_web(first, stretch, count, length, key)
    sides = of_both * evenly_along_web(first, stretch, count, length, key ^ OF_SIDES)
    places: Floats = first + stretch * np.arange(count, dtype=np.float64)
    wave = runout_field(places, web["roll_circumference_m"], key)
    thickness = loading + _wave_in_a_cell(web, stretch) * wave
    if own := web.get("thickness_cv_web", 0.0):
        thickness = thickness + own * evenly_along_web(first, stretch, count, length, key ^ OF_THICKNESS)
    return {"loading_deviation": loading, "side_deviation": sides, "thickness_deviation": thickness}


def _sheet_m2(settings: Settings, lot: Material) -> float:
    length, width = sheet_mm(lot.design.product, settings.electrode)
    return length * width * 1e-6


def _found_share(settings: Settings, lot: Material) -> float:
    """Share of the sheets on which the map finds a defect."""
    met = (lot.design.limits.defect_detection or 0.0) * lot.inputs["web"].columns["defects_per_m2"]
    return 1 - float(whole_yield(met, _sheet_m2(settings, lot), cluster_parameter(lot.design)))


def _wave_in_a_cell(web: Mapping[str, float], stretch: float) -> float:
    """Height of the run-out, relative, once the sheets of a cell have averaged it over the stretch they come from."""
    half_turn = math.pi * stretch / web["roll_circumference_m"]
    return math.sin(half_turn) / half_turn * web["thickness_runout_um"] / web["thickness_um"]


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """Where the web goes, and what of its waves is left in a cell."""
    web, stretch = lot.inputs["web"].columns, settings.sheets_per_cell * metres_per_sheet(settings, lot.design)
    return {
        "web_of_a_cell_m": stretch,
        "trimmed_pct": 100 * trimmed_mass_fraction(settings, lot.design),
        "sheets_with_a_found_defect_pct": 100 * _found_share(settings, lot),
        "loading_wanders_over_m": web["loading_correlation_m"],
        "runout_left_in_a_cell_pct": 100 * abs(_wave_in_a_cell(web, stretch)),
    }


def problems(settings: Settings, design: Design, upstream: Mapping[str, float]) -> Iterator[Problem]:
    """Whether the magazine fits the cell."""
    product = design.product
    needed = product.double_cathodes + (settings.electrode == "anode")
    if settings.sheets_per_cell != needed:
        what = f"a cell takes {needed} {settings.electrode} sheets"
        yield Problem("", "sheets_per_cell", what, f"{settings.sheets_per_cell}", f"make it {needed}")
    elif settings.lot_sheets % needed:
        what = f"should be a whole number of cells of {needed} sheets"
        yield Problem("", "lot_sheets", what, f"{settings.lot_sheets}")
