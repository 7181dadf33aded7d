"""Porosity and void volume of electrodes at the corners of their tolerances: Yourey 2020, 10.3390/batteries6020023.

Published: loading +-0.4 mg/cm2 and calender +-3.0 um. Positive electrode, target 30 %: porosity 19.6 to 38.6 %, void
volume 59 to 141 % of the target. Negative, target 40 %: porosity 30.8 to 48.0 %, void volume 72 to 128 %.

The target loading and thickness were not read from the paper: they follow from the two ends of the porosity. So of
each electrode the two porosities are inputs, and the void volumes are predictions.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import fsolve

from dbetwin.celldesign.electrode import porosity, thickness_um
from dbetwin.celldesign.tolerance import porosity_sd

LOADING_MG_CM2, CALENDER_UM = 0.4, 3.0
SOLIDS_G_CM3 = 4.539
POSITIVE, NEGATIVE = (0.30, 19.6, 38.6, 59.0, 141.0), (0.40, 30.8, 48.0, 72.0, 128.0)
"""Target porosity, its ends in %, and the ends of the void volume in % of the target."""
each_electrode = pytest.mark.parametrize("published", [POSITIVE, NEGATIVE], ids=["positive", "negative"])


def corners(loading: float, thickness: float, solids: float) -> tuple[np.ndarray, np.ndarray]:
    """Porosity (%) and pore volume per area (um): at target, heavy and thin, light and thick."""
    masses = loading + LOADING_MG_CM2 * np.array([0, 1, -1])
    thicknesses = thickness + CALENDER_UM * np.array([0, -1, 1])
    pores = porosity(masses, solids, thicknesses)
    return 100 * pores, pores * thicknesses


def inferred(published: tuple[float, ...]) -> tuple[float, float, float]:
    """Loading, thickness and solids' density at which both published porosities come out."""
    target, low, high, *_ = published

    def missed(given: np.ndarray) -> np.ndarray:
        loading, thickness = given
        solids = 10 * loading / (thickness * (1 - target))
        return corners(loading, thickness, solids)[0][1:] - (low, high)

    loading, thickness = fsolve(missed, (8.0, 35.0))
    return float(loading), float(thickness), float(10 * loading / (thickness * (1 - target)))


def test_the_positive_electrode_of_the_inferred_inputs() -> None:
    loading, thickness = 10.06, float(thickness_um(10.06, SOLIDS_G_CM3, 0.30))
    assert thickness == pytest.approx(31.66, abs=0.01)
    found, _ = corners(loading, thickness, SOLIDS_G_CM3)
    print(
        "porosity less published, points:",
        *(f"{got - said:+.3f}" for got, said in zip(found, (30.0, 19.6, 38.6), strict=True)),
    )
    assert found == pytest.approx([30.0, 19.6, 38.6], abs=0.1)


@each_electrode
def test_the_void_volume_follows_from_the_porosities_alone(published: tuple[float, ...]) -> None:
    loading, thickness, solids = inferred(published)
    _, void = corners(loading, thickness, solids)
    found = 100 * void[1:] / void[0]
    print(f"{loading:.2f} mg/cm2, {thickness:.1f} um; void less published, points:",
          *(f"{got - said:+.2f}" for got, said in zip(found, published[3:], strict=True)))  # fmt: skip
    # published without decimals; the ends of the porosity are rounded to 0.1 point
    assert found == pytest.approx(published[3:], abs=1.0)


@each_electrode
def test_first_order_propagation_bounds_the_corners(published: tuple[float, ...]) -> None:
    loading, thickness, solids = inferred(published)
    worst = 100 * float(porosity_sd(published[0], LOADING_MG_CM2 / loading, CALENDER_UM / thickness, -1.0))
    (target, low, high), _ = corners(loading, thickness, solids)
    print(f"corners {low - target:+.2f}, {high - target:+.2f}; first order +-{worst:.2f}")
    # the corners are 4 to 10 % scatter: the next order shows, on both sides of the first
    assert high - target < worst < target - low
    assert worst == pytest.approx((high - low) / 2, rel=0.02)
