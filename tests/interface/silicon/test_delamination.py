"""Whether silicon tears off: limits, both ends of the toughness, composite and film, hard and soft separator."""

import numpy as np
import pytest

from dbetwin import interface
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.silicon import delamination
from dbetwin.interface.silicon.delamination import Constants, domain_release_rate, tearing_probability
from tests.designs import SILICON_MODELS, silicon_design, with_material

DESIGN = silicon_design()


def rate(design=DESIGN, **known):
    rows = {"end_of_charge_soc": 0.8, "silicon_pressure_GPa": 0.2} | known
    return float(
        domain_release_rate({name: np.array([value]) for name, value in rows.items()}, Situation.of(design))[0]
    )


def chance(model, design=DESIGN, **known):
    rows = {"end_of_charge_soc": 0.8, "silicon_pressure_GPa": 0.2, "anode_thickness_um_mean": 0.18} | known
    arrays = {name: np.array([value]) for name, value in rows.items()}
    return float(model(arrays, Situation.of(design), Constants())["p_delamination"][0])


def test_tearing_runs_from_never_to_always():
    found = tearing_probability(np.array([0.0, 3.6, 3.6 * np.exp(0.65), 1e6]), 3.6, 0.65)
    assert found == pytest.approx([0, 0.5, 0.8413, 1], abs=1e-4)


def test_a_domain_tears_by_pressure_until_it_flows():
    assert rate() == pytest.approx(0.2e9**2 * 50e-9 / 35e9)
    assert rate(silicon_pressure_GPa=0.4) == pytest.approx(4 * rate())
    flow = 0.65 + 0.4 * 0.35
    assert rate(silicon_pressure_GPa=5.0) == pytest.approx((1e9 * flow) ** 2 * 50e-9 / 35e9)
    doubled = with_material(DESIGN, "silicon_carbon", silicon_domain_nm=100.0)
    assert rate(doubled) == pytest.approx(2 * rate())
    # half charged it is stiffer: Li0.32Si 70, Li3.0Si 35 GPa
    stiffer = 70 - 35 * (0.5 * 3.75 - 0.32) / 2.68
    assert rate(end_of_charge_soc=0.5) == pytest.approx(rate() * 35 / stiffer)


def test_against_garnet_the_pressure_at_the_face_counts():
    assert rate(silicon_face_pressure_GPa=0.4) == pytest.approx(4 * rate())
    hard, soft = silicon_design(separator="dense"), DESIGN
    models = SILICON_MODELS | {"separator_resistance": "dense", "ceramic_fracture": "weibull"}
    assert interface.problems(models, hard.product) == []
    assert chance(delamination.composite, hard, silicon_face_pressure_GPa=0.4) > chance(delamination.composite, soft)


def test_a_film_tears_by_its_thickness_and_both_ends_of_the_toughness_decide():
    # at the end of charge 0.79 GPa; when discharge begins 1 GPa, on a modulus of 35 GPa
    at_limit = 3.6 * 35e9 / 1e18 * 1e6
    assert chance(delamination.film, anode_thickness_um_mean=at_limit) == pytest.approx(0.5)
    weak, strong = (with_material(DESIGN, "silicon", interface_fracture_energy_J_m2=end) for end in (1.0, 20.0))
    assert chance(delamination.film, weak) > 0.99
    assert chance(delamination.film, strong) < 0.05


@pytest.mark.parametrize(("toughness", "limit_nm"), [(1.0, 35), (3.6, 126), (20.0, 700)])
def test_the_thickest_film_that_holds_is_told(toughness, limit_nm):
    design = with_material(DESIGN, "silicon", interface_fracture_energy_J_m2=toughness)
    known = {"end_of_charge_soc": np.array([0.8]), "anode_thickness_um_mean": np.array([0.18])}
    found = delamination.film(known, Situation.of(design), Constants())
    assert found["film_limit_nm"] == pytest.approx(limit_nm)


def test_a_film_needs_the_stress_of_a_film():
    told = interface.problems(SILICON_MODELS | {"delamination": "film"}, DESIGN.product)
    assert any("delamination" in each and "film" in each for each in told)
    models = SILICON_MODELS | {"delamination": "film", "silicon_confinement": "film"}
    assert interface.problems(models, DESIGN.product) == []
