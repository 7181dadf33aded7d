"""A bench for the stations from powder to magazine: a design, settings of each, and one lot worked by one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import numpy as np

from dbetwin.celldesign.design import Design, Limits, NominalCell, OperatingPoint, Product
from dbetwin.materials import load_material, names
from dbetwin.randomness import Nominal, Random
from dbetwin.stations.contract import Air, Condition, Material, Result

PRODUCT = Product(
    anode="silicon", separator="composite", double_cathodes=10, cathode_length_mm=100, cathode_width_mm=150,
    anode_overhang_mm=1, cathode_areal_capacity_mAh_cm2=3.5,
    cathode_mass_fractions={"nmc811": 0.70, "llzo": 0.20, "catholyte_polymer": 0.07, "carbon": 0.02, "ptfe": 0.01},
    cathode_porosity=0.05, n_to_p=1.1,
    anode_mass_fractions={"silicon_carbon": 0.70, "anode_polymer": 0.25, "carbon": 0.03, "ptfe": 0.02},
    anode_porosity=0.05, silicon_soc_target=0.85, lithium_thickness_um=20, separator_thickness_um=25,
    aluminium_um=10, copper_um=6, first_cycle_retention=0.93, laminate_um=113, laminate_density_g_cm3=1.8,
    clearance_mm=10, terminal_height_mm=20, terminal_width_mm=50, terminal_thickness_mm=0.5, extra_mass_g=0,
)  # fmt: skip
LIMITS = Limits(
    coating_thickness_tolerance=0.2, agglomerate_fraction_max=0.02, fibrillation_min=0.5, loading_tolerance=0.03,
    porosity_tolerance=0.02, peel_min_N_per_m=10, defect_detection=0.95,
)  # fmt: skip
DESIGN = Design(
    PRODUCT,
    OperatingPoint(c_rate=1 / 3, temperature_C=25, stack_pressure_MPa=5, stack_pressure_cv=0.08),
    LIMITS,
    {name: load_material(name) for name in names()},
    {},
    NominalCell({}),
)

LANES = {"lanes": 2, "edge_trim_mm": 10, "lane_gap_mm": 0}
CATHODE_NIP = {
    "porosity_least": 0.12, "compaction_resistance_N_per_mm": 350,
    "reference_loading_mg_cm2": 26.3,
}  # fmt: skip
SETTINGS: dict[str, dict[str, Any]] = {
    "powder_receiving": {"lot_kg": 50, "batch_min": 60},
    "granulator": {"lot_kg": 50, "batch_min": 90, "route": "granulate", "granule_d50_um": 100},
    "fluidized_bed_coater": {
        "lot_kg": 50, "bed_diameter_m": 0.7, "u_over_umf": 6, "inlet_temperature_C": 70, "bed_temperature_C": 40,
        "drying_load": 0.8, "target_coat_wt_pct": 0.3, "solution_solids_fraction": 0.05, "load_min": 15,
        "heat_min": 20, "dry_min": 15, "cool_min": 20, "unload_min": 15, "clean_min": 90, "batches_per_clean": 10,
    },
    "ald_coater": {
        "lot_kg": 50, "bed_diameter_m": 0.7, "vessel_volume_m3": 0.5, "u_over_umf": 6, "temperature_C": 120,
        "cycles": 10, "dose_ratio": 1.15, "precursor_fraction": 0.01, "water_fraction": 0.02, "load_min": 15,
        "heat_min": 20, "cool_min": 20, "unload_min": 15, "clean_min": 90, "batches_per_clean": 10,
    },
    "dry_coater": {
        "lot_kg": 50, "route": "mechanofusion", "guest_wt_pct": 1.0, "specific_energy_kJ_per_kg": 100,
        "charging_min": 30, "load_min": 10, "unload_min": 10,
    },
    "silicon_infiltrator": {
        "lot_kg": 10, "target_silicon_fraction": 0.5, "temperature_C": 480, "pressure_kPa": 101.3,
        "silane_fraction": 0.1, "gas_flow_m3_per_h": 20, "load_min": 15, "heat_min": 60, "cool_min": 60,
        "unload_min": 15,
    },
    "hold": {"channels_kg": 1000, "hold_h": 24},
    "annealing_furnace": {"anneal_h": 6},
    "dry_mixer": {"lot_kg": 50, "batch_min": 45},
    "kneader": {
        "lot_kg": 25, "specific_energy_kJ_per_kg": 100, "specific_power_W_per_kg": 139, "temperature_C": 90,
        "handling_min": 8,
    },
    "slurry_mixer": {
        "electrode": "cathode", "lot_kg": 3900, "vessel_L": 1890, "mixing_min": 300, "solids_fraction": 0.7,
        "powder_material": "nmc811",
    },
    "slurry_coater": {
        "electrode": "cathode", "lot_m": 6000, "speed_m_per_min": 80, "dryer_m": 104, "solids_fraction": 0.7,
        "porosity_dried": 0.5, "startup_m": 300, **LANES,
    },
    "film_calender": {
        "porosity_fed": 0.42,
        "electrode": "cathode", "lot_m": 500, "speed_m_per_min": 8, "startup_m": 20, "line_load_N_per_mm": 100,
        "roll_temperature_C": 100, "roll_diameter_m": 0.4, "web_tension_N_per_m": 4, "break_scrap_m": 10,
        "break_min": 20, **LANES, **CATHODE_NIP,
    },
    "calender": {
        "electrode": "cathode", "lot_m": 500, "speed_m_per_min": 10, "line_load_N_per_mm": 600,
        "roll_temperature_C": 80, "roll_diameter_m": 0.8, "runout_um": 3, "lamination_line_load_N_per_mm": 60,
        "lamination_temperature_C": 120, **LANES, **CATHODE_NIP,
    },
    "web_calender": {
        "electrode": "cathode", "lot_m": 3000, "speed_m_per_min": 100, "line_load_N_per_mm": 600,
        "roll_temperature_C": 80, "roll_diameter_m": 0.8, "runout_um": 3, **LANES, **CATHODE_NIP,
    },
    "vacuum_dryer": {"lots_per_batch": 4, "drying_h": 12},
    "composite_separator": {"lot_m": 500, "speed_m_per_min": 5, "startup_m": 25, **LANES},
    "tape_caster": {
        "lot_m": 200, "speed_m_per_min": 0.5, "startup_m": 5, "green_density": 0.55, "planned_density": 0.95, **LANES,
    },
    "sintering_furnace": {
        "lot_m": 50, "speed_m_per_min": 0.3, "hot_zone_m": 0.3, "temperature_C": 1150, "green_density": 0.55,
    },
    "separator_laminator": {"lot_m": 500, "speed_m_per_min": 5, "line_load_N_per_mm": 40, "temperature_C": 100},
    "lithium_laminator": {
        "lot_m": 200, "speed_m_per_min": 3, "line_load_N_per_mm": 20, "temperature_C": 40, "startup_m": 5,
    },
    "cutter": {
        "electrode": "cathode", "lot_sheets": 200, "sheets_per_cell": 10, "sheet_gap_mm": 2, "speed_m_per_min": 10,
        **LANES,
    },
}  # fmt: skip

POWDER = {
    "granule_d50_um": 10.0, "granule_d10_um": 6.4, "granule_d90_um": 15.7, "granule_density_g_cm3": 4.75,
    "fines_fraction": 0.0, "bond_number": 427.0, "fines_bond_number": 427.0,
}  # fmt: skip
GRANULES = {
    "granule_d50_um": 100.0, "granule_d10_um": 68.1, "granule_d90_um": 146.9, "granule_density_g_cm3": 2.6,
    "fines_fraction": 0.02, "bond_number": 0.78, "fines_bond_number": 427.0,
}  # fmt: skip
COATED = {**GRANULES, "coating_thickness_nm": 5.1, "agglomerate_fraction": 0.01, "coating_lot": 3.0}
DOUGH = {
    "fibrillation": 0.92,
    "dough_granule_um": 185.0,
    "dough_lot": 5.0,
    "agglomerate_fraction": 0.01,
    "coating_lot": 3.0,
}
SLURRY = {"slurry_solids_fraction": 0.7, "slurry_lot": 4.0, "agglomerate_fraction": 0.005, "coating_lot": 3.0}
FILM = {
    **DOUGH, "loading_mg_cm2": 26.316, "loading_cv_within": 0.005, "loading_cv_web": 0.008,
    "loading_correlation_m": 10.0, "porosity": 0.32, "thickness_um": 99.0, "thickness_cv_within": 0.005,
    "defects_per_m2": 0.03, "film_lot": 6.0, "profile_lot": 12345.0, "cathode_exposure_Pa_h": 4.0,
}  # fmt: skip
WEB = {
    **FILM, "porosity": 0.188, "thickness_um": 82.8, "thickness_runout_um": 0.75, "roll_circumference_m": 2.513,
    "peel_N_per_m": 26.0, "defects_per_m2": 0.06,
}  # fmt: skip
SEPARATOR = {
    "separator_thickness_um": 25.0, "separator_thickness_cv": 0.02, "separator_porosity": 0.0,
    "separator_conductivity_mS_cm": 0.3, "separator_defects_per_m2": 0.3, "separator_lot": 8.0,
    "separator_exposure_Pa_h": 2.0,
}  # fmt: skip
TAPE = {
    "separator_thickness_um": 30.0,
    "separator_thickness_cv": 0.02,
    "separator_porosity": 0.45,
    "separator_lot": 7.0,
}
INPUTS: dict[str, dict[str, Mapping[str, float]]] = {
    "powder_receiving": {"powder": {}},
    "granulator": {"powder": POWDER},
    "fluidized_bed_coater": {"powder": GRANULES},
    "ald_coater": {"powder": GRANULES},
    "dry_coater": {"powder": POWDER},
    "silicon_infiltrator": {"carbon": {}},
    "hold": {"powder": COATED},
    "annealing_furnace": {"powder": COATED},
    "dry_mixer": {"powder": COATED},
    "kneader": {"powder": {"agglomerate_fraction": 0.01, "coating_lot": 3.0}},
    "slurry_mixer": {"powder": {"agglomerate_fraction": 0.01, "coating_lot": 3.0, "bond_number": 400.0}},
    "slurry_coater": {"slurry": SLURRY, "foil": {}},
    "film_calender": {"dough": DOUGH},
    "calender": {"film": FILM, "foil": {}},
    "web_calender": {"web": {**FILM, "porosity": 0.5, "thickness_um": 134.5, "peel_N_per_m": 17.6}},
    "vacuum_dryer": {"web": WEB},
    "composite_separator": {"mix": {}},
    "tape_caster": {"mix": {}},
    "sintering_furnace": {"tape": TAPE},
    "separator_laminator": {"web": WEB, "separator": SEPARATOR},
    "lithium_laminator": {"lithium": {}, "foil": {}},
    "cutter": {"web": WEB},
}


@dataclass(frozen=True)
class Bench:
    """One station with its settings, ready to work a lot."""

    kind: str
    settings: Any
    design: Design = DESIGN

    @property
    def module(self) -> Any:
        return import_module(f"dbetwin.stations.{self.kind}")

    def lot(self, inputs: Mapping[str, Mapping[str, float]] | None = None, **where: Any) -> Material:
        """The lot that it is about to make."""
        given = {**INPUTS[self.kind], **(inputs or {})}
        materials = {port: Material(100.0, "kg", 1, self.design, columns) for port, columns in given.items()}
        amount = float(getattr(self.settings, f"lot_{self.module.OUTPUT}", 50.0))
        first = given[self.module.PORTS[0]]
        return Material(amount, self.module.OUTPUT, 77 << 20, self.design, first, None, materials, **where)

    def work(
        self, rng: Random | None = None, inputs: Mapping[str, Mapping[str, float]] | None = None, **where: Any
    ) -> Result:
        """What it makes of it; by default with every draw at its mean."""
        result: Result = self.module.transform(
            self.settings, self.lot(inputs, **where), Condition(), Air(-40.0, 1.0), rng or Nominal()
        )
        return result

    def minutes(self, inputs: Mapping[str, Mapping[str, float]] | None = None) -> float:
        return float(self.module.minutes(self.settings, self.lot(inputs), Condition(), Nominal()))

    def with_limits(self, **limits: float | None) -> Bench:
        return replace(self, design=replace(self.design, limits=self.design.limits.model_copy(update=limits)))


def bench(kind: str, **changed: Any) -> Bench:
    """A station with the settings above, some of them changed."""
    settings = import_module(f"dbetwin.stations.{kind}").Settings(machines=1, **{**SETTINGS[kind], **changed})
    return Bench(kind, settings)


def generators(count: int, seed: int = 1) -> list[np.random.Generator]:
    """As many independent generators."""
    return [np.random.Generator(np.random.Philox(key=seed + number)) for number in range(count)]


def causes(result: Result) -> list[str]:
    """Causes of the losses of a lot."""
    return [loss.cause for loss in result.losses]
