"""What ``run.json`` says of a run: the plant as it was simulated, and how."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dbetwin import __version__
from dbetwin.interface import cautions
from dbetwin.plant import Plant
from dbetwin.plant.assumptions import Assumption, assumptions
from dbetwin.plant.calendar import ALWAYS, Calendar
from dbetwin.plant.capacity import expected_bottleneck, ideal_capacity
from dbetwin.plant.consistency import nominal_warnings
from dbetwin.plant.electrodes import electrode_stations
from dbetwin.plant.incoming import incoming_lots
from dbetwin.plant.notes import notes
from dbetwin.plant.shipped import plants, textbook_lines
from dbetwin.stations import station
from dbetwin.stations.contract import Material, StationSettings


def facts(plant: Plant, settings: Mapping[str, Any], warmup: float, filled_by_d: float = 0.0) -> dict[str, Any]:
    """Everything the reader of a run needs to know of its plant, ready for JSON.

    Until day ``filled_by_d`` the stations that fill the line work around the clock.
    """
    design = plant.design
    filling = _filling(plant, filled_by_d)
    return {
        "plant": plant.name,
        "title": plant.title,
        "layout": _layout(plant),
        "layout_hash": plant.layout_hash,
        "version": __version__,
        **settings,
        "warmup_days": warmup,
        "filling_days": filling["value"] if filling else 0.0,
        "working_days_per_year": plant.calendar.hours_per_year
        / (plant.calendar.shift_end_h - plant.calendar.shift_start_h),
        "start_date": plant.calendar.start_date.isoformat(),
        "working_days": _working_days(plant, warmup, float(settings["days"])),
        "warnings": _warnings(plant),
        "cautions": _cautions(plant),
        "overrides": [dataclasses.asdict(override) for override in plant.overrides],
        "assumptions": [*assumptions(plant), *([filling] if filling else [])],
        "rules": _rules(plant),
        "stations": _stations(plant),
        "room": plant.room.model_dump(),
        "limits": design.limits.model_dump(),
        "product": None if plant.is_plain else design.product.model_dump(),
        "operating_point": None if plant.is_plain else design.operating_point.model_dump(),
        "nominal": {name: float(value) for name, value in design.nominal.columns.items()} if design.nominal else {},
        "bottleneck_expected": expected_bottleneck(plant),
    }


def _filling(plant: Plant, filled_by_d: float) -> dict[str, Any] | None:
    """The days in which the stations before the first cells work around the clock; None where nothing comes of it."""
    manned = [
        name
        for name, settings in plant.stations.items()
        if name not in plant.cell_stations and settings.attended and "run" not in settings.crew
    ]
    if not filled_by_d or not manned or plant.calendar.is_always_on:
        return None
    note = "first days of the warm-up: stations before the first cells work around the clock to fill the line"
    return dataclasses.asdict(Assumption("run.filling_days", filled_by_d, "d", "", True, 0.0, 14.0, note, False))


def _rules(plant: Plant) -> dict[str, Any]:
    """What was chosen for the whole line, and where a breakdown is treated in another way."""
    chosen = plant.rules.model_dump()
    exceptions = [
        {"station": name, "breakdown": each.name, "failure_clock": each.clock, "lot_at_failure": each.lot}
        for name, settings in plant.stations.items()
        for each in settings.breakdowns
        if each.clock not in (None, plant.rules.failure_clock) or each.lot not in (None, plant.rules.lot_at_failure)
    ]
    return {**chosen, "exceptions": exceptions}


def _warnings(plant: Plant) -> list[str]:
    """What is odd about this very run: values outside their ranges, a nominal cell that does not work."""
    nominal = plant.design.nominal
    weak = nominal_warnings(plant, nominal.columns) if nominal and plant.first_cell_station else []
    return [*notes(plant), *weak]


def _cautions(plant: Plant) -> list[str]:
    """What a reader must know of the models that this plant uses."""
    said = [(name, _caution(plant, name)) for name in plant.stations]
    return [*cautions(plant.design.interface), *(f"{name}: {text}" for name, text in said if text)]


def _caution(plant: Plant, name: str) -> str:
    """What a station says of its own model: always the same, or as it is set."""
    module = plant.module(name)
    as_set = getattr(module, "caution", None)
    return str(as_set(plant.stations[name], plant.design) if as_set else getattr(module, "CAUTION", ""))


def _layout(plant: Plant) -> str:
    """How to ask for the plant again: the name of a shipped one, else its file."""
    known = plants() | textbook_lines()
    return next((name for name, path in known.items() if path.resolve() == Path(plant.path).resolve()), plant.path)


def _working_days(plant: Plant, warmup: float, days: float) -> int:
    first = warmup * 1440.0
    return sum(
        plant.calendar.on_minutes(first + number * 1440, first + (number + 1) * 1440) > 0
        for number in range(int(days + 0.999999))
    )


def _shifts(plant: Plant, settings: StationSettings) -> Calendar:
    """When a station is manned, in the measured window."""
    hands = settings.crew.get("run")
    if not settings.attended:
        return ALWAYS
    return plant.calendar if hands is None else plant.crews[hands.crew].calendar


def _stations(plant: Plant) -> list[dict[str, Any]]:
    capacities, electrodes, lots = ideal_capacity(plant), electrode_stations(plant), incoming_lots(plant)
    rows = []
    for name, settings in plant.stations.items():
        module, capacity = station(settings.kind), capacities[name]
        rows.append(
            {
                "name": name, "kind": settings.kind, "model": module.MODEL, "unit": module.OUTPUT,
                "machines": settings.machines, "capacity_factor": settings.capacity_factor,
                "ideal_per_hour": capacity.per_hour, "ideal_cells_per_day": capacity.cells_per_working_day,
                "power_kW": settings.power_kW,
                "staff_per_shift": settings.staff_per_shift, "attended": settings.attended,
                "handling_loss_pct": settings.handling_loss_pct,
                "shifts_min": _shifts(plant, settings).intervals, "makes_electrode": name in electrodes,
                "evaporated_kg_per_unit": _evaporated(plant, name, lots[name]),
            }
        )  # fmt: skip
    return rows


def _evaporated(plant: Plant, name: str, lot: Material) -> dict[str, float]:
    """Solvent that leaves per unit made of the nominal lot, by its name."""
    module: Any = plant.module(name)
    evaporated = getattr(module, "evaporated_kg", None)
    if evaporated is None:
        return {}
    return {solvent: kg / lot.amount for solvent, kg in evaporated(plant.stations[name], lot).items()}
