"""The coat on a powder, as the lot carries it: thickness, scatter, coverage and its tail; any coater's last step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dbetwin.celldesign.design import Design, Limits
from dbetwin.physics.coat import growth, uniformity

GOOD_COVERAGE = 0.8
"""A grain covered less than this counts into the tail."""
SMALLEST_TAIL = 1e-12
"""Share of grains below which their own coverage is no longer asked for."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How a coat is spread over the grains.

    ``cv`` is the scatter within the grains that move and within those that stagnate; ``stagnant_fraction`` of them
    catch ``stagnant_ratio`` of what the others catch; it lies in deposits of ``deposit_nm``.
    """

    cv: float
    stagnant_fraction: float
    stagnant_ratio: float
    deposit_nm: float


def thickness_nm(design: Design, core_material: str, coat_material: str, coat: float) -> float:
    """Mean thickness of ``coat`` kilograms of coat on a kilogram of bare powder."""
    core, layer = design.materials[core_material], design.materials[coat_material]
    return 1e9 * float(
        growth.thickness_from_mass(
            coat, core["particle_size_um"] * 1e-6, core["density_g_cm3"] * 1e3, layer["density_g_cm3"] * 1e3
        )
    )


def coat_columns(coat: float, mean_nm: float, spread: Spread) -> dict[str, float]:
    """Columns of a powder that carries ``coat`` kilograms per kilogram of bare powder, ``mean_nm`` thick."""
    still, ratio = spread.stagnant_fraction, spread.stagnant_ratio
    moving = float(uniformity.moving_mean(mean_nm, still, ratio))
    parts = ((1 - still, moving), (still, ratio * moving))
    tail, of_tail = _tail(parts, spread)
    return {
        "coat_mass_fraction": coat / (1 + coat),
        "coating_thickness_nm": mean_nm,
        "coating_thickness_cv": float(uniformity.mixture_cv(spread.cv, still, ratio)),
        "coverage": sum(
            share * float(growth.mean_coverage(mean, spread.cv, spread.deposit_nm)) for share, mean in parts
        ),
        "coverage_tail": tail,
        "coverage_of_tail": of_tail,
    }


def _tail(parts: tuple[tuple[float, float], ...], spread: Spread) -> tuple[float, float]:
    """Share of grains that are poorly covered, and their own mean coverage; that of the gate where there are none."""
    laws = [(share, (GOOD_COVERAGE, mean, spread.cv, spread.deposit_nm)) for share, mean in parts]
    tail = sum(share * float(growth.share_below_coverage(*law)) for share, law in laws)
    covered = sum(share * float(growth.coverage_below(*law)) for share, law in laws)
    return tail, max(covered / tail, 0.0) if tail > SMALLEST_TAIL else GOOD_COVERAGE


def bare_columns() -> dict[str, float]:
    """Columns of a powder without a coat."""
    return {
        "coat_mass_fraction": 0.0,
        "coating_thickness_nm": 0.0,
        "coating_thickness_cv": 0.0,
        "coverage": 0.0,
        "coverage_tail": 1.0,
        "coverage_of_tail": 0.0,
    }


@dataclass(frozen=True, slots=True)
class Samples:
    """What a sample of a lot shows over what is true of the lot: of the coat's thickness, of its agglomerates."""

    thickness: float
    agglomerates: float


def refused(limits: Limits, columns: Mapping[str, float], planned_nm: float, shown: Samples) -> str:
    """Limit that a coated lot is found to miss; empty when it is found good."""
    missed = abs(columns["coating_thickness_nm"] * shown.thickness / planned_nm - 1) if planned_nm else 0.0
    if limits.coating_thickness_tolerance is not None and missed > limits.coating_thickness_tolerance:
        return "coat thickness"
    most, found = limits.agglomerate_fraction_max, columns["agglomerate_fraction"] * shown.agglomerates
    return "agglomerates" if most is not None and found > most else ""
