"""The stack model once more as spreadsheet formulas over named inputs, each beside the value that Python finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dbetwin.celldesign.cell import cell_mass_table, cell_volume_table, open_voltage, pouch_of, stack_of, targets, weigh
from dbetwin.celldesign.design import Design
from dbetwin.celldesign.recipe import anode_recipe, cathode_recipe
from dbetwin.celldesign.stack import thickness_table_um
from dbetwin.outcome.energy import delivered, delivery_of, operating_current, target_rows

PREFIX = "cell_"


@dataclass(frozen=True)
class Input:
    """A number that a planner may change; its defined name is ``cell_`` and this name."""

    name: str
    value: float
    unit: str
    note: str = ""


@dataclass(frozen=True)
class Derived:
    """A formula over the defined names, with Python's value of it."""

    name: str
    formula: str
    value: float
    unit: str
    number_format: str = "0.000"


def inputs(design: Design) -> list[Input]:
    """Everything that the formulas start from."""
    product, cathode, pouch, wanted = design.product, cathode_recipe(design), pouch_of(design), targets(design)
    delivery, materials = delivery_of(design), design.materials
    rows = [
        Input("double_cathodes", product.double_cathodes, "-", "n; the stack has n + 1 double-sided anodes"),
        Input("cathode_length_mm", product.cathode_length_mm, "mm"),
        Input("cathode_width_mm", product.cathode_width_mm, "mm"),
        Input("anode_overhang_mm", product.anode_overhang_mm, "mm", "per side"),
        Input("cathode_areal_capacity_mAh_cm2", product.cathode_areal_capacity_mAh_cm2, "mAh/cm2", "per face"),
        Input("cathode_active_share", cathode.active_mass_share, "-", "active material of the cathode's mass"),
        Input("cathode_capacity_mAh_g", cathode.capacity_mAh_g, "mAh/g", "of the active material"),
        Input("cathode_solids_g_cm3", cathode.solids_g_cm3, "g/cm3", "coating without pores; follows from the recipe"),
        Input("cathode_porosity", product.cathode_porosity, "-", "after pressing"),
        Input("cathode_voltage_V", cathode.voltage_V, "V", "mean, against lithium"),
        *_anode_inputs(design),
        Input("separator_thickness_um", product.separator_thickness_um, "um"),
        Input("separator_g_cm3", wanted.separator_g_cm3, "g/cm3"),
        Input("aluminium_um", product.aluminium_um, "um"),
        Input("aluminium_g_cm3", materials["aluminium"]["density_g_cm3"], "g/cm3"),
        Input("copper_um", product.copper_um, "um"),
        Input("copper_g_cm3", materials["copper"]["density_g_cm3"], "g/cm3"),
        Input("first_cycle_retention", product.first_cycle_retention, "-", "lithium left after formation"),
        Input("laminate_um", product.laminate_um, "um"),
        Input("laminate_g_cm3", product.laminate_density_g_cm3, "g/cm3"),
        Input("clearance_mm", product.clearance_mm, "mm", "added to height and width"),
        Input("terminal_height_mm", product.terminal_height_mm, "mm"),
        Input("terminal_width_mm", product.terminal_width_mm, "mm"),
        Input("terminal_thickness_mm", product.terminal_thickness_mm, "mm"),
        Input("terminals_g_cm3", pouch.terminals_g_cm3, "g/cm3", "sum of both terminals"),
        Input("extra_mass_g", product.extra_mass_g, "g"),
        Input("c_rate", design.operating_point.c_rate, "1/h", "at which the cell is judged"),
        Input("resistance_ohm_cm2", delivery.asr_ohm_cm2, "ohm cm2", "of the nominal cell"),
        Input("working_capacity_share", delivery.capacity_share, "-", "of the nominal cell"),
    ]
    return [Input(row.name, float(row.value), row.unit, row.note) for row in rows]


def _anode_inputs(design: Design) -> list[Input]:
    product = design.product
    if product.anode == "silicon":
        anode = anode_recipe(design)
        return [
            Input("n_to_p", product.n_to_p, "-", "on the design state of charge"),
            Input("anode_active_share", anode.active_mass_share, "-", "active material of the anode's mass"),
            Input("anode_capacity_mAh_g", anode.capacity_mAh_g, "mAh/g", "of the active material"),
            Input("silicon_soc_target", product.silicon_soc_target, "-", "state of charge it is designed to reach"),
            Input("anode_solids_g_cm3", anode.solids_g_cm3, "g/cm3", "coating without pores"),
            Input("anode_porosity", product.anode_porosity, "-", "after pressing"),
            Input("anode_voltage_V", anode.voltage_V, "V", "mean, against lithium"),
        ]
    lithium = design.materials["lithium"]
    return [
        Input("lithium_thickness_um", product.lithium_thickness_um, "um", "as built; 0: plated from the cathode"),
        Input("lithium_g_cm3", lithium["density_g_cm3"], "g/cm3"),
        Input("lithium_capacity_mAh_g", lithium["specific_capacity_mAh_g"], "mAh/g"),
        Input("anode_voltage_V", 0.0, "V"),
    ]


