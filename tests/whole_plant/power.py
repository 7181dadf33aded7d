"""Electricity of a plant by plain arithmetic: what each station draws for one good cell, and the dry room."""

from __future__ import annotations

from dbetwin.plant import Plant, load_plant
from dbetwin.plant.capacity import ideal_capacity
from dbetwin.stations.elements.startup import StartupSettings


def electricity_kWh_per_cell(name: str) -> dict[str, float]:
    """By station, losses by chance and at start-up included; the dry room at the pace of the plan's starts."""
    plant = load_plant(name)
    whole = load_plant(name, [*_with_startup(plant)])
    hours = plant.calendar.minutes_per_week / 60 / len(plant.calendar.working_days)
    used = {}
    for station, each in ideal_capacity(whole).items():
        settings = plant.stations[station]
        used[station] = settings.power_kW * settings.machines * hours / each.cells_after_losses_per_working_day
    started = plant.plan.cells_started_per_day
    assert started is not None
    assert plant.plan.cell_yield is not None
    room_kWh = plant.room.area_m2 * plant.room.energy_kWh_per_m2_d
    return {**used, "dry room": room_kWh / (started * plant.plan.cell_yield)}


def _with_startup(plant: Plant) -> list[str]:
    """Handling losses that hold the metres scrapped at the start of each roll, too."""
    webs = {name: each for name, each in plant.stations.items() if isinstance(each, StartupSettings)}
    kept = {name: (1 - each.handling_loss_pct / 100) * (1 - each.startup_m / each.lot_m) for name, each in webs.items()}
    return [f"{name}.handling_loss_pct={100 * (1 - share)}" for name, share in kept.items()]
