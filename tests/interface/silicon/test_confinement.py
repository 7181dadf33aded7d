"""Silicon in its matrix: room, tables, what outside pressure and prelithiation do, what is reported of a cell."""

from dataclasses import asdict, replace

import numpy as np
import pytest

from dbetwin.celldesign.silicon_carbon import internal_void
from dbetwin.interface.chain import properties
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.silicon import confinement
from dbetwin.interface.silicon.confinement import Constants, Skeleton, charge_taken, free_volume, matrix_relief
from dbetwin.physics.silicon.accessible import accessible_soc, confined_pressure
from dbetwin.physics.silicon.alloy import open_potential
from dbetwin.physics.silicon.coupling import film_pressure, shift_per_pressure
from tests.designs import silicon_design, walked, with_material

DESIGN = silicon_design()
TABLES = (confinement.ELASTIC_SOC, confinement.RELIEVED_SOC, confinement.FILM_SOC)
BARE = {
    "anode_porosity": np.array([0.02]), "anode_asr_ohm_cm2": np.zeros(1), "stack_pressure_MPa": np.zeros(1),
    "cathode_utilisation": np.ones(1), "n_to_p_worst": np.array([1.1]), "anode_ionic_ohm_cm2": np.zeros(1),
}  # fmt: skip


def confined(design=DESIGN, constants=None, model=confinement.misfit, **changes):
    known = BARE | {name: np.atleast_1d(float(value)) for name, value in changes.items()}
    return {
        name: float(rows[0]) for name, rows in model(known, Situation.of(design), Skeleton(**(constants or {}))).items()
    }


def matrix(**values):
    return with_material(DESIGN, "silicon_carbon", **values)


@pytest.mark.parametrize("table", TABLES, ids=lambda each: each.name)
def test_tables_are_within_two_percent_of_the_root(table):
    rng = np.random.default_rng(1)
    points = [rng.uniform(axis.low, axis.high, 200) for axis in table.axes]
    assert table(points) == pytest.approx(table.solve(points, table.constants), rel=0.02)


@pytest.mark.parametrize("table", TABLES, ids=lambda each: each.name)
def test_outside_of_the_tables_the_root_itself_comes(table):
    beyond = [np.array([1.1 * axis.high, axis.high + 1e-3]) for axis in table.axes]
    assert table(beyond) == pytest.approx(table.solve(beyond, table.constants), abs=0)


@pytest.mark.parametrize(("porosity", "resistance"), [(0.9, 0.0), (0.9, 60.0), (0.0, 480.0), (0.9, 480.0)])
def test_beyond_the_table_a_cell_is_told_the_root_without_solving_for_it(porosity, resistance, monkeypatch):
    here = Situation.of(DESIGN)
    drop, volume = 1e-3 * resistance * here.current_mA_cm2, free_volume({"anode_porosity": porosity}, here)
    inclusion = confinement._inclusion(here, Skeleton(), np.inf)
    expected = float(accessible_soc(volume, drop, inclusion))
    monkeypatch.setattr(confinement.ELASTIC_SOC, "solve", None)
    found = confined(anode_porosity=porosity, anode_asr_ohm_cm2=resistance)["accessible_soc"]
    assert found == pytest.approx(expected, abs=0.004)


def test_tables_are_those_of_the_shipped_materials():
    here = Situation.of(DESIGN)
    elastic = confinement._inclusion(here, Skeleton(), np.inf)
    assert asdict(elastic) == confinement.ELASTIC_SOC.constants
    assert asdict(replace(elastic, relief=matrix_relief(here))) == confinement.RELIEVED_SOC.constants
    assert asdict(confinement._film(here, Constants())) == confinement.FILM_SOC.constants


@pytest.mark.parametrize("shear", [0.1, 5.0, 60.0])
def test_other_constants_have_tables_of_their_own(shear):
    rng = np.random.default_rng(1)
    points = rng.uniform(0, 3.2, 2000), rng.uniform(0, 0.3, 2000)
    other = confinement.ELASTIC_SOC.constants | {"matrix_shear": 1e9 * shear}
    exact = confinement.ELASTIC_SOC.solve(points, other)
    assert np.abs(confinement.ELASTIC_SOC(points, other) - exact).max() < 0.01
    assert np.abs(confinement.ELASTIC_SOC(points) - exact).max() > 0.01