GEOMETRY = {  # name: formula, unit, number format
    "cathode_area_cm2": ("cathode_length_mm*cathode_width_mm/100", "cm2", "0.00"),
    "anode_area_cm2": (
        "(cathode_length_mm+2*anode_overhang_mm)*(cathode_width_mm+2*anode_overhang_mm)/100", "cm2", "0.00",
    ),
    "cathode_loading_mg_cm2": (
        "1000*cathode_areal_capacity_mAh_cm2/(cathode_active_share*cathode_capacity_mAh_g)", "mg/cm2", "0.00",
    ),
    "cathode_thickness_um": ("10*cathode_loading_mg_cm2/(cathode_solids_g_cm3*(1-cathode_porosity))", "um", "0.00"),
    "anode_loading_mg_cm2": ("", "mg/cm2", "0.00"),
    "anode_thickness_um": ("", "um", "0.00"),
    "stack_thickness_um": (
        "double_cathodes*(2*cathode_thickness_um+aluminium_um)"
        "+(double_cathodes+1)*(2*anode_thickness_um+copper_um)+2*double_cathodes*separator_thickness_um",
        "um", "#,##0.0",
    ),
    "pouch_height_cm": ("MAX(cathode_length_mm,cathode_width_mm)/10+clearance_mm/10", "cm", "0.00"),
    "pouch_width_cm": ("MIN(cathode_length_mm,cathode_width_mm)/10+clearance_mm/10", "cm", "0.00"),
}  # fmt: skip
"""Formulas of the anode depend on what it is made of; the rest is the same for every cell."""
SILICON = {
    "anode_loading_mg_cm2": (
        "1000*n_to_p*cathode_areal_capacity_mAh_cm2/(anode_active_share*anode_capacity_mAh_g*silicon_soc_target)"
    ),
    "anode_thickness_um": "10*anode_loading_mg_cm2/(anode_solids_g_cm3*(1-anode_porosity))",
}
LITHIUM = {
    "anode_loading_mg_cm2": "0.1*lithium_thickness_um*lithium_g_cm3",
    "anode_thickness_um": (
        "IF(lithium_thickness_um>0,lithium_thickness_um,"
        "10000*cathode_areal_capacity_mAh_cm2/(lithium_g_cm3*lithium_capacity_mAh_g))"
    ),
}


def geometry(design: Design) -> list[Derived]:
    """Areas, loadings and thicknesses."""
    product, wanted, pouch = design.product, targets(design), pouch_of(design)
    anode = SILICON if product.anode == "silicon" else LITHIUM
    values = {
        "cathode_area_cm2": product.cathode_area_cm2,
        "anode_area_cm2": product.anode_area_cm2,
        "cathode_loading_mg_cm2": wanted.cathode_loading_mg_cm2,
        "cathode_thickness_um": wanted.cathode_thickness_um,
        "anode_loading_mg_cm2": wanted.anode_loading_mg_cm2,
        "anode_thickness_um": wanted.anode_thickness_um,
        "stack_thickness_um": _stack_um(design),
        "pouch_height_cm": pouch.height_cm + pouch.clearance_cm,
        "pouch_width_cm": pouch.width_cm + pouch.clearance_cm,
    }
    return [
        Derived(name, anode.get(name, formula), values[name], unit, number_format)
        for name, (formula, unit, number_format) in GEOMETRY.items()
    ]


def _stack_um(design: Design) -> float:
    parts = thickness_table_um(stack_of(design, target_rows(design)))
    return sum(float(np.ravel(part)[0]) for part in parts.values())


