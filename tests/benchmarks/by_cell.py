"""The lithium plant's chain for one cell after the other, in plain numbers and ``math``: written apart from the models.

What is the same for every cell of a plant is worked out once before the loop, as a programmer in a hurry for speed
would. It answers the same columns as the models do, so it checks them, and its time is what theirs is held against.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from dbetwin.celldesign.recipe import cathode_recipe
from dbetwin.interface.chain import chosen
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.separator.grain_boundary import full_length_um

BOLTZMANN_EV_K = 8.617333262e-5
WANTED = (
    "film_nm", "pressed_contact_fraction", "anode_contact_fraction", "current_focusing", "separator_asr_ohm_cm2",
    "grain_boundary_asr_ohm_cm2", "constriction_asr_ohm_cm2", "anode_asr_ohm_cm2", "cathode_charge_transfer_ohm_cm2",
    "cathode_ionic_ohm_cm2", "cathode_electronic_ohm_cm2", "cell_asr_ohm_cm2", "cathode_utilisation",
    "void_limited_mA_cm2", "crack_limited_mA_cm2", "critical_current_mA_cm2", "p_filament", "p_ceramic", "p_short",
    "p_failure", "quality_index", "cycle_life",
)  # fmt: skip


def chain_of(design) -> Callable[[Mapping[str, float]], tuple[float, ...]]:  # noqa: PLR0915 - tight on purpose
    """The chain for one cell of this design."""
    situation = Situation.of(design)
    constants = {name: each for name, _, each in chosen(design)}
    garnet, metal = design.materials["llzo"], design.materials["lithium"]
    active, carbon = design.materials["nmc811"], design.materials["carbon"]
    polymer, recipe, product = design.materials["catholyte_polymer"], cathode_recipe(design), design.product
    kelvin, current, area = situation.temperature_K, situation.current_mA_cm2, situation.separator_area_cm2
    exp, log, sqrt, erf, expm1 = math.exp, math.log, math.sqrt, math.erf, math.expm1

    def faster(energy):
        return exp(-energy / BOLTZMANN_EV_K * (1 / kelvin - 1 / 298.15))

    kinetic, hot_sigma = faster(garnet["charge_transfer_activation_eV"]), faster(garnet["conductivity_activation_eV"])
    hot_void, hot_path = faster(metal["void_activation_eV"]), faster(polymer["conductivity_activation_eV"])
    film_scale = garnet["film_reference_nm"] / sqrt(garnet["film_reference_dose_Pa_h"])
    softness = sum((1 - body["poisson_ratio"] ** 2) / body["young_modulus_GPa"] for body in (garnet, metal))
    slope = 0.5 * sqrt(math.pi) * constants["contact"].elastic_slope * 1e-3 * softness / garnet["surface_slope"]
    gap_fixed = design.materials["llzo"]["contact_spacing_um"] * 0.1 * sqrt(math.pi) / 4
    potential, layers = garnet["grain_boundary_potential_V"], constants["grain_boundary"]
    boundary = float(full_length_um("schottky", potential, kelvin, garnet, layers))
    strip, crack, transfer = constants["contact_in_use"], constants["crack_limit"], constants["cathode_charge_transfer"]
    ionic, electronic = constants["cathode_ionic_path"], constants["cathode_electronic_path"]
    foil = metal["density_g_cm3"] * metal["specific_capacity_mAh_g"] * 1e-4 * product.lithium_thickness_um
    there = foil + product.cathode_areal_capacity_mAh_cm2
    stripped = min(product.cathode_areal_capacity_mAh_cm2, strip.strippable_share * there) / strip.void_charge_mAh_cm2
    passed = exp(-stripped)
    weights, life, frac = constants["quality_index"], constants["life"], constants["ceramic_fracture"]
    reference_area, best = transfer.reference_area_ratio, transfer.best_thickness_nm
    soft_boundary = sqrt(garnet["grain_boundary_stiffness_ratio"])
    strength, weibull = garnet["weibull_strength_MPa"], garnet["weibull_modulus"]
    scale = sum(
        getattr(weights, f"{name}_weight")
        for name in ("anode_contact", "anode_resistance", "critical_current", "grain_boundary", "strength",
                     "cathode_contact", "cathode_resistance")
    )  # fmt: skip

    def one(cell):  # noqa: PLR0915 - the loop must not call
        # the face
        film = film_scale * sqrt(cell["separator_exposure_Pa_h"])
        film_asr = 1e-5 * film / garnet["film_conductivity_S_m"] / kinetic
        pressure = cell["press_pressure_MPa"]
        heated = (min(max(cell["press_temperature_C"], 25.0), 175.0) - 25.0) / 65.0
        cold, steep = metal["asperity_size_exponent_25C"], metal["asperity_size_exponent_90C"]
        exponent = min(cold + (steep - cold) * heated, steep)
        size = max(garnet["asperity_size_um"] * cell["asperity_factor"], 0.1)
        strong = metal["asperity_strength_25C_MPa"]
        strong *= (metal["asperity_strength_90C_MPa"] / strong) ** heated * size**-exponent
        plastic = -expm1(-pressure / (3 * max(metal["bulk_strength_MPa"], strong)))
        formed = max(erf(slope * pressure), plastic)
        # the separator
        dose = cell["separator_exposure_Pa_h"]
        sigma = cell["separator_conductivity_mS_cm"] * exp(-dose / garnet["protonation_dose_Pa_h"]) * hot_sigma
        separator = 0.1 * cell["separator_thickness_um_mean"] / sigma
        ratio = boundary / cell["separator_grain_um"]
        grain_boundary = separator * ratio / (1 + ratio)
        # voids
        stack = cell["stack_pressure_MPa"]
        void = metal["void_pressure_factor_mA_cm2"] * stack ** metal["void_pressure_exponent"]
        void = formed * (metal["void_current_mA_cm2"] + void) * hot_void
        supply = void / (formed * current)
        left, focusing = formed, 1.0
        if supply * formed < 1:
            left = formed * passed / (1 - supply * formed * (1 - passed))
            focusing = min(1 + strip.focusing_slope * (formed / left - 1), strip.largest_focusing)
        s = sqrt(min(left, 1.0))
        factor = 1 + s * (-1.40978 + s * s * (0.34406 + s * s * (0.04305 + s * s * 0.02267)))
        constriction = gap_fixed * cell["asperity_factor"] / sigma * max(factor, 0.0) / s
        anode = (garnet["charge_transfer_ohm_cm2"] / kinetic + film_asr) / left + constriction
        # the cathode
        pores, thick = cell["cathode_porosity"], cell["cathode_thickness_um_mean"]
        touching = (
            max(1 - constants["cathode_contact"].pore_weight * pores, 0.0) ** constants["cathode_contact"].exponent
        )
        working = (1 - pores) * recipe.active_volume_share
        surface = 6 * working * thick / active["particle_size_um"] * touching
        offset = cell["coating_thickness_nm"] / best - 1
        spread = max(cell["coating_thickness_cv"] * (offset + 1), 1e-12)
        reduced = offset / (spread * sqrt(2))
        penalty = spread * sqrt(2 / math.pi) * exp(-min(reduced * reduced, 700.0)) + offset * erf(reduced)
        covered = cell["coverage"]
        worth = covered - cell["coverage_tail"] * (1 - transfer.tail_worth) * cell["coverage_of_tail"]
        conducts = worth / (transfer.reference_ohm_cm2 * (1 + penalty)) + max(1 - covered, 0.0) / transfer.bare_ohm_cm2
        charge_transfer = 1 / conducts / kinetic / max(surface / reference_area, 1e-3)
        share = (1 - pores) * recipe.conductor_volume_share
        path = polymer["conductivity_mS_cm"] * hot_path * share**ionic.exponent
        if "cathode_fibrillation" in cell:
            path /= 1 + ionic.fibril_obstruction * (cell["cathode_fibrillation"] - ionic.fibrillation_reference)
        ions = 0.1 * thick / (3 * path)
        above = max((1 - pores) * recipe.carbon_volume_share - carbon["percolation_share"], 0.0)
        network = above / (1 - carbon["percolation_share"])
        black = 1e3 * carbon["electronic_conductivity_S_cm"] * network**electronic.carbon_exponent
        own = 1e3 * active["electronic_conductivity_S_cm"] * working**electronic.active_exponent
        electrons = 0.1 * thick / (3 * (black + own))
        cathode = charge_transfer + ions + electrons
        total = anode + separator + cathode
        meets = constants["cathode_utilisation"].neighbours * touching * share / (share + working)
        reached = -expm1(-meets) * (1 - constants["cathode_utilisation"].hidden_share * cell["agglomerate_fraction"])
        # the membrane
        porous, thin = cell["separator_porosity"], cell["separator_thickness_um_worst"]
        young = garnet["young_modulus_pore_free_GPa"] * exp(-garnet["young_modulus_porosity_decay"] * porous)
        bent = cell["separator_thickness_um_mean"] * young / (2 * frac.roll_radius_mm)
        stress = max(bent, 0.1875 * stack * (frac.support_gap_um / thin) ** 2)
        ceramic = -expm1(-area * (stress / strength) ** weibull)
        # filaments
        high = 3 * garnet["surface_roughness_um"] * cell["asperity_factor"]
        flaw = max(0.5 * cell["separator_grain_um"], crack.pore_um, crack.scratch_um, high)
        flaw = min(flaw, 0.9 * thin)
        tough = garnet["fracture_toughness_MPa_sqrt_m"] * soft_boundary
        tough *= exp(-garnet["fracture_toughness_porosity_decay"] * (porous - 0.02))
        opening = tough / (crack.shape_factor * sqrt(math.pi * 1e-6 * flaw)) + crack.residual_MPa
        flaw_asr, place = crack.path_factor * 0.1 * flaw / sigma, anode * left / formed
        cracking = 1e3 * metal["molar_volume_cm3_mol"] * opening / 96485.33 / (place + flaw_asr)
        modulus = weibull / (1 + 2 * flaw_asr / (place + flaw_asr))
        felt = cracking / focusing
        filament = -expm1(-area * (current / felt) ** modulus)
        combination = constants["critical_current"].combination
        weakest = felt * (log(2) / area) ** (1 / modulus)
        of_cell = (weakest**-combination + void**-combination) ** (-1 / combination)
        critical = (felt**-combination + void**-combination) ** (-1 / combination)
        hole = -expm1(-cell["pinholes_expected"])
        short = 1 - (1 - hole) * (1 - filament)
        opened = 1.0 if left < constants["open_contact"].least_contact else 0.0
        failure = 1 - (1 - short) * (1 - ceramic) * (1 - opened)
        # the verdict
        logs = weights.anode_contact_weight * log(left)
        logs -= weights.anode_resistance_weight * log(1 + anode / weights.anode_reference_ohm_cm2)
        logs += weights.critical_current_weight * log(-expm1(-((critical / current) ** 2)))
        logs += weights.grain_boundary_weight * log(1 - grain_boundary / separator)
        logs += weights.strength_weight * log(1 - ceramic)
        logs += weights.cathode_contact_weight * log(touching)
        logs -= weights.cathode_resistance_weight * log(1 + cathode / weights.cathode_reference_ohm_cm2)
        index = 100 * exp(logs / scale)
        reserve = of_cell / current
        cycles = life.reference_cycles * reserve**life.growth_exponent if reserve > 1 else 0.0
        return (
            film, formed, left, focusing, separator, grain_boundary, constriction, anode, charge_transfer, ions,
            electrons, total, reached, void, cracking, critical, filament, ceramic, short, failure, index,
            min(cycles, life.longest_cycles),
        )  # fmt: skip

    return one
