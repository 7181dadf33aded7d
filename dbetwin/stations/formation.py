"""Formation: the first charge, under pressure. Here it is settled what each cell is worth and what is wrong with it.

The fixture's pressure is drawn for each cell, the chain of interface models runs at the plant's operating point,
and one number per failure mode, which belongs to the cell, decides whether it occurs. What is left of a turn after
the charge, the tower holds the voltage and watches how fast a cell loses charge by itself: the shorter it can watch,
the more noise it sees.

Assumptions: the first-cycle loss is the product's, the same for all and at any rate; a cell judged at the operating
point is used there for life; the self-discharge of a shorted cell, over that of a healthy one, is lognormal; the
noise of its measurement falls as 1 / time. Of the energy of a discharge 80 % is recovered (ProZell Kostenrechner,
github.com/ironheade/prozell-app-open): it is told, but ``power_kW`` is what is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dbetwin.celldesign.cell import areal_capacities, open_voltage, weigh
from dbetwin.celldesign.design import Design
from dbetwin.celldesign.energy import cell_capacity, loaded_voltage
from dbetwin.celldesign.faces import standard_normal
from dbetwin.cells import Draws
from dbetwin.columns import causes
from dbetwin.documents import sourced
from dbetwin.errors import Problem
from dbetwin.interface.chain import properties
from dbetwin.interface.hypothesis import Known, Situation
from dbetwin.randomness import Random
from dbetwin.stations.contract import Air, Behaviour, Condition, Material, Result, StationSettings, Unit
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered
from dbetwin.stations.elements.inspection import Readings, above, below, measured, rejected_by
from dbetwin.stations.elements.lineage import lot_id
from dbetwin.stations.elements.true_cause import with_truth

__all__ = ["added_kg", "consumption", "figures", "minutes", "problems", "stops", "transform", "worn"]

Floats = NDArray[np.float64]

KIND = "formation"
BEHAVIOUR: Behaviour = "batch"
OUTPUT: Unit = "cells"
PORTS = ("cells",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = (
    "stack_pressure",
    "filament",
    "delamination",
    "ceramic",
    "open",
    "short_discharge",
    "self_discharge_noise",
    "load_cell_noise",
)
SELF_DISCHARGE = "self-discharge"
REJECTS = (SELF_DISCHARGE,)
"""Causes for which cells are rejected here."""
LIMITS = ("self_discharge_ratio_max",)
LEAST_WATCH_H = 1 / 60
"""Between two readings of a voltage."""
RECOVERED = 0.8
"""Of the energy of a discharge."""

CAUTION = "resistance lowers the voltage but cuts no capacity off: no half-cell curves are known for the end of charge"
"""What a reader of delivered capacities must know."""

MODES = ("delamination", "ceramic", "open")
"""Failure modes with one probability and one draw each; a short has two origins."""
FAILED = {
    causes.EDGE: "latent_edge",
    causes.HOLE: "latent_pinhole",
    causes.CERAMIC: "latent_ceramic",
    causes.OPEN: "latent_open",
    causes.DELAMINATION: "latent_delamination",
    causes.FILAMENT: "latent_short",
    causes.PLATING: "plating",
}
"""Column of each failure; a hole shorts too, and is named before the filament."""
SHORTING = ("latent_short", "latent_ceramic")
"""Modes that discharge a cell by itself."""


class Settings(StationSettings):
    """Formation tower, per machine."""

    kind: Literal["formation"] = "formation"
    lot_cells: float = Field(gt=0, description="cells of one tower")
    dwell_h: float = Field(gt=0, description="one turn, loading and unloading in it")
    charge_c_rate: float = sourced(0.05, assumed=(0.02, 0.2), note="of the design capacity, per hour", gt=0, le=20)
    self_discharge_noise_cv: float = sourced(
        0.15, assumed=(0.05, 0.3), note="of the charge lost while the tower watches for the hours below", ge=0
    )
    watch_h: float = sourced(4.0, source="definition", note="for which the noise is stated", gt=0)
    load_cell_noise_cv: float = sourced(
        0.01, assumed=(0.003, 0.03), note="of the fixture's stack pressure, as its load cell reads it", ge=0
    )
    short_discharge_ratio: float = sourced(
        5.0, assumed=(2.0, 50.0), note="median self-discharge of a shorted cell over that of a healthy one", gt=0
    )
    short_discharge_scatter: float = sourced(0.8, assumed=(0.4, 1.5), note="sigma of its logarithm", ge=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """The cell itself."""
    return {"cells": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of a tower, full or not."""
    return scattered(60 * settings.dwell_h, settings.time_cv, rng)


def charge_h(settings: Settings) -> float:
    """Time of the first charge."""
    return 1.0 / settings.charge_c_rate


def watching_h(settings: Settings) -> float:
    """What is left of the turn after the charge; a turn too short for it leaves one reading."""
    return max(settings.dwell_h - charge_h(settings), LEAST_WATCH_H)


def noise_cv(settings: Settings) -> float:
    """Noise of the self-discharge that is measured in what is left of the turn."""
    return settings.self_discharge_noise_cv * settings.watch_h / watching_h(settings)


