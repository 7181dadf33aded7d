"""The shipped plants with parts of reality switched off, to see that each loss has one origin."""

from __future__ import annotations

from collections.abc import Iterable

from dbetwin.plant import load_plant
from dbetwin.plant.plant import Plant

MODELLED_HANDLING = {
    "startup_m": 0,
    "restart_m": 0,
    "break_scrap_m": 0,
    "edge_trim_mm": 0,
    "lane_gap_mm": 0,
    "sheet_gap_mm": 0,
    "filter_return": 1,
}
"""Settings behind the handling losses that stations model themselves: start-up, web breaks, trim, fines."""


AGED_SOON = "ageing.dwell_h=4"
"""Ageing of hours in place of two weeks: a line that is full after one week of warm-up, not after four."""


def no_handling_losses(plant: Plant) -> list[str]:
    """Values that leave no handling loss, drawn or modelled."""
    values = [f"{name}.handling_loss_pct=0" for name in plant.stations]
    for name, settings in plant.stations.items():
        known = type(settings).model_fields
        values += [f"{name}.{field}={value}" for field, value in MODELLED_HANDLING.items() if field in known]
    return values


def no_limits(plant: Plant) -> list[str]:
    """Values that open every limit and every shelf life."""
    limits = [f"limits.{name}=null" for name in type(plant.design.limits).model_fields]
    aged = [name for name, each in plant.buffers.items() if each.shelf_life_h is not None]
    return [*limits, *(f"buffers.{name}.shelf_life_h=null" for name in aged)]


def no_breakdowns(plant: Plant) -> list[str]:
    """Values under which no machine fails."""
    return [f"{name}.breakdowns=[]" for name in plant.stations]


def shipped(name: str, *values: Iterable[str] | str) -> Plant:
    """A shipped plant with values set; lists of values are joined."""
    flat = [one for each in values for one in ([each] if isinstance(each, str) else each)]
    return load_plant(name, flat)


def pilot(*values: Iterable[str] | str) -> Plant:
    """The pilot with values set."""
    return shipped("pilot", *values)