MASSES = {
    "cathode coating": "0.002*double_cathodes*cathode_area_cm2*cathode_loading_mg_cm2",
    "aluminium": "0.0001*double_cathodes*aluminium_um*aluminium_g_cm3*cathode_area_cm2",
    "anode coating": "0.002*(double_cathodes+1)*anode_area_cm2*anode_loading_mg_cm2",
    "copper": "0.0001*(double_cathodes+1)*copper_um*copper_g_cm3*anode_area_cm2",
    "separator": "0.0001*2*double_cathodes*cathode_area_cm2*separator_g_cm3*separator_thickness_um",
    "laminate": "0.0002*laminate_um*laminate_g_cm3*pouch_height_cm*pouch_width_cm",
    "terminals": "(terminal_height_mm+clearance_mm)/10*terminal_width_mm/10*terminal_thickness_mm/10*terminals_g_cm3",
    "extra": "extra_mass_g",
}


def masses(design: Design) -> Iterator[Derived]:
    """Mass of each component of the stack model, in its order."""
    for name, mass in cell_mass_table(design, target_rows(design)).items():
        yield Derived(name, MASSES[name], float(np.ravel(mass)[0]), "g", "0.00")


VOLUMES = {
    "cathode coating": "0.0002*cathode_area_cm2*double_cathodes*cathode_thickness_um",
    "aluminium": "0.0001*cathode_area_cm2*double_cathodes*aluminium_um",
    "anode coating": "0.0002*cathode_area_cm2*(double_cathodes+1)*anode_thickness_um",
    "copper": "0.0001*cathode_area_cm2*(double_cathodes+1)*copper_um",
    "separator": "0.0002*cathode_area_cm2*double_cathodes*separator_thickness_um",
    "rim and pouch": (
        "pouch_width_cm*(pouch_height_cm+terminal_height_mm/10)*(stack_thickness_um+2*laminate_um)/10000"
        "-0.0001*cathode_area_cm2*stack_thickness_um"
    ),
}


def volumes(design: Design) -> Iterator[Derived]:
    """Volume that each component takes of the outline box, in the order of the stack model."""
    for name, volume in cell_volume_table(design, target_rows(design)).items():
        yield Derived(name, VOLUMES[name], float(np.ravel(volume)[0]), "mL", "0.00")


ENERGIES = {  # name: formula, unit, number format; mass_g and volume_mL are the sums of the tables before
    "nominal_capacity_Ah": ("0.002*double_cathodes*cathode_area_cm2*first_cycle_retention*{smaller}", "Ah", "0.000"),
    "nominal_energy_Wh": ("nominal_capacity_Ah*(cathode_voltage_V-anode_voltage_V)", "Wh", "0.00"),
    "nominal_Wh_kg": ("1000*nominal_energy_Wh/mass_g", "Wh/kg", "0.0"),
    "nominal_Wh_L": ("1000*nominal_energy_Wh/volume_mL", "Wh/L", "0.0"),
    "loaded_voltage_V": (
        "cathode_voltage_V-anode_voltage_V-0.001*c_rate*cathode_areal_capacity_mAh_cm2*resistance_ohm_cm2",
        "V", "0.000",
    ),
    "delivered_energy_Wh": ("nominal_capacity_Ah*working_capacity_share*MAX(loaded_voltage_V,0)", "Wh", "0.00"),
    "delivered_Wh_kg": ("1000*delivered_energy_Wh/mass_g", "Wh/kg", "0.0"),
    "delivered_Wh_L": ("1000*delivered_energy_Wh/volume_mL", "Wh/L", "0.0"),
}  # fmt: skip


def energies(design: Design) -> list[Derived]:
    """Capacity, energy and what they are by mass and volume, nominal and delivered."""
    cell = {name: float(np.ravel(values)[0]) for name, values in weigh(design, target_rows(design)).items()}
    delivery = delivery_of(design)
    specific = delivered(design, delivery)
    silicon = design.product.anode == "silicon"
    smaller = "cathode_areal_capacity_mAh_cm2*MIN(1,n_to_p)" if silicon else "cathode_areal_capacity_mAh_cm2"
    values = {
        "nominal_capacity_Ah": cell["nominal_capacity_Ah"],
        "nominal_energy_Wh": cell["nominal_energy_Wh"],
        "nominal_Wh_kg": cell["nominal_specific_energy_Wh_kg"],
        "nominal_Wh_L": 1e3 * cell["nominal_energy_Wh"] / cell["volume_mL"],
        "loaded_voltage_V": open_voltage(design) - 1e-3 * operating_current(design) * delivery.asr_ohm_cm2,
        "delivered_energy_Wh": specific * cell["mass_g"] / 1e3,
        "delivered_Wh_kg": specific,
        "delivered_Wh_L": specific * cell["mass_g"] / cell["volume_mL"],
    }
    return [
        Derived(name, formula.format(smaller=smaller), values[name], unit, number_format)
        for name, (formula, unit, number_format) in ENERGIES.items()
    ]
