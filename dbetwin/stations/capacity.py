"""What ``capacity_factor`` does to a station: a question of debottlenecking, so the physics of a lot stay as they are.

A machine that is so much wider, or has so many more heads, does its lot in so much less time: the minutes of its model
are divided, whatever they are spent on. Breakdowns come per hour of work as before, web breaks and scrap per metre,
setup and changeover take as long, and power grows as work gets faster, so that a lot takes the energy it took.

What stays for its time while nobody is with it does not go faster for a larger machine: a store holds so much more,
an oven or a formation tower that runs unattended takes so many more lots or cells at a time. Where that makes no whole
number, batches take turns, four lots and then five, so that their mean is right; where less than one lot would be
left, the work takes longer instead. A batch of powder is not made larger, for its physics hang on its size: a vessel
that runs unattended works faster, too.
"""

from __future__ import annotations

import math

from dbetwin.stations.contract import Station, StationSettings

NEARLY = 1e-9


def pace(module: Station, settings: StationSettings) -> float:
    """By how much a machine works faster than its model says.

    Examples
    --------
    >>> from dbetwin.stations import station
    >>> press = station("machine")
    >>> settings = press.Settings(kind="machine", machines=1, time_min=2.0, capacity_factor=1.25)
    >>> pace(press, settings), growth(press, settings)
    (1.25, 1.0)
    """
    grows = module.BEHAVIOUR == "store" or growth(module, settings) != 1
    return 1.0 if grows else settings.capacity_factor


def growth(module: Station, settings: StationSettings) -> float:
    """By how much more a machine takes at a time than is written; of a store see :func:`places`.

    Examples
    --------
    >>> from dbetwin.stations import station
    >>> oven = station("vacuum_dryer")
    >>> settings = dict(kind="vacuum_dryer", machines=1, drying_h=12, lots_per_batch=4, unattended_run=True)
    >>> growth(oven, oven.Settings(**settings, capacity_factor=1.1))
    1.1
    >>> growth(oven, oven.Settings(**settings, capacity_factor=0.1))
    1.0
    """
    if not settings.unattended_run:
        return 1.0
    if module.BEHAVIOUR == "passing":
        size = float(getattr(settings, "lots_per_batch", 1))
    elif module.BEHAVIOUR == "batch" and module.OUTPUT == "cells":
        size = float(getattr(settings, "lot_cells", 0.0))
    else:
        return 1.0
    return settings.capacity_factor if size * settings.capacity_factor >= 1 else 1.0


def size_of_batch(size: float, number: int) -> float:
    """Whole size of the n-th batch, counted from 0, where their mean is to be ``size``.

    Examples
    --------
    >>> [size_of_batch(4.4, number) for number in range(5)]
    [4.0, 4.0, 5.0, 4.0, 5.0]
    """
    return float(math.floor(size * (number + 1) + NEARLY) - math.floor(size * number + NEARLY))


def places(module: Station, settings: StationSettings) -> float:
    """What one machine of a store holds, in the unit that leaves it.

    Examples
    --------
    >>> from dbetwin.stations import station
    >>> rack = station("ageing")
    >>> places(rack, rack.Settings(kind="ageing", machines=2, channels_cells=2000, dwell_h=336, capacity_factor=1.1))
    2200.0
    """
    return float(getattr(settings, f"channels_{module.OUTPUT}")) * settings.capacity_factor
