"""What an electrode coating of a design is made of: densities and volume shares that its formulas need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dbetwin.celldesign.design import Design
from dbetwin.celldesign.electrode import solid_density, volume_fractions
from dbetwin.materials import Material

PERCOLATES = "percolation_share"
"""Property of what makes a network for electrons."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A coating without its pores; volume shares are of the solids."""

    solids_g_cm3: float
    active_mass_share: float
    active_volume_share: float
    active_g_cm3: float
    capacity_mAh_g: float
    voltage_V: float
    conductor_volume_share: float
    active_name: str
    carbon_volume_share: float
    """Of what conducts electrons and stores no lithium."""


def recipe_of(mass_fractions: Mapping[str, float], materials: Mapping[str, Material]) -> Recipe:
    """Recipe of a coating with one active material.

    Parameters
    ----------
    mass_fractions : mapping
        Material to share of the coating's mass (-).
    materials : mapping
        Material properties by name; the active one has a specific capacity (mAh/g), conductors a conductivity.

    Returns
    -------
    Recipe
        Densities (g/cm3), shares (-), capacity (mAh/g) and voltage (V).

    Notes
    -----
    See :func:`dbetwin.celldesign.electrode.volume_fractions`.

    References
    ----------
    .. [1] Volume balance, derived.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> shares = {"nmc811": 0.7, "llzo": 0.2, "catholyte_polymer": 0.07, "carbon": 0.02, "ptfe": 0.01}
    >>> recipe = recipe_of(shares, {name: load_material(name) for name in shares})
    >>> round(recipe.solids_g_cm3, 3), round(recipe.active_volume_share, 3), round(recipe.conductor_volume_share, 3)
    (3.914, 0.577, 0.364)
    """
    densities = {name: materials[name]["density_g_cm3"] for name in mass_fractions}
    volumes = volume_fractions(mass_fractions, densities)
    actives = [name for name in mass_fractions if "specific_capacity_mAh_g" in materials[name]]
    if len(actives) != 1:
        raise ValueError(f"a coating needs exactly one active material, got {actives} of {dict(mass_fractions)}")
    active = materials[actives[0]]
    return Recipe(
        solid_density(mass_fractions, densities),
        mass_fractions[active.name],
        volumes[active.name],
        active["density_g_cm3"],
        active["specific_capacity_mAh_g"],
        active["voltage_V"],
        sum(volumes[name] for name in mass_fractions if "conductivity_mS_cm" in materials[name]),
        active.name,
        sum(volumes[name] for name in mass_fractions if PERCOLATES in materials[name]),
    )


def cathode_recipe(design: Design) -> Recipe:
    """Recipe of the design's cathode.

    Parameters
    ----------
    design : Design
        Product and materials.

    Returns
    -------
    Recipe
        Densities (g/cm3), shares (-), capacity (mAh/g) and voltage (V).

    Notes
    -----
    See :func:`recipe_of`; kept with the design, since every lot asks for it.

    References
    ----------
    .. [1] Volume balance, derived.
    """
    return _kept(design, "cathode", design.product.cathode_mass_fractions)


def anode_recipe(design: Design) -> Recipe:
    """Recipe of the design's silicon anode; a lithium foil has none.

    Parameters
    ----------
    design : Design
        Product and materials.

    Returns
    -------
    Recipe
        Densities (g/cm3), shares (-), capacity (mAh/g) and voltage (V).

    Notes
    -----
    See :func:`recipe_of`; kept with the design, since every lot asks for it.

    References
    ----------
    .. [1] Volume balance, derived.
    """
    return _kept(design, "anode", design.product.anode_mass_fractions)


def _kept(design: Design, electrode: str, mass_fractions: Mapping[str, float]) -> Recipe:
    found = design.kept.get(electrode)
    if not isinstance(found, Recipe):
        found = design.kept[electrode] = recipe_of(mass_fractions, design.materials)
    return found
