"""What the target output asks of the plant: cells, film, powder and machines per year, by plain division.

The yields and the lump efficiency are the planner's targets of :class:`dbetwin.plant.plan.Plan`; none of
them is used in a simulation, where yield and downtime are results.
"""

from __future__ import annotations

from dataclasses import dataclass

from dbetwin.celldesign.electrode import loading_for
from dbetwin.plant.capacity import Capacity
from dbetwin.plant.plant import Plant

HOURS_AROUND_THE_CLOCK = 360 * 24.0
"""Of a year, for what needs no shift: 360 days."""
CM2_PER_M2 = 1e4
KG_PER_M2_PER_MG_PER_CM2 = 0.01


@dataclass(frozen=True)
class Demand:
    """What a year of the target output takes."""

    good_cells: float
    started_cells: float
    film_m2: float
    """Cathode film, one face, made; without trim and the scrap of the separator lamination."""
    separator_m2: float
    """At the outline of the cathode, for the started cells."""
    cathode_powder_t: float
    active_powder_t: float
    machines: dict[str, float]
    """Machines that the demand would keep busy, by station."""


def demand(plant: Plant, capacities: dict[str, Capacity]) -> Demand | None:
    """The demand of the plan; None when it names no target, or when no cells are made."""
    plan, product = plant.plan, plant.design.product
    if plan.good_cells_per_year is None or plant.is_plain:
        return None
    started = plan.good_cells_per_year / plan.cell_yield
    faces_m2 = started * product.faces * product.cathode_area_cm2 / CM2_PER_M2
    film_m2 = faces_m2 / plan.electrode_yield
    active = max(product.cathode_mass_fractions, key=product.cathode_mass_fractions.__getitem__)
    share = product.cathode_mass_fractions[active]
    capacity_mAh_g = plant.design.materials[active]["specific_capacity_mAh_g"]
    loading_mg_cm2 = float(loading_for(product.cathode_areal_capacity_mAh_cm2, share, capacity_mAh_g))
    powder_t = film_m2 * loading_mg_cm2 * KG_PER_M2_PER_MG_PER_CM2 / 1000
    return Demand(
        good_cells=plan.good_cells_per_year,
        started_cells=started,
        film_m2=film_m2,
        separator_m2=faces_m2,
        cathode_powder_t=powder_t,
        active_powder_t=powder_t * share,
        machines={name: _machines(plant, each, started) for name, each in capacities.items()},
    )


def _machines(plant: Plant, capacity: Capacity, started_cells: float) -> float:
    """Machines kept busy by the demand, at the planner's lump efficiency."""
    settings, plan = plant.stations[capacity.station], plant.plan
    upstream = capacity.unit != "cells"
    units = started_cells / capacity.cells_per_unit / (plan.electrode_yield if upstream else 1.0)
    by_itself = settings.unattended_run or not settings.attended or plant.module(capacity.station).BEHAVIOUR == "store"
    hours = HOURS_AROUND_THE_CLOCK if by_itself else plant.calendar.hours_per_year
    busy_h = units / capacity.batch * capacity.cycle_min / 60
    return busy_h / (hours * plan.lump_oee.get(capacity.station, 1.0))
