"""What each station is handed in the plant at its mean: nominal lots walked down the flow, without time or air."""

from __future__ import annotations

from collections.abc import Mapping

from dbetwin.errors import InputError, Problem
from dbetwin.plant.buffer import SUPPLIER
from dbetwin.plant.plant import Plant
from dbetwin.randomness import Nominal
from dbetwin.stations.contract import Air, Condition, Material

BULK = ("kg", "m", "parts")
"""Units of what is known as a whole; sheets and cells are rows, and no pace hangs on those."""


def incoming_lots(plant: Plant) -> dict[str, Material]:
    """The nominal lot of each station, by name: its size, and what is known of what it is drawn from.

    Raises
    ------
    InputError
        A station's model asks for something that nobody states.
    """
    lots, _ = _walked(plant)
    return lots


def known_columns(plant: Plant) -> dict[str, Mapping[str, float]]:
    """What is known of the nominal lot that leaves each station, by name; stations of rows are left out."""
    lots, made = _walked(plant)
    return {name: made[name] for name, lot in lots.items() if lot.unit in BULK}


def _walked(plant: Plant) -> tuple[dict[str, Material], dict[str, Mapping[str, float]]]:
    made: dict[str, Mapping[str, float]] = {}
    lots: dict[str, Material] = {}
    for name in plant.stations:
        lot = lots[name] = _nominal_lot(plant, name, made)
        made[name] = _known_after(plant, name, lot) if lot.unit in BULK else {}
    return lots, made


def _nominal_lot(plant: Plant, name: str, made: Mapping[str, Mapping[str, float]]) -> Material:
    settings, module, design = plant.stations[name], plant.module(name), plant.design
    feeding = plant.feeding(name)
    carrier = module.PORTS[0]
    amount = float(getattr(settings, f"lot_{module.OUTPUT}", feeding[carrier].lot_size))
    taken = module.consumption(settings, design)
    known = {
        port: each.columns if each.from_station == SUPPLIER else made[each.from_station]
        for port, each in feeding.items()
    }
    inputs = {port: Material(taken[port] * amount, each.unit, 0, design, known[port]) for port, each in feeding.items()}
    return Material(amount, module.OUTPUT, 0, design, known[carrier], None, inputs)


def _known_after(plant: Plant, name: str, lot: Material) -> Mapping[str, float]:
    settings, module = plant.stations[name], plant.module(name)
    dew_point_C = plant.room.dew_point_C if settings.dew_point_C is None else settings.dew_point_C
    try:
        return module.transform(settings, lot, Condition(), Air(dew_point_C, 0.0), Nominal()).columns
    except KeyError as missing:
        what = f"its model asks for {missing}, which is known neither of its input nor of a material"
        remedy = "state it under columns of the buffer that the supplier fills"
        raise InputError(Problem(plant.document.where(f"stations.{name}"), name, what, remedy=remedy)) from missing
