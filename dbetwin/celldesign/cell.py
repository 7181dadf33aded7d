"""From a design and rows of loadings and thicknesses to the cell that is weighed: stack, pouch, nominal energy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.design import Design
from dbetwin.celldesign.electrode import loading_for, thickness_um
from dbetwin.celldesign.energy import cell_capacity, plated_lithium_um
from dbetwin.celldesign.pouch import Pouch, outline_volume, pouch_mass_table
from dbetwin.celldesign.recipe import anode_recipe, cathode_recipe
from dbetwin.celldesign.silicon_carbon import silicon_anode
from dbetwin.celldesign.stack import Foil, Stack, mass_table, thickness_table_um

Floats = NDArray[np.float64]
Rows = Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Targets:
    """Loadings and pressed thicknesses of one face that the product asks for."""

    cathode_loading_mg_cm2: float
    cathode_thickness_um: float
    anode_loading_mg_cm2: float
    anode_thickness_um: float
    separator_g_cm3: float


def targets(design: Design) -> Targets:
    """Loadings and thicknesses that a product asks for.

    Parameters
    ----------
    design : Design
        Product and materials.

    Returns
    -------
    Targets
        Loadings (mg/cm2), thicknesses (um), separator density (g/cm3).

    Notes
    -----
    Silicon: ``m_n = NP q_p / (w q_SiC SOC_target)``. Lithium foil: as built; without foil, the plated thickness
    and no mass. A sintered separator weighs what the nominal cell's does, where that is known; else it has no pores.

    References
    ----------
    .. [1] Mass balance, derived.
    """
    product, cathode = design.product, cathode_recipe(design)
    loading = float(
        loading_for(product.cathode_areal_capacity_mAh_cm2, cathode.active_mass_share, cathode.capacity_mAh_g)
    )
    thickness = float(thickness_um(loading, cathode.solids_g_cm3, product.cathode_porosity))
    anode_loading, anode_thickness = _silicon(design) if product.anode == "silicon" else _lithium(design)
    made = design.nominal.columns if design.nominal else {}
    separator_g_cm3 = float(_separator_g_cm3(design, made))
    return Targets(loading, thickness, anode_loading, anode_thickness, separator_g_cm3)


def _separator_g_cm3(design: Design, rows: Mapping[str, Floats | float]) -> Floats:
    """Density of the separator: a film's as it is, a sintered one's less its pores."""
    if design.product.separator == "composite":
        return np.asarray(design.materials["composite_separator"]["density_g_cm3"])
    return np.asarray(design.materials["llzo"]["density_g_cm3"] * (1.0 - rows.get("separator_porosity", 0.0)))


def _silicon(design: Design) -> tuple[float, float]:
    product, anode = design.product, anode_recipe(design)
    wanted = product.n_to_p * product.cathode_areal_capacity_mAh_cm2
    usable = anode.capacity_mAh_g * product.silicon_soc_target
    loading = float(loading_for(wanted, anode.active_mass_share, usable))
    return loading, float(thickness_um(loading, anode.solids_g_cm3, product.anode_porosity))


def _lithium(design: Design) -> tuple[float, float]:
    product, lithium = design.product, design.materials["lithium"]
    density, built = lithium["density_g_cm3"], product.lithium_thickness_um
    if built > 0.0:
        return 0.1 * built * density, built
    plated = plated_lithium_um(product.cathode_areal_capacity_mAh_cm2, density, lithium["specific_capacity_mAh_g"])
    return 0.0, float(plated)


def stack_of(design: Design, rows: Rows) -> Stack:
    """Stacks of rows of cells.

    Parameters
    ----------
    design : Design
        Product and materials.
    rows : mapping of arrays, shape (n,)
        Columns ``cathode_loading_mg_cm2_mean``, ``cathode_thickness_um_mean``, ``anode_loading_mg_cm2_mean``,
        ``anode_thickness_um_mean`` and ``separator_thickness_um_mean``; of a sintered separator also
        ``separator_porosity``, without which it is taken as in :func:`targets`.

    Returns
    -------
    Stack
        Geometry and rows (cm2, mg/cm2, um).

    Notes
    -----
    The separator has the outline of the cathode, to which it is laminated: 2n layers.

    References
    ----------
    .. [1] As :mod:`dbetwin.celldesign.stack`.
    """
    product, materials = design.product, design.materials
    return Stack(
        product.double_cathodes,
        product.faces,
        product.cathode_area_cm2,
        product.anode_area_cm2,
        product.cathode_area_cm2,
        rows["cathode_loading_mg_cm2_mean"],
        rows["cathode_thickness_um_mean"],
        rows["anode_loading_mg_cm2_mean"],
        rows["anode_thickness_um_mean"],
        rows["separator_thickness_um_mean"],
        _separator_g_cm3(design, rows) if "separator_porosity" in rows else targets(design).separator_g_cm3,
        Foil(product.aluminium_um, materials["aluminium"]["density_g_cm3"]),
        Foil(product.copper_um, materials["copper"]["density_g_cm3"]),
    )


def pouch_of(design: Design) -> Pouch:
    """Pouch of a product, terminals on its short side.

    Parameters
    ----------
    design : Design
        Product and materials.

    Returns
    -------
    Pouch
        Outline of the cathode and what is around it (cm, um, g/cm3, g).

    Notes
    -----
    The clearance holds the seam and the overhang of the anode.

    References
    ----------
    .. [1] Convention of the open ``cellmodels`` notebook (automotive pouch).
    """
    product = design.product
    short, long = sorted((product.cathode_length_mm / 10, product.cathode_width_mm / 10))
    terminals = design.materials["aluminium"]["density_g_cm3"] + design.materials["nickel"]["density_g_cm3"]
    return Pouch(
        long,
        short,
        product.clearance_mm / 10,
        product.laminate_um,
        product.laminate_density_g_cm3,
        product.terminal_height_mm / 10,
        product.terminal_width_mm / 10,
        product.terminal_thickness_mm / 10,
        terminals,
        product.extra_mass_g,
    )


def cell_mass_table(design: Design, rows: Rows) -> dict[str, Floats]:
    """Mass of each component of rows of cells.

    Parameters
    ----------
    design : Design
        Product and materials.
    rows : mapping of arrays, shape (n,)
        As for :func:`stack_of`.

    Returns
    -------
    dict
        Component to mass (g), arrays of shape (n,) or ().

    Notes
    -----
    Sum of :func:`~dbetwin.celldesign.stack.mass_table` and :func:`~dbetwin.celldesign.pouch.pouch_mass_table`.

    References
    ----------
    .. [1] As :mod:`dbetwin.celldesign.stack`.
    """
    around = {name: np.asarray(mass) for name, mass in pouch_mass_table(pouch_of(design)).items()}
    return {**mass_table(stack_of(design, rows)), **around}


def cell_volume_table(design: Design, rows: Rows) -> dict[str, Floats]:
    """Volume that each component takes of the outline box of rows of cells.

    Parameters
    ----------
    design : Design
        Product and materials.
    rows : mapping of arrays, shape (n,)
        As for :func:`stack_of`.

    Returns
    -------
    dict
        Component to volume (mL): its thickness over the electrode outline; ``rim and pouch`` is the rest.

    Notes
    -----
    The sum is :func:`~dbetwin.celldesign.pouch.outline_volume` (as built for lithium foil).

    References
    ----------
    .. [1] As :mod:`dbetwin.celldesign.pouch`.
    """
    thicknesses = thickness_table_um(stack_of(design, rows))
    area = design.product.cathode_area_cm2
    volumes = {name: np.asarray(1e-4 * area * thickness) for name, thickness in thicknesses.items()}
    total = outline_volume(pouch_of(design), np.asarray(sum(thicknesses.values())))
    return {**volumes, "rim and pouch": np.asarray(total - sum(volumes.values()))}


def open_voltage(design: Design) -> float:
    """Mean voltage of the full cell at rest.

    Parameters
    ----------
    design : Design
        Product and materials.

    Returns
    -------
    float
        Cathode less anode (V).

    Notes
    -----
    ``U_p - U_n``, mean values of each electrode against lithium.

    References
    ----------
    .. [1] Definition.
    """
    silicon = design.product.anode == "silicon"
    lowest = anode_recipe(design).voltage_V if silicon else design.materials["lithium"]["voltage_V"]
    return cathode_recipe(design).voltage_V - lowest


def areal_capacities(design: Design, rows: Rows) -> tuple[Floats, Floats]:
    """Areal capacity of both electrodes of rows of cells, before anything is lost.

    Parameters
    ----------
    design : Design
        Product and materials.
    rows : mapping of arrays, shape (n,)
        Columns ``cathode_loading_mg_cm2_mean`` and ``anode_loading_mg_cm2_mean``; the silicon's share and void, if the
        plant made its own.

    Returns
    -------
    tuple of arrays, shape (n,)
        Cathode, and anode at its design state of charge (mAh/cm2); the latter ``inf`` for lithium.

    Notes
    -----
    ``m w q``; silicon times its design state of charge.

    References
    ----------
    .. [1] Mass balance, derived.
    """
    cathode = cathode_recipe(design)
    positive = rows["cathode_loading_mg_cm2_mean"] * (1e-3 * cathode.active_mass_share * cathode.capacity_mAh_g)
    if design.product.anode == "lithium":
        return positive, np.full_like(positive, np.inf)
    share, capacity = anode_recipe(design).active_mass_share, silicon_anode(design, rows).capacity_mAh_g
    usable = 1e-3 * share * capacity * design.product.silicon_soc_target
    return positive, rows["anode_loading_mg_cm2_mean"] * usable


def weigh(design: Design, rows: Rows) -> dict[str, Floats]:
    """Mass, volume and nominal capacity and energy of rows of cells.

    Parameters
    ----------
    design : Design
        Product and materials.
    rows : mapping of arrays, shape (n,)
        As for :func:`stack_of`.

    Returns
    -------
    dict of arrays, shape (n,)
        ``mass_g``, ``volume_mL``, ``nominal_capacity_Ah``, ``nominal_energy_Wh``,
        ``nominal_specific_energy_Wh_kg``.

    Notes
    -----
    Nominal: everything that was built works, first-cycle loss and the smaller electrode included, no resistance.

    References
    ----------
    .. [1] As :mod:`dbetwin.celldesign.stack`.
    """
    product = design.product
    stack, pouch = stack_of(design, rows), pouch_of(design)
    mass = np.asarray(sum(mass_table(stack).values()) + sum(pouch_mass_table(pouch).values()))
    volume = outline_volume(pouch, np.asarray(sum(thickness_table_um(stack).values())))
    area = product.faces * product.cathode_area_cm2
    capacity = cell_capacity(area, *areal_capacities(design, rows), product.first_cycle_retention)
    energy = capacity * open_voltage(design)
    return {
        "mass_g": mass,
        "volume_mL": volume,
        "nominal_capacity_Ah": capacity,
        "nominal_energy_Wh": energy,
        "nominal_specific_energy_Wh_kg": 1e3 * energy / mass,
    }