def test_what_a_model_tells_is_the_root_and_the_pressure_at_the_end_of_charge():
    stiff = matrix(matrix_shear_modulus_GPa=5.0)
    found = confined(stiff, anode_asr_ohm_cm2=10.0, anode_ionic_ohm_cm2=30.0)
    inclusion = confinement._inclusion(Situation.of(stiff), Skeleton(), np.inf)
    drop = 40e-3 * Situation.of(stiff).current_mA_cm2
    volume, end = found["silicon_free_volume"], 0.85 / 1.1
    assert found["end_of_charge_soc"] == pytest.approx(end)
    assert found["accessible_soc"] == pytest.approx(float(accessible_soc(volume, drop, inclusion)), abs=0.005)
    pressure = float(confined_pressure(end, volume, inclusion))
    assert found["silicon_pressure_GPa"] == pytest.approx(1e-9 * pressure)
    left = float(open_potential(end)) - 92.24e-12 * pressure - drop
    assert found["silicon_potential_V"] == pytest.approx(left, abs=1e-5)


def test_the_way_through_the_anode_takes_potential_as_the_face_does():
    stiff = matrix(matrix_shear_modulus_GPa=5.0)
    face, way = (confined(stiff, **{name: 40.0}) for name in ("anode_asr_ohm_cm2", "anode_ionic_ohm_cm2"))
    assert way == face
    assert way["accessible_soc"] < confined(stiff)["accessible_soc"]


def test_no_coupling_leaves_the_potential_alone():
    rigid = matrix(matrix_shear_modulus_GPa=60.0)
    assert confined(rigid)["accessible_soc"] < 0.8
    free = confined(rigid, {"coupling": 0.0})
    assert free["accessible_soc"] == 1.0
    assert free["silicon_potential_V"] == pytest.approx(float(open_potential(0.85 / 1.1)))


def test_the_range_of_the_coupling_holds_what_was_measured_of_films():
    low, high = Constants.model_fields["coupling"].json_schema_extra["provenance"].range
    theory = 1e12 * shift_per_pressure(8.9e-6) * float(film_pressure(1.0))  # mV/GPa
    assert low * theory < 100
    assert high * theory > 120


@pytest.mark.parametrize("model", [confinement.misfit, confinement.misfit_relieved])
def test_stack_pressure_moves_the_potential_by_millivolts_only(model):
    pressed = [confined(model=model, stack_pressure_MPa=mpa)["silicon_potential_V"] for mpa in (0.0, 1.0, 100.0)]
    assert 1e3 * (pressed[0] - pressed[1]) == pytest.approx(0.0922, abs=1e-4)
    assert 0.009 < pressed[0] - pressed[2] < 0.010
    # it is felt where the potential is close to the cut-off
    near = {"anode_asr_ohm_cm2": 60.0}
    assert confined(stack_pressure_MPa=100.0, **near)["accessible_soc"] < confined(**near)["accessible_soc"]


def test_a_matrix_that_flows_or_cracks_gives_more_charge_at_less_pressure():
    stiff = matrix(matrix_shear_modulus_GPa=5.0)
    elastic, relieved = confined(stiff), confined(stiff, model=confinement.misfit_relieved)
    assert relieved["silicon_pressure_GPa"] == pytest.approx(1e-9 * matrix_relief(Situation.of(stiff)))
    assert relieved["silicon_pressure_GPa"] < 0.2 * elastic["silicon_pressure_GPa"]
    assert relieved["accessible_soc"] > elastic["accessible_soc"]
    assert relieved["silicon_potential_V"] > elastic["silicon_potential_V"]


def test_the_matrix_gives_way_by_what_it_bears_less():
    flows = matrix_relief(Situation.of(DESIGN))
    assert flows == pytest.approx(53.3e6, rel=0.01)  # 2/3 17 (1 + ln(1350/(3 0.65 17))) MPa
    brittle = matrix(matrix_yield_stress_MPa=2100, matrix_shear_modulus_GPa=59.5, matrix_toughness_MPa_sqrt_m=1.0)
    cracks = matrix_relief(Situation.of(brittle))
    assert cracks == pytest.approx(1e6 * ((1 - 0.35**2) / (2.56 * 25e-9)) ** 0.5)
    larger = with_material(brittle, "silicon_carbon", silicon_domain_nm=200.0)
    assert matrix_relief(Situation.of(larger)) == pytest.approx(cracks / 2)


def test_prelithiated_silicon_is_pressed_around_and_takes_less():
    tight = matrix(density_g_cm3=2.16, matrix_shear_modulus_GPa=5.0)  # hardly any void in the particles
    volume = [free_volume(BARE, Situation.of(tight), start)[0] for start in (0.0, 0.3)]
    # all of the swelling that the void does not take is room, and the pores grow with the solids
    particles = 1 / (tight.materials["silicon_carbon"]["density_g_cm3"] * 0.5 / 2.33)
    void = internal_void(tight.materials["silicon_carbon"], tight.materials["silicon"]) * particles
    grown = 2.8 * 0.3 - void
    assert volume[1] - volume[0] == pytest.approx(grown * (1 + 0.02 / 0.98))
    plain, filled = confined(tight), confined(tight, {"formed_at_soc": 0.3})
    assert filled["end_of_charge_soc"] == pytest.approx(plain["end_of_charge_soc"] + 0.3)
    # the highest state is higher, yet what can still be taken is less
    assert plain["accessible_soc"] - 0.3 < filled["accessible_soc"] < plain["accessible_soc"]