def problems(settings: Settings, design: Design, upstream: Mapping[str, float]) -> Iterator[Problem]:
    """Whether a turn is long enough to charge in it."""
    if settings.dwell_h <= charge_h(settings):
        what = f"leaves no time to watch: the charge alone takes {charge_h(settings):g} h"
        yield Problem("", "dwell_h", what, f"{settings.dwell_h:g}", "make it longer, or raise charge_c_rate")


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """How the turn is spent, and the energy that goes into the cells and comes back."""
    product = lot.design.product
    charged_Ah = 1e-3 * product.faces * product.cathode_area_cm2 * product.cathode_areal_capacity_mAh_cm2
    stored_Wh = charged_Ah * open_voltage(lot.design)
    net_Wh = stored_Wh * (1.0 - RECOVERED * product.first_cycle_retention)
    return {
        "charge_h": charge_h(settings),
        "watching_h": watching_h(settings),
        "self_discharge_noise": noise_cv(settings),
        "first_charge_of_a_cell_Wh": stored_Wh,
        "energy_not_recovered_of_a_cell_Wh": net_Wh,
        "mean_net_power_of_a_tower_kW": 1e-3 * net_Wh * settings.lot_cells / settings.dwell_h,
    }


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Charge, judge, wait, measure."""
    cells, design = lot.cells, lot.design
    assert cells is not None
    point = design.operating_point
    noise = standard_normal(cells.draws["stack_pressure"])
    pressure = np.maximum(point.stack_pressure_MPa * (1.0 + point.stack_pressure_cv * noise), 0.0)
    before = dict(cells.columns)
    known = {**before, "stack_pressure_MPa": pressure}
    known["measured_stack_pressure_MPa"] = measured(
        pressure, cells.draws["load_cell_noise"], settings.load_cell_noise_cv
    )
    known |= properties(known, design)
    known |= _latent(known, cells.draws)
    known |= delivered(known, design)
    known |= _judged(known, design)
    truth = known["self_discharge_ratio"] = _discharge(settings, known, cells.draws)
    noise = cells.draws["self_discharge_noise"]
    known["measured_self_discharge_ratio"] = measured(truth, noise, noise_cv(settings))
    # added at once: what is added together is stored, cut and joined as one
    new = {name: values for name, values in known.items() if before.get(name) is not values}
    cells = cells.with_columns(formation_batch=lot_id(lot), **new)
    return Result(lot.columns, cells, rejected=rejected_by(judge, settings, cells, design))


def judge(settings: Settings, readings: Readings, design: Design) -> dict[str, Floats]:
    """How far each cell discharges itself beyond the limit."""
    return {SELF_DISCHARGE: above(readings["measured_self_discharge_ratio"], design.limits.self_discharge_ratio_max)}


def _latent(known: Known, draws: Draws) -> dict[str, Floats]:
    """What is truly wrong: one number of the cell's own per failure mode."""
    found = {f"latent_{mode}": (draws[mode] < known[f"p_{mode}"]).astype(np.float64) for mode in MODES}
    filament = (draws["filament"] < known["p_filament"]).astype(np.float64)
    found["latent_short"] = np.maximum(filament, known["latent_pinhole"])
    return found


def delivered(known: Known, design: Design) -> dict[str, Floats]:
    """What a cell holds, and what of it arrives at the operating point; an open cell delivers nothing."""
    product = design.product
    weighed = weigh(design, known)
    positive, negative = areal_capacities(design, known)
    if "usable_soc" in known:
        negative = negative * known["usable_soc"] / product.silicon_soc_target
    working = positive * known["cathode_utilisation"]
    area = product.faces * product.cathode_area_cm2
    capacity = cell_capacity(area, working, negative, product.first_cycle_retention) * (1.0 - known["latent_open"])
    current = Situation.of(design).current_mA_cm2
    voltage = loaded_voltage(open_voltage(design), current, known["cell_asr_ohm_cm2"])
    energy = capacity * voltage
    return {
        **weighed,
        "capacity_Ah": capacity,
        "voltage_V": voltage,
        "energy_Wh": energy,
        "specific_energy_Wh_kg": 1e3 * energy / weighed["mass_g"],
        "energy_density_Wh_L": 1e3 * energy / weighed["volume_mL"],
    }


def _judged(known: Known, design: Design) -> dict[str, Floats]:
    """Whether the truth, seen without noise, is outside what was specified, and for which cause."""
    specified, nominal = design.specified, design.nominal
    failed = {cause: known[name] for cause, name in FAILED.items()}
    if nominal is None:
        return with_truth(known, failed)
    ratio = {name: known[name] / nominal[name] for name in ("capacity_Ah", "cell_asr_ohm_cm2", "energy_Wh")}
    excess = {
        causes.CAPACITY: below(ratio["capacity_Ah"], specified("capacity_ratio_min")),
        causes.RESISTANCE: above(ratio["cell_asr_ohm_cm2"], specified("resistance_ratio_max")),
        causes.ENERGY: below(ratio["energy_Wh"], specified("energy_ratio_min")),
    }
    return with_truth(known, failed, excess)


def _discharge(settings: Settings, known: Known, draws: Draws) -> Floats:
    """True self-discharge over that of a healthy cell."""
    truth = np.ones(len(draws["short_discharge"]))
    shorted = np.flatnonzero(np.maximum(*(known[name] for name in SHORTING)))  # few: only they are worked out
    scatter = settings.short_discharge_scatter * standard_normal(draws["short_discharge"][shorted])
    truth[shorted] += settings.short_discharge_ratio * np.exp(scatter)
    return truth
