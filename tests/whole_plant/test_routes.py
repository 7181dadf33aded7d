"""Three ways to make one cell: dry films of coated powder (giga), without a coat, and wet-coated (wet_baseline).

Nominal cells and plain arithmetic, no simulation, but for one run of the wet plant. A sign is the expected direction
of the change against giga (+, -, or 0 for less than the share beside it), its reason stands beside it.
"""

from __future__ import annotations

import math

import pytest

from dbetwin.outcome.kpis import measure
from dbetwin.plant import Plant, load_plant
from dbetwin.plant.capacity import expected_bottleneck, ideal_capacity
from dbetwin.plant.nominal import chain, nominal_cell
from dbetwin.runs import simulate
from dbetwin.runs.facts import facts
from tests.whole_plant.power import electricity_kWh_per_cell

SMALLEST = 0.004
"""What counts as a change, relative."""

EXPECTED = {
    # the bare surface resists more than the coat, and the cell delivers its charge at less voltage; no spray, no
    # lumps; coaters, granulators and furnaces draw no power
    "giga_no_coating": {
        "charge transfer": "+", "resistance": "+", "Wh/kg": "-", "nominal Wh/kg": "0", "cathode defects": "-",
        "calendered porosity": "0", "electricity": "-", "cathode kept": "+",
    },
    # the same powder in the same cell, but polyvinylidene fluoride is lighter than PTFE: weight for weight it takes
    # room from what conducts. A loose dried coating comes out of one calender with more pores than a film pressed
    # twice, and the press, told so, ends where it ends in giga; slurry mixing tears lumps apart; dryers take more than
    # kneaders and film lines; slurry and coil lose more than dough and film
    "wet_baseline": {
        "charge transfer": "0", "resistance": "+", "Wh/kg": "0", "nominal Wh/kg": "0", "cathode defects": "-",
        "calendered porosity": "+", "electricity": "+", "cathode kept": "-",
    },
}  # fmt: skip


def outcome(name: str) -> dict[str, float]:
    plant = load_plant(name)
    cell = nominal_cell(plant).columns
    calendered = next(step.columns for step in chain(plant) if step.station == "calender_cathode")
    kept = ideal_capacity(plant)["powder_receiving"]
    return {
        "charge transfer": cell["cathode_charge_transfer_ohm_cm2"],
        "resistance": cell["cell_asr_ohm_cm2"],
        "Wh/kg": cell["specific_energy_Wh_kg"],
        "nominal Wh/kg": cell["nominal_specific_energy_Wh_kg"],
        "cathode defects": calendered["defects_per_m2"],
        "calendered porosity": calendered["porosity"],
        "electricity": sum(electricity_kWh_per_cell(name).values()) / cell["energy_Wh"],
        "cathode kept": kept.cells_after_losses_per_working_day / kept.cells_per_working_day,
    }


def sign(change: float) -> str:
    return "0" if abs(change) < SMALLEST else "+" if change > 0 else "-"


@pytest.fixture(scope="module")
def giga() -> dict[str, float]:
    return outcome("giga")


@pytest.mark.parametrize("name", EXPECTED)
def test_a_route_changes_what_it_was_expected_to_change(name: str, giga: dict[str, float]) -> None:
    other = outcome(name)
    changes = {what: other[what] / giga[what] - 1 for what in giga}
    print(name, {what: f"{change:+.2%}" for what, change in changes.items()})
    assert {what: sign(change) for what, change in changes.items()} == EXPECTED[name]


def test_without_a_coat_the_surface_between_powder_and_electrolyte_is_bare() -> None:
    plant = load_plant("giga_no_coating")
    cell = nominal_cell(plant).columns
    transfer = plant.constants["cathode_charge_transfer"]
    area = cell["cathode_active_area_ratio"] / transfer.reference_area_ratio
    assert cell["cathode_charge_transfer_ohm_cm2"] == pytest.approx(transfer.bare_ohm_cm2 / area)
    assert "coating_batch" not in cell


