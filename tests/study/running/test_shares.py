from __future__ import annotations

import numpy as np
import pytest

from dbetwin.errors import InputError
from dbetwin.outcome.account import Account
from dbetwin.outcome.histogram import Histogram
from dbetwin.plant import Plant, load_plant
from dbetwin.study.responses import responses
from dbetwin.study.running.measured import known_of_account, known_of_run
from dbetwin.study.running.shares import of_histograms, of_values, share_above
from dbetwin.study.running.task import Task
from dbetwin.study.scenario.scenario import scenario_of_layout

NAME = "specific_energy_Wh_kg"
VALUES = np.random.Generator(np.random.Philox(key=3)).normal(230.0, 4.0, 4000)


def histogram(values: np.ndarray, width: float, low: float, bins: int) -> Histogram:
    edges = low + width * np.arange(bins + 1)
    counts, _ = np.histogram(values, edges)
    filled = counts > 0
    outside = float((values < edges[0]).sum()), float((values >= edges[-1]).sum())
    sums = len(values), float(values.sum()), float((values**2).sum())
    return Histogram(*sums, edges[:-1][filled], edges[1:][filled], counts[filled].astype(float), *outside)


@pytest.mark.parametrize(("width", "low", "bins"), [(0.5, 200.0, 120), (1.0, 228.0, 4), (20.0, 200.0, 3)])
def test_it_tells_what_the_histogram_does(width: float, low: float, bins: int):
    """Within the counted range and beyond it, and where the bins are coarser than the scatter."""
    known = histogram(VALUES, width, low, bins)
    curve = of_histograms({(NAME, "good"): known, (NAME, "all"): histogram(VALUES + 50, 1.0, 200.0, 120)})[NAME]
    for value in np.linspace(190.0, 270.0, 161):
        assert share_above(curve, value) == pytest.approx(known.share_above(value), abs=1e-3)


def test_of_cells_one_by_one_it_is_their_share():
    curve = of_values({NAME: VALUES, "thickness_um": VALUES})
    assert list(curve) == [NAME]
    for value in (215.0, 228.0, 230.0, 236.5, 250.0):
        assert share_above(curve[NAME], value) == pytest.approx((value < VALUES).mean(), abs=0.01)
    assert of_values({NAME: np.array([])}) == {}


def test_cells_that_are_all_alike_lie_on_one_side():
    curve = of_values({NAME: np.full(5, 230.0)})[NAME]
    assert (share_above(curve, 229.0), share_above(curve, 231.0)) == (1.0, 0.0)
    alike = of_histograms({(NAME, "good"): histogram(np.full(5, 230.0), 1.0, 200.0, 60)})[NAME]
    assert (share_above(alike, 229.0), share_above(alike, 231.0)) == (1.0, 0.0)


def test_it_is_a_response_of_any_study(pilot_plant: Plant):
    found = responses([f"share_above.{NAME}.230.5", f"share_above.{NAME}.232"], pilot_plant, "here")
    known = {"figures": {f"{NAME}.mean": 230.0}, "shares": {NAME: {"at": [230.0, 232.0], "share": [1.0, 0.2]}}}
    assert [each.of(known) for each in found] == pytest.approx([0.8, 0.2])
    assert [each.unit for each in found] == ["", ""]
    assert np.isnan(found[0].of({"infeasible": "no machine"}))


@pytest.mark.parametrize(
    "name", ["share_above", "share_above.thickness_um.3", f"share_above.{NAME}", f"share_above.{NAME}.nan"]
)
def test_a_share_of_nothing_known_is_refused(pilot_plant: Plant, name: str):
    with pytest.raises(InputError, match=r"here: responses: .*write share_above\.specific_energy_Wh_kg\.230"):
        responses([name], pilot_plant, "here")


def test_a_line_without_cells_has_no_share_of_them():
    with pytest.raises(InputError, match="a plain plant has no cells"):
        responses([f"share_above.{NAME}.230"], load_plant("textbook/mm1"), "here")


def test_what_is_known_of_a_run_tells_of_every_energy(account: Account, pilot_plant: Plant):
    known = known_of_account(account, pilot_plant)
    of_run = account.histograms[NAME, "good"]
    for value in np.linspace(*of_run.bounds, 7):
        (found,) = responses([f"share_above.{NAME}.{value:g}"], pilot_plant, "here")
        assert found.of(known) == pytest.approx(of_run.share_above(float(f"{value:g}")), abs=1e-3)


def test_what_is_known_of_drawn_cells_does_so_too():
    known = known_of_run(Task(scenario_of_layout("pilot"), 1, 1, cells=200))
    above = [share_above(known["shares"][NAME], value) for value in (100.0, known["figures"][f"{NAME}.p50"], 500.0)]
    assert above == [1.0, pytest.approx(0.5, abs=0.03), 0.0]
