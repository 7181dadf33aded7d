"""What the cells are expected to scatter by before a run, against the cells of a run."""

from __future__ import annotations

import pytest

from dbetwin.plant import Plant, load_plant
from dbetwin.plant.scatter import QUALITIES, Scatter, expected_scatter, face_scatter, local_plating
from dbetwin.runs import Run

WITHIN = {
    "cathode_loading_mg_cm2_mean": 0.15,
    "cathode_thickness_um_mean": 0.15,
    "cathode_porosity": 0.15,
    "anode_loading_mg_cm2_mean": 0.15,
    "n_to_p_mean": 0.15,
    "n_to_p_worst": 0.15,
    "cathode_contact_fraction": 0.15,
    "anode_contact_fraction": 0.10,
    "capacity_Ah": 0.15,
    "energy_Wh": 0.15,
    "specific_energy_Wh_kg": 0.15,
}
"""Relative; a week has some 60 rolls, so a roll's share of a standard deviation is known within 10 %. The resistance
is left out: most of its scatter is how long a cell's rolls waited in the air, which a run alone can tell."""


@pytest.fixture(scope="module")
def expected(pilot_plant: Plant) -> dict[str, Scatter]:
    return expected_scatter(pilot_plant)


@pytest.mark.slow
def test_a_run_scatters_as_expected(expected: dict[str, Scatter], pilot_run: Run) -> None:
    cells = pilot_run.table("cells")
    good = cells[cells["fate"] == "good"]
    ratios = {name: expected[name].sd / good[name].std() for name in WITHIN}
    print({name: round(ratio, 3) for name, ratio in ratios.items()})
    assert {name: ratio for name, ratio in ratios.items() if abs(ratio - 1) > WITHIN[name]} == {}


def test_the_nominal_is_the_nominal_cell(expected: dict[str, Scatter], pilot_plant: Plant) -> None:
    from dbetwin.plant.nominal import nominal_cell

    nominal = nominal_cell(pilot_plant)
    assert {name: each.nominal for name, each in expected.items()} == pytest.approx(
        {name: nominal[name] for name in expected}
    )


def test_two_rolls_side_by_side_average() -> None:
    feed = 0.006
    plant = load_plant("pilot", [f"film_cathode.feed_cv={feed}"])
    loading = expected_scatter(plant)["cathode_loading_mg_cm2_mean"]
    # the calender joins two rolls of film to a web
    assert loading.by_origin["film_cathode"] / loading.nominal == pytest.approx(feed / 2**0.5, rel=1e-3)


def test_what_does_not_scatter_is_no_origin() -> None:
    plant = load_plant("pilot", ["calender_cathode.runout_um=0", "press.pressure_cv=0", "press.temperature_sd_C=0"])
    pores = expected_scatter(plant)["cathode_porosity"]
    assert not {"press", "roll out of true, cathode"} & set(pores.by_origin)
    assert pores.sd < expected_scatter(load_plant("pilot"))["cathode_porosity"].sd


def test_a_draw_moves_only_what_is_made_of_it(expected: dict[str, Scatter]) -> None:
    assert "film_anode" not in expected["cathode_porosity"].by_origin
    assert {"film_cathode", "film_anode"} <= set(expected["n_to_p_mean"].by_origin)
    assert all(each.sd > 0 for each in expected.values())


def test_faces_of_a_cell_are_alike_because_they_share_roll_and_place(
    expected: dict[str, Scatter], pilot_plant: Plant
) -> None:
    faces = face_scatter(pilot_plant, expected)
    cathode, loading = faces["cathode"], expected["cathode_loading_mg_cm2_mean"]
    assert cathode.cell_cv == pytest.approx(loading.sd / loading.nominal, rel=1e-6)
    assert cathode.cell_cv < cathode.face_cv
    assert 0 < cathode.correlation < 1


def test_a_lean_anode_plates_somewhere() -> None:
    chances = []
    for ratio in (1.1, 1.02):
        plant = load_plant("pilot", [f"product.n_to_p={ratio}"])
        expected = expected_scatter(plant)
        chances.append(local_plating(expected, face_scatter(plant, expected)) or 0.0)
    rich, lean = chances
    assert 0 < rich < 1e-3
    assert 0.03 < lean < 0.5


def test_lithium_has_no_ratio_of_electrodes_and_plain_parts_have_nothing() -> None:
    plant = load_plant("lithium_metal")
    expected = expected_scatter(plant)
    assert "n_to_p_mean" not in expected
    assert local_plating(expected, face_scatter(plant, expected)) is None
    assert set(expected) < set(QUALITIES)
    assert expected_scatter(load_plant("textbook/mm1")) == {}
