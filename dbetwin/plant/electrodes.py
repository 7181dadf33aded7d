"""Which stations make electrodes: told by the flow alone, not by the names of stations."""

from __future__ import annotations

import networkx as nx

from dbetwin.plant.plant import Plant

SEPARATOR = "separator"
"""Port through which a separator joins the flow."""


def electrode_stations(plant: Plant) -> tuple[str, ...]:
    """Stations from the powder to the finished electrode, in flow order: all that stand before one that makes sheets.

    Cathode and anode count, and what is done to a web before it is cut, a lamination with the separator among it. A
    station whose material comes into the flow only through a port for the separator makes no electrode. Empty in a
    plant that makes no sheets.

    Examples
    --------
    >>> from dbetwin.plant import load_plant
    >>> found = electrode_stations(load_plant("wet_baseline"))
    >>> found[0], found[-1], "separator_laminator" in found, "separator_film" in found, "cutter_anode" in found
    ('powder_receiving', 'dryer_anode', True, False, False)
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(plant.stations)
    for each in plant.buffers.values():
        if each.port != SEPARATOR:
            graph.add_edges_from((filler, each.to_station) for filler in each.from_stations)
    cutters = [name for name in plant.stations if plant.module(name).OUTPUT == "sheets"]
    before = {name for cutter in cutters for name in nx.ancestors(graph, cutter)}
    return tuple(name for name in plant.stations if name in before and name not in cutters)
