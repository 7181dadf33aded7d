"""A run that was stopped in the midst of its window adds up as far as it came."""

from __future__ import annotations

from pathlib import Path

import pytest

import dbetwin
from dbetwin.errors import InterruptedRunError
from dbetwin.outcome.account import take_account


def test_books_close_at_the_moment_at_which_a_run_was_stopped(pilot_plant: dbetwin.Plant, tmp_path: Path) -> None:
    def stop(day: float, warmup: float, last: float) -> None:
        if day >= 5:
            raise KeyboardInterrupt

    with pytest.raises(InterruptedRunError):
        dbetwin.simulate(pilot_plant, days=30, seed=3, start="empty", out=tmp_path / "run", progress=stop)
    account = take_account(dbetwin.open_run(tmp_path / "run"))
    assert 4 < account.measured_days <= 5
    assert account.chains["minutes"].sum() > 0
    wrong = account.balances[~account.balances["ok"]]
    assert wrong.empty, wrong
