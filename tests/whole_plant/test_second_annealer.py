"""The pilot with a second annealer for powder that has clumped: by a rule it parts, in one bin it meets again."""

from __future__ import annotations

import pandas as pd
import pytest

from dbetwin import documents
from dbetwin.outcome.account import Account, take_account
from dbetwin.outcome.kpis import key_figures
from dbetwin.plant.capacity import cells_per_unit, unit_worth
from dbetwin.plant.load import load_plant, plant_of
from dbetwin.plant.plant import Plant
from dbetwin.plant.shipped import find
from dbetwin.runs import simulate

LIMIT = 0.0095
"""Near the middle of what the coater makes, so that both ways are taken."""
SECOND = f"""  coarse_powder:
    from: coating_hold
    to: second_annealer
    capacity_kg: 150
    when: {{column: agglomerate_fraction, above: {LIMIT}}}
  annealed_powder:
    from: [annealer, second_annealer]
"""


def widened() -> Plant:
    text = find("pilot").read_text()
    begin = text.index("  annealer:\n")
    end = text.index("  mixer:\n")
    text = text[:end] + text[begin:end].replace("  annealer:", "  second_annealer:") + text[end:]
    return plant_of(documents.parse(text.replace("  annealed_powder:\n    from: annealer\n", SECOND), "pilot.yaml"))


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Account:
    return take_account(simulate(widened(), days=2, seed=1, warmup=21, out=tmp_path_factory.mktemp("wide") / "run"))


def test_the_powder_is_worth_what_it_was() -> None:
    one, two = unit_worth(load_plant("pilot")), unit_worth(widened())
    assert {name: two[name] for name in one} == pytest.approx(one)
    assert two["second_annealer"] == pytest.approx(one["annealer"])
    assert cells_per_unit(widened())["annealer"] == pytest.approx(2 * one["annealer"])


def test_each_lot_goes_the_way_of_its_clumps(account: Account) -> None:
    visits, lots = account.read("visits"), account.read("lots")
    clumps = lots.drop_duplicates("lot").set_index("lot")["agglomerate_fraction"]
    gone: dict[str, pd.Series] = {
        name: clumps.reindex(visits.loc[visits["station"] == name, "lot"]) for name in ("annealer", "second_annealer")
    }
    assert min(len(gone["annealer"]), len(gone["second_annealer"])) > 10
    assert gone["annealer"].max() <= LIMIT < gone["second_annealer"].min()


def test_both_ways_meet_in_the_mixer_and_every_balance_closes(account: Account) -> None:
    buffers = account.tables["buffers"].set_index("buffer")
    assert buffers.loc["annealed_powder", "from_station"] == "annealer, second_annealer"
    flows = account.tables["flows"].set_index("station")
    handed = flows.loc[["annealer", "second_annealer"], "good"]
    assert handed.min() > 0
    assert handed.sum() == pytest.approx(buffers.loc["annealed_powder", "amount_in"])
    assert account.balances[~account.balances["ok"]].empty
    assert key_figures(account)["good_cells"] > 1000
