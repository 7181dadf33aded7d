"""A plant made by arithmetic, for a run without a simulation, and what its run.json says.

Five stations, one machine each: powder (kg) -> film (m) -> stack (cells) -> form (cells) -> test (cells). One tray a
day; the tray of day d is 100 + d cells and leaves the test a day later, so that stock changes over the window.
"""

from __future__ import annotations

from typing import Any

DAYS, WARMUP = 5, 2
DAY_MIN = 1440.0
MASS_KG = {"kg": 1.0, "m": 0.03, "cells": 0.15}
PER_CELL = {"kg": 2.0, "m": 0.1, "cells": 1.0}
"""Cells that one unit is enough for."""
PRODUCT = {
    "anode": "silicon",
    "separator": "composite",
    "double_cathodes": 10,
    "cathode_length_mm": 100.0,
    "cathode_width_mm": 150.0,
    "anode_overhang_mm": 1.0,
    "cathode_areal_capacity_mAh_cm2": 3.5,
    "cathode_mass_fractions": {"nmc811": 0.70, "llzo": 0.20, "catholyte_polymer": 0.07, "carbon": 0.02, "ptfe": 0.01},
    "cathode_porosity": 0.05,
    "n_to_p": 1.1,
    "anode_mass_fractions": {"silicon_carbon": 0.70, "anode_polymer": 0.25, "carbon": 0.03, "ptfe": 0.02},
    "anode_porosity": 0.05,
    "silicon_soc_target": 0.85,
    "lithium_thickness_um": 0.0,
    "separator_thickness_um": 25.0,
    "aluminium_um": 10.0,
    "copper_um": 6.0,
    "first_cycle_retention": 0.93,
    "laminate_um": 113.0,
    "laminate_density_g_cm3": 1.8,
    "clearance_mm": 10.0,
    "terminal_height_mm": 20.0,
    "terminal_width_mm": 50.0,
    "terminal_thickness_mm": 0.5,
    "extra_mass_g": 0.0,
}
OPERATING_POINT = {"c_rate": 1 / 3, "temperature_C": 25.0, "stack_pressure_MPa": 5.0, "stack_pressure_cv": 0.08}
NOMINAL = {
    "cell_asr_ohm_cm2": 158.0,
    "nominal_capacity_Ah": 9.8,
    "capacity_Ah": 9.6,
    "energy_Wh": 31.4,
    "cathode_utilisation": 0.99,
    "specific_energy_Wh_kg": 217.0,
}
RULES = {
    "failure_clock": "processing",
    "lot_at_failure": "resumes",
    "blocking": "after_service",
    "exceptions": [{"station": "film", "breakdown": "web break", "failure_clock": None, "lot_at_failure": "restarts"}],
}
STATIONS = (("powder", "kg"), ("film", "m"), ("stack", "cells"), ("form", "cells"), ("test", "cells"))


def tray(day: int) -> int:
    """Cells stacked on a day that survive the stacker."""
    return 100 + day


def information(**changed: Any) -> dict[str, Any]:
    stations = [
        {
            "name": name,
            "kind": name,
            "title": name.capitalize(),
            "model": "physics" if name == "film" else "time only",
            "machines": 1,
            "unit": unit,
            "ideal_per_hour": 10.0,
            "ideal_cells_per_day": 120.0,
            "power_kW": 10.0,
            "staff_per_shift": 1.0,
            "attended": name != "form",
            "handling_loss_pct": 2.0,
            "shifts_min": [[0, 10080]]
            if name == "form"
            else [[day * DAY_MIN, day * DAY_MIN + 480] for day in range(7)],
        }
        for name, unit in STATIONS
    ]
    assumptions = [
        {
            "field": "stations.film.speed_m_per_min",
            "value": 8.0,
            "unit": "m/min",
            "source": "VDMA 2023",
            "assumed": False,
            "low": None,
            "high": None,
            "note": "",
            "overridden": True,
        },
        {
            "field": "stations.stack.machines",
            "value": 1,
            "unit": "-",
            "source": "",
            "assumed": True,
            "low": 1,
            "high": 4,
            "note": "count arithmetic",
            "overridden": False,
        },
        {
            "field": "stations.film.behaviour",
            "value": "web",
            "unit": "-",
            "source": "",
            "assumed": True,
            "low": None,
            "high": None,
            "note": "",
            "overridden": False,
        },
    ]
    return {
        "plant": "synthetic",
        "title": "A plant made by arithmetic",
        "layout_hash": "0" * 16,
        "seed": 1,
        "replication": 0,
        "version": "0.0",
        "days": DAYS,
        "start": "steady",
        "warmup_days": WARMUP,
        "working_days": DAYS,
        "start_date": "2026-01-05",
        "status": "complete",
        "simulated_until_day": DAYS,
        "wall_time_s": 0.1,
        "warnings": [],
        "overrides": [{"field": "stations.film.speed_m_per_min", "value": 8.0, "was": 6.0}],
        "nominal": NOMINAL,
        "assumptions": assumptions,
        "rules": RULES,
        "room": {"dew_point_C": -40.0, "area_m2": 10.0, "energy_kWh_per_m2_d": 6.8},
        "stations": stations,
        "limits": {"resistance_ratio_max": 1.1, "capacity_ratio_min": None},
        "product": PRODUCT,
        "operating_point": OPERATING_POINT,
        "bottleneck_expected": "form",
        **changed,
    }