def test_prelithiation_that_only_fills_voids_makes_no_room():
    here = Situation.of(DESIGN)
    assert free_volume(BARE, here, 0.3) == pytest.approx(free_volume(BARE, here, 0.0))
    assert free_volume(BARE, here, 0.6) > free_volume(BARE, here, 0.0)


def test_more_lithium_than_silicon_holds_lies_beside_it():
    assert confined(n_to_p_worst=0.86)["silicon_potential_V"] > 0.0
    assert confined(n_to_p_worst=0.84)["silicon_potential_V"] < 0.0
    assert confined(constants={"formed_at_soc": 0.3})["silicon_potential_V"] < 0.0
    assert charge_taken(BARE, Situation.of(DESIGN)) == pytest.approx(0.85 / 1.1)


def test_dense_garnet_presses_the_domains_before_it_harder():
    dense = silicon_design(separator="dense")
    found = confined(dense)
    assert "silicon_face_pressure_GPa" not in confined()
    ratio = found["silicon_face_pressure_GPa"] / found["silicon_pressure_GPa"]
    assert 1.8 < ratio < 2.0
    relieved = confined(dense, model=confinement.misfit_relieved)
    assert relieved["silicon_face_pressure_GPa"] == relieved["silicon_pressure_GPa"]


def test_large_strain_in_an_elastic_matrix_is_outside_validity():
    dense_particles = matrix(density_g_cm3=2.16)
    assert confined()["outside_confinement"] == 0
    assert confined(dense_particles)["outside_confinement"] == 1
    assert confined(dense_particles, model=confinement.misfit_relieved)["outside_confinement"] == 0


def test_a_film_flows_and_composites_are_none():
    found = confined(model=confinement.film)
    flow = float(np.interp(0.85 / 1.1, [0.5, 1.0], [1.0, 0.65]))
    assert found["silicon_pressure_GPa"] == pytest.approx(2 / 3 * flow)
    assert found["accessible_soc"] == 1.0
    assert found["outside_confinement"] == 1
    assert confined(model=confinement.film, constants={"coupling": 1.7})["accessible_soc"] < 1.0


@pytest.mark.parametrize("model", ["misfit", "misfit_relieved", "film"])
def test_every_model_runs_in_the_chain(model):
    tears = "film" if model == "film" else "composite"
    design = silicon_design(models={"silicon_confinement": model, "delamination": tears})
    cells, _ = walked(design, 20, seed=1)
    again = properties({name: rows[7:] for name, rows in cells.columns.items()}, design)
    assert again["accessible_soc"] == pytest.approx(cells["accessible_soc"][7:], abs=0)
    assert ((cells["accessible_soc"] > 0) & (cells["accessible_soc"] <= 1)).all()


def test_the_pilot_anode_has_room_in_its_particles():
    room = free_volume({"anode_porosity": np.array([0.0, 0.02])}, Situation.of(DESIGN))
    silicon_share = 0.7125 * 1.3 * 0.5 / 2.33
    assert room == pytest.approx([0.7125 * 0.4 / silicon_share, 1.434 + 0.02 / (0.98 * silicon_share)], abs=1e-3)


@pytest.mark.parametrize(("share", "void"), [(0.5, 0.15), (0.3, 0.5)])
def test_room_in_particles_made_in_house_is_their_own(share, void):
    # of a gram of solids; what is not void is silicon and carbon
    solids = share / 2.33 + (1 - share) / 2.0247
    room = solids * void / (1 - void) / (share / 2.33)
    made = {"silicon_mass_fraction": np.array([share]), "silicon_void": np.array([void])}
    known = {"anode_porosity": np.zeros(1), **made}
    assert free_volume(known, Situation.of(DESIGN)) == pytest.approx([room])


def test_a_denser_particle_has_less_void_for_silicon_to_swell_into():
    shelf = DESIGN.materials
    assert internal_void(shelf["silicon_carbon"], shelf["silicon"]) == pytest.approx(0.40, abs=1e-5)
    skeleton = 1 / (0.5 / 2.33 + 0.5 / 2.0247)
    for density, void in ((skeleton, 0.0), (0.5 * skeleton, 0.5), (2 * skeleton, 0.0)):
        design = matrix(density_g_cm3=density)
        found = internal_void(design.materials["silicon_carbon"], design.materials["silicon"])
        assert found == pytest.approx(void, abs=1e-12)
    # without pores between the particles: void over silicon's share of the particle's volume
    dense = free_volume({"anode_porosity": np.array([0.0])}, Situation.of(DESIGN))
    assert dense == pytest.approx(0.40 / (1.3 * 0.5 / 2.33), rel=1e-4)
