"""Truth against inspection, from the tallied fates."""

from __future__ import annotations

import numpy as np
import pytest

from dbetwin.outcome.account import Account
from dbetwin.outcome.grading import (
    cause_shares,
    component_shares,
    escapes_ppm,
    fates,
    good_rejected_pct,
    limit_curve,
    overkill_pct,
)
from tests.synthetic.cells import finished_cells


def test_escapes_and_overkill_are_counts(account: Account) -> None:
    cells = finished_cells()
    good = cells["good|||0"] + cells["good|||1"]
    assert escapes_ppm(account.fates) == pytest.approx(1e6 * cells["good|||1"] / good)
    assert overkill_pct(account.fates) == pytest.approx(100 * (2 + 10) / 40)
    assert good_rejected_pct(account.fates) == pytest.approx(100 * (2 + 10) / (2 + 10 + cells["good|||0"]))


def test_no_reject_has_no_overkill(account: Account) -> None:
    table = account.fates[account.fates["fate"] == "good"]
    assert overkill_pct(table) is None
    assert escapes_ppm(table[table["fate"] == "rejected"]) is None
    assert cause_shares(table, "rejected") == {}
    assert good_rejected_pct(table) == 0.0
    assert good_rejected_pct(table[table["bad"] == 1]) is None


def test_shares_of_the_causes_make_up_the_rejects(account: Account) -> None:
    shares = cause_shares(account.fates, "rejected")
    assert sum(shares.values()) == pytest.approx(1.0)
    assert list(shares)[0] == "resistance"


def test_a_plant_without_cells_has_no_fates(account: Account) -> None:
    tallies = account.tables["tallies"]
    assert fates(tallies[tallies["column"] == "none"]).empty


def test_codes_are_read_as_components(account: Account) -> None:
    shares = component_shares(account.histograms["limiting_component", "good"])
    assert list(shares) == ["cathode resistance", "anode contact"]
    assert sum(shares.values()) == pytest.approx(1.0)


def test_the_curve_falls_for_an_upper_and_rises_for_a_lower_limit(account: Account) -> None:
    measured = account.histograms["measured_resistance_ohm_cm2", "all"]
    ratios = np.linspace(0.8, 1.2, 9)
    upper = limit_curve(measured, 160.0, ratios)["rejected_share"].to_numpy()
    lower = limit_curve(measured, 160.0, ratios, upper=False)["rejected_share"].to_numpy()
    assert (np.diff(upper) <= 0).all()
    assert upper[0] > 0.99
    assert upper + lower == pytest.approx(np.ones(9))
    assert upper[4] == pytest.approx(0.5, abs=0.05)
