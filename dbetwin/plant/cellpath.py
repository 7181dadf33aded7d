"""Where cells begin, which stations they pass, and which uniform numbers each cell needs on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dbetwin.stations import station

if TYPE_CHECKING:
    from dbetwin.plant.plant import Plant


def cell_stations(plant: Plant) -> list[str]:
    """Stations that hand on cells, in flow order; the first is where cells begin."""
    return [name for name, settings in plant.stations.items() if station(settings.kind).OUTPUT == "cells"]


def draw_purposes(plant: Plant) -> tuple[str, ...]:
    """Purposes of the uniform numbers of a cell: what the stations ask for, and one per station for handling."""
    names = cell_stations(plant)
    asked = [purpose for name in names for purpose in station(plant.stations[name].kind).DRAWS]
    return (*dict.fromkeys(asked), *(f"{name}.handling" for name in names))
