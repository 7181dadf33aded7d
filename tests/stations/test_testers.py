"""Hi-pot, formation, end of line: what is true, what is seen, what is rejected."""

import numpy as np
import pytest
from scipy.special import ndtr

from dbetwin.stations.elements.inspection import above, below, by_largest_excess, measured
from dbetwin.stations.formation import delivered
from tests.designs import graded, lithium_design, lot_of, silicon_design, station, walked

ROWS = 100_000


@pytest.fixture(scope="module")
def pilot():
    return walked(graded(silicon_design()), ROWS, seed=1, defects_per_m2=0.3)


def test_holes_are_poisson(pilot):
    cells, _ = pilot
    expected = -np.expm1(-10 * 0.015 * 0.3)
    assert cells["latent_pinhole"].mean() == pytest.approx(expected, rel=4 / np.sqrt(ROWS * expected))


def test_the_leak_test_finds_most_holes_and_little_else(pilot):
    cells, rejected = pilot
    found, hole = rejected["hipot_tester: pinhole short"], cells["latent_pinhole"] > 0
    # healthy leak of 1, a hole adds a lognormal around 10, the limit is 3
    missed = ndtr(np.log((3 - 1) / 10) / 0.8)
    assert 1 - found[hole].mean() == pytest.approx(missed, abs=4 * np.sqrt(missed / hole.sum()))
    assert found[~hole].sum() == 0


def test_what_is_shorted_discharges_itself(pilot):
    cells, rejected = pilot
    short, found = cells["latent_short"] > 0, rejected["formation: self-discharge"]
    assert found[short].mean() > 0.9
    assert found[~short].mean() < 1e-3
    assert (cells["latent_short"] >= cells["latent_pinhole"]).all()


def test_the_truth_is_bad_when_anything_is(pilot):
    cells, _ = pilot
    modes = sum(cells[name] for name in cells.columns if name.startswith("latent_")) + cells["plating"]
    nominal = graded(silicon_design()).nominal
    off = cells["cell_asr_ohm_cm2"] > 1.1 * nominal["cell_asr_ohm_cm2"]
    off |= cells["capacity_Ah"] < 0.97 * nominal["capacity_Ah"]
    off |= cells["energy_Wh"] < 0.95 * nominal["energy_Wh"]
    assert (cells["bad"] == ((modes > 0) | off)).all()


def test_instruments_are_as_noisy_as_they_say(pilot):
    cells, _ = pilot
    for seen, truth, noise in (
        ("measured_capacity_Ah", "capacity_Ah", 0.002),
        ("measured_resistance_ohm_cm2", "cell_asr_ohm_cm2", 0.03),
        ("measured_energy_Wh", "energy_Wh", 0.003),
    ):
        error = cells[seen] / cells[truth] - 1
        assert error.std() == pytest.approx(noise, rel=0.02)
        assert error.mean() == pytest.approx(0, abs=5 * noise / np.sqrt(ROWS))


def test_instruments_err_independently_of_each_other(pilot):
    cells, _ = pilot
    errors = [
        cells[seen] / cells[truth] - 1
        for seen, truth in (
            ("measured_capacity_Ah", "capacity_Ah"),
            ("measured_resistance_ohm_cm2", "cell_asr_ohm_cm2"),
            ("measured_energy_Wh", "energy_Wh"),
        )
    ]
    assert np.corrcoef(errors) == pytest.approx(np.eye(3), abs=5 / np.sqrt(ROWS))


def test_end_of_line_rejects_on_what_it_sees(pilot):
    cells, rejected = pilot
    nominal = graded(silicon_design()).nominal
    over = cells["measured_resistance_ohm_cm2"] > 1.1 * nominal["cell_asr_ohm_cm2"]
    over |= cells["measured_capacity_Ah"] < 0.97 * nominal["capacity_Ah"]
    over |= cells["measured_energy_Wh"] < 0.95 * nominal["energy_Wh"]
    marks = [rows for name, rows in rejected.items() if name.startswith("end_of_line")]
    assert (np.sum(marks, axis=0) == over).all()


def test_the_pressure_of_a_fixture_is_its_own(pilot):
    cells, _ = pilot
    assert cells["stack_pressure_MPa"].std() / 5 == pytest.approx(0.08, rel=0.02)


def test_lithium_below_the_threshold_is_shorted():
    cells, rejected = walked(graded(lithium_design({"stack_pressure_MPa": 1.0})), 1000, seed=1)
    assert cells["latent_short"].mean() > 0.95
    assert rejected["formation: self-discharge"].mean() > 0.85


