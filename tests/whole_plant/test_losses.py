"""Each loss has one origin, everything is conserved, and a plant without losses does what arithmetic says."""

from __future__ import annotations

import pytest

from dbetwin.outcome.account import take_account
from dbetwin.outcome.kpis import measure
from dbetwin.outcome.yields import KINDS
from dbetwin.plant import load_plant
from dbetwin.plant.capacity import ideal_capacity
from dbetwin.runs import simulate
from tests.whole_plant.variants import AGED_SOON, no_breakdowns, no_handling_losses, no_limits, pilot, shipped

SHIPPED = ("pilot", "lithium_metal")
ONE_TOWER = 256
TRAYS_BEING_STACKED = 4 * 20


@pytest.fixture(scope="module")
def plain():
    return pilot()


@pytest.fixture(scope="module")
def lossless(plain):
    return [*no_handling_losses(plain), *no_limits(plain), *no_breakdowns(plain)]


def kinds_of(run) -> set[str]:
    losses = run.table("losses")
    return set(losses.loc[(losses["amount"] > 0) | (losses["mass_kg"] > 1e-12), "kind"])


def good_cells(run) -> int:
    return int(run.table("days")["good_cells"].sum())


@pytest.fixture(params=["pilot_run", "lithium_run"])
def week(request):
    """A week of each shipped plant."""
    return request.getfixturevalue(request.param)


def test_everything_is_conserved(week):
    balances = take_account(week).balances
    assert len(balances) > 100
    assert balances["ok"].all(), balances[~balances["ok"]].to_string()


def test_everything_adds_up(week):
    """Days, flows, tallies, ladder and key figures are counted apart from each other and tell the same."""
    account, kpis = take_account(week), measure(week)
    good = good_cells(week)
    assert good > 1000
    fates = account.fates
    assert good == account.good == kpis["good_cells"] == fates.loc[fates["fate"] == "good", "cells"].sum()
    rejected = fates.loc[fates["fate"] == "rejected"].groupby("station")["cells"].sum()
    losses = week.table("losses")
    of_cells = losses[(losses["kind"] == "quality") & (losses["unit"] == "cells") & (losses["amount"] > 0)]
    assert rejected.to_dict() == of_cells.groupby("station")["amount"].sum().to_dict()
    ladder = account.ladder
    lost = float(ladder[[*KINDS, "stock"]].to_numpy().sum())
    assert float(ladder["remaining"].iloc[0]) - lost == pytest.approx(good, rel=1e-9)
    product = account.yields["yield"].prod()
    assert kpis["rolled_throughput_yield"] == pytest.approx(product, rel=1e-9)


@pytest.mark.parametrize("name", SHIPPED)
def test_with_every_limit_open_only_handling_losses_are_left(name, tmp_path):
    run = simulate(shipped(name, AGED_SOON, no_limits(shipped(name))), days=7, out=tmp_path / "run")
    assert kinds_of(run) == {"handling"}


@pytest.mark.parametrize("name", SHIPPED)
def test_without_handling_losses_only_the_others_are_left(name, tmp_path):
    run = simulate(shipped(name, AGED_SOON, no_handling_losses(shipped(name))), days=7, out=tmp_path / "run")
    assert kinds_of(run) == {"quality", "expiry"}


def test_without_losses_the_plant_gives_its_ideal_capacity(lossless, tmp_path):
    plant = pilot(lossless)
    ideal = min(each.cells_per_working_day for each in ideal_capacity(plant).values())
    assert ideal == 9 * ONE_TOWER
    run = simulate(plant, days=28, out=tmp_path / "run")
    assert abs(good_cells(run) - 20 * ideal) <= ONE_TOWER
    assert kinds_of(run) == set()


def test_a_plant_around_the_clock_delivers_every_start_of_the_design(lossless, tmp_path):
    """635 000 starts a year over 360 days: 1764 a day, against 96 an hour in formation."""
    always = [
        "calendar.working_days=[monday, tuesday, wednesday, thursday, friday, saturday, sunday]",
        "calendar.shift_start_h=0", "calendar.shift_end_h=24", "plan.cells_started_per_day=1764",
    ]  # fmt: skip
    run = simulate(pilot(lossless, always), days=28, out=tmp_path / "run")
    started = int(run.table("days")["started_cells"].sum())
    assert abs(started - 28 * 1764) <= TRAYS_BEING_STACKED
    assert abs(good_cells(run) - 28 * 1764) <= ONE_TOWER


SCRAPS = {
    "granulator": 8, "coater": 8, "kneader": 8, "film_cathode": 12, "separator_film": 20, "cutter_anode": 8,
    "stacker": 6, "welder": 6, "sealer": 4, "press": 5,
}  # fmt: skip


@pytest.fixture(scope="module")
def open_pilot(plain, tmp_path_factory):
    plant = pilot(AGED_SOON, no_limits(plain))
    return good_cells(simulate(plant, days=7, seed=2, out=tmp_path_factory.mktemp("scrap") / "run"))


@pytest.mark.parametrize("station", SCRAPS)
def test_more_scrap_never_makes_more_good_cells(plain, open_pilot, station, tmp_path):
    plant = pilot(AGED_SOON, no_limits(plain), f"{station}.handling_loss_pct={SCRAPS[station]}")
    worse = good_cells(simulate(plant, days=7, seed=2, out=tmp_path / "run"))
    assert worse <= open_pilot + ONE_TOWER


def test_bought_in_foil_that_ages_on_the_machine_is_booked_and_conserved(tmp_path):
    plant = load_plant("pilot", ["buffers.copper_foil.shelf_life_h=2"])
    run = simulate(plant, days=3, start="empty", out=tmp_path / "run")
    losses = run.table("losses").set_index("station")
    assert losses.loc["copper_foil", "kind"] == "expiry"
    assert losses.loc["copper_foil", "cell_equivalents"] > 0
    balances = take_account(run).balances
    assert balances["ok"].all(), balances[~balances["ok"]].to_string()
