"""Which process scatters which property: Schmidt et al. 2020, J. Electrochem. Soc. 167, 060501,
10.1149/1945-7111/ab798a.

Published trends: uncertain coating spreads thickness and mass loading, uncertain calendering spreads porosity, and
thickness and loading matter most to the cell. Here the pilot's stations are given equal relative scatter in the one
or the other, everything else held still, and carried to the finished cell.
"""

from __future__ import annotations

import pytest

from dbetwin.plant import load_plant
from dbetwin.plant.scatter import Scatter, expected_scatter

SCATTER = 0.02
STILL = {
    "film_cathode": ("feed_cv", "feeder_cv", "gauge_noise_cv", "across_cv"),
    "calender_cathode": (
        "line_load_cv",
        "line_load_cv_within",
        "runout_um",
        "bending_residual",
        "roll_temperature_sd_K",
        "gauge_noise_um",
        "gap_accuracy_um",
    ),
    "press": ("pressure_cv", "temperature_sd_C"),
}
"""What scatters on the cathode's way; all of it off but for what a scenario sets."""


def scenario(**scattering: float) -> dict[str, Scatter]:
    fields = {f"{station}.{field}": 0.0 for station, names in STILL.items() for field in names}
    values = fields | {name.replace("__", "."): value for name, value in scattering.items()}
    return expected_scatter(load_plant("pilot", [f"{name}={value:g}" for name, value in values.items()]))


def relative(expected: dict[str, Scatter], quality: str, *origins: str) -> float:
    """Scatter that some origins bring, relative."""
    each = expected[quality]
    return sum(part**2 for name, part in each.by_origin.items() if name in origins) ** 0.5 / each.nominal


@pytest.fixture(scope="module")
def coating() -> dict[str, Scatter]:
    return scenario(film_cathode__feed_cv=SCATTER)


@pytest.fixture(scope="module")
def calendering() -> dict[str, Scatter]:
    return scenario(calender_cathode__line_load_cv=SCATTER)


def test_coating_spreads_loading_and_thickness(coating: dict[str, Scatter], calendering: dict[str, Scatter]) -> None:
    for quality in ("cathode_loading_mg_cm2_mean", "cathode_thickness_um_mean"):
        by_coat = relative(coating, quality, "film_cathode")
        by_calender = relative(calendering, quality, "calender_cathode")
        print(f"{quality}: coating {by_coat:.3%}, calendering {by_calender:.3%}")
        assert by_coat > 10 * by_calender


def test_calendering_spreads_porosity_more_than_anything_else(calendering: dict[str, Scatter]) -> None:
    found = {name: each.sd / each.nominal for name, each in calendering.items() if name.startswith("cathode")}
    by_calender = {name: relative(calendering, name, "calender_cathode") for name in found}
    print({name: f"{value:.3%}" for name, value in by_calender.items()})
    assert max(by_calender, key=lambda name: by_calender[name]) == "cathode_porosity"
    assert by_calender["cathode_porosity"] > 5 * by_calender["cathode_thickness_um_mean"]


def test_loading_and_thickness_matter_most_to_the_cell(
    coating: dict[str, Scatter], calendering: dict[str, Scatter]
) -> None:
    for quality in ("capacity_Ah", "energy_Wh"):
        by_coat = relative(coating, quality, "film_cathode")
        by_calender = relative(calendering, quality, "calender_cathode")
        print(f"{quality}: coating {by_coat:.3%}, calendering {by_calender:.3%}")
        assert by_coat > 10 * by_calender