def test_a_coater_that_sprays_nothing_is_no_coater() -> None:
    unsprayed = load_plant("giga", ["coater.spray_time_factor=0", "limits.coating_thickness_tolerance=null"])
    cell, without = nominal_cell(unsprayed).columns, nominal_cell(load_plant("giga_no_coating")).columns
    assert cell["cathode_charge_transfer_ohm_cm2"] == pytest.approx(without["cathode_charge_transfer_ohm_cm2"])
    assert cell["coverage"] == without["coverage"] == 0


@pytest.mark.parametrize("name", ["giga_no_coating", "wet_baseline"])
def test_every_station_has_the_machines_for_what_the_plan_starts(name: str) -> None:
    plant = load_plant(name)
    started = plant.plan.cells_started_per_day
    assert started is not None
    for station, each in ideal_capacity(plant).items():
        assert each.cells_net_per_working_day > 0.94 * started, station
    assert expected_bottleneck(plant) == "ageing"


def test_the_wet_plant_differs_in_its_electrodes_only() -> None:
    giga, wet = load_plant("giga"), load_plant("wet_baseline")
    shared = set(giga.stations) & set(wet.stations)
    assert set(giga.stations) - shared == {"mixer", "kneader", "film_cathode", "kneader_anode", "film_anode"}
    assert set(wet.stations) - shared == {"slurry_cathode", "coating_cathode", "slurry_anode", "coating_anode"}
    changed = {name for name in shared if giga.stations[name] != wet.stations[name]}
    assert changed == {"calender_cathode", "calender_anode", "press"}
    # the press is told what the calenders make; all else of it is the same
    press = wet.stations["press"].model_dump()
    same = {field for field, value in giga.stations["press"].model_dump().items() if press[field] == value}
    assert press.keys() - same == {"cathode_calendered_porosity", "anode_calendered_porosity"}


def test_the_press_of_the_wet_plant_is_told_what_its_calenders_make() -> None:
    plant = load_plant("wet_baseline")
    made = {step.station: step.columns for step in chain(plant)}
    for electrode in ("cathode", "anode"):
        told = getattr(plant.stations["press"], f"{electrode}_calendered_porosity")
        assert told == pytest.approx(made[f"calender_{electrode}"]["porosity"], abs=0.003)


def a_tenth(name: str) -> Plant:
    """A giga plant with a tenth of its machines, room and starts: the whole one takes a minute."""
    plant = load_plant(name)
    started = plant.plan.cells_started_per_day
    assert started is not None
    machines = [f"{each}.machines={math.ceil(known.machines / 10)}" for each, known in plant.stations.items()]
    return load_plant(
        name, [*machines, f"room.area_m2={plant.room.area_m2 / 10}", f"plan.cells_started_per_day={started / 10}"]
    )


@pytest.mark.slow
def test_the_wet_plant_runs_and_pays_for_each_coil(tmp_path) -> None:
    plant = a_tenth("wet_baseline")
    kpis = measure(simulate(plant, days=1, seed=1, out=tmp_path / "wet"))
    started = plant.plan.cells_started_per_day
    assert started is not None
    assert kpis["good_cells_per_day"] > 0.9 * started
    for name in ("coating_cathode", "coating_anode"):
        settings = plant.stations[name]
        kept = kpis["yield_per_station"][name]
        planned = (1 - 300 / 6000) * (1 - settings.handling_loss_pct / 100)
        assert planned - 0.03 < kept < planned + 0.01
    cell = nominal_cell(plant).columns
    reckoned = sum(electricity_kWh_per_cell("wet_baseline").values()) / cell["energy_Wh"] * 1000
    assert kpis["electricity_kWh_per_kWh"] == pytest.approx(reckoned, rel=0.1)


def test_a_run_is_cautioned_by_the_slurry_with_garnet_only() -> None:
    said = facts(load_plant("wet_baseline"), {"days": 1.0}, 0.0)["cautions"]
    assert [each.partition(":")[0] for each in said if "alkaline" in each] == ["slurry_cathode"]
    assert any(each.startswith("formation: ") for each in said)
