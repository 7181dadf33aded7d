"""The giga plants: the count arithmetic of ten gigawatt hours, and what holds each of them up."""

from __future__ import annotations

import pytest

from dbetwin.plant import Plant, load_plant
from dbetwin.plant.capacity import expected_bottleneck, ideal_capacity, utilisation
from dbetwin.plant.demand import demand
from dbetwin.plant.nominal import nominal_cell

COATERS, COATER_BATCH_MIN = 9.6, 240.0
"""Coaters that the same year keeps busy where a batch takes the four hours of the hand calculation."""
MACHINES = {"stacker": 39.4, "press": 5.5, "formation": 177.3, "ageing": 795, "end_of_line": 9.3}
"""Machines that 41 million cells a year keep busy, reckoned by hand without trim or set-up."""


@pytest.fixture(scope="module")
def giga() -> Plant:
    return load_plant("giga")


@pytest.fixture(scope="module")
def sintered() -> Plant:
    return load_plant("giga_sintered")


def test_a_year_asks_for_what_the_hand_calculation_says(giga: Plant) -> None:
    capacities = ideal_capacity(giga)
    asked = demand(giga, capacities)
    assert asked is not None
    assert asked.started_cells == pytest.approx(4.09e7, rel=0.005)
    assert asked.film_m2 == pytest.approx(8.47e7, rel=0.005)
    assert asked.separator_m2 == pytest.approx(8.11e7, rel=0.005)
    assert asked.cathode_powder_t == pytest.approx(22_300, rel=0.005)
    assert asked.active_powder_t == pytest.approx(15_600, rel=0.005)
    for station, count in MACHINES.items():
        assert asked.machines[station] == pytest.approx(count, rel=0.03), station
    # the twin's batch is as long as the gas takes to dry the spray, and the powder in the trim is coated, too
    batch_min = capacities["coater"].cycle_min
    trim = (5 * 154 + 2 * 10) / (5 * 154) * (322 + 2) / 322
    assert asked.machines["coater"] / trim * COATER_BATCH_MIN / batch_min == pytest.approx(COATERS, rel=0.02)
    assert batch_min == pytest.approx(COATER_BATCH_MIN, rel=0.05)


def test_every_station_has_the_machines_for_what_the_plan_starts(giga: Plant) -> None:
    started = giga.plan.cells_started_per_day
    assert started == pytest.approx(40_900_000 / 360, rel=0.001)
    for name, each in ideal_capacity(giga).items():
        # cells that are stacked and lost before ageing take no place in it
        assert each.cells_net_per_working_day > 0.94 * started, name


def test_ageing_is_the_narrowest_place_and_stacking_comes_next(giga: Plant) -> None:
    busy = utilisation(ideal_capacity(giga))
    assert expected_bottleneck(giga) == "ageing"
    assert {"stacker", "welder"} <= set(sorted(busy, key=busy.__getitem__, reverse=True)[:4])


def test_two_lines_would_not_make_the_cathode_film(giga: Plant) -> None:
    two = load_plant("giga", ["film_cathode.machines=2"])
    needed = giga.plan.cells_started_per_day
    assert needed is not None
    assert ideal_capacity(two)["film_cathode"].cells_net_per_working_day < 1.06 * needed
    assert ideal_capacity(giga)["film_cathode"].cells_net_per_working_day > 1.4 * needed


def test_the_cell_is_the_pilots_enlarged(giga: Plant) -> None:
    cell = nominal_cell(giga).columns
    assert cell["nominal_specific_energy_Wh_kg"] == pytest.approx(253, abs=2)
    product = giga.design.product
    area = product.faces * product.cathode_area_cm2
    assert area * product.cathode_areal_capacity_mAh_cm2 / 1000 == pytest.approx(69.4, abs=0.1)
    pilot = load_plant("pilot").design.product
    same = {"anode_mass_fractions", "cathode_mass_fractions", "separator_thickness_um", "n_to_p", "cathode_porosity"}
    assert all(getattr(product, name) == getattr(pilot, name) for name in same)


def test_the_furnaces_hold_the_sintered_plant_up(sintered: Plant) -> None:
    busy = utilisation(ideal_capacity(sintered))
    assert expected_bottleneck(sintered) == "separator_furnace"
    assert sorted(busy.values())[-2] < 0.75


def test_only_furnaces_at_the_fastest_claimed_speed_would_do(sintered: Plant) -> None:
    fast = load_plant("giga_sintered", ["separator_furnace.speed_m_per_min=1.0", "separator_furnace.hot_zone_m=3"])
    demanded = 40_900_000 / 360
    slow_rate, fast_rate = (
        ideal_capacity(plant)["separator_furnace"].cells_net_per_working_day for plant in (sintered, fast)
    )
    assert fast_rate == pytest.approx(2 * slow_rate, rel=0.02)
    assert slow_rate < 0.7 * demanded < 0.94 * demanded < fast_rate


def test_the_sintered_plant_differs_in_its_separator_only(giga: Plant, sintered: Plant) -> None:
    shared = set(giga.stations) & set(sintered.stations)
    assert set(giga.stations) - shared == {"separator_film"}
    assert set(sintered.stations) - shared == {"separator_caster", "separator_furnace"}
    assert all(giga.stations[name] == sintered.stations[name] for name in shared)
