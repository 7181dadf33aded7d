"""Calendering of graphite anodes and NCM cathodes: Meyer et al. 2017, 10.1016/j.jmatprotec.2017.05.031.

The abstract gives the law (porosity falls exponentially with the line load towards a least one), that NCM resists
more, that both electrodes reach quite similar porosities, and that speeds up to 5 m/min do not matter. The fitted
constants stand in the paper's tables and were not read: those of the shipped plants are assumed, so that the order of
the two electrodes is a check of these plants.
"""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from dbetwin.plant import load_plant
from dbetwin.stations.calender import Settings, figures
from tests.stations.powder_to_web import FILM, bench

Floats = NDArray[np.float64]

PILOT = load_plant(Path(__file__).parents[2] / "plantlayouts" / "pilot.yaml")
LOADS = np.array([100.0, 200.0, 300.0, 400.0, 600.0, 800.0, 1000.0])


def calender_of(kind: str) -> Settings:
    settings = PILOT.stations[f"calender_{kind}"]
    assert isinstance(settings, Settings)
    return settings.model_copy(update={"roll_temperature_C": 25.0})


def porosities(kind: str) -> Floats:
    """What the pilot's calender, its rolls cold, leaves in the nip of a loose electrode at a few loads."""
    settings = calender_of(kind)
    film = {**FILM, "porosity": 0.45, "loading_mg_cm2": settings.reference_loading_mg_cm2}
    lot = bench("calender").lot(inputs={"film": film})
    pressed = [settings.model_copy(update={"line_load_N_per_mm": load}) for load in LOADS.tolist()]
    return np.array([float(figures(each, lot)["porosity_in_nip"]) for each in pressed])


@pytest.mark.parametrize("kind", ["cathode", "anode"])
def test_porosity_falls_exponentially_with_the_line_load(kind: str) -> None:
    found = porosities(kind)
    settings = calender_of(kind)
    slope, start = np.polyfit(LOADS, np.log(found - settings.porosity_least), 1)
    residual = np.log(found - settings.porosity_least) - (start + slope * LOADS)
    print(f"\n{kind}: resistance {-1 / slope:.0f} N/mm, largest residual of the logarithm {abs(residual).max():.1e}")
    assert abs(residual).max() < 1e-6
    assert -1 / slope == pytest.approx(settings.compaction_resistance_N_per_mm, rel=1e-6)


def test_the_cathode_resists_more_and_both_end_alike() -> None:
    cathode, anode = porosities("cathode"), porosities("anode")
    print(f"\nporosity at 600 N/mm: cathode {cathode[4]:.3f}, anode {anode[4]:.3f}")
    resistances = [calender_of(kind).compaction_resistance_N_per_mm for kind in ("cathode", "anode")]
    assert resistances[0] > resistances[1]
    assert abs(cathode[4] - anode[4]) < 0.06


def test_speed_does_not_matter() -> None:
    slow, fast = (bench("calender", speed_m_per_min=speed).work().columns["porosity"] for speed in (1, 5))
    assert slow == fast
