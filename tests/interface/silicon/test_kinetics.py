"""Which of the two ways is short of time: through the electrode, or into the silicon."""

import numpy as np
import pytest

from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.silicon.kinetics import HYPOTHESES, ionic_ratio, kinetic_soc
from tests.designs import silicon_design, with_material

ROWS = {"anode_ionic_ohm_cm2": np.array([0.0, 100.0])}


def ratios(model="diffusion", domain_nm=50.0, diffusivity=1e-12, point=None, **constants):
    design = with_material(silicon_design(point), "silicon_carbon", silicon_domain_nm=domain_nm)
    design = with_material(design, "silicon", diffusivity_cm2_per_s=diffusivity)
    each = HYPOTHESES[model]
    return each.columns(ROWS, Situation.of(design), each.constants(**constants))


def test_the_ionic_ratio_is_the_drop_over_the_whole_thickness():
    # i L / (sigma 0.05 V) with L / sigma three times the path's resistance
    current = 3.5 / 3
    assert ratios()["ionic_ratio"] == pytest.approx([0.0, 1e-3 * current * 300.0 / 0.05])
    assert ratios(spare_potential_V=0.1)["ionic_ratio"] == pytest.approx([0.0, 1e-3 * current * 300.0 / 0.1])
    thickness_cm, sigma_S_cm = 50e-4, 1e-4
    assert ionic_ratio(2.0, thickness_cm / (3 * sigma_S_cm), 0.05) == pytest.approx(
        2e-3 * thickness_cm / (sigma_S_cm * 0.05)
    )


def test_the_diffusion_ratio_is_that_of_half_the_domain():
    found = ratios(domain_nm=5000.0)
    assert found["diffusion_ratio"] == pytest.approx(np.full(2, (2.5e-6) ** 2 / 3 / (3600 * 1e-16)))
    assert found["kinetic_soc"] == pytest.approx(np.full(2, (5.787) ** -0.5), rel=1e-3)
    assert ratios()["kinetic_soc"].tolist() == [1, 1]


def test_four_times_the_time_gives_twice_the_charge():
    slow, fast = ({"c_rate": rate} for rate in (0.5, 2.0))
    half = ratios(domain_nm=10_000.0, point=fast)["kinetic_soc"] / ratios(domain_nm=10_000.0, point=slow)["kinetic_soc"]
    assert half == pytest.approx(0.5)
    assert kinetic_soc(np.array([0.0, 0.5, 1.0])).tolist() == [1, 1, 1]


def test_a_sphere_gives_less_where_the_scaling_says_all():
    scaling, sphere = (ratios(model, domain_nm=2000.0)["kinetic_soc"][0] for model in ("diffusion", "sphere"))
    assert scaling == 1.0
    assert sphere == pytest.approx(1 - ratios(domain_nm=2000.0)["diffusion_ratio"][0] / 15, abs=1e-4)
    assert ratios("sphere", domain_nm=20.0)["kinetic_soc"] == pytest.approx(1.0, abs=1e-4)


def test_nothing_is_said_without_a_model():
    assert ratios("none") == {}
