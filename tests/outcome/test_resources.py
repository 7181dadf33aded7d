"""What a plant takes and scraps, by hand on the run made by arithmetic, and from the balances of runs."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from dbetwin import load_plant, measure
from dbetwin.outcome.account import Account, take_account
from dbetwin.outcome.electricity import electricity
from dbetwin.outcome.kpis import key_figures
from dbetwin.outcome.resources import scrapped
from dbetwin.plant.electrodes import electrode_stations
from dbetwin.plant.incoming import incoming_lots
from dbetwin.runs import Run
from tests.synthetic.plant import information
from tests.synthetic.run import write_run

FILM = {"makes_electrode": True, "evaporated_kg_per_unit": {"nmp": 0.2, "ethanol": 0.05}}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Account:
    """The run made by arithmetic, of a plant that says which stations make electrodes."""
    stations = information()["stations"]
    changed = [{**each, **(FILM if each["name"] == "film" else {"makes_electrode": False})} for each in stations]
    return take_account(write_run(tmp_path_factory.mktemp("known"), stations=changed))  # type: ignore[arg-type]


def test_what_was_started_was_delivered_scrapped_or_is_under_way(account: Account) -> None:
    """By the ladder: used up = good + scrapped + what the stock grew by."""
    ladder, figures = account.ladder, key_figures(account)
    used_up, good = ladder["remaining"].iloc[0], ladder["remaining"].iloc[-1]
    assert scrapped(ladder) == pytest.approx(used_up - good - ladder["stock"].sum(), abs=1e-9)
    assert figures["scrap_cells_per_day"] == pytest.approx(scrapped(ladder) / 5)
    assert figures["scrap_cells_per_day"] * 5 > figures["rejected_cells"] == 40
    kinds = [figures[f"{kind}_loss_pct"] for kind in ("handling", "quality", "expiry")]
    assert figures["scrap_pct"] == pytest.approx(math.fsum(kinds)) == pytest.approx(100 * scrapped(ladder) / used_up)


def test_machines_and_people_add_up_over_the_stations(known: Account) -> None:
    figures = key_figures(known)
    assert figures["machines_per_station"] == dict.fromkeys(("powder", "film", "stack", "form", "test"), 1)
    assert (figures["machines"], figures["staff_per_shift"]) == (5, 5.0)


def test_electricity_by_place_is_the_whole(known: Account) -> None:
    figures, made = key_figures(known), known.tables["flows"].set_index("station")["made"]
    by_place, delivered = figures["electricity_per_station_kWh"], figures["good_energy_kWh_per_day"] * 5
    assert by_place["dry room"] == 68 * 5
    assert sum(by_place.values()) == pytest.approx(figures["electricity_kWh"])
    assert figures["electrode_electricity_kWh_per_kWh"] == pytest.approx(by_place["film"] / delivered)
    assert figures["solvent_kg_per_kWh"] == pytest.approx(
        {"nmp": 0.2 * made["film"] / delivered, "ethanol": 0.05 * made["film"] / delivered}
    )


def test_a_run_that_does_not_know_its_electrodes_says_nothing_of_them(account: Account) -> None:
    assert not {"electrode_electricity_kWh_per_kWh", "solvent_kg_per_kWh"} & set(key_figures(account))


def test_a_machine_that_works_faster_takes_the_energy_that_it_took() -> None:
    rows = pd.DataFrame({"station": ["press"], "processing_min": [120.0]})
    press = {"name": "press", "machines": 2, "power_kW": 90.0}
    faster = rows.assign(processing_min=rows["processing_min"] / 1.25)
    assert electricity(faster, [{**press, "capacity_factor": 1.25}], 0.0, 1.0) == electricity(rows, [press], 0.0, 1.0)


# --- by the flow, and by the balances of a run ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cathode", "anode", "others"),
    [
        ("giga", "coater", "kneader_anode", ("separator_film", "cutter_cathode", "stacker")),
        ("giga_sintered", "film_cathode", "calender_anode", ("separator_caster", "separator_furnace", "press")),
        ("lithium_metal", "calender_cathode", "anode_laminator", ("separator_furnace", "cutter_anode", "welder")),
    ],
)
def test_electrodes_are_what_stands_before_the_cutters(name, cathode, anode, others) -> None:
    found = electrode_stations(load_plant(name))
    assert {cathode, anode} <= set(found)
    assert not set(others) & set(found)


def test_a_plain_plant_makes_no_electrodes() -> None:
    assert electrode_stations(load_plant("plantlayouts/textbook/tandem.yaml")) == ()


def test_solvent_of_a_coat_is_what_its_solution_held_besides() -> None:
    """Per batch: coat over deposition efficiency is what was sprayed of solids; 5 % of the solution."""
    plant = load_plant("pilot")
    settings, module, lot = plant.stations["coater"], plant.module("coater"), incoming_lots(plant)["coater"]
    told = module.figures(settings, lot)
    coat = lot.amount * settings.coat_ratio / (1 + settings.coat_ratio)
    solids = coat / told["deposition_efficiency_ratio"]
    share = settings.solution_solids_fraction
    assert module.evaporated_kg(settings, lot) == {"ethanol": pytest.approx(solids * (1 - share) / share, rel=1e-6)}
    assert module.evaporated_kg(settings.model_copy(update={"target_coat_wt_pct": 0.0}), lot) == {}


@pytest.mark.parametrize("name", ["coating_cathode", "coating_anode"])
def test_solvent_of_a_web_is_what_its_mass_balance_loses(name) -> None:
    """Slurry in, of which the solids stay on the foil; what the books take off a metre has evaporated."""
    plant = load_plant("wet_baseline")
    settings, module, lot = plant.stations[name], plant.module(name), incoming_lots(plant)[name]
    slurry_kg = module.consumption(settings, plant.design)["slurry"] * lot.amount
    (left,) = module.evaporated_kg(settings, lot).values()
    assert left == pytest.approx(slurry_kg * (1 - settings.solids_fraction))
    assert left == pytest.approx(-module.added_kg(settings, plant.design) * lot.amount)
    assert left == pytest.approx(module.figures(settings, lot)["solvent_kg_per_m"] * lot.amount)


def test_the_pilot_sprays_ethanol_and_loses_what_its_ladder_says(pilot_run: Run) -> None:
    figures, account = measure(pilot_run), take_account(pilot_run)
    assert set(figures["solvent_kg_per_kWh"]) == {"ethanol"}
    made = account.tables["flows"].set_index("station")["made"]["coater"]
    per_kg = next(each for each in account.stations if each["name"] == "coater")["evaporated_kg_per_unit"]["ethanol"]
    delivered = figures["good_energy_kWh_per_day"] * figures["measured_days"]
    assert figures["solvent_kg_per_kWh"]["ethanol"] * delivered == pytest.approx(made * per_kg)
    assert 0 < figures["electrode_electricity_kWh_per_kWh"] < figures["electricity_kWh_per_kWh"]
    assert figures["machines"] == sum(each.machines for each in load_plant("pilot").stations.values())