def test_a_cell_that_lost_contact_delivers_nothing():
    cells, _ = walked(silicon_design(), settings={"isostatic_press": {"pressure_MPa": 1.0}})
    assert cells["latent_open"][0] == 1
    assert cells["energy_Wh"][0] == 0
    assert cells["nominal_energy_Wh"][0] > 30


def formed(design, cells):
    return {name: float(rows[0]) for name, rows in delivered(cells.columns, design).items()}


@pytest.mark.parametrize("n_to_p", [1.0, 1.1])
def test_a_silicon_anode_gives_what_it_can_reach(n_to_p):
    design = silicon_design(n_to_p=n_to_p)
    cells, _ = walked(design)
    target = design.product.silicon_soc_target
    reached = [
        formed(design, cells.with_columns(usable_soc=np.array([share * target])))["capacity_Ah"]
        for share in (1.0, 0.5, 0.25)
    ]
    # less than half of the anode cannot fill a cathode that is nearly its match
    assert reached[1] < 0.65 * reached[0]
    assert reached[2] == pytest.approx(reached[1] / 2)


def test_only_the_open_cell_delivers_nothing():
    design = silicon_design()
    cells, _ = walked(design, 3)
    found = delivered(cells.with_columns(latent_open=np.array([0.0, 1.0, 0.0])).columns, design)
    for name in ("capacity_Ah", "energy_Wh"):
        assert found[name][1] == 0
        assert found[name][0] == found[name][2] > 0
    assert (found["nominal_capacity_Ah"] > 0).all()


def test_a_plated_cell_is_bad_though_nothing_else_is_wrong():
    found = {}
    for n_to_p in (1.1, 0.6):
        cells, _ = walked(silicon_design(n_to_p=n_to_p))
        assert not any(rows.any() for name, rows in cells.columns.items() if name.startswith("latent_"))
        found[n_to_p] = (cells["plating"][0], cells["bad"][0])
    assert found == {1.1: (0, 0), 0.6: (1, 1)}


def test_the_largest_relative_excess_is_the_cause():
    excess = {"capacity": np.array([0.1, 0.0, 0.2, -1]), "resistance": np.array([0.2, 0.0, 0.1, -1])}
    marks = by_largest_excess(excess)
    assert marks["capacity"].tolist() == [False, False, True, False]
    assert marks["resistance"].tolist() == [True, False, False, False]


def test_limits():
    values = np.array([0.9, 1.0, 1.21])
    assert above(values, 1.1) == pytest.approx([-0.1818, -0.0909, 0.1], abs=1e-4)
    assert below(values, 1.0) == pytest.approx([0.1, 0.0, -0.21])
    assert above(values, None).tolist() == [0, 0, 0]
    assert measured(values, np.full(3, 0.5), 0.5) == pytest.approx(values)


@pytest.mark.parametrize(("um", "leak"), [(25.0, 4.0), (50.0, 2.0), (100.0, 1.0)])
def test_a_healthy_membrane_leaks_what_its_electrons_carry(um, leak):
    module, settings = station("hipot_tester")
    lithium, silicon = lithium_design(separator_thickness_um=um), silicon_design()
    told = module.figures(settings, lot_of(lithium, walked(lithium)[0]))
    assert told["healthy_leak_at_1_V_uA_cm2"] == pytest.approx(leak)
    assert told["healthy_leak_at_1_V_mA"] == pytest.approx(leak * 1e-3 * 20 * 150)
    assert not any("leak" in name for name in module.figures(settings, lot_of(silicon, walked(silicon)[0])))


@pytest.mark.parametrize(("cause", "column", "limit"), [
    ("capacity", "capacity_Ah", 0.97), ("resistance", "cell_asr_ohm_cm2", 1.1), ("energy", "energy_Wh", 0.95),
])  # fmt: skip
def test_each_limit_is_held_against_its_own_reading_of_the_nominal_cell(cause, column, limit):
    module, settings = station("end_of_line")
    design = graded(silicon_design())
    readings = {
        f"measured_{name}": np.full(3, design.nominal[truth])
        for name, truth in (
            ("capacity_Ah", "capacity_Ah"), ("resistance_ohm_cm2", "cell_asr_ohm_cm2"), ("energy_Wh", "energy_Wh"),
        )
    }  # fmt: skip
    read = f"measured_{column.replace('cell_asr', 'resistance')}"
    readings[read] = design.nominal[column] * limit * np.array([0.999, 1.0, 1.001])
    excess = module.judge(settings, readings, design)
    assert {name for name, each in excess.items() if (each > 0).any()} == {cause}
    assert np.abs(excess[cause]) == pytest.approx([1e-3, 0.0, 1e-3])
    assert np.argmax(excess[cause]) == (2 if cause == "resistance" else 0)
