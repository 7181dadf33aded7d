"""The silicon-carbon of an anode: as its material card has it, or as silicon was deposited in this plant's own carbon.

Where a lot or a cell carries a share of silicon and a void of its own, everything that depends on them follows:
density of the grain and of the coating, shares of volume, capacity. Where it does not, the card holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.design import Design
from dbetwin.celldesign.recipe import anode_recipe
from dbetwin.materials import Material

Floats = NDArray[np.float64]

SHARE, VOID = COLUMNS = ("silicon_mass_fraction", "silicon_void")
"""Columns of lots and cells that say what was made in house."""
CARD = "silicon_carbon"


@dataclass(frozen=True, slots=True)
class SiliconAnode:
    """What of an anode follows from its silicon-carbon; numbers, or arrays where cells differ."""

    silicon_mass_fraction: Floats | float
    silicon_void: Floats | float
    active_g_cm3: Floats | float
    capacity_mAh_g: Floats | float
    solids_g_cm3: Floats | float
    active_volume_share: Floats | float
    conductor_volume_share: Floats | float


def internal_void(particle: Material, silicon: Material) -> float:
    """Voids inside a silicon-carbon particle.

    Parameters
    ----------
    particle : Material
        Density with its voids (g/cm3), mass share of silicon (-), density of its carbon without voids (g/cm3).
    silicon : Material
        Density (g/cm3).

    Returns
    -------
    float
        Share of the particle's volume (-), at least 0.

    Notes
    -----
    ``1 - rho (w / rho_Si + (1 - w) / rho_C)``: what density is missing is void.

    References
    ----------
    .. [1] Volume balance, derived.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> round(internal_void(load_material("silicon_carbon"), load_material("silicon")), 4)
    0.4
    """
    share = particle["silicon_mass_fraction"]
    solid = share / silicon["density_g_cm3"] + (1.0 - share) / particle["carbon_skeleton_g_cm3"]
    return max(1.0 - particle["density_g_cm3"] * solid, 0.0)


def particle_density(
    silicon_mass_fraction: Floats | float, void: Floats | float, silicon_g_cm3: float, carbon_g_cm3: float
) -> Floats | float:
    """Density of a silicon-carbon particle with its voids.

    Parameters
    ----------
    silicon_mass_fraction : array, shape (n,)
        Mass share of silicon (-).
    void : array, shape (n,)
        Share of the particle's volume that is empty (-), below 1.
    silicon_g_cm3, carbon_g_cm3 : float
        Densities without voids (g/cm3).

    Returns
    -------
    array, shape (n,)
        Density (g/cm3).

    Notes
    -----
    ``(1 - v) / (w / rho_Si + (1 - w) / rho_C)``.

    References
    ----------
    .. [1] Volume balance, derived.

    Examples
    --------
    >>> round(particle_density(0.5, 0.4, 2.33, 2.0247), 3)
    1.3
    """
    return (1.0 - void) / (silicon_mass_fraction / silicon_g_cm3 + (1.0 - silicon_mass_fraction) / carbon_g_cm3)


def silicon_anode(design: Design, known: Mapping[str, Floats | float]) -> SiliconAnode:
    """Silicon anode of a lot or of rows of cells.

    Parameters
    ----------
    design : Design
        Product and materials; its anode is silicon.
    known : mapping
        Columns of the lot or of the cells; ``silicon_mass_fraction`` and ``silicon_void`` (-) if it was made in house,
        empty for cells whose anode was not.

    Returns
    -------
    SiliconAnode
        Shares (-), densities (g/cm3) and capacity (mAh/g).

    Notes
    -----
    ``q = q_card w / w_card``: carbon stores nothing, and each gram of silicon gives what it gives on the card (3000 of
    3579 mAh/g). ``1 / rho_s = 1 / rho_s,card + x (1 / rho - 1 / rho_card)`` for the coating's solids, x the share of
    silicon-carbon in their mass; shares of volume scale with it.

    References
    ----------
    .. [1] Volume balance, derived; capacity assumed proportional to silicon.
    """
    recipe, card, silicon = anode_recipe(design), design.materials[CARD], design.materials["silicon"]
    if SHARE not in known:
        return SiliconAnode(
            card[SHARE],
            internal_void(card, silicon),
            recipe.active_g_cm3,
            recipe.capacity_mAh_g,
            recipe.solids_g_cm3,
            recipe.active_volume_share,
            recipe.conductor_volume_share,
        )
    share = _filled_in(known[SHARE], card[SHARE])
    void = _filled_in(known[VOID], internal_void(card, silicon))
    density = particle_density(share, void, silicon["density_g_cm3"], card["carbon_skeleton_g_cm3"])
    active = recipe.active_mass_share
    solids = 1.0 / (1.0 / recipe.solids_g_cm3 + active * (1.0 / density - 1.0 / recipe.active_g_cm3))
    return SiliconAnode(
        share,
        void,
        density,
        recipe.capacity_mAh_g * (share / card[SHARE]),
        solids,
        active * solids / density,
        recipe.conductor_volume_share * (solids / recipe.solids_g_cm3),
    )


def _filled_in(made: Floats | float, bought: float) -> Floats | float:
    """What was made, and what was bought where nothing is known of it."""
    return np.where(np.isnan(made), bought, made) if isinstance(made, np.ndarray) else made
