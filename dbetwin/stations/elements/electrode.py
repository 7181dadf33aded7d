"""What the design asks of the two electrodes, as the stations that make their webs need it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from dbetwin.celldesign.design import Design, Product
from dbetwin.celldesign.electrode import solid_density
from dbetwin.celldesign.silicon_carbon import SHARE, silicon_anode

Electrode = Literal["cathode", "anode"]


def mass_fractions(design: Design, electrode: Electrode) -> dict[str, float]:
    """Material to share of the coating's mass."""
    product = design.product
    return dict(product.cathode_mass_fractions if electrode == "cathode" else product.anode_mass_fractions)


def solids_g_cm3(design: Design, electrode: Electrode, lot: Mapping[str, float]) -> float:
    """Density of a lot's coating without its pores; what silicon was deposited in house counts."""
    if electrode == "anode" and SHARE in lot:
        return float(silicon_anode(design, lot).solids_g_cm3)
    shares = mass_fractions(design, electrode)
    return solid_density(shares, {name: design.materials[name]["density_g_cm3"] for name in shares})


def target_loading_mg_cm2(design: Design, electrode: Electrode) -> float:
    """Coating mass of one face that the design asks for.

    The anode holds ``n_to_p`` times the cathode's areal capacity at the state of charge that its silicon is
    designed to reach.
    """
    product = design.product
    wanted = product.cathode_areal_capacity_mAh_cm2
    if electrode == "anode":
        wanted *= product.n_to_p / product.silicon_soc_target
    held_mAh_g = sum(
        share * design.materials[name]["specific_capacity_mAh_g"]
        for name, share in mass_fractions(design, electrode).items()
        if "specific_capacity_mAh_g" in design.materials[name]
    )
    return 1000 * wanted / held_mAh_g


def sheet_mm(product: Product, electrode: Electrode) -> tuple[float, float]:
    """Length along the web and width across it of one sheet; the anode overhangs the cathode on every side."""
    grown = 0.0 if electrode == "cathode" else 2 * product.anode_overhang_mm
    return product.cathode_length_mm + grown, product.cathode_width_mm + grown
