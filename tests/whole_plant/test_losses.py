"""Each loss has one origin, everything is conserved, and a plant without losses does what arithmetic says."""

from __future__ import annotations

import pytest

from dbetwin.outcome.account import take_account
from dbetwin.plant.capacity import ideal_capacity
from dbetwin.runs import simulate
from tests.whole_plant.variants import no_breakdowns, no_handling_losses, no_limits, pilot

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


def test_everything_is_conserved(pilot_run):
    balances = take_account(pilot_run).balances
    assert len(balances) > 100
    assert balances["ok"].all(), balances[~balances["ok"]].to_string()


def test_with_every_limit_open_only_handling_losses_are_left(plain, tmp_path):
    run = simulate(pilot(no_limits(plain)), days=7, out=tmp_path / "run")
    assert kinds_of(run) == {"handling"}


def test_without_handling_losses_only_the_others_are_left(plain, tmp_path):
    run = simulate(pilot(no_handling_losses(plain)), days=7, out=tmp_path / "run")
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
    "coater": 8, "film_cathode": 12, "separator_film": 20, "cutter_anode": 8,
    "stacker": 6, "welder": 6, "sealer": 4, "press": 5,
}  # fmt: skip


@pytest.fixture(scope="module")
def open_pilot(plain, tmp_path_factory):
    plant = pilot(no_limits(plain))
    return good_cells(simulate(plant, days=7, seed=2, out=tmp_path_factory.mktemp("scrap") / "run"))


@pytest.mark.parametrize("station", SCRAPS)
def test_more_scrap_never_makes_more_good_cells(plain, open_pilot, station, tmp_path):
    plant = pilot(no_limits(plain), f"{station}.handling_loss_pct={SCRAPS[station]}")
    worse = good_cells(simulate(plant, days=7, seed=2, out=tmp_path / "run"))
    assert worse <= open_pilot + ONE_TOWER
