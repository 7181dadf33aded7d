"""The separator as a layer: its thickness, its temperature, and what moisture takes of it."""

import numpy as np
import pytest

from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.separator.resistance import HYPOTHESES, layer_asr_ohm_cm2, protonated_share
from tests.designs import lithium_design, silicon_design, with_material

KNOWN = {
    "separator_exposure_Pa_h": np.array([0.0]),
    "separator_conductivity_mS_cm": np.array([0.5]),
    "separator_thickness_um_mean": np.array([25.0]),
}
HOT_C = 60.0


def test_layers():
    assert layer_asr_ohm_cm2(np.array([25.0, 20.0]), np.array([0.3, 1.0])) == pytest.approx([8.333, 2.0], abs=1e-3)


def test_moisture_takes_conductivity_and_never_gives_any():
    dose = np.geomspace(1.0, 1e7, 30)
    kept = protonated_share(dose, 3.67e6)
    assert (np.diff(kept) < 0).all()
    assert float(protonated_share(0.0, 3.67e6)) == 1.0


@pytest.mark.parametrize(
    ("design", "model", "material"),
    [(lithium_design, "dense", "llzo"), (silicon_design, "composite", "composite_separator")],
)
@pytest.mark.parametrize("stated_eV", [0.30, 0.36])
def test_heat_speeds_the_separator_up_by_the_stated_energy(design, model, material, stated_eV):
    def asr(celsius):
        plan = with_material(design({"temperature_C": celsius}), material, conductivity_activation_eV=stated_eV)
        hypothesis = HYPOTHESES[model]
        return hypothesis.columns(KNOWN, Situation.of(plan), hypothesis.constants())["separator_asr_ohm_cm2"][0]

    expected = np.exp(stated_eV / 8.617333262e-5 * (1 / 298.15 - 1 / (HOT_C + 273.15)))
    assert asr(25.0) == pytest.approx(5.0)
    assert asr(25.0) / asr(HOT_C) == pytest.approx(expected, rel=1e-9)
